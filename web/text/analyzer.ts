/** The analyzer: any text in, runs and index terms out.
 *
 * It must agree exactly with `generator/zhiku/search/analyzer.py`, whose docstring states the rules; the tests of both read
 * `tests/data/search/analyzer.json`. Offsets count UTF-16 code units. */

import { ACCENTED_CLASS, CJK_CLASS, IGNORED_CLASS, KANA_SHIFT, LETTERS, OPERATORS, SOFT_GAPS } from "./scripts.ts";

export interface FoldedText {
  readonly text: string;
  /** `origin[i]`: source offset of the character that gave `text[i]`; last, the length of the source. */
  readonly origin: readonly number[];
}

export interface Run {
  readonly text: string;
  readonly cjk: boolean;
  readonly start: number;
  readonly gap: "" | " " | "\n";
}

export interface NormalText {
  readonly text: string;
  /** `origin[i]`: source offset of the character that gave `text[i]`; last, the end of the last run. */
  readonly origin: readonly number[];
}

/** Normalization rules: letters with their forms for comparison, and the stemmer. */
export interface TextRules {
  readonly table: ReadonlyMap<string, string>;
  readonly stem: (word: string) => string;
}

/** Rules without simplification and stemming, for pages that have no search data. */
export const PLAIN_RULES: TextRules = { table: new Map(), stem: (word) => word };

const CLUSTER = /[\s\S][\p{M}\p{Cf}]*/gu;
const CLUSTER_AT_START = /^[\s\S][\p{M}\p{Cf}]*/u;
const MARK = /\p{M}/u;
const BEHIND_LETTER = /[\p{M}\p{Cf}]/u;
const IGNORED = /* @__PURE__ */ new RegExp(`[${IGNORED_CLASS}]`, "u");
const DIGIT = /\p{Nd}/u;
const CJK = /* @__PURE__ */ new RegExp(`[${CJK_CLASS}]`, "u");
const ACCENTED = /* @__PURE__ */ new RegExp(`[${ACCENTED_CLASS}]`, "u");
const WORD = /[\p{L}\p{N}\p{M}]/u;
const DIGITS = /^[0-9][0-9]$/;
/** Dashes and what ends a sentence. */
const PUNCTUATION = /^(?:-*|[.?!]*)$/;
const SUFFIXES = ["++", "#"];

export const isCjk = (char: string): boolean => char >= "\u0e01" && CJK.test(char);
/** True if a run is an operator. */
export const isOperator = (text: string): boolean => OPERATORS.has(text[0]!);
const isWord = (char: string): boolean => WORD.test(char) && !isCjk(char);

/** Folds a text for comparison; `table` maps traditional to simplified characters. */
export function fold(text: string, table: ReadonlyMap<string, string>): FoldedText {
  let folded = "";
  const origin: number[] = [];
  for (const cluster of text.matchAll(CLUSTER)) {
    // Fast path: most clusters are one ASCII character.
    const plain =
      cluster[0].length === 1 && cluster[0] <= "\u007f"
        ? cluster[0].toLowerCase()
        : withoutAccents(cluster[0].normalize("NFKC").toLowerCase());
    for (const char of plain) {
      const simple = table.get(char) ?? char;
      // A cluster that is folded to a mark has none behind a letter that loses its accents.
      if (MARK.test(simple) && ACCENTED.test(folded.at(-1) ?? "")) continue;
      folded += simple;
      for (let unit = 0; unit < simple.length; unit++) origin.push(cluster.index);
    }
  }
  origin.push(text.length);
  return { text: folded, origin };
}

const ASCII = /^\p{ASCII}*$/u;

/** A letter with its marks in its plain form: without accents, points and vowel signs that are often left out and format characters, some
 * letters as others (`ß` as `ss`), katakana as hiragana, digits as ASCII digits. */
function withoutAccents(text: string): string {
  if (ASCII.test(text) || LETTERS[text]) return LETTERS[text] ?? text;
  let kept = "",
    accented = false;
  for (const char of text.normalize("NFD")) {
    if (IGNORED.test(char) || (accented && MARK.test(char))) {
      accented ||= !BEHIND_LETTER.test(char);
      continue;
    }
    accented = ACCENTED.test(char);
    kept += plainLetter(char);
  }
  const plain = kept.normalize("NFC");
  return LETTERS[plain] ?? plain;
}

function plainLetter(char: string): string {
  const code = char.codePointAt(0)!;
  if (char >= KANA_SHIFT[0]! && char <= KANA_SHIFT[1]!)
    return String.fromCharCode(code - KANA_SHIFT.charCodeAt(0) + KANA_SHIFT.charCodeAt(2));
  return DIGIT.test(char) ? digit(code) : (LETTERS[char] ?? char);
}

/** The value of a decimal digit of any script: each script has ten of them in a row. */
function digit(code: number): string {
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** The offset behind the character at an offset and its marks. */
export const clusterEnd = (text: string, start: number): number => start + (CLUSTER_AT_START.exec(text.slice(start))?.[0].length ?? 0);

/** The runs of a folded text, in order. */
export function runs(folded: string): Run[] {
  const chars = Array.from(folded);
  const offsets: number[] = [];
  let offset = 0;
  for (const char of chars) {
    offsets.push(offset);
    offset += char.length;
  }
  const found: Run[] = [];
  let gap: Run["gap"] = "";
  let index = 0;
  while (index < chars.length) {
    let end = runEnd(chars, index);
    if (end === index) end = operatorEnd(chars, index);
    if (end > index) {
      const text = chars.slice(index, end).join("");
      found.push({ text, cjk: isCjk(chars[index]!), start: offsets[index]!, gap: found.length ? gap : "" });
      gap = "";
      index = end;
    } else {
      gap = gap === "\n" || !SOFT_GAPS.has(chars[index]!) ? "\n" : " ";
      index += 1;
    }
  }
  return found;
}

function runEnd(chars: readonly string[], start: number): number {
  const cjk = isCjk(chars[start]!);
  let end = start;
  const goesOn = (char: string): boolean =>
    MARK.test(char) ? end > start : isCjk(char) === cjk && (cjk || continuesWord(chars, end, start));
  while (end < chars.length && goesOn(chars[end]!)) end++;
  if (end > start && !cjk) end += SUFFIXES.find((tail) => isSuffixAt(chars, end, tail))?.length ?? 0;
  return end;
}

function isSuffixAt(chars: readonly string[], end: number, tail: string): boolean {
  const after = chars[end + tail.length];
  return chars.slice(end, end + tail.length).join("") === tail && !(after && (isWord(after) || tail.includes(after)));
}

function continuesWord(chars: readonly string[], index: number, start: number): boolean {
  if (isWord(chars[index]!)) return true;
  return chars[index] === "." && index > start && DIGITS.test((chars[index - 1] ?? "") + (chars[index + 1] ?? ""));
}

/** The end of an operator (two or more symbols on their own) that starts at `start`; `start` if none does. */
function operatorEnd(chars: readonly string[], start: number): number {
  const before = chars[start - 1] ?? "";
  if (isWord(before) || OPERATORS.has(before)) return start;
  let end = start;
  while (OPERATORS.has(chars[end]!)) end++;
  return end - start < 2 || isWord(chars[end] ?? "") || PUNCTUATION.test(chars.slice(start, end).join("")) ? start : end;
}

/** Joins runs: a blank between two words, a line feed for a hard gap. */
export function joinRuns(pieces: readonly Run[]): string {
  return pieces.map((run, index) => gapBetween(pieces[index - 1], run) + run.text).join("");
}

/** Joins words in normal form: a blank only between two words that are not CJK. */
export const joinWords = (words: readonly string[]): string =>
  words.reduce((text, word) => text + (text && !isCjk(text.at(-1)!) && !isCjk(word[0]!) ? " " : "") + word, "");

function gapBetween(last: Run | undefined, run: Run): string {
  if (run.gap === "\n") return "\n";
  return last && !last.cjk && !run.cjk ? " " : "";
}

/** A text in normal form, with words stemmed, and the source offset of each character. The last character of a stem maps to the end of
 * its word. */
export function normalize(text: string, { table, stem }: TextRules): NormalText {
  const folded = fold(text, table);
  const origin: number[] = [];
  let joined = "",
    last: Run | undefined;
  for (const run of runs(folded.text)) {
    const gap = gapBetween(last, run);
    const form = run.cjk ? run.text : stem(run.text);
    joined += gap + form;
    if (gap) origin.push(folded.origin[run.start]!);
    for (let unit = 0; unit < form.length; unit++) {
      const whole = form.length === run.text.length || unit === 0 || unit < form.length - 1;
      origin.push(folded.origin[run.start + (whole ? unit : run.text.length - 1)]!);
    }
    last = run;
  }
  origin.push(last ? folded.origin[last.start + last.text.length]! : 0);
  return { text: joined, origin };
}

const PIECE = /* @__PURE__ */ new RegExp(`[${CJK_CLASS}]+|[^\\s${CJK_CLASS}]+`, "gu");
const WORDS = /* @__PURE__ */ new RegExp(`[^\\s${CJK_CLASS}]+`, "gu");

/** A text in normal form with its words stemmed. */
export const stemWords = (normal: string, stem: TextRules["stem"]): string => normal.replace(WORDS, (word) => stem(word));

/** The index terms of runs, in order, with repetitions. */
export const terms = (pieces: readonly Run[], stem: TextRules["stem"]): string[] =>
  pieces.flatMap((run) => (run.cjk ? bigrams(run.text) : [stem(run.text)]));

/** The index terms of a text in normal form. */
export const termsOf = (normal: string): string[] =>
  [...normal.matchAll(PIECE)].flatMap(([piece]) => (isCjk(piece) ? bigrams(piece) : [piece]));

/** The bigrams of a text; a single character is returned as it is. */
export function bigrams(text: string): string[] {
  const chars = Array.from(text);
  if (chars.length < 2) return chars;
  return chars.slice(1).map((char, index) => chars[index]! + char);
}

/** The runs of any text. */
export const analyze = (text: string, { table }: TextRules): Run[] => runs(fold(text, table).text);
