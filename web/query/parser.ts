/** From what was typed to query tokens, in two readings: as it stands, and (`slips`) as it may have been meant.
 *
 * A query is read from the left. The interpretations below are tried in order at each place; the first that applies takes as many runs
 * as it covers. */

import { analyze, isCjk, normal, type Run, type TextRules } from "../text/analyzer.ts";
import { joins, occurrences } from "../data/document.ts";
import type { Documents, Index } from "../index/index.ts";
import type { Latin } from "./latin.ts";
import type { Lexicon } from "./lexicon.ts";
import { meant } from "./spelling.ts";
import { alternatives, cutRun, exact, unitsOf, type Alternative, type Unit } from "./segment.ts";

export interface Query {
  readonly units: readonly Unit[];
  /** What was typed, in normal form. */
  readonly text: string;
}

/** A run whose text is a stem, and as it was typed. */
interface TypedRun extends Run {
  readonly typed: string;
}

/** The tokens of what a query begins with, and the runs behind them. */
type Step = readonly [units: readonly Unit[], rest: readonly TypedRun[]];

/** What is known where an interpretation is tried. */
interface Position {
  readonly runs: readonly TypedRun[];
  /** Whether anything stands before. */
  readonly follows: boolean;
  /** Whether the last word may be unfinished. */
  readonly open: boolean;
  readonly slips: boolean;
}

type Interpretation = (at: Position) => Step | undefined;

/** Words of the longest name that is looked for misspelt. */
const MOST_WORDS = 5;
/** How much a word that is written in one with a neighbour is worth beside the two as they were typed. */
const CLOSED_UP = 0.9;
const STRADDLE = 2;
const MOST_LOOKED = 8;

export class Reader {
  readonly #contained = new Map<string, boolean>();
  readonly #interpretations: readonly Interpretation[];

  constructor(
    private readonly engine: Index, private readonly lexicon: Lexicon, private readonly latin: Latin,
    private readonly documents: Documents, private readonly rules: TextRules,
  ) {
    this.#interpretations = [
      (at) => this.#knownName(at), (at) => this.#misspeltName(at), (at) => this.#cjkRun(at), (at) => this.#pinyinOverWords(at),
      (at) => this.#questionWord(at), (at) => this.#splitWord(at), (at) => this.#word(at),
    ];
  }

  read(typed: string, slips = false): Query {
    const units: Unit[] = [];
    const open = /[\p{L}\p{N}]$/u.test(typed);
    const runs = analyze(typed, this.rules).map((run) => ({ ...run, typed: run.text, text: run.cjk ? run.text : this.rules.stem(run.text) }));
    for (let rest: readonly TypedRun[] = runs; rest.length; ) {
      const [found, left] = this.#step({ runs: rest, follows: units.length > 0, open, slips });
      units.push(...found);
      rest = left;
    }
    return { units: units.map((_, index) => this.#closedUp(units, index)), text: normal(runs) };
  }

  #step(at: Position): Step {
    for (const interpretation of this.#interpretations) {
      const found = interpretation(at);
      if (found) return found;
    }
    return [[], at.runs.slice(1)];
  }

  /** A name of several words that the base or its owner knows (`computer vision`, `f1 值`), the longest that the query goes on with. */
  #knownName({ runs }: Position): Step | undefined {
    const first = runs[0]!;
    const text = first.cjk ? "" : normal(runs);
    const name = this.lexicon.namesFrom(first.text).find((one) => text.startsWith(one) && !joins(text, one.length));
    if (name === undefined) return undefined;
    const rest = behind(runs, name);
    return [[unit(name, alternatives(name, this.lexicon), first, typedText(runs, rest))], rest];
  }

  #misspeltName({ runs, slips }: Position): Step | undefined {
    if (!slips || runs[0]!.cjk) return undefined;
    const stop = runs.findIndex((run, index) => run.cjk || (index > 0 && run.gap === "\n"));
    for (let end = Math.min(stop < 0 ? runs.length : stop, MOST_WORDS); end > 1; end--) {
      const text = runs.slice(0, end).map((run) => run.typed).join(" ");
      const name = this.latin.nearName(text);
      if (name) return [[unit(text, alternatives(name, this.lexicon).map((one) => ({ ...one, share: 0.8 * one.share, kind: one.text === name ? "fuzzy" : one.kind })), runs[0]!, text)], runs.slice(end)];
    }
    return undefined;
  }

  /** CJK text up to the next word of letters, cut into words. */
  #cjkRun({ runs, slips }: Position): Step | undefined {
    if (!runs[0]!.cjk) return undefined;
    const end = runs.findIndex((run, index) => index > 0 && (!run.cjk || run.gap === "\n"));
    const whole = runs.slice(0, end < 0 ? runs.length : end);
    const run = { ...whole[0]!, text: whole.map((one) => one.text).join("") };
    const contains = (text: string, last?: boolean): boolean => this.contains(text, last);
    const more = slips ? (text: string) => meant(text, text === run.text, this.lexicon, contains) : () => undefined;
    // What the index of a large base tells of its texts is too little to deny that they go on so.
    const goesOn = this.engine.complete ? contains : () => true;
    return [unitsOf(run, cutRun(run.text, this.lexicon, contains, more), this.lexicon, goesOn), runs.slice(whole.length)];
  }

  /** `sunshi hanshu`: several words that are pinyin of one term only together. */
  #pinyinOverWords({ runs }: Position): Step | undefined {
    const stop = runs.findIndex((run, index) => run.cjk || (index > 0 && run.gap === "\n") || this.engine.has(run.text));
    for (let end = stop < 0 ? runs.length : stop; end > 1; end--) {
      const entries = this.latin.pinyin(runs.slice(0, end).map((run) => run.typed).join(""), false);
      if (entries.length) return [[unit(entries[0]!.text, entries, runs[0]!, typedText(runs, runs.slice(end)))], runs.slice(end)];
    }
    return undefined;
  }

  /** A question word that is all of a query may be a word begun (`re`); one that the base writes is one beside other words only. */
  #questionWord({ runs, follows, open }: Position): Step | undefined {
    const run = runs[0]!, rest = runs.slice(1);
    const begun = open && !follows && !rest.length;
    const spelled = this.lexicon.framePinyin.has(run.typed);
    const listed = this.lexicon.frames.has(run.typed) || this.lexicon.frames.has(run.text);
    if (begun || !(listed || spelled) || (this.engine.has(run.text) && !(listed && (follows || rest.length > 0)))) return undefined;
    return [[{ ...unit(run.text, alternatives(run.text, this.lexicon), run), frame: true }], rest];
  }

  /** `bce loss` for `BCELoss`: two typed words that the base writes as one. */
  #splitWord({ runs }: Position): Step | undefined {
    const [run, next] = [runs[0]!, runs[1]];
    if (!next || next.cjk || next.gap === "\n" || this.engine.has(run.text)) return undefined;
    const whole = this.rules.stem(run.typed + next.typed);
    return this.engine.has(whole) ? [[unit(whole, [exact(whole)], run, `${run.typed} ${next.typed}`)], runs.slice(2)] : undefined;
  }

  /** A word that the base also writes in one with a neighbour (`e-mail`, `covid 19`): that form stands for either. */
  #closedUp(units: readonly Unit[], index: number): Unit {
    const unit = units[index]!, before = units[index - 1], behind = units[index + 1];
    if (unit.frame || !isSpaced(unit)) return unit;
    const typed = [...(before && unit.joined && isSpaced(before) ? [before.typed + unit.typed] : []), ...(behind?.joined && isSpaced(behind) ? [unit.typed + behind.typed] : [])];
    const whole = typed.map((word) => this.rules.stem(word)).filter((word) => this.engine.has(word));
    return whole.length ? { ...unit, alternatives: [...unit.alternatives, ...whole.map((text) => ({ ...exact(text), share: CLOSED_UP }))] } : unit;
  }

  /** A word of letters: of the base, the beginning of one, other names, pinyin; with `slips`, a misspelt one. */
  #word({ runs, open, slips }: Position): Step {
    const run = runs[0]!, rest = runs.slice(1);
    let found = this.latin.read(run.typed, open && !rest.length);
    if (!found.length || found.every((one) => one.kind === "prefix" && one.share < 0.5)) {
      const spelled = this.latin.spelled(run.typed);
      if (spelled) return [spelled.map(({ alternatives: found, frame }) => ({ ...unit(found[0]?.text ?? run.text, found, run), frame })), rest];
    }
    if (slips && !found.length) found = this.latin.near(run.typed);
    return [[unit(run.text, found.length ? found : [exact(run.text)], run)], rest];
  }

  /** Whether any document holds a stretch of CJK text, other than across its words (`程通` in `过程通常`). */
  contains(text: string, last = true): boolean {
    const key = last ? text : `${text} `;
    let found = this.#contained.get(key);
    if (found === undefined) {
      const candidates = this.#looked(this.engine.phrase(text).documents);
      const holds = (place: number): boolean => Object.values(this.documents.get(place)!.fields).some((field) => this.#stands(text, field, last));
      found = candidates.some(holds);
      if (this.#contained.size > 5000) this.#contained.clear();
      this.#contained.set(key, found);
    }
    return found;
  }

  /** Documents to look at: what the index tells of a large base differs little from one document to the next. */
  #looked(places: ArrayLike<number>): readonly number[] {
    return Array.from({ length: this.engine.complete ? places.length : Math.min(places.length, MOST_LOOKED) }, (_, index) => places[index]!);
  }

  /** The last word of a query may be one begun. */
  #stands(text: string, field: string, last: boolean): boolean {
    const most = Math.min(STRADDLE, text.length - 1);
    for (const at of occurrences(field, text)) {
      if (!this.#straddled(field, at, STRADDLE, most) && (last || !this.#straddled(field, at + text.length, most, STRADDLE))) return true;
    }
    return false;
  }

  /** Whether a word of the base or a question word reaches over a place in a text, at most so far before and behind it. */
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

/** Whether a token is one typed word in a script that sets words apart. */
const isSpaced = ({ typed }: Unit): boolean => !isCjk(typed[0] ?? "") && !typed.includes(" ");

const unit = (text: string, alternatives: readonly Alternative[], run: TypedRun, typed = run.typed): Unit =>
  ({ text, typed, frame: false, alternatives, parts: [], joined: run.gap !== "\n" });

/** What was typed up to the runs that are left. */
const typedText = (runs: readonly TypedRun[], rest: readonly TypedRun[]): string =>
  normal(runs.slice(0, Math.max(1, runs.length - rest.length)).map((run) => ({ ...run, text: run.typed })));

/** The runs that are left where their normal form has been read as far as `name`. */
function behind(runs: readonly TypedRun[], name: string): TypedRun[] {
  let length = 0;
  for (const [index, run] of runs.entries()) {
    const start = normal(runs.slice(0, index + 1)).length - run.text.length;
    length = start + run.text.length;
    if (length < name.length) continue;
    const rest = run.text.slice(name.length - start);
    return [...(rest ? [{ ...run, text: rest, typed: rest, gap: "" as const }] : []), ...runs.slice(index + 1)];
  }
  return [];
}
