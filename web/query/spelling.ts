/** Spelling correction of Chinese: terms that sound like a string or differ from it in one character. */

import type { LexiconEntry, Lexicon } from "./lexicon.ts";
import { fuzzySyllable } from "./pinyin.ts";
import { correctionScore, type ContainsPhrase, type Segment } from "./segment.ts";
import { SIMILARITY } from "./similarity.ts";

const MAX_LENGTH = 8;
const MAX_CORRECTIONS = 4;
/** Shortest string that is corrected to a name which no text contains: short words are alike by chance (房贷 is not 放贷). */
const MIN_UNWRITTEN_LENGTH = 5;
/** Shortest strings in which one character may be wrong, or missing. */
const MIN_SUBSTITUTION_LENGTH = 3,
  MIN_DELETION_LENGTH = 4;

/** Strings with kana are not corrected: kana also write endings and particles, so one more or less makes another phrase. */
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;

/** The corrections of a string as a segment, or undefined. `isWholeRun` is true if the string is the whole CJK run. */
export function correctedSegment(text: string, isWholeRun: boolean, lexicon: Lexicon, contains: ContainsPhrase): Segment | undefined {
  if (text.length < 2 || text.length > MAX_LENGTH || KANA.test(text)) return undefined;
  const isWritten = (entry: LexiconEntry): boolean => text.length >= MIN_UNWRITTEN_LENGTH || contains(entry.text);
  const found = [...soundAlikes(text, lexicon, isWritten), ...lookAlikes(text, isWholeRun, lexicon).filter(isWritten)].filter(
    (entry) => !KANA.test(entry.text),
  );
  const texts = [...new Set(found.map((entry) => entry.text))].slice(0, MAX_CORRECTIONS);
  if (!texts.length) return undefined;
  const terms = texts.map((other) => ({ text: other, similarity: SIMILARITY.correction, kind: "fuzzy" as const }));
  // A correction may be a name that occurs in no text; look for its synonyms.
  const synonyms = texts.flatMap((one) =>
    lexicon
      .synonymsOf(one)
      .map((other) => ({ text: other.text, similarity: SIMILARITY.correction * other.similarity, kind: "fuzzy" as const })),
  );
  return {
    text,
    score: correctionScore(text),
    isQuestionWord: false,
    alternatives: [...terms, ...synonyms.filter((one) => !texts.includes(one.text))],
  };
}

/** Terms with the same pinyin, then those with the same fuzzy pinyin. Corrections of two-character words share one character. */
function soundAlikes(text: string, lexicon: Lexicon, isWritten: (entry: LexiconEntry) => boolean): LexiconEntry[] {
  const spelled = lexicon.readings.spell(text);
  const same = spelled
    .flatMap((syllables) => lexicon.byPinyin.get(syllables.join("")) ?? [])
    .filter((entry) => entry.text.length === text.length);
  const similar = spelled
    .flatMap((syllables) => lexicon.byFuzzyPinyin.get(syllables.map(fuzzySyllable).join(" ")) ?? [])
    .filter((entry) => matchingPositions(entry.text, text) > 0);
  return text.length > 2
    ? [...same, ...similar]
    : [...same, ...similar].filter((entry) => isWritten(entry) && matchingPositions(entry.text, text) > 0);
}

/** Terms that differ in one character, or have one more. */
function lookAlikes(text: string, isWholeRun: boolean, lexicon: Lexicon): LexiconEntry[] {
  // In a name of three characters the last one must be right: 数据库 and 数据集 are two names.
  const isPlausible = (entry: LexiconEntry): boolean =>
    text.length > MIN_SUBSTITUTION_LENGTH || (isWholeRun && entry.text[2] === text[2] && lexicon.hasSynonyms(entry.text));
  const ofLength = (length: number): readonly LexiconEntry[] => lexicon.byLength.get(length) ?? [];
  const misspelt =
    text.length < MIN_SUBSTITUTION_LENGTH
      ? []
      : ofLength(text.length).filter((entry) => matchingPositions(entry.text, text) === text.length - 1 && isPlausible(entry));
  return isWholeRun && text.length >= MIN_DELETION_LENGTH
    ? [...misspelt, ...ofLength(text.length + 1).filter((entry) => lacksOneCharacter(text, entry.text))]
    : misspelt;
}

/** True if a text is a name without one of its characters. */
function lacksOneCharacter(text: string, name: string): boolean {
  const at = [...name].findIndex((character, index) => character !== text[index]);
  return name.slice(at + 1) === text.slice(at);
}

/** The number of positions at which two texts have the same character. */
function matchingPositions(one: string, other: string): number {
  let same = 0;
  for (let index = 0; index < one.length; index++) if (one[index] === other[index]) same++;
  return same;
}
