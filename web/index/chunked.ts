/** An index in chunks, for large bases: words, texts and the vocabulary come when a query needs them.
 *
 * Before its text has come, a document is a stub of what the index knows of it. */

import { isCjk, type TextRules } from "../text/analyzer.ts";
import { NO_TERM, readChunk } from "./chunk-reader.ts";
import { PhraseFinder, type TermPostings } from "./phrases.ts";
import { numbersOf, wordsOf } from "../text/codec.ts";
import { Document } from "../data/document.ts";
import type { ChunkIndex, DocumentData, DomainData, Vocabulary, VocabularyData } from "../data/schema.ts";
import type { Documents, Index, Wanted, WeightedTerm } from "./index.ts";
import { FIELD_BIT, type Postings } from "../data/posting.ts";
import { BOOSTS, idf, saturated } from "./bm25.ts";
import { cutIntoTerms, DocumentStub, type AskedText } from "./document-stub.ts";

/** Where pieces of the index come from. */
export interface Source {
  chunk(number: number): Promise<ArrayBuffer>;
  text(place: number): Promise<DocumentData>;
  vocabulary(): Promise<VocabularyData>;
}

const NUMBER = /^\d+$/;

export class ChunkedIndex implements Index, Documents {
  readonly page = 10;
  readonly complete = false;
  vocabulary: Vocabulary | undefined;
  words: readonly string[] = [];
  readonly size: number;
  readonly #kindOf: readonly number[];
  readonly #beginnings: readonly string[];
  /** Of each field the lengths beside the average. */
  readonly #lengths: Readonly<Record<"title" | "names" | "heads" | "body", Float64Array>>;
  readonly #chunks = new Map<number, ReadonlyMap<string, TermPostings>>();
  readonly #wanted = new Set<number>();
  readonly #phrases: PhraseFinder;
  readonly #frequencies = new Map<string, number>();
  readonly #texts = new Map<number, Document>();
  /** Those read for this query; what was read for others stays a stub, so that answers hang on no history. */
  readonly #open = new Set<number>();
  #known: ReadonlySet<string> = new Set();
  #asked: AskedText[] = [];
  #stubs = new Map<number, DocumentStub>();

  constructor(private readonly data: ChunkIndex, private readonly source: Source, private readonly domains: readonly DomainData[], private readonly rules: TextRules) {
    this.#kindOf = numbersOf(data.kindOf);
    this.size = this.#kindOf.length;
    this.#phrases = new PhraseFinder(this.size, (term) => this.#postings(term));
    this.#beginnings = wordsOf(data.beginnings);
    const { title, names, heads, body } = data.lengths;
    this.#lengths = { title: besideAverage(title), names: besideAverage(names), heads: besideAverage(heads), body: besideAverage(body) };
  }

  about(query: string): void {
    this.#asked = [];
    this.#open.clear();
    this.#stubs.clear();
    this.#ask(query);
    for (const { term } of this.#asked[0]?.places ?? []) this.#postings(term);
  }

  has(term: string): boolean {
    // The vocabulary, where it is here, knows every word of letters.
    if (this.vocabulary && !isCjk(term) && !NUMBER.test(term)) return this.#known.has(term);
    return (this.#postings(term)?.documents.length ?? 0) > 0;
  }

  phrase(text: string): Postings {
    this.#ask(text);
    return this.#phrases.find(text, cutIntoTerms(text).places.map((place) => place.term));
  }

  score(terms: readonly WeightedTerm[]): Float64Array {
    const scores = new Float64Array(this.size);
    const { title, names, heads, body } = this.#lengths;
    let total = 0;
    for (const { term, weight } of terms) {
      const postings = this.#postings(term);
      if (!postings?.documents.length) continue;
      const rarity = weight * idf(this.frequency(term), this.size);
      total += rarity;
      const { documents, fields, times } = postings;
      for (let index = 0; index < documents.length; index++) {
        const place = documents[index]!, held = fields[index]!;
        let sum = times[index]! ? BOOSTS.body * saturated(times[index]!, body[place]!) : 0;
        if (held & FIELD_BIT.title) sum += BOOSTS.title * saturated(1, title[place]!);
        if (held & FIELD_BIT.names) sum += BOOSTS.names * saturated(1, names[place]!);
        if (held & FIELD_BIT.heads) sum += BOOSTS.heads * saturated(1, heads[place]!);
        scores[place]! += rarity * sum;
      }
    }
    if (total) for (let place = 0; place < scores.length; place++) scores[place]! /= total;
    return scores;
  }

  frequency(term: string): number {
    const known = this.#frequencies.get(term);
    const postings = known === undefined ? this.#postings(term) : undefined;
    if (!postings) return known ?? 0;
    let sum = 0;
    for (let index = 0; index < postings.documents.length; index++) {
      const held = postings.fields[index]!;
      sum += (held & 1) + ((held >> 1) & 1) + ((held >> 2) & 1) + Number(postings.times[index]! > 0);
    }
    this.#frequencies.set(term, sum);
    return sum;
  }

  get(place: number): Document {
    return (this.#open.has(place) ? this.#texts.get(place) : undefined) ?? this.#stub(place);
  }

  *values(): Iterable<Document> {
    for (let place = 0; place < this.size; place++) yield this.get(place);
  }

  async supply({ best, vocabulary }: Wanted): Promise<boolean> {
    const chunks = [...this.#wanted];
    this.#wanted.clear();
    const texts = best.filter((place) => !this.#open.has(place));
    const words = vocabulary && !this.vocabulary;
    await Promise.all([...chunks.map((chunk) => this.#load(chunk)), ...texts.map((place) => this.#fetch(place)), ...(words ? [this.#learn()] : [])]);
    if (chunks.length) this.#stubs.clear();
    return chunks.length > 0 || texts.length > 0 || words;
  }

  async #load(chunk: number): Promise<void> {
    this.#chunks.set(chunk, await readChunk(await this.source.chunk(chunk)));
  }

  async #fetch(place: number): Promise<void> {
    if (!this.#texts.has(place)) this.#texts.set(place, new Document(await this.source.text(place), this.domains, this.rules, place));
    this.#open.add(place);
  }

  async #learn(): Promise<void> {
    const { terms, readings, latin } = await this.source.vocabulary();
    this.words = wordsOf(latin);
    this.vocabulary = { terms: wordsOf(terms).join(" "), readings };
    this.#known = new Set(this.words.map((word) => this.rules.stem(word)));
  }

  /** Takes over what documents will be searched for, unless it stands in what is known already. */
  #ask(text: string): void {
    // A lone character is a term of its own; any other stretch of a known text falls into terms of that.
    const known = (one: AskedText): boolean => (isLone(text) ? one.places.some((place) => place.term === text) : one.text.includes(text));
    if (!text || this.#asked.some(known)) return;
    this.#asked.push(cutIntoTerms(text));
    this.#stubs.clear();
  }

  #stub(place: number): DocumentStub {
    let stub = this.#stubs.get(place);
    if (!stub) this.#stubs.set(place, stub = new DocumentStub(place, this.#data(place), this.#asked, (term) => this.#phrases.spread(term)));
    return stub;
  }

  #data(place: number): DocumentData {
    const [domains, mentions, formulas, sections] = this.data.kinds[this.#kindOf[place]!]!;
    const number = this.data.numbers.length ? this.data.numbers[place]! : place + 1;
    return { id: String(place), number, title: "", url: "", domains, mentions, formulas, sections, passages: [] };
  }

  #postings(term: string): TermPostings | undefined {
    const chunk = this.#chunks.get(this.#want(this.#chunkOf(term)));
    return chunk && (chunk.get(term) ?? NO_TERM);
  }

  #want(chunk: number): number {
    if (!this.#chunks.has(chunk)) this.#wanted.add(chunk);
    return chunk;
  }

  /** The chunk in whose range a term lies. */
  #chunkOf(term: string): number {
    let low = 0, high = this.#beginnings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#beginnings[middle]! <= term) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

const isLone = (term: string): boolean => isCjk(term) && Array.from(term).length === 1;

function besideAverage(packed: string): Float64Array {
  const lengths = Float64Array.from(numbersOf(packed));
  const average = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  return lengths.map((length) => (average ? length / average : 0));
}
