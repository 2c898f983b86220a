/** How Chinese sounds: the readings of characters, pinyin and initials of the lexicon's entries. */

import { list } from "../data/schema.ts";

const FIRST_ROW = 0xb0, LAST_ROW = 0xd7, FIRST_CELL = 0xa1, LAST_CELL = 0xfe;
/** Readings of one word that are kept when several of its characters have more than one. */
const MOST_VARIANTS = 4;

/** The 3,755 common characters of GB 2312 in its own order, which is by sound; every browser carries this table. */
function commonCharacters(): string[] {
  const bytes: number[] = [];
  for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
    for (let cell = FIRST_CELL; cell <= (row === LAST_ROW ? 0xf9 : LAST_CELL); cell++) bytes.push(row, cell);
  }
  return Array.from(new TextDecoder("gbk").decode(new Uint8Array(bytes)));
}

export class Sounds {
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

  /** The readings of a character; none of what is no known character. */
  of(char: string): readonly string[] {
    return this.#readings.get(char) ?? [];
  }

  /** Pinyin of a whole word in all its readings, as lists of syllables; none if a character has no reading. */
  spell(word: string): readonly (readonly string[])[] {
    let spelled: (readonly string[])[] = [[]];
    for (const char of word) {
      const next = spelled.flatMap((syllables) => this.of(char).map((sound) => [...syllables, sound]));
      spelled = next.slice(0, MOST_VARIANTS);
    }
    return spelled;
  }
}

/** How southern and hurried typists hear it: no difference of zh/z, ch/c, sh/s, n/l at the front, ng/n behind. */
export const blurred = (syllable: string): string =>
  syllable.replace(/^([zcs])h/, "$1").replace(/^l(?=.)/, "n").replace(/ng$/, "n");
