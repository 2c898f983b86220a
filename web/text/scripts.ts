/** Ranges of scripts and joining characters, shared with the generator through `generator/zhiku/lang/scripts.json`. */

import data from "../../generator/zhiku/lang/scripts.json" with { type: "json" };

const classOf = (ranges: readonly (readonly string[])[]): string => ranges.map(([low, high]) => `\\u{${low}}-\\u{${high}}`).join("");

/** Scripts that are indexed by bigrams, as the inside of a character class (flag `u`). */
export const CJK_CLASS = classOf(data.cjk);
/** Letters that are compared without their accents. */
export const ACCENTED = new RegExp(`[${classOf(data.accented)}]`, "u");
/** Replacements of letters for comparison. */
export const LETTERS: ReadonlyMap<string, string> = new Map(Object.entries(data.letters));
/** The first and last katakana, and the hiragana that the first is mapped to. */
export const [FIRST_KATAKANA, LAST_KATAKANA, FIRST_HIRAGANA] = data.kana_shift.map((code) => Number.parseInt(code, 16)) as [
  number,
  number,
  number,
];
/** Scripts among those of `CJK_CLASS` that write no blanks between words: Han and kana. */
export const UNSPACED_CLASS = classOf([...data.han, ...data.hiragana, ...data.katakana]);
export const SOFT_GAPS: ReadonlySet<string> = new Set(data.soft_gaps);
/** Characters that operators consist of. */
export const OPERATORS: ReadonlySet<string> = new Set(data.operators);
