/** Tokenizes text into words of the vector vocabulary, exactly as `generator/zhiku/vectors/text.py` does. */

import { UNSPACED_CLASS } from "../text/scripts.ts";

const MAX_UNSPACED_LENGTH = 6,
  STEM = 4,
  ENDING = 4;
const MARKS = /[\u0300-\u036f]/g;
const RUNS = new RegExp(`[${UNSPACED_CLASS}]+|(?:(?![${UNSPACED_CLASS}])[\\p{L}\\p{N}])+`, "gu");
const UNSPACED = new RegExp(`^[${UNSPACED_CLASS}]`, "u");

/** A word of the vocabulary, with its weight and its vector's code. */
export interface Word {
  readonly text: string;
  readonly weight: number;
  readonly code: Uint8Array;
}

/** A vocabulary that may be loaded in part. */
export interface Vocabulary {
  /** A word of the base, which is always loaded. */
  baseWord(text: string): Word | undefined;
  /** The word; undefined if it is unknown or its group is not loaded. */
  word(text: string): Word | undefined;
  /** True if the words of a group are loaded. */
  has(group: string): boolean;
}

/** Traditional characters and their simplified forms. */
export type Simplified = ReadonlyMap<string, string>;

function fold(text: string, simplified: Simplified): string {
  const plain = text.normalize("NFKD").replace(MARKS, "").normalize("NFC").toLowerCase();
  return Array.from(plain, (char) => simplified.get(char) ?? char).join("");
}

/** The group of a word, by its first characters: the unit of loading. */
export const groupOf = (word: string): string => word.slice(0, UNSPACED.test(word) ? 2 : STEM);

/** The vocabulary words for one typed word: itself, or the words that it is made of. */
export type TypedWord = readonly Word[];

export interface TokenizedText {
  readonly typed: readonly TypedWord[];
  readonly words: readonly Word[];
  /** Groups to load before the rest of the text can be tokenized. */
  readonly missing: readonly string[];
}

/** Tokenizes a text, as far as the groups of its words are loaded. */
export function tokenize(text: string, vocabulary: Vocabulary, simplified: Simplified): TokenizedText {
  const typed: TypedWord[] = [],
    missing: string[] = [];
  for (const [run] of fold(text, simplified).matchAll(RUNS)) {
    const known = vocabulary.baseWord(run);
    if (UNSPACED.test(run)) typed.push(...tokenizeUnspaced(run, vocabulary, missing));
    else if (known) typed.push([known]);
    else if (!vocabulary.has(groupOf(run))) missing.push(groupOf(run));
    else {
      const word = wordOrStem(run, vocabulary);
      const parts = word ? [word] : compoundHalves(run, vocabulary, missing);
      if (parts.length) typed.push(parts);
    }
  }
  return { typed, words: typed.flat(), missing };
}

/** Longest match from left to right, words of the base before others; adjacent single characters count as one unknown word. */
function tokenizeUnspaced(run: string, vocabulary: Vocabulary, missing: string[]): TypedWord[] {
  const typed: Word[][] = [];
  let afterCharacter = false;
  for (let at = 0; at < run.length; ) {
    const word = wordAt(at, run, vocabulary);
    if (typeof word === "string") {
      missing.push(word);
      return typed;
    }
    const isCharacter = word?.text.length === 1;
    if (word && isCharacter && afterCharacter) typed.at(-1)!.push(word);
    else if (word) typed.push([word]);
    afterCharacter = isCharacter;
    at += word?.text.length ?? 1;
  }
  return typed;
}

/** The word at an index of a run: the longest of the base, else the longest of the vocabulary, else a single character; undefined if the
 * vocabulary has none of them. A string is the group to load before this can be decided. */
function wordAt(at: number, run: string, vocabulary: Vocabulary): Word | string | undefined {
  const ofBase = longestAt(at, run, vocabulary.baseWord);
  if (ofBase) return ofBase;
  if (at + 1 < run.length) {
    const group = run.slice(at, at + 2);
    if (!vocabulary.has(group)) return group;
    const word = longestAt(at, run, vocabulary.word);
    if (word) return word;
  }
  const character = run[at]!;
  return vocabulary.baseWord(character) ?? (vocabulary.has(character) ? vocabulary.word(character) : character);
}

/** The longest word of two or more characters that starts at an index of a run. */
function longestAt(at: number, run: string, word: (text: string) => Word | undefined): Word | undefined {
  for (let length = Math.min(MAX_UNSPACED_LENGTH, run.length - at); length > 1; length--) {
    const found = word(run.slice(at, at + length));
    if (found) return found;
  }
  return undefined;
}

/** Two vocabulary words that a word is made of (`auto` + `encoder`), the first as long as possible. */
function compoundHalves(run: string, vocabulary: Vocabulary, missing: string[]): TypedWord {
  for (let length = run.length - STEM; length >= STEM; length--) {
    const first = vocabulary.word(run.slice(0, length)),
      rest = run.slice(length);
    if (!first) continue;
    if (!vocabulary.has(groupOf(rest))) {
      missing.push(groupOf(rest));
      return [];
    }
    const second = wordOrStem(rest, vocabulary);
    if (second) return [first, second];
  }
  return [];
}

/** A word, or the longest vocabulary word that is a prefix of it: inflection mostly changes endings. */
function wordOrStem(run: string, vocabulary: Vocabulary): Word | undefined {
  const whole = vocabulary.word(run);
  for (let length = run.length - 1, found = whole; !found && length >= Math.max(STEM, run.length - ENDING); length--) {
    found = vocabulary.word(run.slice(0, length));
    if (found) return found;
  }
  return whole;
}
