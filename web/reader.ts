/** From what was typed to the units to look for, in two readings: as it stands, and (`slips`) as it may have been meant. */

import { analyze, type Run } from "./analyzer.ts";
import { count, type Table } from "./corpus.ts";
import { bigrams } from "./analyzer.ts";
import type { Documents, Engine } from "./engine.ts";
import type { Latin } from "./latin.ts";
import type { Lexicon } from "./lexicon.ts";
import { blurred } from "./sounds.ts";
import { cutRun, exact, unitsOf, type Alternative, type Piece, type Unit } from "./units.ts";

export interface Query {
  readonly units: readonly Unit[];
  readonly how: boolean;
  readonly what: boolean;
}

const MOST_SYLLABLES = 8;

export class Reader {
  readonly #contained = new Map<string, boolean>();

  constructor(
    private readonly engine: Engine, private readonly lexicon: Lexicon, private readonly latin: Latin,
    private readonly documents: Documents, private readonly table: Table,
  ) {}

  read(typed: string, slips = false): Query {
    const runs = analyze(typed, this.table);
    const units: Unit[] = [];
    for (let index = 0; index < runs.length; index++) {
      const run = runs[index]!;
      const last = index === runs.length - 1 && /[\p{L}\p{N}]$/u.test(typed);
      if (run.cjk) units.push(...this.#native(joinNative(runs, index), slips));
      else units.push(...this.#foreign(runs, index, last, slips));
      if (run.cjk) while (continues(runs, index)) index++;
      else index += this.#taken - 1;
    }
    const texts = new Set(units.flatMap((unit) => [unit.text, unit.text.slice(0, 2)]));
    const asks = (words: ReadonlySet<string>): boolean => [...texts].some((text) => words.has(text));
    return { units, how: asks(this.lexicon.how), what: asks(this.lexicon.what) };
  }

  /** How many runs the last reading of foreign words took. */
  #taken = 1;

  #native(run: Run, slips: boolean): Unit[] {
    const more = slips ? (text: string) => this.#meant(text) : () => undefined;
    return unitsOf(run, cutRun(run.text, this.lexicon, (text) => this.contains(text), more), this.lexicon);
  }

  #foreign(runs: readonly Run[], index: number, last: boolean, slips: boolean): Unit[] {
    const run = runs[index]!;
    this.#taken = 1;
    const joined = this.#joinedPinyin(runs, index);
    if (joined) return joined;
    const unit = (text: string, alternatives: readonly Alternative[], frame = false): Unit =>
      ({ text, frame, alternatives, parts: [], joined: run.gap !== "\n" });
    const frame = this.lexicon.frames.has(run.text) && !this.engine.has(run.text);
    if (frame || (this.lexicon.frames.has(run.text) && runs.length > 1)) return [unit(run.text, [exact(run.text)], true)];
    let found = this.latin.read(run.text, last);
    const run_together = this.#glued(runs, index);
    if (run_together) return [run_together];
    if (!found.length || found.every((one) => one.kind === "prefix" && one.share < 0.5)) {
      const spelled = this.latin.spelled(run.text);
      if (spelled) return spelled.map((alternatives) => unit(alternatives[0]?.text ?? run.text, alternatives));
    }
    if (slips && !found.length) found = this.latin.near(run.text);
    return [unit(run.text, found.length ? found : [exact(run.text)])];
  }

  /** `bce loss` for `BCELoss`: two typed words that the base writes as one. */
  #glued(runs: readonly Run[], index: number): Unit | undefined {
    const [run, next] = [runs[index]!, runs[index + 1]];
    if (!next || next.cjk || next.gap === "\n" || !this.engine.has(run.text + next.text) || this.engine.has(run.text)) return undefined;
    this.#taken = 2;
    return { text: run.text + next.text, frame: false, alternatives: [exact(run.text + next.text)], parts: [], joined: true };
  }

  /** `sunshi hanshu`: several words that are pinyin of one term only together. */
  #joinedPinyin(runs: readonly Run[], index: number): Unit[] | undefined {
    let end = index;
    while (runs[end] && !runs[end]!.cjk && runs[end]!.gap !== (end === index ? "?" : "\n") && !this.engine.has(runs[end]!.text)) end++;
    for (; end > index + 1; end--) {
      const entries = this.latin.pinyin(runs.slice(index, end).map((run) => run.text).join(""), false);
      if (!entries.length) continue;
      this.#taken = end - index;
      return [{ text: entries[0]!.text, frame: false, alternatives: entries, parts: [], joined: true }];
    }
    return undefined;
  }

  /** Whether any document holds a stretch of CJK text. */
  contains(text: string): boolean {
    let found = this.#contained.get(text);
    if (found === undefined) {
      const candidates = this.engine.find(bigrams(text));
      const holds = (id: string): boolean => Object.values(this.documents.get(id)!.fields).some((field) => count(field, text, false, 1) > 0);
      found = [...candidates].some(holds);
      if (this.#contained.size > 5000) this.#contained.clear();
      this.#contained.set(text, found);
    }
    return found;
  }

  /** A term that sounds like this stretch, or differs from it in one character of four or more. */
  #meant(text: string): Piece | undefined {
    if (text.length < 2 || text.length > MOST_SYLLABLES) return undefined;
    const heard = this.lexicon.sounds.spell(text);
    const same = heard.flatMap((syllables) => this.lexicon.byPinyin.get(syllables.join("")) ?? []);
    const blur = heard.flatMap((syllables) => this.lexicon.byBlur.get(syllables.map(blurred).join(" ")) ?? []);
    const long = text.length > 2;
    const near = text.length < 4 ? [] : (this.lexicon.byLength.get(text.length) ?? []).filter((entry) => shared(entry.text, text) === text.length - 1);
    const found = [
      ...same.filter((entry) => entry.text.length === text.length && (long || shared(entry.text, text) > 0)),
      ...(long ? [...blur, ...near] : blur).filter((entry) => entry.text.length === text.length && shared(entry.text, text) > 0),
    ];
    const texts = [...new Set(found.map((entry) => entry.text))].slice(0, 4);
    if (!texts.length) return undefined;
    const meant = texts.map((other) => ({ text: other, share: 0.8, kind: "fuzzy" as const, open: false }));
    // What is meant may be a name that the base itself never writes.
    const named = texts.flatMap((one) => this.lexicon.others(one).map((other) => ({ text: other.text, share: 0.8 * other.share, kind: "fuzzy" as const, open: false })));
    const alternatives = [...meant, ...named.filter((one) => !texts.includes(one.text))];
    return { text, value: 0.9 * text.length - 0.6, frame: false, alternatives };
  }
}

/** How many characters two texts of one length have in the same place. */
function shared(one: string, other: string): number {
  let same = 0;
  for (let index = 0; index < one.length; index++) if (one[index] === other[index]) same++;
  return same;
}

const continues = (runs: readonly Run[], index: number): boolean => {
  const next = runs[index + 1];
  return next !== undefined && next.cjk && next.gap !== "\n";
};

/** Neighbouring CJK runs with only blanks between them as one. */
function joinNative(runs: readonly Run[], index: number): Run {
  let text = runs[index]!.text;
  for (let next = index; continues(runs, next); next++) text += runs[next + 1]!.text;
  return { ...runs[index]!, text };
}
