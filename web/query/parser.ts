/** From what was typed to the units to look for, in two readings: as it stands, and (`slips`) as it may have been meant. */

import { analyze, bigrams, normal, type Run } from "../text/analyzer.ts";
import { joins, occurrences, type Table } from "../data/document.ts";
import type { Documents, Engine } from "../index/index.ts";
import type { Latin } from "./latin.ts";
import type { Lexicon } from "./lexicon.ts";
import { meant } from "./spelling.ts";
import { alternatives, cutRun, exact, unitsOf, type Alternative, type Unit } from "./segment.ts";

export interface Query {
  readonly units: readonly Unit[];
  /** What was typed, in normal form. */
  readonly text: string;
  readonly how: boolean;
  readonly what: boolean;
}

/** The units of what a query begins with, and the runs behind them. */
type Step = readonly [units: readonly Unit[], rest: readonly Run[]];

/** Words of the longest name that is looked for misspelt. */
const MOST_WORDS = 5;
const STRADDLE = 2;
const MOST_LOOKED = 8;

export class Reader {
  readonly #contained = new Map<string, boolean>();

  constructor(
    private readonly engine: Engine, private readonly lexicon: Lexicon, private readonly latin: Latin,
    private readonly documents: Documents, private readonly table: Table,
  ) {}

  read(typed: string, slips = false): Query {
    const units: Unit[] = [];
    const open = /[\p{L}\p{N}]$/u.test(typed);
    const runs = analyze(typed, this.table);
    for (let rest: readonly Run[] = runs; rest.length; ) {
      const [found, left] = this.#named(rest) ?? (slips ? this.#misspelt(rest) : undefined) ?? (rest[0]!.cjk ? this.#native(rest, slips) : this.#foreign(rest, units.length > 0, open, slips));
      units.push(...found);
      rest = left;
    }
    const texts = new Set(units.flatMap((unit) => [unit.text, unit.text.slice(0, 2)]));
    const asks = (words: ReadonlySet<string>): boolean => [...texts].some((text) => words.has(text));
    return { units, text: normal(runs), how: asks(this.lexicon.how), what: asks(this.lexicon.what) };
  }

  /** A name of several words that the base or its owner knows (`computer vision`, `f1 值`), the longest that the query goes on with. */
  #named(runs: readonly Run[]): Step | undefined {
    const first = runs[0]!;
    const text = first.cjk ? "" : normal(runs);
    const whole = (typed: string): boolean => text.startsWith(typed) && !joins(text, typed.length);
    const name = this.lexicon.namesFrom(first.text).find((one) => whole(one) || whole(`${one}s`));
    if (name === undefined) return undefined;
    return [[unit(name, alternatives(name, this.lexicon), first)], behind(runs, whole(name) ? name : `${name}s`)];
  }

  #misspelt(runs: readonly Run[]): Step | undefined {
    const stop = runs.findIndex((run, index) => run.cjk || (index > 0 && run.gap === "\n"));
    for (let end = Math.min(stop < 0 ? runs.length : stop, MOST_WORDS); end > 1; end--) {
      const text = normal(runs.slice(0, end));
      const name = this.latin.nearName(text);
      if (name) return [[unit(text, alternatives(name, this.lexicon).map((one) => ({ ...one, share: 0.8 * one.share, kind: one.text === name ? "fuzzy" : one.kind })), runs[0]!)], runs.slice(end)];
    }
    return undefined;
  }

  #native(runs: readonly Run[], slips: boolean): Step {
    const end = runs.findIndex((run, index) => index > 0 && (!run.cjk || run.gap === "\n"));
    const whole = runs.slice(0, end < 0 ? runs.length : end);
    const run = { ...whole[0]!, text: whole.map((one) => one.text).join("") };
    const contains = (text: string, last?: boolean): boolean => this.contains(text, last);
    const more = slips ? (text: string) => meant(text, text === run.text, this.lexicon, contains) : () => undefined;
    // What the index of a large base tells of its texts is too little to deny that they go on so.
    const goesOn = this.engine.phrase ? () => true : contains;
    return [unitsOf(run, cutRun(run.text, this.lexicon, contains, more), this.lexicon, goesOn), runs.slice(whole.length)];
  }

  /** A frame that is all of a query may be a word begun (`re`); one that the base writes is a frame beside other words only. */
  #frame(text: string, begun: boolean, more: boolean): boolean {
    const frame = this.lexicon.frames.has(text) || this.lexicon.framePinyin.has(text);
    return frame && !begun && (!this.engine.has(text) || (more && this.lexicon.frames.has(text)));
  }

  #foreign(runs: readonly Run[], before: boolean, open: boolean, slips: boolean): Step {
    const run = runs[0]!;
    const rest = runs.slice(1);
    const joined = this.#joinedPinyin(runs);
    if (joined) return joined;
    if (this.#frame(run.text, open && !before && !rest.length, runs.length > 1)) return [[{ ...unit(run.text, alternatives(run.text, this.lexicon), run), frame: true }], rest];
    const glued = this.#glued(runs);
    if (glued) return glued;
    let found = this.latin.read(run.text, open && !rest.length);
    if (!found.length || found.every((one) => one.kind === "prefix" && one.share < 0.5)) {
      const spelled = this.latin.spelled(run.text);
      if (spelled) return [spelled.map(({ alternatives: found, frame }) => ({ ...unit(found[0]?.text ?? run.text, found, run), frame })), rest];
    }
    if (slips && !found.length) found = this.latin.near(run.text);
    return [[unit(run.text, found.length ? found : [exact(run.text)], run)], rest];
  }

  /** `bce loss` for `BCELoss`: two typed words that the base writes as one. */
  #glued(runs: readonly Run[]): Step | undefined {
    const [run, next] = [runs[0]!, runs[1]];
    if (!next || next.cjk || next.gap === "\n" || !this.engine.has(run.text + next.text) || this.engine.has(run.text)) return undefined;
    return [[unit(run.text + next.text, [exact(run.text + next.text)], run)], runs.slice(2)];
  }

  /** `sunshi hanshu`: several words that are pinyin of one term only together. */
  #joinedPinyin(runs: readonly Run[]): Step | undefined {
    const stop = runs.findIndex((run, index) => run.cjk || (index > 0 && run.gap === "\n") || this.engine.has(run.text));
    for (let end = stop < 0 ? runs.length : stop; end > 1; end--) {
      const entries = this.latin.pinyin(runs.slice(0, end).map((run) => run.text).join(""), false);
      if (entries.length) return [[unit(entries[0]!.text, entries, runs[0]!)], runs.slice(end)];
    }
    return undefined;
  }

  /** Whether any document holds a stretch of CJK text, other than across its words (`程通` in `过程通常`). */
  contains(text: string, last = true): boolean {
    const key = last ? text : `${text} `;
    let found = this.#contained.get(key);
    if (found === undefined) {
      const candidates = this.#looked(this.engine.find(bigrams(text)));
      const holds = (id: string): boolean => Object.values(this.documents.get(id)!.fields).some((field) => this.#stands(text, field, last));
      found = candidates.some(holds);
      if (this.#contained.size > 5000) this.#contained.clear();
      this.#contained.set(key, found);
    }
    return found;
  }

  /** Documents to look at: what the index tells of a large base differs little from one document to the next. */
  #looked(keys: Iterable<string>): readonly string[] {
    if (!this.engine.phrase) return [...keys];
    const found: string[] = [];
    for (const key of keys) if (found.push(key) === MOST_LOOKED) break;
    return found;
  }

  /** The last word of a query may be one begun. */
  #stands(text: string, field: string, last: boolean): boolean {
    const most = Math.min(STRADDLE, text.length - 1);
    for (const at of occurrences(field, text)) {
      if (!this.#straddled(field, at, STRADDLE, most) && (last || !this.#straddled(field, at + text.length, most, STRADDLE))) return true;
    }
    return false;
  }

  /** Whether a word of the base or a frame reaches over a place in a text, at most so far before and behind it. */
  #straddled(text: string, at: number, mostBefore: number, mostBehind: number): boolean {
    for (let before = 1; before <= mostBefore; before++) {
      for (let behind = 1; behind <= mostBehind; behind++) {
        const word = text.slice(Math.max(0, at - before), at + behind);
        if (this.lexicon.words.has(word) || this.lexicon.frames.has(word)) return true;
      }
    }
    return false;
  }
}

const unit = (text: string, alternatives: readonly Alternative[], run: Run): Unit => ({ text, frame: false, alternatives, parts: [], joined: run.gap !== "\n" });

/** The runs that are left where their normal form has been read as far as `name`. */
function behind(runs: readonly Run[], name: string): Run[] {
  let length = 0;
  for (const [index, run] of runs.entries()) {
    const start = normal(runs.slice(0, index + 1)).length - run.text.length;
    length = start + run.text.length;
    if (length < name.length) continue;
    const rest = run.text.slice(name.length - start);
    return [...(rest ? [{ ...run, text: rest, gap: "" as const }] : []), ...runs.slice(index + 1)];
  }
  return [];
}
