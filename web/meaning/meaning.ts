/** Similarity of meaning between a query and the questions of a base, by word vectors. */

import type { MeaningScores } from "./scores.ts";
import { BaseVectors, WordChunks, type FetchFile } from "./vectors.ts";
import { tokenize, type TypedWord, type Word } from "./words.ts";

/** Milliseconds that a query waits for the vectors of its words; vectors that arrive later serve the next query. */
const TIMEOUT_MS = 400;
/** Most rounds of loading: in a run without blanks, the next word is known only once the chunk of the current one is loaded. */
const MAX_ROUNDS = 24;
/** Least cosine of a typed word and a title's word to be named as the reason for a match. */
const MIN_REASON_COSINE = 0.35;
/** Least weight of a word to be a reason, or to be replaced: excludes `the`, 的. */
const MIN_WORD_WEIGHT = 0.3;

/** Most words of the base that stand in for one typed word, and their least cosine. */
const MAX_SIMILAR_WORDS = 3,
  MIN_SIMILAR_COSINE = 0.45;

/** A word of the base that stands in for a typed one which the base does not use. */
export interface SimilarWord extends Reason {
  readonly cosine: number;
}

/** Why a title is similar: a typed word, and the most similar word of the title. */
export interface Reason {
  readonly typed: string;
  readonly means: string;
}

export class Meaning {
  readonly #base: BaseVectors;
  readonly #chunks: WordChunks;
  /** The scores of the last words: a query is asked again after each round of loading texts. */
  #last: { readonly words: readonly Word[]; readonly scores: MeaningScores | undefined } | undefined;

  constructor(
    data: ArrayBuffer,
    get: FetchFile,
    private readonly timeout = TIMEOUT_MS,
  ) {
    this.#base = new BaseVectors(data);
    this.#chunks = new WordChunks(this.#base, get);
  }

  /** Loads the vectors of a query's words, as far as they arrive in time. */
  async prepare(query: string): Promise<void> {
    let late = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        late = true;
        resolve();
      }, this.timeout);
    });
    await Promise.race([tooLate, this.#load(query, () => late).catch(() => undefined)]);
    clearTimeout(timer);
  }

  async #load(query: string, late: () => boolean): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS && !late(); round++) {
      const { missing } = this.#tokenize(query);
      if (!missing.length) return;
      await this.#chunks.load(missing);
    }
  }

  /** Similarity of a query to each document, by the words loaded so far; undefined if there are none. */
  scores(query: string): MeaningScores | undefined {
    const { words } = this.#tokenize(query);
    const last = this.#last;
    if (words.length === last?.words.length && words.every((word, at) => word === last.words[at])) return last.scores;
    const vector = this.#base.vector(words);
    const scores = vector && { ...this.#base.cosines(vector), titleCoverage: this.#base.titleCoverage(words) };
    this.#last = { words, scores };
    return scores;
  }

  /** Words of the base that stand in for those of a query which it does not use; `uses` is true for words of the base. */
  similarWords(query: string, uses: (word: string) => boolean): SimilarWord[] {
    const unknown = this.#tokenize(query).typed.filter(
      (words) => words.some(({ weight }) => weight >= MIN_WORD_WEIGHT) && !uses(textOf(words)),
    );
    return unknown.flatMap((words) => {
      const found = this.#base
        .similar(words, MIN_SIMILAR_COSINE)
        .filter(({ word }) => !isCharacter(word.text) && word.weight >= MIN_WORD_WEIGHT && uses(word.text))
        .slice(0, MAX_SIMILAR_WORDS);
      return found.map(({ word, cosine }) => ({ typed: textOf(words), means: word.text, cosine }));
    });
  }

  /** The most similar pair of words of a query and a title; undefined if none is similar enough. */
  reason(query: string, title: string): Reason | undefined {
    const significant = (words: readonly Word[]): Word[] => words.filter((word) => word.weight >= MIN_WORD_WEIGHT);
    const titleWords = significant(tokenize(title, this.#base.words, this.#base.simplified).words);
    const inTitle = new Set(titleWords.map((word) => word.text));
    let best: Reason | undefined,
      greatest = MIN_REASON_COSINE;
    for (const typed of significant(this.#tokenize(query).words)) {
      if (inTitle.has(typed.text)) continue;
      const vector = this.#base.vector([typed])!;
      for (const word of titleWords) {
        const other = this.#base.vector([word])!;
        const cosine = vector.reduce((sum, value, at) => sum + value * other[at]!, 0);
        if (cosine > greatest) [best, greatest] = [{ typed: typed.text, means: word.text }, cosine];
      }
    }
    return best;
  }

  #tokenize(query: string): ReturnType<typeof tokenize> {
    return tokenize(query, this.#chunks, this.#base.simplified);
  }
}

/** Single characters are too ambiguous. */
const isCharacter = (text: string): boolean => Array.from(text).length === 1;

const textOf = (words: TypedWord): string => words.map(({ text }) => text).join("");
