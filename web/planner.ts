/** Which documents answer a query, the best first: units in, scored documents out.
 *
 * Every unit is weighed by its rarity (BM25's idf over phrases, not over bigrams), its length and whether it is a frame. A document
 * earns for each unit by the fields that hold it, for units that stand together as in the query, for how much of its title the query
 * covers, and for units that meet in one passage. What it lacks costs it by the square of its coverage, so all terms come before most
 * terms; below a least coverage it is no answer at all, which is what makes a query about nothing here find nothing. */

import { bigrams, isCjk, joined } from "./analyzer.ts";
import { count, FIELDS, occurrences, type Document, type Field, type Passage } from "./corpus.ts";
import { TEXT } from "./data.ts";
import type { Documents, Engine } from "./engine.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Query } from "./reader.ts";
import { exact, type Alternative, type Unit } from "./units.ts";

/** What a field is worth, and how many occurrences it takes to earn half of it. */
const WORTH: Readonly<Record<Field, readonly [weight: number, half: number]>> = {
  title: [3, 0], names: [1, 0], heads: [2, 0.6], body: [1.1, 1.2],
};
const PHRASE: Readonly<Record<Field, number>> = { title: 2.4, names: 0.4, heads: 1.9, body: 1.9 };
/** What a frame weighs beside the mean of the words that matter. */
const FRAME_WEIGHT = 0.02;
const LIGHT_WEIGHT = 0.2;
/** What units earn that are side by side but for frames between them in the query. */
const APART = 0.7;
const INTRODUCES = 1.25;
const HEAD_WORTH = 2.2, MOST_HEAD_WORTH = 1.4;
/** A lone character of a sentence is most often a verb that nothing hangs on; in a name (决策[树]) it makes another name of it. */
const LONE_CHARACTER = 0.35, LONE_IN_NAME = 1;
/** What an everyday word of a sentence weighs, where the base has it and where it lacks it. */
const EVERYDAY_WEIGHT = 0.1, EVERYDAY_MISSING = 0.06;
/** Frames of one character that names do not hold. */
const SPOKEN = new Set("吗呢吧啊呀么能会要想让把被给哪咋我你它太很更了");
/** What a word weighs that has other names: it is a thing of the base. */
const NAMED = 1.5;
const LEAST_IDF = 0.12;
/** How rare the word that a query opens with must be, and how much of the query it must be, to stand for all of it. */
const TELLING_IDF = 0.45, TELLING_COVERAGE = 0.42;
/** How much of a word another name for it covers at least. */
const LEAST_COVER_OF_NAMES = 0.8;
/** What a further name for the same thing adds. */
const ALSO = 0.1;
const COVER_TITLE = 1;
/** What a query earns that is nearly a title word for word; one that is it whole means it. */
const SAYS_TITLE = 2, IS_TITLE = 100;
/** What it is worth that a document writes a compound as it was typed, beside all its parts. */
const COMPOUND = 0.5;
const COVER_PASSAGE = 0.8;
const ASKED_ALIKE = 0.55;
const SECTION_WORTH = { answer: 1, analysis: 0.92, prompt: 0.85 } as const;

/** How well a document answers: `coverage` is the part of the query's weight that it holds. */
export interface Match {
  readonly document: Document;
  readonly score: number;
  readonly coverage: number;
  /** What of the query's alternatives the document holds, for marking. */
  readonly found: readonly Alternative[];
  readonly passage: Passage | undefined;
}

interface Weighed {
  readonly unit: Unit;
  readonly weight: number;
}

export class Planner {
  constructor(private readonly engine: Engine, private readonly lexicon: Lexicon, private readonly documents: Documents) {}

  /** Documents that answer the query, the best first, and how much of the query the best holds. */
  rank(query: Query): { matches: Match[]; coverage: number } {
    const weighed = this.#weigh(query);
    const total = sum(weighed.map((one) => (one.unit.frame ? 0 : one.weight)));
    const ids = new Set(weighed.flatMap(({ unit }) => (unit.frame ? [] : [...this.#holders(unit)])));
    const matches = [...ids].map((id) => this.#match(this.documents.get(id)!, query, weighed, total));
    const words = weighed.some(({ unit }) => !unit.frame && unit.text.length > 1);
    // Where words are asked for, single characters alone are no answer (手机没[电]了).
    const says = (match: Match): boolean => !words || match.found.some((one) => one.text.length > 1 || one.kind === "synonym");
    const kept = matches.filter((match) => match.coverage >= leastCoverage(weighed) && says(match));
    kept.sort(byScore);
    return { matches: kept, coverage: Math.max(0, ...kept.map((match) => match.coverage)) };
  }

  /** Documents for the name that a query opens with, where they hold too little of the rest: 信贷审核 is about 信贷. A word that has
   * no other name (随机森林) is no thing of the base. */
  open(query: Query): { matches: Match[]; opening: string } | undefined {
    const weighed = this.#weigh(query);
    const content = weighed.filter(({ unit }) => !unit.frame);
    const first = content[0];
    if (!first || content.length < 2 || content.some(({ unit }) => unit.text.length < 2) || !this.lexicon.hasOthers(first.unit.text)) return undefined;
    const holders = this.#holders(first.unit);
    if (!holders.size || this.#rarity(holders.size) < TELLING_IDF) return undefined;
    const total = sum(content.map((one) => one.weight));
    const matches = [...holders].map((id) => this.#match(this.documents.get(id)!, query, weighed, total)).filter((match) => match.coverage >= TELLING_COVERAGE);
    return matches.length ? { matches: matches.sort(byScore), opening: first.unit.text } : undefined;
  }

  /** Whether none of the matches holds some word of the query but in parts, if at all; everyday words may be missing. */
  loose(query: Query, matches: readonly Match[]): boolean {
    const held = new Set(matches.flatMap((match) => match.found.map((one) => one.text)));
    return query.units.some((unit) => !unit.frame && !this.lexicon.everyday.has(unit.text) && !unit.alternatives.some((one) => held.has(one.text)));
  }

  #weigh(query: Query): Weighed[] {
    const sentence = query.units.some((unit) => unit.frame && !this.lexicon.light.has(unit.text) && (unit.text.length > 1 || SPOKEN.has(unit.text)));
    const units = this.#asked(query.units);
    const asked = units.filter((unit) => !unit.frame).map((unit) => ({ unit, weight: this.#weight(unit, sentence) }));
    const mean = sum(asked.map((one) => one.weight)) / asked.length;
    const light = (unit: Unit): number => mean * (this.lexicon.light.has(unit.text) ? LIGHT_WEIGHT : FRAME_WEIGHT);
    const weights = new Map(asked.map((one) => [one.unit, one.weight]));
    return units.map((unit) => ({ unit, weight: weights.get(unit) ?? light(unit) }));
  }

  /** The units with something to look for among them: aspects where nothing else is asked, and as they stand together what is made of
   * frames and single characters only (几何, 会计), whose parts are everywhere. */
  #asked(units: readonly Unit[]): readonly Unit[] {
    const whole = units.length > 1 && units.every((unit) => isCjk(unit.text) && unit.text.length === 1);
    if (!whole && units.some((unit) => !unit.frame)) return units;
    const aspect = (unit: Unit): boolean => this.lexicon.light.has(unit.text) && unit.text.length > 1;
    if (units.some(aspect)) return units.map((unit) => ({ ...unit, frame: !aspect(unit) }));
    const text = joined(units.map((unit) => unit.text));
    return units.length > 1 ? [{ text, frame: false, alternatives: [exact(text)], parts: [], joined: true }] : units.map((unit) => ({ ...unit, frame: false }));
  }

  #weight(unit: Unit, sentence: boolean): number {
    const cjk = isCjk(unit.text[0] ?? "");
    const length = cjk ? Math.min(unit.text.length, 4) / 2 : 1.25;
    const holders = this.#holders(unit).size;
    const weight = this.#rarity(holders) * (cjk && unit.text.length === 1 ? (sentence ? LONE_CHARACTER : LONE_IN_NAME) : length ** 0.7) * (this.lexicon.hasOthers(unit.text) ? NAMED : 1);
    // A question in English needs no frame.
    if ((cjk && !sentence) || !this.lexicon.everyday.has(unit.text) || this.lexicon.hasOthers(unit.text)) return weight;
    return holders ? EVERYDAY_WEIGHT : EVERYDAY_MISSING;
  }

  #rarity(holders: number): number {
    const total = this.documents.size;
    return Math.max(LEAST_IDF, Math.log(1 + (total - holders + 0.5) / (holders + 0.5)) / Math.log(2 * total + 2));
  }

  /** Documents that hold a unit in any of its readings. */
  #holders(unit: Unit): Set<string> {
    const found = new Set<string>();
    for (const text of [...unit.alternatives.map((one) => one.text), ...unit.parts]) for (const id of this.#candidates(text)) found.add(id);
    const alternatives = [...unit.alternatives, ...unit.parts.map(exact)];
    return new Set([...found].filter((id) => alternatives.some((one) => this.#holds(this.documents.get(id)!, one))));
  }

  #candidates(text: string): Iterable<string> {
    return isCjk(text) && Array.from(text).length === 1 ? this.engine.holding(text) : this.engine.find(termsOf(text));
  }

  #holds(document: Document, one: Alternative): boolean {
    return FIELDS.some((field) => count(document.fields[field], one.text, one.open, 1) > 0);
  }

  #match(document: Document, query: Query, weighed: readonly Weighed[], total: number): Match {
    let earned = 0, covered = 0;
    const found: Alternative[] = [];
    for (const { unit, weight } of weighed) {
      const one = this.#earn(document, unit);
      earned += weight * one.worth;
      if (!unit.frame) covered += weight * one.share;
      if (!unit.frame) found.push(...one.found);
    }
    const coverage = total ? covered / total : 0;
    const [passage, together] = this.#bestPassage(document, weighed, total);
    const asked = query.how && [...this.lexicon.how].some((word) => document.title.text.includes(word)) ? ASKED_ALIKE : 0;
    const score = (earned / total + this.#phrases(document, weighed, total) + COVER_PASSAGE * together) * coverage ** 2
      + COVER_TITLE * this.#titleCover(document, found) * coverage + asked * coverage + saysTitle(query.text, document.title.text) * coverage;
    return { document, score, coverage, found, passage };
  }

  /** What a document earns for a unit, and how much of the unit it holds: all, parts, nothing. */
  #earn(document: Document, unit: Unit): { worth: number; share: number; found: Alternative[] } {
    let worth = 0, share = 0;
    const found: Alternative[] = [];
    for (const one of unit.alternatives) {
      const value = this.#value(document, one);
      if (!value) continue;
      found.push(one);
      const other = Math.min(worth, value * one.share);
      worth = Math.max(worth, value * one.share) + ALSO * other;
      share = Math.max(share, one.kind === "synonym" ? Math.max(LEAST_COVER_OF_NAMES, one.share) : 1);
    }
    if (!unit.parts.length) return { worth, share, found };
    if (share === 1) worth += COMPOUND;
    const parts = unit.parts.map(exact).map((one) => ({ one, value: this.#value(document, one) }));
    const held = parts.filter((part) => part.value > 0);
    const whole = held.length === parts.length;
    // 不平衡数据 in a title says what 数据不平衡 asks.
    const turned = document.title.text.includes([...unit.parts].reverse().join(""));
    const [worthOf, shareOf] = turned ? [0.9, 0.95] : whole ? [0.6, 0.7] : [0.3, 0.4];
    const partly = { worth: worthOf * sum(held.map((part) => part.value)) / parts.length, share: shareOf * held.length / parts.length };
    if (share < 0.9) found.push(...held.map((part) => part.one));
    return { worth: Math.max(worth, partly.worth), share: Math.max(share, partly.share), found };
  }

  #value(document: Document, one: Alternative): number {
    let value = 0;
    for (const field of FIELDS) {
      const times = count(document.fields[field], one.text, one.open);
      const [weight, half] = WORTH[field];
      if (times) value += (field === "names" ? weight / Math.max(1, document.data.domains.length) : weight) * (times / (times + half)) * (field === "heads" ? this.#headed(document, one.text) : 1);
    }
    return value;
  }

  readonly #headWorths = new Map<string, number>();

  /** A head that gives further names, as 召回率（Recall） does, introduces the thing. */
  #headed(document: Document, text: string): number {
    if (!isHead(document, text)) return 1;
    return this.#headWorth(text) * (introduces(document, text) ? INTRODUCES : 1);
  }

  /** A head that is the word itself says more than one that contains it, and next to nothing where every other document has it. */
  #headWorth(text: string): number {
    let worth = this.#headWorths.get(text);
    if (worth === undefined) {
      const holders = [...this.#candidates(text)].filter((id) => isHead(this.documents.get(id)!, text)).length;
      worth = Math.min(MOST_HEAD_WORTH, HEAD_WORTH * this.#rarity(holders));
      if (this.#headWorths.size > 2000) this.#headWorths.clear();
      this.#headWorths.set(text, worth);
    }
    return worth;
  }

  /** What units that stand side by side in query and document earn, by the best field that has them so. */
  #phrases(document: Document, weighed: readonly Weighed[], total: number): number {
    let earned = 0;
    let left: Weighed | undefined;
    let apart = false;
    for (const right of weighed) {
      if (right.unit.frame) {
        apart = true;
        continue;
      }
      const near = left && right.unit.joined ? left : undefined;
      const field = near && FIELDS.find((name) => sideBySide(document.fields[name], near.unit, right.unit));
      if (near && field) earned += (apart ? APART : 1) * PHRASE[field] * (near.weight + right.weight) / total;
      [left, apart] = [right, false];
    }
    return earned;
  }

  /** How much of what the title says the query asks for. */
  #titleCover(document: Document, found: readonly Alternative[]): number {
    const title = document.title.text;
    const asked = new Array<boolean>(title.length).fill(false);
    for (const one of found) for (const at of occurrences(title, one.text, one.open)) asked.fill(true, at, at + one.text.length);
    let said = 0, covered = 0;
    for (const [start, end] of this.#content(title)) {
      said += end - start;
      for (let at = start; at < end; at++) if (asked[at]) covered++;
    }
    return said ? covered / said : 0;
  }

  readonly #contents = new Map<string, (readonly [number, number])[]>();

  /** Where a title says something, between its frames. */
  #content(title: string): (readonly [number, number])[] {
    let ranges = this.#contents.get(title);
    if (!ranges) {
      ranges = [];
      for (let at = 0; at < title.length; ) {
        let frame = 0;
        for (let length = Math.min(5, title.length - at); length > 0 && !frame; length--) if (this.lexicon.frames.has(title.slice(at, at + length))) frame = length;
        if (!frame && !/\s/.test(title[at]!)) ranges.push([at, at + 1]);
        at += frame || 1;
      }
      this.#contents.set(title, ranges);
    }
    return ranges;
  }

  /** The passage that says most of the query, counting the head it stands under for nearly as much. */
  #bestPassage(document: Document, weighed: readonly Weighed[], total: number): [Passage | undefined, number] {
    let best: Passage | undefined, most = 0;
    for (const passage of document.passages) {
      let held = 0;
      for (const { unit, weight } of weighed) {
        if (says(passage, unit)) held += weight;
        else if (passage.head && says(passage.head, unit)) held += weight * 0.9;
        else if (passage.head?.head && says(passage.head.head, unit)) held += weight * 0.8;
      }
      held *= SECTION_WORTH[passage.section] / total;
      if (held > most + 1e-9) [best, most] = [passage, held];
    }
    return [best, most];
  }
}

const byScore = (one: Match, other: Match): number => other.score - one.score || (one.document.data.number ?? 0) - (other.document.data.number ?? 0);
/** What it is worth that a query is a title: by the square of how much of the title stands in one piece in the query. */
function saysTitle(query: string, title: string): number {
  if (query === title) return IS_TITLE;
  let most = 0;
  for (let start = 0; start < title.length - most; start++) {
    while (start + most < title.length && query.includes(title.slice(start, start + most + 1))) most++;
  }
  return SAYS_TITLE * (most / title.length) ** 2;
}
const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
const says = (passage: Passage, unit: Unit): boolean => unit.alternatives.some((one) => count(passage.normal.text, one.text, one.open, 1) > 0);

const introduces = (document: Document, text: string): boolean => document.passages.some((one) => one.role !== TEXT && one.normal.text.startsWith(`${text}\n`));
const isHead = (document: Document, text: string): boolean => `\n${document.fields.heads}\n`.includes(`\n${text}\n`);

/** Less is asked of long queries: nobody's sentence stands in a text word by word. */
const leastCoverage = (weighed: readonly Weighed[]): number => (weighed.filter(({ unit }) => !unit.frame && unit.text.length > 1).length > 2 ? 0.42 : 0.62);

/** The index terms of a phrase in normal form. */
export const termsOf = (text: string): string[] =>
  [...text.matchAll(/[^\s]+/g)].flatMap(([word]) => word.match(/[\u3005-\u{3134f}]+|[^\u3005-\u{3134f}]+/gu)?.flatMap((run) => (isCjk(run) ? bigrams(run) : [run])) ?? []);

function sideBySide(text: string, left: Unit, right: Unit): boolean {
  for (const one of left.alternatives.slice(0, 4)) {
    if (!text.includes(one.text)) continue;
    for (const other of right.alternatives.slice(0, 4)) {
      const blank = !isCjk(one.text.at(-1)!) && !isCjk(other.text[0]!);
      if (count(text, one.text + (blank ? " " : "") + other.text, other.open, 1)) return true;
    }
  }
  return false;
}
