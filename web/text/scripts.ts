/** Letter ranges and joining characters that the search shares with the generator, from `generator/zhiku/lang/scripts.json`. */

import data from "../../generator/zhiku/lang/scripts.json" with { type: "json" };

const classOf = (ranges: readonly (readonly string[])[]): string => ranges.map(([low, high]) => `\\u{${low}}-\\u{${high}}`).join("");

/** The scripts written without blanks between words, as the inside of a character class (flag `u`). */
export const CJK_CLASS = classOf(data.cjk);
/** Letters that are compared without their accents. */
export const ACCENTED = new RegExp(`[${classOf(data.accented)}]`, "u");
/** What some letters are compared as. */
export const LETTERS: ReadonlyMap<string, string> = new Map(Object.entries(data.letters));
/** The first katakana and the last, and the hiragana that the first is compared as. */
export const [FIRST_KATAKANA, LAST_KATAKANA, FIRST_HIRAGANA] = data.kana_shift.map((code) => Number.parseInt(code, 16)) as [number, number, number];
/** Those of them that cut no words by blanks: Han and kana. */
export const UNSPACED_CLASS = classOf([...data.han, ...data.hiragana, ...data.katakana]);
export const SOFT_GAPS: ReadonlySet<string> = new Set(data.soft_gaps);
