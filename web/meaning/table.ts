/** The vectors of a base and the words that a reader may type, as `generator/zhiku/search/meaning.py` writes them. */

import { groupOf, type Simplified, type Vocabulary, type Word } from "./words.ts";

const CENTROIDS = 256, WEIGHTS = 255, LINE_FEED = 10;

interface Head {
  readonly parts: number;
  readonly size: number;
  readonly questions: number;
  readonly bodies: boolean;
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

/** A vector of as many numbers as the table has dimensions. */
export type Vector = Float32Array;

interface CodedVectors {
  readonly codes: Uint8Array;
  readonly lengths: Float32Array;
}

/** Titles and bodies of a base as codes, and what codes stand for. */
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
  readonly #bodies: CodedVectors | undefined;
  readonly #own: readonly Word[];
  readonly #ownVectors: CodedVectors;

  constructor(data: ArrayBuffer) {
    const [line, rest] = split(new Uint8Array(data));
    const head = JSON.parse(line) as Head;
    const pairs = Array.from(head.fold);
    this.simplified = new Map(pairs.flatMap((char, at) => (at % 2 ? [] : [[char, pairs[at + 1]!] as const])));
    [this.questions, this.folder, this.parts, this.#size] = [head.questions, head.folder, head.parts, head.size];
    this.groups = head.chunks.split(" ");
    const values = head.parts * CENTROIDS * head.size, codes = head.questions * head.parts;
    this.#centroids = new Int8Array(rest.buffer, rest.byteOffset, values);
    this.#titles = this.#coded(rest.subarray(values, values + codes));
    this.#bodies = head.bodies ? this.#coded(rest.subarray(values + codes, values + 2 * codes)) : undefined;
    const words = wordsOf(head.words, rest.subarray(values + codes * (head.bodies ? 2 : 1)), head.parts);
    this.words = { word: (text) => words.get(text), has: () => true };
    this.#own = [...words.values()];
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

  /** The cosines of a unit vector with all titles and all bodies, by place. */
  cosines(vector: Vector): { readonly titles: Float32Array; readonly bodies: Float32Array | undefined } {
    const all = this.#cosinesWith(vector);
    return { titles: all(this.#titles), bodies: this.#bodies && all(this.#bodies) };
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
