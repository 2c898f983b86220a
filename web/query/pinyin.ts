/** Pinyin: the readings of Chinese characters and words. */

import { list } from "../data/schema.ts";

const FIRST_ROW = 0xb0,
  LAST_ROW = 0xd7,
  FIRST_CELL = 0xa1,
  LAST_CELL = 0xfe;
/** Most readings kept of one word in which several characters have more than one. */
const MAX_VARIANTS = 4;

/** The 3,755 level-1 characters of GB 2312 in its order, which is by pinyin; every browser contains this table. */
function commonCharacters(): string[] {
  const bytes: number[] = [];
  for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
    for (let cell = FIRST_CELL; cell <= (row === LAST_ROW ? 0xf9 : LAST_CELL); cell++) bytes.push(row, cell);
  }
  return Array.from(new TextDecoder("gbk").decode(new Uint8Array(bytes)));
}

export class Pinyin {
  readonly #readings = new Map<string, readonly string[]>();

  constructor(readings: { readonly common: string; readonly special: Readonly<Record<string, string>> }) {
    const characters = commonCharacters();
    const pairs = list(readings.common);
    let next = 0;
    for (let index = 0; index < pairs.length; index += 2) {
      for (let count = Number(pairs[index + 1]); count > 0; count--) {
        this.#readings.set(characters[next++]!, [pairs[index]!]);
      }
    }
    for (const [char, sounds] of Object.entries(readings.special)) this.#readings.set(char, list(sounds));
  }

  /** The readings of a character; empty if it is unknown. */
  syllablesOf(char: string): readonly string[] {
    return this.#readings.get(char) ?? [];
  }

  /** The readings of a word, each a list of syllables; empty if a character has no reading. */
  spell(word: string): readonly (readonly string[])[] {
    let spelled: (readonly string[])[] = [[]];
    for (const char of word) {
      const next = spelled.flatMap((syllables) => this.syllablesOf(char).map((sound) => [...syllables, sound]));
      spelled = next.slice(0, MAX_VARIANTS);
    }
    return spelled;
  }
}

/** Fuzzy pinyin as input methods define it: zh/z, ch/c, sh/s, initial n/l and final ng/n are equal. */
export const fuzzySyllable = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^l(?=.)/, "n")
    .replace(/ng$/, "n");
