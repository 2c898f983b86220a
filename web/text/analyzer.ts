/** Cut text into what the search compares: any text in, runs and index terms out.
 *
 * The twin of `generator/zhiku/search/analyzer.py`, whose docstring holds the rules; both read `tests/data/search/analyzer.json`
 * in their tests and must agree to the letter. Offsets here count UTF-16 units. */

import { ACCENTED, CJK_CLASS, FIRST_HIRAGANA, FIRST_KATAKANA, LAST_KATAKANA, LETTERS, SOFT_GAPS } from "./scripts.ts";

export interface Folded {
  readonly text: string;
  /** `origin[i]`: offset of the source character that gave `text[i]`; the source's length last. */
  readonly origin: readonly number[];
}

export interface Run {
  readonly text: string;
  readonly cjk: boolean;
  readonly start: number;
  readonly gap: "" | " " | "\n";
}

export interface Normal {
  readonly text: string;
  /** `origin[i]`: offset of the source character that gave `text[i]`; where the last one ends, last. */
  readonly origin: readonly number[];
}

/** What texts are compared by: traditional characters with their simplified forms, and the stem of a word. */
export interface TextRules {
  readonly table: ReadonlyMap<string, string>;
  readonly stem: (word: string) => string;
}

/** Texts as they are written, for pages that have no rules. */
export const AS_WRITTEN: TextRules = { table: new Map(), stem: (word) => word };

const CLUSTER = /[\s\S]\p{M}*/gu;
const CJK = new RegExp(`[${CJK_CLASS}]`, "u");
const WORD = /[\p{L}\p{N}\p{M}]/u;
const DIGITS = /^[0-9][0-9]$/;
const TAILS = ["++", "#"];

export const isCjk = (char: string): boolean => char >= "\u3005" && CJK.test(char);
const isWord = (char: string): boolean => WORD.test(char) && !isCjk(char);

/** Text as the search compares it; `table` turns traditional characters into simplified ones. */
export function fold(text: string, table: ReadonlyMap<string, string>): Folded {
  let folded = "";
  const origin: number[] = [];
  for (const cluster of text.matchAll(CLUSTER)) {
    // Most clusters are one ASCII character, which only the case of can change.
    const plain = cluster[0].length === 1 && cluster[0] <= "\u007f" ? cluster[0].toLowerCase() : withoutAccents(cluster[0].normalize("NFKC").toLowerCase());
    for (const char of plain) {
      const simple = table.get(char) ?? char;
      folded += simple;
      for (let unit = 0; unit < simple.length; unit++) origin.push(cluster.index);
    }
  }
  origin.push(text.length);
  return { text: folded, origin };
}

const ASCII = /^\p{ASCII}*$/u;

/** Latin and Greek letters without their accents, some letters as others (`ß` as `ss`), katakana as hiragana. */
function withoutAccents(text: string): string {
  if (ASCII.test(text)) return text;
  let kept = "", accented = false;
  for (const char of text.normalize("NFD")) {
    const code = char.codePointAt(0)!;
    if (accented && code >= 0x300 && code <= 0x36f) continue;
    accented = ACCENTED.test(char);
    kept += code >= FIRST_KATAKANA && code <= LAST_KATAKANA ? String.fromCodePoint(code - FIRST_KATAKANA + FIRST_HIRAGANA) : char;
  }
  return Array.from(kept.normalize("NFC"), (char) => LETTERS.get(char) ?? char).join("");
}

/** The runs of folded text, in order. */
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
    const end = runEnd(chars, index);
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
  while (end < chars.length && isCjk(chars[end]!) === cjk && (cjk || inWord(chars, end, start))) end++;
  if (end > start && !cjk) end += TAILS.find((tail) => closes(chars, end, tail))?.length ?? 0;
  return end;
}

function closes(chars: readonly string[], end: number, tail: string): boolean {
  const after = chars[end + tail.length];
  return chars.slice(end, end + tail.length).join("") === tail && !(after && (isWord(after) || tail.includes(after)));
}

function inWord(chars: readonly string[], index: number, start: number): boolean {
  if (isWord(chars[index]!)) return true;
  return chars[index] === "." && index > start && DIGITS.test((chars[index - 1] ?? "") + (chars[index + 1] ?? ""));
}

/** The runs as one string: blanks only between two words, a line feed for a hard gap. */
export function normal(pieces: readonly Run[]): string {
  return pieces.map((run, index) => before(pieces[index - 1], run) + run.text).join("");
}

/** Words in normal form as one: a blank only between two that are no CJK. */
export const joined = (words: readonly string[]): string =>
  words.reduce((text, word) => text + (text && !isCjk(text.at(-1)!) && !isCjk(word[0]!) ? " " : "") + word, "");

function before(last: Run | undefined, run: Run): string {
  if (run.gap === "\n") return "\n";
  return last && !last.cjk && !run.cjk ? " " : "";
}

/** A text in normal form, words reduced to their stems, together with where each of its characters comes from. The last character
 * of a stem stands for the rest of its word. */
export function normalize(text: string, { table, stem }: TextRules): Normal {
  const folded = fold(text, table);
  const origin: number[] = [];
  let joined = "", last: Run | undefined;
  for (const run of runs(folded.text)) {
    const gap = before(last, run);
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

const PIECE = new RegExp(`[${CJK_CLASS}]+|[^\\s${CJK_CLASS}]+`, "gu");
const WORDS = new RegExp(`[^\\s${CJK_CLASS}]+`, "gu");

/** A text in normal form whose words are not yet stems, with their stems. */
export const stemmed = (normal: string, stem: TextRules["stem"]): string => normal.replace(WORDS, (word) => stem(word));

/** The index terms of runs, in order, repeated as they recur. */
export const terms = (pieces: readonly Run[], stem: TextRules["stem"]): string[] =>
  pieces.flatMap((run) => (run.cjk ? bigrams(run.text) : [stem(run.text)]));

/** The index terms of a text in normal form. */
export const termsOf = (normal: string): string[] => [...normal.matchAll(PIECE)].flatMap(([piece]) => (isCjk(piece) ? bigrams(piece) : [piece]));

/** Every two neighbouring characters; a lone character as it is. */
export function bigrams(text: string): string[] {
  const chars = Array.from(text);
  if (chars.length < 2) return chars;
  return chars.slice(1).map((char, index) => chars[index]! + char);
}

/** The runs of any text, as written. */
export const analyze = (text: string, { table }: TextRules): Run[] => runs(fold(text, table).text);
