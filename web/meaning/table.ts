/** The vectors of a base and the words that a reader may type, as `generator/zhiku/search/meaning.py` writes them. */

import { groupOf, type Simplified, type Vocabulary, type Word } from "./words.ts";

const CENTROIDS = 256, WEIGHTS = 255, LINE_FEED = 10;

interface Head {
  readonly parts: number;
  readonly size: number;
  readonly questions: number;
  /** How many sentences of each question have vectors; empty where none have. */
  readonly sentences: readonly number[];
  /** Where the chunks lie. */
  readonly folder: string;
  /** The group that each chunk begins with. */
  readonly chunks: string;
  /** Words that the base uses. */
  readonly words: string;
  readonly fold: string;
}

/** A line of text and the bytes behind it. */
function split(data: Uint8Array): [line: string, rest: Uint8Array] {
  const end = data.indexOf(LINE_FEED);
  return [new TextDecoder().decode(data.subarray(0, end)), data.subarray(end + 1)];
}

/** Words with the weights and codes that stand behind them. */
function wordsOf(line: string, coded: Uint8Array, parts: number): Map<string, Word> {
  const texts = line.split(" ").filter(Boolean);
  const codes = coded.subarray(texts.length);
  return new Map(texts.map((text, at) => [text, { text, weight: coded[at]! / WEIGHTS, code: codes.subarray(at * parts, (at + 1) * parts) }]));
}

/** Lists of places: how long each is, a byte each, then the places, two bytes each, the low one first. */
function placesOf(coded: Uint8Array, lists: number): number[][] {
  let at = lists;
  return Array.from(coded.subarray(0, lists), (length) => Array.from({ length }, () => coded[at++]! + 256 * coded[at++]!));
}

/** A vector of as many numbers as the table has dimensions. */
export type Vector = Float32Array;

interface CodedVectors {
  readonly codes: Uint8Array;
  readonly lengths: Float32Array;
}

/** Titles and sentences of a base as codes, and what codes stand for. */
export class BaseVectors {
  readonly simplified: Simplified;
  readonly questions: number;
  readonly folder: string;
  readonly groups: readonly string[];
  readonly parts: number;
  /** Words that the base uses, as a vocabulary that is all here: those of its titles, and the most telling ones of its texts. */
  readonly words: Vocabulary;
  readonly #size: number;
  readonly #centroids: Int8Array;
  readonly #titles: CodedVectors;
  readonly #sentences: CodedVectors | undefined;
  readonly #sentenceCounts: readonly number[];
  readonly #own: readonly Word[];
  /** Of each title the words of the base that it holds, by their places. */
  readonly #titleWords: readonly (readonly number[])[];
  readonly #ownVectors: CodedVectors;
  readonly #cosines = new WeakMap<Word, Float32Array>();

  constructor(data: ArrayBuffer) {
    const [line, rest] = split(new Uint8Array(data));
    const head = JSON.parse(line) as Head;
    const pairs = Array.from(head.fold);
    this.simplified = new Map(pairs.flatMap((char, at) => (at % 2 ? [] : [[char, pairs[at + 1]!] as const])));
    [this.questions, this.folder, this.parts, this.#size] = [head.questions, head.folder, head.parts, head.size];
    this.groups = head.chunks.split(" ");
    this.#sentenceCounts = head.sentences;
    const count = head.sentences.reduce((sum, sentences) => sum + sentences, 0);
    const titles = head.parts * CENTROIDS * head.size, sentences = titles + head.questions * head.parts, own = sentences + count * head.parts;
    this.#centroids = new Int8Array(rest.buffer, rest.byteOffset, titles);
    this.#titles = this.#coded(rest.subarray(titles, sentences));
    this.#sentences = count ? this.#coded(rest.subarray(sentences, own)) : undefined;
    const words = wordsOf(head.words, rest.subarray(own), head.parts);
    this.words = { word: (text) => words.get(text), has: () => true };
    this.#own = [...words.values()];
    this.#titleWords = placesOf(rest.subarray(own + this.#own.length * (1 + head.parts)), head.questions);
    const joined = new Uint8Array(this.#own.length * this.parts);
    this.#own.forEach(({ code }, at) => { joined.set(code, at * this.parts); });
    this.#ownVectors = this.#coded(joined);
  }

  /** The unit vector of a bag of words; nothing of an empty one. */
  vector(words: readonly Word[]): Vector | undefined {
    const sum = new Float32Array(this.parts * this.#size);
    for (const { weight, code } of words) {
      for (let part = 0; part < this.parts; part++) {
        const from = (part * CENTROIDS + code[part]!) * this.#size;
        for (let at = 0; at < this.#size; at++) sum[part * this.#size + at]! += weight * this.#centroids[from + at]!;
      }
    }
    const length = Math.hypot(...sum);
    return length ? sum.map((value) => value / length) : undefined;
  }

  /** The cosines of a unit vector with all titles, and with the nearest sentence of each text, by place. */
  cosines(vector: Vector): { readonly titles: Float32Array; readonly sentences: Float32Array | undefined } {
    const all = this.#cosinesWith(vector);
    return { titles: all(this.#titles), sentences: this.#sentences && this.#greatest(all(this.#sentences)) };
  }

  /** Of the cosines of all sentences the greatest of each text. */
  #greatest(cosines: Float32Array): Float32Array {
    let at = 0;
    return Float32Array.from(this.#sentenceCounts, (count) => cosines.subarray(at, at += count).reduce((most, cosine) => Math.max(most, cosine), 0));
  }

  /** The part of each title's weight that other words mean: a word of it counts by the square of its cosine with the nearest of them. */
  covers(words: readonly Word[]): Float32Array {
    const nearest = new Float32Array(this.#own.length);
    for (const word of new Set(words)) this.#withOwn(word).forEach((cosine, at) => { nearest[at] = Math.max(nearest[at]!, cosine); });
    return Float32Array.from(this.#titleWords, (title) => {
      let meant = 0, total = 0;
      for (const at of title) {
        total += this.#own[at]!.weight;
        meant += this.#own[at]!.weight * nearest[at]! ** 2;
      }
      return total && meant / total;
    });
  }

  /** The cosines of a word with those of the base; a query is gone through several times, and typed letter by letter. */
  #withOwn(word: Word): Float32Array {
    let cosines = this.#cosines.get(word);
    if (!cosines) {
      const vector = this.vector([word]);
      this.#cosines.set(word, cosines = vector ? this.#cosinesWith(vector)(this.#ownVectors) : new Float32Array(this.#own.length));
    }
    return cosines;
  }

  /** The words of the base whose vectors have at least a cosine with a unit vector, the nearest first. */
  similar(vector: Vector, least: number): { readonly word: Word; readonly cosine: number }[] {
    const cosines = this.#cosinesWith(vector)(this.#ownVectors);
    const found = this.#own.map((word, at) => ({ word, cosine: cosines[at]! })).filter(({ cosine }) => cosine >= least);
    return found.sort((one, other) => other.cosine - one.cosine);
  }

  #cosinesWith(vector: Vector): (coded: CodedVectors) => Float32Array {
    const products = this.#byCentroid((part, from) => {
      let product = 0;
      for (let at = 0; at < this.#size; at++) product += vector[part * this.#size + at]! * this.#centroids[from + at]!;
      return product;
    });
    return ({ codes, lengths }) => this.#sums(products, codes).map((sum, place) => (lengths[place] ? sum / lengths[place]! : 0));
  }

  /** Codes with the lengths of what they stand for, which rounding has shortened. */
  #coded(codes: Uint8Array): CodedVectors {
    const squares = this.#byCentroid((_, from) => this.#centroids.subarray(from, from + this.#size).reduce((sum, value) => sum + value ** 2, 0));
    return { codes, lengths: this.#sums(squares, codes).map(Math.sqrt) };
  }

  /** A number for each centroid of each part. */
  #byCentroid(number: (part: number, from: number) => number): Float32Array {
    return Float32Array.from({ length: this.parts * CENTROIDS }, (_, row) => number(Math.trunc(row / CENTROIDS), row * this.#size));
  }

  /** For each code, the sum of the numbers of its centroids. */
  #sums(numbers: Float32Array, codes: Uint8Array): Float32Array {
    return Float32Array.from({ length: codes.length / this.parts }, (_, place) => {
      let sum = 0;
      for (let part = 0; part < this.parts; part++) sum += numbers[part * CENTROIDS + codes[place * this.parts + part]!]!;
      return sum;
    });
  }
}

/** Brings a file of the search's folder. */
export type Get = (path: string) => Promise<ArrayBuffer>;

/** The words that a reader may type; they come in chunks. */
export class WordChunks implements Vocabulary {
  readonly #here = new Map<number, Map<string, Word>>();

  constructor(private readonly base: BaseVectors, private readonly get: Get) {}

  word(text: string): Word | undefined {
    return this.#here.get(this.#chunk(groupOf(text)))?.get(text);
  }

  has(group: string): boolean {
    const chunk = this.#chunk(group);
    return chunk < 0 || this.#here.has(chunk);
  }

  /** Brings the chunks that hold groups. */
  async bring(groups: readonly string[]): Promise<void> {
    const wanted = new Set(groups.map((group) => this.#chunk(group)).filter((chunk) => chunk >= 0 && !this.#here.has(chunk)));
    await Promise.all(Array.from(wanted, async (chunk) => {
      const [line, coded] = split(new Uint8Array(await this.get(`${this.base.folder}/${chunk}.bin`)));
      this.#here.set(chunk, wordsOf(line, coded, this.base.parts));
    }));
  }

  /** The last chunk that begins with a group or one before it. */
  #chunk(group: string): number {
    const { groups } = this.base;
    let low = 0, high = groups.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (groups[middle]! <= group) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
