/** Pagefind's chunks behind `Engine`, for large bases: words, texts and the vocabulary come when a query needs them.
 *
 * Documents are named by their place in the base. Before its text has come, a document is a sketch of what the index knows of it. */

import { isCjk } from "./analyzer.ts";
import { Document, type Table } from "./corpus.ts";
import type { DocumentData, DomainData, PagefindIndex, VocabularyData } from "./data.ts";
import type { Documents, Engine, Wanted } from "./engine.ts";
import { POSTINGS, readChunk, wordOf, type Holders, type Posting } from "./postings.ts";
import { asked, Sketch, type Asked } from "./sketch.ts";
import { PLACE, type Phrase } from "./survey.ts";

/** Where pieces of the index come from. */
export interface Source {
  chunk(name: string): Promise<ArrayBuffer>;
  text(place: string): Promise<DocumentData>;
  vocabulary(): Promise<VocabularyData>;
}

/** Terms whose weights are kept spread out, a byte for every document. */
const MOST_SPREAD = 400;
const NOTHING: Posting = POSTINGS[0]!;

export class PagefindEngine implements Engine, Documents {
  readonly page = 10;
  vocabulary: VocabularyData | undefined;
  words: readonly string[] = [];
  readonly size: number;
  readonly #first: string[] = [];
  readonly #names: string[] = [];
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
    private readonly index: PagefindIndex, private readonly source: Source, private readonly domains: readonly DomainData[],
    private readonly table: Table, frames: readonly string[],
  ) {
    this.size = index.kindOf.length;
    this.#frames = new Set(frames);
    index.chunks.split(" ").forEach((piece, at) => (at % 2 ? this.#names : this.#first).push(piece));
  }

  get titles(): readonly number[] {
    return this.index.titles;
  }

  about(query: string): void {
    this.#questions = [];
    this.#open.clear();
    this.#sketches.clear();
    this.#ask(query);
    for (const { term } of this.#questions[0]?.places ?? []) this.#weights(term);
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
      const spread = terms.map((term) => this.#weights(term));
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
    const texts = chunks.length ? [] : best.filter((key) => !this.#open.has(key));
    const words = vocabulary && !this.vocabulary;
    await Promise.all([...chunks.map((chunk) => this.#load(chunk)), ...texts.map((key) => this.#fetch(key)), ...(words ? [this.#learn()] : [])]);
    if (chunks.length) this.#sketches.clear();
    return chunks.length > 0 || texts.length > 0 || words;
  }

  async #load(chunk: number): Promise<void> {
    this.#chunks.set(chunk, await readChunk(await this.source.chunk(this.#names[chunk]!)));
  }

  async #fetch(key: string): Promise<void> {
    if (!this.#texts.has(key)) this.#texts.set(key, new Document(await this.source.text(key), this.domains, this.table, key));
    this.#open.add(key);
  }

  async #learn(): Promise<void> {
    this.vocabulary = await this.source.vocabulary();
    this.words = this.vocabulary.latin.split(" ");
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
      sketch = new Sketch(key, this.#data(place), this.index.titles[place]!, this.#frames, this.#questions, (term) => POSTINGS[this.#weights(term)?.[place] ?? 0] ?? NOTHING);
      this.#sketches.set(key, sketch);
    }
    return sketch;
  }

  #data(place: number): DocumentData {
    const [domains, mentions, formulas, sections] = this.index.kinds[this.index.kindOf[place]!]!;
    const number = this.index.numbers.length ? this.index.numbers[place]! : place + 1;
    return { id: String(place), number, title: "", url: "", domains, mentions, formulas, sections, passages: [] };
  }

  /** Documents that hold all of the terms in one field: those of the rarest that have the others there, too. */
  #common(terms: readonly string[], spread: readonly Uint8Array[]): Phrase {
    const places = terms.map((term) => this.#places(term)).reduce((one, other) => (other.length < one.length ? other : one));
    const documents: number[] = [], where: number[] = [];
    for (let index = 0; index < places.length; index++) {
      const place = places[index]!;
      let fields = 255, times = 3;
      for (const weights of spread) {
        const weight = weights[place]!;
        fields &= FIELDS_OF[weight]!;
        times = Math.min(times, POSTINGS[weight]!.times);
      }
      if (!(fields & ANY_FIELD) && !times) continue;
      documents.push(place);
      where.push(fields | times << 3);
    }
    return { documents, where };
  }

  #places(term: string): ArrayLike<number> {
    const holders = isLone(term) ? undefined : this.#holders(term);
    if (holders) return holders.documents;
    const found: number[] = [];
    this.#weights(term)!.forEach((weight, place) => { if (weight) found.push(place); });
    return found;
  }

  /** The weight of a term in every document; none before its chunks have come. */
  #weights(term: string): Uint8Array | undefined {
    let weights = this.#spread.get(term);
    if (weights) return weights;
    const all = isLone(term) ? this.#beginning(term) : [this.#holders(term)];
    if (all.some((one) => one === undefined)) return undefined;
    weights = new Uint8Array(this.size);
    for (const { documents, weights: own } of all as Holders[]) documents.forEach((place, index) => { weights![place] = stronger(weights![place]!, own[index]!); });
    if (this.#spread.size > MOST_SPREAD) this.#spread.clear();
    this.#spread.set(term, weights);
    return weights;
  }

  #holders(term: string): Holders | undefined {
    const word = wordOf(term);
    const chunk = this.#chunks.get(this.#want(this.#chunkOf(word)));
    return chunk && (chunk.get(word) ?? { documents: new Uint32Array(), weights: new Uint8Array() });
  }

  /** All words that begin with a character: every place where it stands begins one. */
  #beginning(character: string): (Holders | undefined)[] {
    const found: (Holders | undefined)[] = [];
    const last = this.#chunkOf(`${character}\uffff`);
    for (let chunk = this.#chunkOf(character); chunk <= last; chunk++) {
      const words = this.#chunks.get(this.#want(chunk));
      if (!words) found.push(undefined);
      else for (const [word, holders] of words) if (word.startsWith(character)) found.push(holders);
    }
    return found;
  }

  #want(chunk: number): number {
    if (!this.#chunks.has(chunk)) this.#wanted.add(chunk);
    return chunk;
  }

  /** The chunk in whose range a word lies. */
  #chunkOf(word: string): number {
    let low = 0, high = this.#first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#first[middle]! <= word) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** Bits of `PLACE` that a weight stands for, but for the times. */
const FIELDS_OF = Uint8Array.from(POSTINGS, ({ title, names, heads, sections }) =>
  Number(title) * PLACE.title + Number(names) * PLACE.names + Number(heads) * PLACE.heads + sections * PLACE.sections);
const ANY_FIELD = PLACE.title | PLACE.names | PLACE.heads;
const NOWHERE: Phrase = { documents: [], where: [] };
const NUMBER = /^\d+$/;
const isLone = (term: string): boolean => isCjk(term) && Array.from(term).length === 1;

/** Of two weights of one document the one that says more: the higher one says title, or else more of the text. */
const stronger = (one: number, other: number): number => (POSTINGS[one]!.title || one > other && !POSTINGS[other]!.title ? one : other);

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
