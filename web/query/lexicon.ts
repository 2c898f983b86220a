/** The vocabulary of a base: words, terms, frames, names that mean the same, and how all of them sound. */

import { isCjk, stemmed, type TextRules } from "../text/analyzer.ts";
import { aliasesOf, list, type SearchData, type Vocabulary } from "../data/schema.ts";
import { blurred, Sounds } from "./pinyin.ts";

/** A word or term with how often its base has it. */
export interface Entry {
  readonly text: string;
  readonly count: number;
}

/** Another way to say something; `share` says how much of the original it is worth. */
export interface Other {
  readonly text: string;
  readonly share: number;
}

const SYNONYM = 0.95;
const ALIAS = 0.6;
/** What another name is worth beside one that the base writes as it was typed. */
const WRITTEN = 0.5;
/** The first word of a name that begins with one of letters. */
const FIRST_WORD = /^[^\s\u3005-\u{3134f}]+/u;

export class Lexicon {
  readonly words = new Map<string, number>();
  readonly terms: ReadonlySet<string>;
  readonly frames: ReadonlySet<string>;
  readonly light: ReadonlySet<string>;
  /** Words of no topic, such as 足够 知道 准备: a text that lacks them may still answer. */
  readonly everyday: ReadonlySet<string>;
  readonly sounds: Sounds;
  /** Every CJK entry by its pinyin (`sunshihanshu`), by its initials (`sshs`) and by its blurred pinyin. */
  readonly byPinyin = new Map<string, Entry[]>();
  readonly byInitials = new Map<string, Entry[]>();
  readonly byBlur = new Map<string, Entry[]>();
  readonly byLength = new Map<number, Entry[]>();
  /** Frames by their pinyin (`zenme`); of those of one character only 的, or half of all pinyin would be frames. */
  readonly framePinyin: ReadonlySet<string>;
  /** Names of several words by what they are without blanks (`focalloss`). */
  readonly together = new Map<string, string>();
  readonly pinyin: readonly string[];
  /** Names of one word of letters. */
  readonly latinNames: string[] = [];
  readonly #others = new Map<string, Map<string, number>>();
  readonly #byFirst = new Map<string, string[]>();

  /** `written` tells whether the base itself may write a name: only such names are worth looking for. */
  constructor(data: SearchData & Vocabulary, private readonly stem: TextRules["stem"], private readonly written: (name: string) => boolean) {
    const words = list(data.words);
    for (let index = 0; index < words.length; index += 2) this.words.set(words[index]!, Number(words[index + 1]));
    this.frames = this.#words(data.frames.all);
    this.light = this.#words(data.frames.light);
    this.everyday = this.#words(data.frames.everyday);
    this.#readNames(data);
    this.terms = new Set([...list(data.terms), ...[...this.#others.keys()].filter((name) => isCjk(name))]);
    this.sounds = new Sounds(data.readings);
    for (const [text, count] of this.words) this.#listen({ text, count });
    for (const text of this.terms) if (!this.words.has(text)) this.#listen({ text, count: 1 });
    const frames = [...this.frames].filter((frame) => isCjk(frame) && (frame.length > 1 || frame === "的"));
    this.framePinyin = new Set(frames.flatMap((frame) => this.sounds.spell(frame).map((syllables) => syllables.join(""))));
    this.pinyin = [...this.byPinyin.keys()].sort();
  }

  /** What else means this: synonyms for (almost) as much, other names that the text gives for a little less. */
  others(text: string): Other[] {
    const known = this.#others.get(text);
    if (!known) return [];
    const worth = this.written(text) ? WRITTEN : 1;
    const others = [...known].filter(([other]) => this.written(other));
    return others.map(([other, share]) => ({ text: other, share: share * worth }));
  }

  /** Whether the owner or the text gives other names for this. */
  hasOthers(text: string): boolean {
    return this.#others.has(text);
  }

  /** Names of several words that begin with this one, the longest first. */
  namesFrom(word: string): readonly string[] {
    return this.#byFirst.get(word) ?? [];
  }

  #readNames(data: SearchData): void {
    const stems = (names: readonly string[]): string[] => names.map((name) => this.#named(name));
    for (const group of aliasesOf(data)) this.#relate(stems(group), stems(group), ALIAS);
    for (const group of data.synonyms) this.#relate(stems(group), stems(group), SYNONYM);
    for (const [typed, found] of data.directed) this.#relate(stems([typed]), stems(found), SYNONYM);
    for (const name of this.#others.keys()) {
      const first = FIRST_WORD.exec(name)?.[0];
      if (first && first !== name) push(this.#byFirst, first, name);
    }
    for (const names of this.#byFirst.values()) names.sort((one, other) => other.length - one.length);
  }

  /** A name as texts are compared. */
  #named(name: string): string {
    const form = stemmed(name, this.stem);
    if (name.includes(" ")) this.together.set(name.replaceAll(" ", ""), form);
    if (/^[a-z]+$/.test(name)) this.latinNames.push(name);
    return form;
  }

  /** Listed words, and what they become. */
  #words(listed: string): Set<string> {
    const words = list(listed);
    return new Set([...words, ...words.map((word) => this.stem(word))]);
  }

  #relate(from: readonly string[], to: readonly string[], share: number): void {
    for (const one of from) {
      const others = this.#others.get(one) ?? new Map<string, number>();
      this.#others.set(one, others);
      for (const other of to) if (other !== one) others.set(other, Math.max(share, others.get(other) ?? 0));
    }
  }

  #listen(entry: Entry): void {
    // One syllable may be any of dozens of characters, and is a word of English as often (ai).
    if (!isCjk(entry.text) || entry.text.length < 2) return;
    push(this.byLength, entry.text.length, entry);
    for (const syllables of this.sounds.spell(entry.text)) {
      push(this.byPinyin, syllables.join(""), entry);
      push(this.byBlur, syllables.map(blurred).join(" "), entry);
      if (syllables.length > 2) push(this.byInitials, syllables.map((syllable) => syllable[0]).join(""), entry);
    }
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, entry: Value): void {
  const entries = map.get(key);
  if (!entries) map.set(key, [entry]);
  else if (!entries.includes(entry)) entries.push(entry);
}
