/** Decodes the vectors of a base and the query vocabulary, in the format of `generator/zhiku/search/meaning.py`. */

import { groupOf, type Simplified, type Vocabulary, type Word } from "./words.ts";

const CENTROIDS = 256,
  WEIGHTS = 255,
  LINE_FEED = 10;

interface Head {
  readonly parts: number;
  readonly size: number;
  readonly questions: number;
  /** Number of titles with codes of their own: 0 where the words of all titles are among those of the base. */
  readonly titles: number;
  /** Number of sentences with vectors, for each question; empty if there are none. */
  readonly sentences: readonly number[];
  /** The folder of the chunks. */
  readonly folder: string;
  /** The first group of each chunk. */
  readonly chunks: string;
  /** Words that the base uses. */
  readonly words: string;
  readonly fold: string;
}

/** Splits off the first line of a file from the bytes after it. */
function split(data: Uint8Array): [line: string, rest: Uint8Array] {
  const end = data.indexOf(LINE_FEED);
  return [new TextDecoder().decode(data.subarray(0, end)), data.subarray(end + 1)];
}

/** Words with their weights and codes, which follow in `coded`. */
function wordsOf(line: string, coded: Uint8Array, parts: number): Map<string, Word> {
  const texts = line.split(" ").filter(Boolean);
  const codes = coded.subarray(texts.length);
  return new Map(
    texts.map((text, at) => [text, { text, weight: coded[at]! / WEIGHTS, code: codes.subarray(at * parts, (at + 1) * parts) }]),
  );
}

/** Decodes lists of indices: the length of each list in one byte, then the indices in two bytes each, low byte first. */
function placesOf(coded: Uint8Array, lists: number): number[][] {
  let at = lists;
  return Array.from(coded.subarray(0, lists), (length) => Array.from({ length }, () => coded[at++]! + 256 * coded[at++]!));
}

type WeightedCode = Pick<Word, "weight" | "code">;

/** A vector with as many components as the table has dimensions. */
export type Vector = Float32Array;

/** Vectors of the titles, sentences and words of a base, decoded from product-quantized codes. */
export class BaseVectors {
  readonly simplified: Simplified;
  readonly questions: number;
  readonly folder: string;
  readonly groups: readonly string[];
  readonly parts: number;
  /** A complete vocabulary of the words that the base uses: all of its titles, the most significant ones of its texts. */
  readonly words: Vocabulary;
  readonly #size: number;
  readonly #centroids: Int8Array;
  readonly #titles: Float32Array;
  readonly #sentences: Float32Array;
  readonly #sentenceCounts: readonly number[];
  readonly #baseWords: readonly Word[];
  /** For each title, the indices of its words among the words of the base. */
  readonly #titleWords: readonly (readonly number[])[];
  readonly #baseVectors: Float32Array;
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
    const titles = head.parts * CENTROIDS * head.size,
      sentences = titles + head.titles * head.parts,
      own = sentences + count * head.parts;
    this.#centroids = new Int8Array(rest.buffer, rest.byteOffset, titles);
    const words = wordsOf(head.words, rest.subarray(own), head.parts);
    const word = (text: string): Word | undefined => words.get(text);
    this.words = { baseWord: word, word, has: () => true };
    this.#baseWords = [...words.values()];
    this.#baseVectors = this.#rows(this.#baseWords.map((word) => [word]));
    this.#titleWords = placesOf(rest.subarray(own + this.#baseWords.length * (1 + head.parts)), head.questions);
    this.#titles = this.#rows(
      head.titles
        ? this.#coded(rest.subarray(titles, sentences))
        : this.#titleWords.map((words) => words.map((at) => this.#baseWords[at]!)),
    );
    this.#sentences = this.#rows(this.#coded(rest.subarray(sentences, own)));
  }

  /** The weighted sum of word vectors, normalized; undefined if there are no words. */
  vector(words: readonly Word[]): Vector | undefined {
    return words.length ? this.#sum(words) : undefined;
  }

  /** Cosines of a unit vector with all titles, and with the most similar sentence of each text, by ordinal. */
  cosines(vector: Vector): { readonly titles: Float32Array; readonly sentences: Float32Array | undefined } {
    const sentences = this.#sentences.length ? this.#greatest(cosines(vector, this.#sentences)) : undefined;
    return { titles: cosines(vector, this.#titles), sentences };
  }

  /** The greatest cosine among the sentences of each text. */
  #greatest(ofSentences: Float32Array): Float32Array {
    let at = 0;
    return Float32Array.from(this.#sentenceCounts, (count) =>
      ofSentences.subarray(at, (at += count)).reduce((most, cosine) => Math.max(most, cosine), 0),
    );
  }

  /** The part of each title's weight that the words mean: each word of a title counts by the square of its greatest cosine with them. */
  titleCoverage(words: readonly Word[]): Float32Array {
    const nearest = new Float32Array(this.#baseWords.length);
    for (const word of new Set(words))
      this.#cosinesWithBase(word).forEach((cosine, at) => {
        nearest[at] = Math.max(nearest[at]!, cosine);
      });
    return Float32Array.from(this.#titleWords, (title) => {
      let covered = 0,
        total = 0;
      for (const at of title) {
        total += this.#baseWords[at]!.weight;
        covered += this.#baseWords[at]!.weight * nearest[at]! ** 2;
      }
      return total && covered / total;
    });
  }

  /** Cosines of a word with the words of the base, cached: each keystroke and round asks again. */
  #cosinesWithBase(word: Word): Float32Array {
    let found = this.#cosines.get(word);
    if (!found) this.#cosines.set(word, (found = cosines(this.#sum([word]), this.#baseVectors)));
    return found;
  }

  /** Words of the base whose cosine with a unit vector is at least `least`, most similar first. */
  similar(vector: Vector, least: number): { readonly word: Word; readonly cosine: number }[] {
    const ofBase = cosines(vector, this.#baseVectors);
    const found = this.#baseWords.map((word, at) => ({ word, cosine: ofBase[at]! })).filter(({ cosine }) => cosine >= least);
    return found.sort((one, other) => other.cosine - one.cosine);
  }

  /** Codes one by one, each a vector of weight 1. */
  #coded(codes: Uint8Array): (readonly WeightedCode[])[] {
    const size = this.parts;
    return Array.from({ length: codes.length / size }, (_, row) => [{ weight: 1, code: codes.subarray(row * size, (row + 1) * size) }]);
  }

  /** The unit vectors of weighted sums, one after another in one array: far faster to go through than an array for each. */
  #rows(sums: readonly (readonly WeightedCode[])[]): Float32Array {
    const dimensions = this.parts * this.#size;
    const rows = new Float32Array(sums.length * dimensions);
    sums.forEach((one, row) => {
      rows.set(this.#sum(one), row * dimensions);
    });
    return rows;
  }

  /** The weighted sum of the vectors that codes stand for, normalized; all zeros if there are none. */
  #sum(coded: readonly WeightedCode[]): Vector {
    const sum = new Float32Array(this.parts * this.#size);
    for (const { weight, code } of coded) {
      for (let part = 0; part < this.parts; part++) {
        const from = (part * CENTROIDS + code[part]!) * this.#size;
        for (let at = 0; at < this.#size; at++) sum[part * this.#size + at]! += weight * this.#centroids[from + at]!;
      }
    }
    const norm = Math.hypot(...sum) || 1;
    return sum.map((value) => value / norm);
  }
}

/** Cosines of a unit vector with the unit vectors that are the rows of an array. */
function cosines(vector: Vector, rows: Float32Array): Float32Array {
  const found = new Float32Array(rows.length / vector.length);
  for (let row = 0, from = 0; row < found.length; row++, from += vector.length) {
    let product = 0;
    for (let at = 0; at < vector.length; at++) product += vector[at]! * rows[from + at]!;
    found[row] = product;
  }
  return found;
}

/** Fetches a file of the search folder. */
export type FetchFile = (path: string) => Promise<ArrayBuffer>;

/** The query vocabulary, loaded in chunks. */
export class WordChunks implements Vocabulary {
  readonly #here = new Map<number, Map<string, Word>>();

  constructor(
    private readonly base: BaseVectors,
    private readonly get: FetchFile,
  ) {}

  baseWord = (text: string): Word | undefined => this.base.words.baseWord(text);

  word = (text: string): Word | undefined => this.baseWord(text) ?? this.#here.get(this.#chunk(groupOf(text)))?.get(text);

  has(group: string): boolean {
    const chunk = this.#chunk(group);
    return chunk < 0 || this.#here.has(chunk);
  }

  /** Loads the chunks that contain groups. */
  async load(groups: readonly string[]): Promise<void> {
    const wanted = new Set(groups.map((group) => this.#chunk(group)).filter((chunk) => chunk >= 0 && !this.#here.has(chunk)));
    await Promise.all(
      Array.from(wanted, async (chunk) => {
        const [line, coded] = split(new Uint8Array(await this.get(`${this.base.folder}/${chunk}.bin`)));
        this.#here.set(chunk, wordsOf(line, coded, this.base.parts));
      }),
    );
  }

  /** The last chunk whose first group is not after `group`. */
  #chunk(group: string): number {
    const { groups } = this.base;
    let low = 0,
      high = groups.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (groups[middle]! <= group) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
