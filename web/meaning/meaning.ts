/** What a query means, beside the words that it says: how near each question of the base is to it. */

import type { Nearness } from "./nearness.ts";
import { BaseVectors, WordChunks, type Get } from "./table.ts";
import { cut, type TypedWord, type Word } from "./words.ts";

/** How many milliseconds a query waits for the vectors of its words; what comes later serves the next one. */
const PATIENCE = 400;
/** Words are cut as they come: of a run without blanks, where the next one begins is known only when this one is here. */
const MOST_ROUNDS = 24;
/** A title's word is named as the reason when its product with a typed one is at least this. */
const SIMILAR = 0.35;
/** Lighter words are no reason: `the`, 的. */
const TELLING = 0.3;

/** Of a typed word at most so many words of the base are looked for in its place; they must be at least this near to it. */
const MOST_SIMILAR = 3, NEAR_WORD = 0.45;

/** A word of the base to look for in place of a typed one that it does not use. */
export interface SimilarWord extends Reason {
  readonly cosine: number;
}

/** Why a title is similar: a typed word, and the title's word that is nearest to it. */
export interface Reason {
  readonly typed: string;
  readonly means: string;
}

export class Meaning {
  readonly #base: BaseVectors;
  readonly #chunks: WordChunks;

  constructor(data: ArrayBuffer, get: Get, private readonly patience = PATIENCE) {
    this.#base = new BaseVectors(data);
    this.#chunks = new WordChunks(this.#base, get);
  }

  /** Brings the vectors of a query's words, or as many as come in time. */
  async prepare(query: string): Promise<void> {
    let late = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<void>((resolve) => { timer = setTimeout(() => { late = true; resolve(); }, this.patience); });
    await Promise.race([tooLate, this.#bring(query, () => late).catch(() => undefined)]);
    clearTimeout(timer);
  }

  async #bring(query: string, late: () => boolean): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS && !late(); round++) {
      const { missing } = this.#cut(query);
      if (!missing.length) return;
      await this.#chunks.bring(missing);
    }
  }

  /** How near the base is to a query, by the words that are here; nothing where none is known. */
  near(query: string): Nearness | undefined {
    const { words } = this.#cut(query), vector = this.#base.vector(words);
    if (!vector) return undefined;
    return { ...this.#base.cosines(vector), covers: this.#base.covers(words) };
  }

  /** Words of the base for those of a query that it does not use; `uses` tells which it does. */
  similarWords(query: string, uses: (word: string) => boolean): SimilarWord[] {
    const unknown = this.#cut(query).typed.filter((words) => words.some(({ weight }) => weight >= TELLING) && !uses(textOf(words)));
    return unknown.flatMap((words) => {
      const vector = this.#base.vector(words);
      const found = vector ? this.#base.similar(vector, NEAR_WORD).filter(({ word }) => !isCharacter(word.text) && uses(word.text)).slice(0, MOST_SIMILAR) : [];
      return found.map(({ word, cosine }) => ({ typed: textOf(words), means: word.text, cosine }));
    });
  }

  /** The pair of words that says best why a title is similar; nothing where no pair does. */
  reason(query: string, title: string): Reason | undefined {
    const telling = (words: readonly Word[]): Word[] => words.filter((word) => word.weight >= TELLING);
    const held = telling(cut(title, this.#base.words, this.#base.simplified).words);
    const own = new Set(held.map((word) => word.text));
    let best: Reason | undefined, most = SIMILAR;
    for (const typed of telling(this.#cut(query).words)) {
      if (own.has(typed.text)) continue;
      const vector = this.#base.vector([typed])!;
      for (const word of held) {
        const other = this.#base.vector([word])!;
        const product = vector.reduce((sum, value, at) => sum + value * other[at]!, 0);
        if (product > most) [best, most] = [{ typed: typed.text, means: word.text }, product];
      }
    }
    return best;
  }

  #cut(query: string): ReturnType<typeof cut> {
    return cut(query, this.#chunks, this.#base.simplified);
  }
}

/** Single characters mean too many things. */
const isCharacter = (text: string): boolean => Array.from(text).length === 1;

const textOf = (words: TypedWord): string => words.map(({ text }) => text).join("");
