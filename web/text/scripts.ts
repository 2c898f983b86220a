/** Letter ranges and joining characters that the search shares with the generator, from `generator/zhiku/lang/scripts.json`. */

import data from "../../generator/zhiku/lang/scripts.json" with { type: "json" };

const classOf = (ranges: readonly (readonly string[])[]): string => ranges.map(([low, high]) => `\\u{${low}}-\\u{${high}}`).join("");

/** The scripts written without blanks between words, as the inside of a character class (flag `u`). */
export const CJK_CLASS = classOf(data.cjk);
export const SOFT_GAPS: ReadonlySet<string> = new Set(data.soft_gaps);
