/** Decodes the vectors of a base and the query vocabulary, in the format of `generator/zhiku/search/meaning.py`. */

import { Codebook, normalized, scaleOf, type CodedVectors, type Vector } from "./codebook.ts";
import { groupOf, type Simplified, type Vocabulary, type Word } from "./words.ts";

const WEIGHTS = 255,
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

/** Vectors of the titles, sentences and words of a base. */
export class BaseVectors {
  readonly simplified: Simplified;
  readonly questions: number;
  readonly folder: string;
  readonly groups: readonly string[];
  /** A complete vocabulary of the words that the base uses: all of its titles, the most significant ones of its texts. */
  readonly words: Vocabulary;
  readonly #codebook: Codebook;
  readonly #titles: CodedVectors | undefined;
  /** Reciprocals of the lengths of titles that have no codes: sums of the vectors of their words. */
  readonly #titleScales: Float32Array;
  readonly #sentences: CodedVectors;
  readonly #sentenceCounts: readonly number[];
  readonly #baseWords: readonly Word[];
  /** For each title, the indices of its words among the words of the base. */
  readonly #titleWords: readonly (readonly number[])[];
  readonly #baseVectors: CodedVectors;
  readonly #cosines = new WeakMap<Word, Float32Array>();

  constructor(data: ArrayBuffer) {
    const [line, rest] = split(new Uint8Array(data));
    const head = JSON.parse(line) as Head;
    const pairs = Array.from(head.fold);
    this.simplified = new Map(pairs.flatMap((char, at) => (at % 2 ? [] : [[char, pairs[at + 1]!] as const])));
    [this.questions, this.folder] = [head.questions, head.folder];
    this.groups = head.chunks.split(" ");
    this.#sentenceCounts = head.sentences;
    this.#codebook = new Codebook(rest, head.parts, head.size);
    const count = head.sentences.reduce((sum, sentences) => sum + sentences, 0);
    const titles = this.#codebook.bytes,
      sentences = titles + head.titles * head.parts,
      words = sentences + count * head.parts;
    const found = wordsOf(head.words, rest.subarray(words), head.parts);
    const word = (text: string): Word | undefined => found.get(text);
    this.words = { baseWord: word, word, has: () => true };
    this.#baseWords = [...found.values()];
    const codes = words + this.#baseWords.length,
      places = codes + this.#baseWords.length * head.parts;
    this.#baseVectors = this.#codebook.withScales(rest.subarray(codes, places));
    this.#titleWords = placesOf(rest.subarray(places), head.questions);
    this.#titles = head.titles ? this.#codebook.withScales(rest.subarray(titles, sentences)) : undefined;
    this.#titleScales = Float32Array.from(this.#titles ? [] : this.#titleWords, (title) =>
      scaleOf(this.#codebook.sum(title.map((at) => this.#baseWords[at]!))),
    );
    this.#sentences = this.#codebook.withScales(rest.subarray(sentences, words));
  }

  /** Number of bytes of a word's code. */
  get parts(): number {
    return this.#codebook.parts;
  }

  /** The weighted sum of word vectors, normalized; undefined if there are no words. */
  vector(words: readonly Word[]): Vector | undefined {
    return words.length ? normalized(this.#codebook.sum(words)) : undefined;
  }

  /** Cosines of a unit vector with all titles, and with the most similar sentence of each text, by ordinal. */
  cosines(vector: Vector): { readonly titles: Float32Array; readonly sentences: Float32Array | undefined } {
    const { codes } = this.#sentences;
    const sentences = codes.length ? this.#greatest(this.#codebook.cosines(vector, this.#sentences)) : undefined;
    return { titles: this.#titles ? this.#codebook.cosines(vector, this.#titles) : this.#cosinesWithTitles(vector), sentences };
  }

  /** Cosines of a unit vector with titles that are the sums of their words. */
  #cosinesWithTitles(vector: Vector): Float32Array {
    const products = this.#codebook.products(vector, this.#baseVectors.codes);
    return this.#titleScales.map(
      (scale, ordinal) => scale * this.#titleWords[ordinal]!.reduce((sum, at) => sum + this.#baseWords[at]!.weight * products[at]!, 0),
    );
  }

  /** The greatest cosine among the sentences of each text. */
  #greatest(ofSentences: Float32Array): Float32Array {
    let at = 0;
    return Float32Array.from(this.#sentenceCounts, (count) => {
      let most = 0;
      for (const end = at + count; at < end; at++) if (ofSentences[at]! > most) most = ofSentences[at]!;
      return most;
    });
  }

  /** The part of each title's weight that the words mean: each word of a title counts by the square of its greatest cosine with them. */
  titleCoverage(words: readonly Word[]): Float32Array {
    const nearest = new Float32Array(this.#baseWords.length);
    for (const word of new Set(words)) {
      const cosines = this.#cosinesWithBase(word);
      for (let at = 0; at < nearest.length; at++) if (cosines[at]! > nearest[at]!) nearest[at] = cosines[at]!;
    }
    return Float32Array.from(this.#titleWords, (title) => {
      let covered = 0,
        total = 0;
      for (const at of title) {
        const { weight } = this.#baseWords[at]!;
        total += weight;
        covered += weight * nearest[at]! ** 2;
      }
      return total && covered / total;
    });
  }

  /** Cosines of a word with the words of the base, cached: each keystroke and round asks again. */
  #cosinesWithBase(word: Word): Float32Array {
    let found = this.#cosines.get(word);
    if (!found) this.#cosines.set(word, (found = this.#codebook.cosines(this.vector([word])!, this.#baseVectors)));
    return found;
  }

  /** Words of the base whose cosine with the sum of some words is at least `least`, most similar first. */
  similar(words: readonly Word[], least: number): { readonly word: Word; readonly cosine: number }[] {
    const [word, ...others] = words;
    if (!word) return [];
    const cosines = others.length ? this.#codebook.cosines(this.vector(words)!, this.#baseVectors) : this.#cosinesWithBase(word);
    const found: { word: Word; cosine: number }[] = [];
    for (const [at, cosine] of cosines.entries()) if (cosine >= least) found.push({ word: this.#baseWords[at]!, cosine });
    return found.sort((one, other) => other.cosine - one.cosine);
  }
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
