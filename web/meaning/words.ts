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

/** What stands for one typed word: itself, or known words that it is made of. */
export type TypedWord = readonly Word[];

export interface Cut {
  readonly typed: readonly TypedWord[];
  readonly words: readonly Word[];
  /** Groups of words that must be here before the rest of the text can be cut. */
  readonly missing: readonly string[];
}

/** The known words of a text in its order, as far as their groups are here. */
export function cut(text: string, vocabulary: Vocabulary, simplified: Simplified): Cut {
  const typed: TypedWord[] = [], missing: string[] = [];
  for (const [run] of fold(text, simplified).matchAll(RUNS)) {
    if (UNSPACED.test(run)) typed.push(...cutUnspaced(run, vocabulary, missing));
    else if (!vocabulary.has(groupOf(run))) missing.push(groupOf(run));
    else {
      const word = inflected(run, vocabulary);
      const parts = word ? [word] : halves(run, vocabulary, missing);
      if (parts.length) typed.push(parts);
    }
  }
  return { typed, words: typed.flat(), missing };
}

/** The longest known word at each place, from left to right; single characters that stand side by side are a word that is not known. */
function cutUnspaced(run: string, vocabulary: Vocabulary, missing: string[]): TypedWord[] {
  const typed: Word[][] = [];
  let characters: Word[] | undefined;
  for (let at = 0; at < run.length;) {
    const group = run.slice(at, at + 2);
    if (!vocabulary.has(group)) {
      missing.push(group);
      return typed;
    }
    let word: Word | undefined;
    for (let length = Math.min(LONGEST_UNSPACED, run.length - at); length > 1 && !word; length--) word = vocabulary.word(run.slice(at, at + length));
    if (!word) {
      if (!vocabulary.has(run[at]!)) {
        missing.push(run[at]!);
        return typed;
      }
      word = vocabulary.word(run[at]!);
    }
    const character = word?.text.length === 1;
    if (word && character && characters) characters.push(word);
    else if (word) typed.push([word]);
    characters = character ? typed.at(-1) : undefined;
    at += word?.text.length ?? 1;
  }
  return typed;
}

/** The two known words that a word is made of (`auto` + `encoder`), the first as long as possible. */
function halves(run: string, vocabulary: Vocabulary, missing: string[]): TypedWord {
  for (let length = run.length - STEM; length >= STEM; length--) {
    const first = vocabulary.word(run.slice(0, length)), rest = run.slice(length);
    if (!first) continue;
    if (!vocabulary.has(groupOf(rest))) {
      missing.push(groupOf(rest));
      return [];
    }
    const second = inflected(rest, vocabulary);
    if (second) return [first, second];
  }
  return [];
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
