/** An index in chunks behind `Engine`, for large bases: words, texts and the vocabulary come when a query needs them.
 *
 * Documents are named by their place in the base. Before its text has come, a document is a sketch of what the index knows of it. */

import { isCjk } from "../text/analyzer.ts";
import { NOBODY, readChunk, type Holders } from "./chunk-reader.ts";
import { numbersOf, wordsOf } from "../text/codec.ts";
import { Document, type Table } from "../data/document.ts";
import type { ChunkIndex, DocumentData, DomainData, Vocabulary, VocabularyData } from "../data/schema.ts";
import type { Documents, Engine, Phrase, Wanted } from "./index.ts";
import { FIELDS_MASK, PLACE, timesOf } from "../data/posting.ts";
import { asked, Sketch, type Asked } from "./document-stub.ts";

/** Where pieces of the index come from. */
export interface Source {
  chunk(number: number): Promise<ArrayBuffer>;
  text(place: string): Promise<DocumentData>;
  vocabulary(): Promise<VocabularyData>;
}

/** Terms whose postings are kept spread out, a byte for every document. */
const MOST_SPREAD = 400;

export class ChunkEngine implements Engine, Documents {
  readonly page = 10;
  vocabulary: Vocabulary | undefined;
  words: readonly string[] = [];
  readonly size: number;
  readonly titles: readonly number[];
  readonly #kindOf: readonly number[];
  readonly #beginnings: readonly string[];
  readonly #chunks = new Map<number, ReadonlyMap<string, Holders>>();
  readonly #wanted = new Set<number>();
  readonly #spread = new Map<string, Uint8Array>();
  readonly #found = new Map<string, Phrase>();
  readonly #texts = new Map<string, Document>();
  /** Those read for this query; what was read for others stays a sketch, so that answers hang on no history. */
  readonly #open = new Set<string>();
  readonly #frames: ReadonlySet<string>;
  #known: ReadonlySet<string> = new Set();
  #questions: Asked[] = [];
  #sketches = new Map<string, Sketch>();

  constructor(
    private readonly index: ChunkIndex, private readonly source: Source, private readonly domains: readonly DomainData[],
    private readonly table: Table, frames: readonly string[],
  ) {
    this.#kindOf = numbersOf(index.kindOf);
    this.titles = numbersOf(index.titles);
    this.size = this.titles.length;
    this.#beginnings = wordsOf(index.beginnings);
    this.#frames = new Set(frames);
  }

  about(query: string): void {
    this.#questions = [];
    this.#open.clear();
    this.#sketches.clear();
    this.#ask(query);
    for (const { term } of this.#questions[0]?.places ?? []) this.#postings(term);
  }

  has(term: string): boolean {
    // The vocabulary, where it is here, knows every word of letters.
    if (this.vocabulary && !isCjk(term) && !NUMBER.test(term)) return this.#known.has(term);
    return (this.#holders(term)?.documents.length ?? 0) > 0;
  }

  *find(terms: readonly string[]): Iterable<string> {
    const { documents } = this.#phrase(joined(terms), terms);
    for (let index = 0; index < documents.length; index++) yield String(documents[index]);
  }

  holding(character: string): Iterable<string> {
    return this.find([character]);
  }

  readonly phrase = (text: string): Phrase => this.#phrase(text, asked(text).places.map((place) => place.term));

  #phrase(text: string, terms: readonly string[]): Phrase {
    this.#ask(text);
    let found = this.#found.get(text);
    if (!found) {
      const spread = terms.map((term) => this.#postings(term));
      if (!terms.length || spread.some((one) => one === undefined)) return NOWHERE;
      found = this.#common(terms, spread as Uint8Array[]);
      if (this.#found.size > MOST_SPREAD) this.#found.clear();
      this.#found.set(text, found);
    }
    return found;
  }

  get(key: string): Document {
    return (this.#open.has(key) ? this.#texts.get(key) : undefined) ?? this.#sketch(key);
  }

  *values(): Iterable<Document> {
    for (let place = 0; place < this.size; place++) yield this.get(String(place));
  }

  async supply({ best, vocabulary }: Wanted): Promise<boolean> {
    const chunks = [...this.#wanted];
    this.#wanted.clear();
    const texts = best.filter((key) => !this.#open.has(key));
    const words = vocabulary && !this.vocabulary;
    await Promise.all([...chunks.map((chunk) => this.#load(chunk)), ...texts.map((key) => this.#fetch(key)), ...(words ? [this.#learn()] : [])]);
    if (chunks.length) this.#sketches.clear();
    return chunks.length > 0 || texts.length > 0 || words;
  }

  async #load(chunk: number): Promise<void> {
    this.#chunks.set(chunk, await readChunk(await this.source.chunk(chunk)));
  }

  async #fetch(key: string): Promise<void> {
    if (!this.#texts.has(key)) this.#texts.set(key, new Document(await this.source.text(key), this.domains, this.table, key));
    this.#open.add(key);
  }

  async #learn(): Promise<void> {
    const { terms, readings, latin } = await this.source.vocabulary();
    this.words = wordsOf(latin);
    this.vocabulary = { terms: wordsOf(terms).join(" "), readings };
    this.#known = new Set(this.words);
  }

  /** Takes over what documents will be searched for, unless it stands in what is known already. */
  #ask(text: string): void {
    // A lone character is a term of its own; any other stretch of a known text falls into terms of that.
    const known = (one: Asked): boolean => (isLone(text) ? one.places.some((place) => place.term === text) : one.text.includes(text));
    if (!text || this.#questions.some(known)) return;
    this.#questions.push(asked(text));
    this.#sketches.clear();
  }

  #sketch(key: string): Sketch {
    let sketch = this.#sketches.get(key);
    if (!sketch) {
      const place = Number(key);
      sketch = new Sketch(key, this.#data(place), this.titles[place]!, this.#frames, this.#questions, (term) => this.#postings(term)?.[place] ?? 0);
      this.#sketches.set(key, sketch);
    }
    return sketch;
  }

  #data(place: number): DocumentData {
    const [domains, mentions, formulas, sections] = this.index.kinds[this.#kindOf[place]!]!;
    const number = this.index.numbers.length ? this.index.numbers[place]! : place + 1;
    return { id: String(place), number, title: "", url: "", domains, mentions, formulas, sections, passages: [] };
  }

  /** Documents that hold all of the terms in one field: those of the rarest that have the others there, too. */
  #common(terms: readonly string[], spread: readonly Uint8Array[]): Phrase {
    const rarest = terms.map((term) => this.#holders(term)!.documents).reduce((one, other) => (other.length < one.length ? other : one));
    const documents: number[] = [], where: number[] = [];
    for (let index = 0; index < rarest.length; index++) {
      const place = rarest[index]!;
      let fields = PLACE.times - 1, times = 3;
      for (const postings of spread) {
        const posting = postings[place]!;
        fields &= posting;
        times = Math.min(times, timesOf(posting));
      }
      if (!(fields & FIELDS_MASK) && !times) continue;
      documents.push(place);
      where.push(fields | times * PLACE.times);
    }
    return { documents, where };
  }

  /** The posting of a term in every document; none before its chunk has come. */
  #postings(term: string): Uint8Array | undefined {
    let spread = this.#spread.get(term);
    if (spread) return spread;
    const holders = this.#holders(term);
    if (!holders) return undefined;
    spread = new Uint8Array(this.size);
    for (let index = 0; index < holders.documents.length; index++) spread[holders.documents[index]!] = holders.postings[index]!;
    if (this.#spread.size > MOST_SPREAD) this.#spread.clear();
    this.#spread.set(term, spread);
    return spread;
  }

  #holders(term: string): Holders | undefined {
    const chunk = this.#chunks.get(this.#want(this.#chunkOf(term)));
    return chunk && (chunk.get(term) ?? NOBODY);
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

const NOWHERE: Phrase = { documents: [], where: [] };
const NUMBER = /^\d+$/;
const isLone = (term: string): boolean => isCjk(term) && Array.from(term).length === 1;

/** Terms as the text they were cut from: bigrams overlap, words have a blank between them. */
function joined(terms: readonly string[]): string {
  let text = "";
  for (const term of terms) {
    const [first, ...rest] = Array.from(term);
    const both = isCjk(term) && isCjk(text.at(-1) ?? "");
    if (both && text.endsWith(first!) && rest.length) text += rest.join("");
    else text += (text && !isCjk(term) && !isCjk(text.at(-1)!) ? " " : "") + term;
  }
  return text;
}
