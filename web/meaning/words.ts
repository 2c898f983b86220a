/** Cuts text into words that the table of vectors knows, as `generator/zhiku/vectors/text.py` does. */

import { UNSPACED_CLASS } from "../text/scripts.ts";

const LONGEST_UNSPACED = 6, STEM = 4, ENDING = 4;
const MARKS = /[\u0300-\u036f]/g;
const RUNS = new RegExp(`[${UNSPACED_CLASS}]+|(?:(?![${UNSPACED_CLASS}])[\\p{L}\\p{N}])+`, "gu");
const UNSPACED = new RegExp(`^[${UNSPACED_CLASS}]`, "u");

/** A word of the vocabulary: where its weight and its code stand. */
export interface Word {
  readonly text: string;
  readonly weight: number;
  readonly code: Uint8Array;
}

/** Where words are looked up. */
export interface Vocabulary {
  /** The word if it is known; nothing where it is not, or where the words of its group are not here. */
  word(text: string): Word | undefined;
  /** Whether the words of a group are here. */
  has(group: string): boolean;
}

/** Simplified forms of traditional characters. */
export type Simplified = ReadonlyMap<string, string>;

export function fold(text: string, simplified: Simplified): string {
  const plain = text.normalize("NFKD").replace(MARKS, "").normalize("NFC").toLowerCase();
  return Array.from(plain, (char) => simplified.get(char) ?? char).join("");
}

/** What the words of a group have in common, which are looked for together. */
export const groupOf = (word: string): string => word.slice(0, UNSPACED.test(word) ? 2 : STEM);

export interface Cut {
  readonly words: readonly Word[];
  /** Groups of words that must be here before the rest of the text can be cut. */
  readonly missing: readonly string[];
}

/** The known words of a text in its order, as far as their groups are here. */
export function cut(text: string, vocabulary: Vocabulary, simplified: Simplified): Cut {
  const words: Word[] = [], missing: string[] = [];
  for (const [run] of fold(text, simplified).matchAll(RUNS)) {
    if (UNSPACED.test(run)) cutUnspaced(run, vocabulary, words, missing);
    else if (!vocabulary.has(groupOf(run))) missing.push(groupOf(run));
    else {
      const word = inflected(run, vocabulary);
      if (word) words.push(word);
    }
  }
  return { words, missing };
}

/** The longest known word at each place, from left to right. */
function cutUnspaced(run: string, vocabulary: Vocabulary, words: Word[], missing: string[]): void {
  for (let at = 0; at < run.length;) {
    const group = run.slice(at, at + 2);
    if (!vocabulary.has(group)) return void missing.push(group);
    let word: Word | undefined;
    for (let length = Math.min(LONGEST_UNSPACED, run.length - at); length > 1 && !word; length--) word = vocabulary.word(run.slice(at, at + length));
    if (!word) {
      if (!vocabulary.has(run[at]!)) return void missing.push(run[at]!);
      word = vocabulary.word(run[at]!);
    }
    if (word) words.push(word);
    at += word?.text.length ?? 1;
  }
}

/** A word, or the longest known one that it begins with: inflection changes endings mostly. */
function inflected(run: string, vocabulary: Vocabulary): Word | undefined {
  const whole = vocabulary.word(run);
  for (let length = run.length - 1, found = whole; !found && length >= Math.max(STEM, run.length - ENDING); length--) {
    found = vocabulary.word(run.slice(0, length));
    if (found) return found;
  }
  return whole;
}
