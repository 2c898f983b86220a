/** What a typed word of Latin letters may mean: a word of the base, the beginning of one, a form of one, two that were run
 * together, pinyin, initials; and, for the fuzzy pass, what it may be a slip of. */

import { isCjk, stemmed, type TextRules } from "../text/analyzer.ts";
import { distance, otherKey, sameStart, tolerance } from "../text/edit-distance.ts";
import type { Index } from "../index/index.ts";
import type { Entry, Lexicon } from "./lexicon.ts";
import { alternatives, exact, type Alternative, type Kind } from "./segment.ts";

const MOST = 16;
const LEAST_INITIALS = 3;
const LEAST_PINYIN = 2;
/** From this length a word is meant with any one letter wrong. */
const LEAST_FREE = 5;
/** What a word is worth that was meant. */
const SLIP = 0.8;
/** From this length a slip may be one of a name that only the owner gives. */
const LEAST_NAMED = 6;
const LEAST_TWO_SLIPS = 12;
/** From this length the first letter may be the wrong one. */
const LEAST_ANY_START = 8;
/** Where a word may be written as two, and what that form is worth. */
const OPENINGS = [/^(\p{L}+)(\p{N}+)$/u, /^(\p{N}+)(\p{L}+)$/u, /^(\p{L})(\p{L}{2,})$/u];
const OPEN_FORM = 0.9;
const ASCII = /^[a-z]+$/;

/** A piece of pinyin: what it may stand for, and whether it is a frame. */
export interface Spelled {
  readonly alternatives: readonly Alternative[];
  readonly frame: boolean;
}

export class Latin {
  readonly #words: readonly string[];
  readonly #phrases = new Map<string, string[]>();

  constructor(private readonly engine: Index, private readonly lexicon: Lexicon, aliases: readonly (readonly string[])[], private readonly stem: TextRules["stem"]) {
    this.#words = engine.words;
    for (const name of aliases.flat()) {
      const words = name.split(" ");
      if (words.length > 1 && !isCjk(name)) add(this.#phrases, words.map((word) => word[0]).join(""), stemmed(name, stem));
    }
  }

  /** Readings of a word. `last` says that the reader may not have finished typing it. */
  read(word: string, last: boolean): Alternative[] {
    const form = this.stem(word);
    const known = this.engine.has(form);
    const found = [...(known ? [exact(form)] : []), ...this.#others(form), ...this.#openForms(word)];
    if (!known || last) found.push(...this.#beginnings(word, known ? 0.4 : 0.85));
    if (!found.length || (!known && last)) found.push(...this.pinyin(word, last, found.length ? 0.5 : 0.9));
    if (!found.length) found.push(...this.#split(word), ...this.#initialsOf(word));
    return unique(found);
  }

  /** Readings of a word as pinyin or initials of terms. */
  pinyin(word: string, last: boolean, share = 0.9): Alternative[] {
    if (!ASCII.test(word) || word.length < LEAST_PINYIN) return [];
    const spelled = word.replaceAll("ve", "ue");
    const whole = this.lexicon.byPinyin.get(spelled);
    if (whole) return best(whole, "pinyin", share);
    const initials = word.length < LEAST_INITIALS ? undefined : this.lexicon.byInitials.get(word);
    const begun = last ? this.#begun(spelled) : [];
    return [...best(initials ?? [], "pinyin", share), ...best(begun, "pinyin", share * 0.9)];
  }

  /** Pinyin of several words without a blank between them, cut into entries and frames; the last may be unfinished. */
  spelled(word: string): Spelled[] | undefined {
    if (!ASCII.test(word)) return undefined;
    const text = word.replaceAll("ve", "ue");
    const cuts: ({ start: number; pieces: number } | undefined)[] = [{ start: 0, pieces: 0 }];
    for (let end = 1; end <= text.length; end++) {
      for (let start = Math.max(0, end - 40); start < end - 1; start++) {
        const before = cuts[start];
        if (!before || !this.#speaks(text.slice(start, end))) continue;
        const known = cuts[end];
        if (!known || before.pieces + 1 < known.pieces) cuts[end] = { start, pieces: before.pieces + 1 };
      }
    }
    return this.#walk(text, cuts);
  }

  #speaks(text: string): boolean {
    return this.lexicon.framePinyin.has(text) || (text.length > 2 && this.lexicon.byPinyin.has(text));
  }

  #walk(text: string, cuts: readonly ({ start: number } | undefined)[]): Spelled[] | undefined {
    let end = text.length;
    const units: Spelled[] = [];
    while (end > 0 && !cuts[end]) end--;
    if (end < text.length) {
      const rest = this.#begun(text.slice(end));
      if (!end || !rest.length) return undefined;
      units.push({ alternatives: best(rest, "pinyin", 0.8), frame: false });
    }
    for (; end > 0; end = cuts[end]!.start) {
      const piece = text.slice(cuts[end]!.start, end);
      const entries = this.lexicon.byPinyin.get(piece);
      units.push(entries ? { alternatives: best(entries, "pinyin", 0.9), frame: false } : { alternatives: [exact(piece)], frame: true });
    }
    return units.some((unit) => !unit.frame) ? units.reverse() : undefined;
  }

  /** What a word may be a slip of: words of the base, or pinyin. */
  near(word: string): Alternative[] {
    const limit = tolerance(word.length);
    if (!limit || !/[a-z]/.test(word)) return [];
    const found: { text: string; off: number }[] = [];
    for (const text of [...this.#words, ...(word.length < LEAST_NAMED ? [] : this.lexicon.latinNames)]) {
      if (text.length < 3 || !(word.length >= LEAST_ANY_START || sameStart(word, text))) continue;
      const off = distance(word, text, limit);
      if (off <= limit && !(word.length < LEAST_FREE && otherKey(word, text))) found.push({ text, off });
    }
    const least = Math.min(...found.map((one) => one.off));
    const texts = unique(found.filter((one) => one.off === least).map(({ text }) => ({ text: this.stem(text), share: SLIP, kind: "fuzzy", open: false, written: text })));
    // What is meant may be a name that the base itself never writes.
    const named = texts.flatMap((one) => this.#others(one.text).map((other) => ({ ...other, share: SLIP * other.share })));
    return texts.length ? unique([...texts, ...named]) : this.#nearPinyin(word);
  }

  /** The name of several words that some words may be a slip of (`risk ontrol`). */
  nearName(words: string): string | undefined {
    const limit = words.length < LEAST_TWO_SLIPS ? 1 : 2;
    const typed = words.replaceAll(" ", "");
    const names = [...this.lexicon.together].map(([name, form]) => ({ name: form, off: distance(typed, name, limit) }));
    return names.filter(({ off }) => off <= limit).sort((one, other) => one.off - other.off)[0]?.name;
  }

  #nearPinyin(word: string): Alternative[] {
    if (!ASCII.test(word) || word.length < 6) return [];
    const keys = this.lexicon.pinyin.filter((key) => key.length > 5 && key[0] === word[0] && distance(word, key, 1) <= 1);
    return best(keys.flatMap((key) => this.lexicon.byPinyin.get(key) ?? []), "fuzzy", 0.75);
  }

  #begun(start: string): Entry[] {
    const keys = this.lexicon.pinyin;
    let low = 0, high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle]! < start) low = middle + 1;
      else high = middle;
    }
    const found: Entry[] = [];
    for (; low < keys.length && keys[low]!.startsWith(start); low++) found.push(...this.lexicon.byPinyin.get(keys[low]!)!);
    return found;
  }

  /** Other names of a word, given as its stem. */
  #others(word: string): Alternative[] {
    return this.lexicon.others(word).map((other) => ({ ...other, kind: "synonym" as const, open: false }));
  }

  #beginnings(word: string, share: number): Alternative[] {
    const longer = [...new Set(this.#words.filter((text) => text.startsWith(word) && text !== word).map((text) => this.stem(text)))].slice(0, MOST);
    const named = longer.length ? [] : this.lexicon.latinNames.filter((name) => name.startsWith(word)).flatMap((name) => this.#others(this.stem(name)));
    return [...longer.map((text) => ({ text, share, kind: "prefix" as const, open: false })), ...named.map((one) => ({ ...one, share: share * one.share, kind: "prefix" as const }))];
  }

  /** `covid19` where the base writes `covid-19`, `email` where it writes `e-mail`: a word taken apart where letters meet digits and
   * behind its first letter. */
  #openForms(word: string): Alternative[] {
    const forms = OPENINGS.flatMap((opening) => opening.exec(word)?.slice(1, 3).map((half) => this.stem(half)).join(" ") ?? []);
    return forms.filter((form) => form.split(" ").every((half) => this.engine.has(half)) && this.engine.phrase(form).documents.length > 0)
      .map((text) => ({ ...exact(text), share: OPEN_FORM }));
  }

  /** `focalloss`, `gpt4o`: a name or two words of the base without blanks. */
  #split(word: string): Alternative[] {
    const name = this.lexicon.together.get(word);
    if (name) return alternatives(name, this.lexicon);
    for (let at = 2; at <= word.length - 2; at++) {
      const both = [this.stem(word.slice(0, at)), this.stem(word.slice(at))];
      if (both.every((half) => this.engine.has(half))) return [{ text: both.join(" "), share: 0.9, kind: "exact", open: false }];
    }
    return [];
  }

  /** `mtl`: the initials of a name that the text gives in full only. */
  #initialsOf(word: string): Alternative[] {
    if (word.length < LEAST_INITIALS) return [];
    return (this.#phrases.get(word) ?? []).map((text) => ({ text, share: 0.7, kind: "synonym" as const, open: false }));
  }
}

function best(entries: readonly Entry[], kind: Kind, share: number): Alternative[] {
  const ranked = [...entries].sort((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1)).slice(0, MOST);
  return unique(ranked.map(({ text }) => ({ text, share, kind, open: false })));
}

function unique(found: readonly Alternative[]): Alternative[] {
  const kept = new Map<string, Alternative>();
  for (const one of found) if ((kept.get(one.text)?.share ?? 0) < one.share) kept.set(one.text, one);
  return [...kept.values()];
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
