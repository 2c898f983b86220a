/** A chunked index for large bases: postings, texts and the vocabulary are loaded when a query needs them.
 *
 * Until its text is loaded, a document is represented by a stub built from its postings. */

import { isCjk, type TextRules } from "../text/analyzer.ts";
import { NO_TERM_POSTINGS, readChunk } from "./chunk-reader.ts";
import { PhraseFinder, type TermPostings } from "./phrases.ts";
import { numbersOf, wordsOf } from "../text/codec.ts";
import { Document } from "../data/document.ts";
import type { ChunkIndex, DocumentData, DomainData, Vocabulary, VocabularyData } from "../data/schema.ts";
import type { Documents, Index, LoadRequest, WeightedTerm } from "./index.ts";
import { FIELD_BIT, type Postings } from "../data/posting.ts";
import { BOOSTS, idf, saturation } from "./bm25.ts";
import { splitIntoTerms, DocumentStub, type QueryText } from "./document-stub.ts";

/** Loads the parts of the index. */
export interface ChunkSource {
  chunk(number: number): Promise<ArrayBuffer>;
  text(ordinal: number): Promise<DocumentData>;
  vocabulary(): Promise<VocabularyData>;
}

const LETTER = /\p{L}/u;

export class ChunkedIndex implements Index, Documents {
  readonly pageSize = 10;
  readonly complete = false;
  vocabulary: Vocabulary | undefined;
  words: readonly string[] = [];
  readonly size: number;
  readonly #kindOf: readonly number[];
  readonly #firstTerms: readonly string[];
  /** Length of each field of each document, relative to the average. */
  readonly #lengths: Readonly<Record<"title" | "names" | "heads" | "body", Float64Array>>;
  readonly #chunks = new Map<number, ReadonlyMap<string, TermPostings>>();
  readonly #requested = new Set<number>();
  readonly #phrases: PhraseFinder;
  readonly #frequencies = new Map<string, number>();
  readonly #texts = new Map<number, Document>();
  /** Documents loaded for the current query. Documents loaded for other queries stay stubs, so that results do not depend on earlier
   * queries. */
  readonly #loaded = new Set<number>();
  #stems: ReadonlySet<string> = new Set();
  #queryTexts: QueryText[] = [];
  #stubs = new Map<number, DocumentStub>();

  constructor(
    private readonly data: ChunkIndex,
    private readonly source: ChunkSource,
    private readonly domains: readonly DomainData[],
    private readonly rules: TextRules,
  ) {
    this.#kindOf = numbersOf(data.kindOf);
    this.size = this.#kindOf.length;
    this.#phrases = new PhraseFinder(this.size, (term) => this.#postings(term));
    this.#firstTerms = wordsOf(data.beginnings);
    const { title, names, heads, body } = data.lengths;
    this.#lengths = {
      title: relativeToAverage(title),
      names: relativeToAverage(names),
      heads: relativeToAverage(heads),
      body: relativeToAverage(body),
    };
  }

  startQuery(query: string): void {
    this.#queryTexts = [];
    this.#loaded.clear();
    this.#stubs.clear();
    this.#addQueryText(query);
    for (const { term } of this.#queryTexts[0]?.spans ?? []) this.#postings(term);
  }

  has(term: string): boolean {
    // Once loaded, the vocabulary contains every word of letters.
    if (this.vocabulary && !isCjk(term) && LETTER.test(term)) return this.#stems.has(term);
    return (this.#postings(term)?.documents.length ?? 0) > 0;
  }

  phrase(text: string): Postings {
    this.#addQueryText(text);
    return this.#phrases.find(
      text,
      splitIntoTerms(text).spans.map((span) => span.term),
    );
  }

  score(terms: readonly WeightedTerm[]): Float64Array {
    const scores = new Float64Array(this.size);
    let total = 0;
    for (const { term, weight } of terms) {
      const postings = this.#postings(term);
      if (!postings?.documents.length) continue;
      const rarity = weight * idf(this.frequency(term), this.size);
      total += rarity;
      const { documents, fields, frequencies } = postings;
      for (let index = 0; index < documents.length; index++) {
        const ordinal = documents[index]!;
        scores[ordinal]! += rarity * this.#weightedFrequency(ordinal, fields[index]!, frequencies[index]!);
      }
    }
    return total ? scores.map((score) => score / total) : scores;
  }

  /** The frequency of a term in a document: the sum over its fields, each saturated and weighted (BM25F). */
  #weightedFrequency(ordinal: number, fields: number, frequency: number): number {
    const { title, names, heads, body } = this.#lengths;
    let sum = frequency ? BOOSTS.body * saturation(frequency, body[ordinal]!) : 0;
    if (fields & FIELD_BIT.title) sum += BOOSTS.title * saturation(1, title[ordinal]!);
    if (fields & FIELD_BIT.names) sum += BOOSTS.names * saturation(1, names[ordinal]!);
    if (fields & FIELD_BIT.heads) sum += BOOSTS.heads * saturation(1, heads[ordinal]!);
    return sum;
  }

  frequency(term: string): number {
    const known = this.#frequencies.get(term);
    const postings = known === undefined ? this.#postings(term) : undefined;
    if (!postings) return known ?? 0;
    let sum = 0;
    for (let index = 0; index < postings.documents.length; index++) {
      const bits = postings.fields[index]!;
      sum += (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1) + Number(postings.frequencies[index]! > 0);
    }
    this.#frequencies.set(term, sum);
    return sum;
  }

  get(ordinal: number): Document {
    return (this.#loaded.has(ordinal) ? this.#texts.get(ordinal) : undefined) ?? this.#stub(ordinal);
  }

  *values(): Iterable<Document> {
    for (let ordinal = 0; ordinal < this.size; ordinal++) yield this.get(ordinal);
  }

  async load({ texts, vocabulary }: LoadRequest): Promise<boolean> {
    const chunks = [...this.#requested];
    this.#requested.clear();
    const missing = texts.filter((ordinal) => !this.#loaded.has(ordinal));
    const words = vocabulary && !this.vocabulary;
    await Promise.all([
      ...chunks.map((chunk) => this.#loadChunk(chunk)),
      ...missing.map((ordinal) => this.#loadText(ordinal)),
      ...(words ? [this.#loadVocabulary()] : []),
    ]);
    if (chunks.length) this.#stubs.clear();
    return chunks.length > 0 || missing.length > 0 || words;
  }

  async #loadChunk(chunk: number): Promise<void> {
    this.#chunks.set(chunk, await readChunk(await this.source.chunk(chunk)));
  }

  async #loadText(ordinal: number): Promise<void> {
    if (!this.#texts.has(ordinal))
      this.#texts.set(ordinal, new Document(await this.source.text(ordinal), this.domains, this.rules, ordinal));
    this.#loaded.add(ordinal);
  }

  async #loadVocabulary(): Promise<void> {
    const { terms, readings, latin } = await this.source.vocabulary();
    this.words = wordsOf(latin);
    this.vocabulary = { terms: wordsOf(terms).join(" "), readings };
    this.#stems = new Set(this.words.map((word) => this.rules.stem(word)));
  }

  /** Adds a phrase to what stubs can represent, unless it is part of a phrase already added. */
  #addQueryText(text: string): void {
    // A single character is a term of its own; any other substring of an added text consists of terms of that text.
    const isKnown = (one: QueryText): boolean =>
      isSingleCharacter(text) ? one.spans.some((span) => span.term === text) : one.text.includes(text);
    if (!text || this.#queryTexts.some(isKnown)) return;
    this.#queryTexts.push(splitIntoTerms(text));
    this.#stubs.clear();
  }

  #stub(ordinal: number): DocumentStub {
    let stub = this.#stubs.get(ordinal);
    if (!stub)
      this.#stubs.set(
        ordinal,
        (stub = new DocumentStub(ordinal, this.#data(ordinal), this.#queryTexts, (term) => this.#phrases.dense(term))),
      );
    return stub;
  }

  #data(ordinal: number): DocumentData {
    const [domains, mentions, formulas, sections, notes = []] = this.data.kinds[this.#kindOf[ordinal]!]!;
    const number = this.data.numbers.length ? this.data.numbers[ordinal]! : ordinal + 1;
    return { id: String(ordinal), number, title: "", url: "", domains, mentions, formulas, sections, notes, passages: [] };
  }

  #postings(term: string): TermPostings | undefined {
    const chunk = this.#chunks.get(this.#request(this.#chunkOf(term)));
    return chunk && (chunk.get(term) ?? NO_TERM_POSTINGS);
  }

  #request(chunk: number): number {
    if (!this.#chunks.has(chunk)) this.#requested.add(chunk);
    return chunk;
  }

  /** The chunk whose range contains a term. */
  #chunkOf(term: string): number {
    let low = 0,
      high = this.#firstTerms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#firstTerms[middle]! <= term) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

const isSingleCharacter = (term: string): boolean => isCjk(term) && Array.from(term).length === 1;

function relativeToAverage(packed: string): Float64Array {
  const lengths = Float64Array.from(numbersOf(packed));
  const average = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  return lengths.map((length) => (average ? length / average : 0));
}
