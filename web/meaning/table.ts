/** The vectors of a base and the words that a reader may type, as `generator/zhiku/search/meaning.py` writes them. */

import { groupOf, type Simplified, type Vocabulary, type Word } from "./words.ts";

const CENTROIDS = 256, WEIGHTS = 255, LINE_FEED = 10;

interface Head {
  readonly parts: number;
  readonly size: number;
  readonly scale: number;
  readonly questions: number;
  readonly bodies: boolean;
  /** Where the chunks lie. */
  readonly folder: string;
  /** The group that each chunk begins with. */
  readonly chunks: string;
  /** Words of titles. */
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

/** Titles and bodies of a base as codes, and what codes stand for. */
export class BaseVectors {
  readonly simplified: Simplified;
  readonly questions: number;
  readonly folder: string;
  readonly groups: readonly string[];
  readonly parts: number;
  /** The words of titles, as a vocabulary that is all here. */
  readonly titleWords: Vocabulary;
  readonly #size: number;
  readonly #centroids: Int8Array;
  readonly #scale: number;
  readonly #titles: Uint8Array;
  readonly #bodies: Uint8Array | undefined;

  constructor(data: ArrayBuffer) {
    const [line, rest] = split(new Uint8Array(data));
    const head = JSON.parse(line) as Head;
    const pairs = Array.from(head.fold);
    this.simplified = new Map(pairs.flatMap((char, at) => (at % 2 ? [] : [[char, pairs[at + 1]!] as const])));
    [this.questions, this.folder, this.parts, this.#size, this.#scale] = [head.questions, head.folder, head.parts, head.size, head.scale];
    this.groups = head.chunks.split(" ");
    const values = head.parts * CENTROIDS * head.size, codes = head.questions * head.parts;
    this.#centroids = new Int8Array(rest.buffer, rest.byteOffset, values);
    this.#titles = rest.subarray(values, values + codes);
    this.#bodies = head.bodies ? rest.subarray(values + codes, values + 2 * codes) : undefined;
    const words = wordsOf(head.words, rest.subarray(values + codes * (head.bodies ? 2 : 1)), head.parts);
    this.titleWords = { word: (text) => words.get(text), has: () => true };
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

  /** The products of a unit vector with all titles and all bodies, by place: their cosines but for what the codes round off. */
  products(vector: Vector): { readonly titles: Float32Array; readonly bodies: Float32Array | undefined } {
    const table = new Float32Array(this.parts * CENTROIDS);
    for (let row = 0; row < table.length; row++) {
      const part = Math.trunc(row / CENTROIDS);
      let product = 0;
      for (let at = 0; at < this.#size; at++) product += vector[part * this.#size + at]! * this.#centroids[row * this.#size + at]!;
      table[row] = product * this.#scale;
    }
    const all = (codes: Uint8Array): Float32Array => Float32Array.from({ length: this.questions }, (_, place) => {
      let sum = 0;
      for (let part = 0; part < this.parts; part++) sum += table[part * CENTROIDS + codes[place * this.parts + part]!]!;
      return sum;
    });
    return { titles: all(this.#titles), bodies: this.#bodies && all(this.#bodies) };
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
