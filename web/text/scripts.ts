/** Ranges of scripts and joining characters, shared with the generator through `generator/zhiku/lang/scripts.json`. */

import { accented, cjk, han, hiragana, kana_shift, katakana, letters, operators, soft_gaps } from "../../generator/zhiku/lang/scripts.json";

const classOf = (ranges: readonly (readonly string[])[]): string => ranges.map(([low, high]) => `\\u{${low}}-\\u{${high}}`).join("");

/** Scripts that are indexed by bigrams, as the inside of a character class (flag `u`). */
export const CJK_CLASS = classOf(cjk);
/** Letters that are compared without their accents. */
export const ACCENTED = new RegExp(`[${classOf(accented)}]`, "u");
/** Replacements of letters for comparison. */
export const LETTERS: ReadonlyMap<string, string> = new Map(Object.entries(letters));
/** The first and last katakana, and the hiragana that the first is mapped to. */
export const [FIRST_KATAKANA, LAST_KATAKANA, FIRST_HIRAGANA] = kana_shift.map((code) => Number.parseInt(code, 16)) as [
  number,
  number,
  number,
];
/** Scripts among those of `CJK_CLASS` that write no blanks between words: Han and kana. */
export const UNSPACED_CLASS = classOf([...han, ...hiragana, ...katakana]);
export const SOFT_GAPS: ReadonlySet<string> = new Set(soft_gaps);
/** Characters that operators consist of. */
export const OPERATORS: ReadonlySet<string> = new Set(operators);
