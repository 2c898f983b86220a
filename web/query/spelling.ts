/** What a stretch of Chinese may be a slip of: a term that sounds like it, or is nearly written so. */

import type { Entry, Lexicon } from "./lexicon.ts";
import { blurred } from "./pinyin.ts";
import type { Contains, Piece } from "./segment.ts";

const LONGEST = 8;
/** What a term is worth that was meant, and the most terms that may be. */
const SHARE = 0.8, MOST = 4;
/** From these lengths one character may be another, and one may be left out. */
const LEAST_MISSPELT = 3, LEAST_SHORTENED = 4;

/** Kana stand for endings and particles as well as for words: one of them more or less makes another phrase, not a slip. */
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;

/** `alone` where the stretch is all of its run. */
export function meant(text: string, alone: boolean, lexicon: Lexicon, contains: Contains): Piece | undefined {
  if (text.length < 2 || text.length > LONGEST || KANA.test(text)) return undefined;
  // Short words sound alike by chance: only the base's own are meant, not names that its owner gives (房贷 is no slip of 放贷).
  const own = (entry: Entry): boolean => text.length > 4 || contains(entry.text);
  const found = [...heard(text, lexicon, own), ...written(text, alone, lexicon).filter(own)].filter((entry) => !KANA.test(entry.text));
  const texts = [...new Set(found.map((entry) => entry.text))].slice(0, MOST);
  if (!texts.length) return undefined;
  const terms = texts.map((other) => ({ text: other, share: SHARE, kind: "fuzzy" as const, open: false }));
  // What is meant may be a name that the base itself never writes.
  const named = texts.flatMap((one) => lexicon.others(one).map((other) => ({ text: other.text, share: SHARE * other.share, kind: "fuzzy" as const, open: false })));
  return { text, value: 0.9 * text.length - 0.6, frame: false, alternatives: [...terms, ...named.filter((one) => !texts.includes(one.text))] };
}

/** Terms of the same sound first, then those that the hurried take for the same. Words of two characters keep one of them. */
function heard(text: string, lexicon: Lexicon, own: (entry: Entry) => boolean): Entry[] {
  const spelled = lexicon.sounds.spell(text);
  const same = spelled.flatMap((syllables) => lexicon.byPinyin.get(syllables.join("")) ?? []).filter((entry) => entry.text.length === text.length);
  const blur = spelled.flatMap((syllables) => lexicon.byBlur.get(syllables.map(blurred).join(" ")) ?? []).filter((entry) => shared(entry.text, text) > 0);
  return text.length > 2 ? [...same, ...blur] : [...same, ...blur].filter((entry) => own(entry) && shared(entry.text, text) > 0);
}

/** Terms with another character in one place, or with one more. */
function written(text: string, alone: boolean, lexicon: Lexicon): Entry[] {
  // A name of three that is all of the query may be misspelt in the middle; at its end it is another name (数据库, 数据集).
  const slight = (entry: Entry): boolean => text.length > LEAST_MISSPELT || (alone && entry.text[2] === text[2] && lexicon.hasOthers(entry.text));
  const ofLength = (length: number): readonly Entry[] => lexicon.byLength.get(length) ?? [];
  const misspelt = text.length < LEAST_MISSPELT ? [] : ofLength(text.length).filter((entry) => shared(entry.text, text) === text.length - 1 && slight(entry));
  return alone && text.length >= LEAST_SHORTENED ? [...misspelt, ...ofLength(text.length + 1).filter((entry) => leavesOut(text, entry.text))] : misspelt;
}

/** Whether a text is a name without one of its characters. */
function leavesOut(text: string, name: string): boolean {
  const at = [...name].findIndex((character, index) => character !== text[index]);
  return name.slice(at + 1) === text.slice(at);
}

/** How many characters two texts of one length have in the same place. */
function shared(one: string, other: string): number {
  let same = 0;
  for (let index = 0; index < one.length; index++) if (one[index] === other[index]) same++;
  return same;
}
