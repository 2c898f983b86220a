/** Ranges of scripts and joining characters, shared with the generator through `generator/zhiku/lang/scripts.json`. Each is the inside of a
 * character class (flag `u`). A bundle holds only those that it uses. */

import {
  accented,
  cjk,
  continuous,
  han,
  hiragana,
  ignored,
  kana_shift,
  katakana,
  letters,
  operators,
  soft_gaps,
} from "../../generator/zhiku/lang/scripts.json";

/** Scripts that are indexed by bigrams. */
export const CJK_CLASS = cjk + continuous;
/** Scripts without blanks between words, whose syllables are clusters of letters. */
export const CONTINUOUS_CLASS = continuous;
/** Letters that are compared without their marks. */
export const ACCENTED_CLASS = accented;
/** Replacements of letters, and of letters with their marks, for comparison. */
export const LETTERS: Readonly<Record<string, string>> = letters;
/** Marks and letters that are ignored, besides the marks of such letters. */
export const IGNORED_CLASS = `\\p{Cf}${ignored}`;
/** The first and last katakana, and the hiragana that the first is mapped to. */
export const KANA_SHIFT = kana_shift;
/** Scripts among those of `CJK_CLASS` that write no blanks between words: Han and kana. */
export const UNSPACED_CLASS = han + hiragana + katakana;
export const SOFT_GAPS: ReadonlySet<string> = /* @__PURE__ */ new Set(soft_gaps);
/** Characters that operators consist of. */
export const OPERATORS: ReadonlySet<string> = /* @__PURE__ */ new Set(operators);
