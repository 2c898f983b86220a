/** Which documents answer a query, the best first: units in, scored documents out.
 *
 * A document earns for each unit, by its weight (`weights`), what the fields are worth that hold it (`worth`); for units that stand
 * together as in the query (`nearness`); and for how much of its title the query covers (`titles`). What it lacks costs it by the square
 * of its coverage, so all terms come before most terms; below a least coverage it is no answer at all, which is what makes a query about
 * nothing here find nothing. */

import type { Document, Passage } from "../data/document.ts";
import type { Documents, Engine, Phrase } from "../index/index.ts";
import { Holders } from "./doc-frequency.ts";
import type { Lexicon } from "../query/lexicon.ts";
import { bestPassage, sideBySide } from "./proximity.ts";
import type { Query } from "../query/parser.ts";
import { survey, type Surveyed } from "./prefilter.ts";
import { saysTitle, Titles } from "./title-match.ts";
import type { Alternative } from "../query/segment.ts";
import { Weights, type Weighed } from "./term-weights.ts";
import { Worth } from "./field-score.ts";

/** How rare the name that a query opens with must be, and how much of the query it must be, to stand for all of it. */
const TELLING_RARITY = 0.45, TELLING_COVERAGE = 0.42;
/** Less is asked of long queries: nobody's sentence stands in a text word by word. */
const LEAST_COVERAGE = 0.62, LEAST_OF_LONG = 0.42, LONG = 3;
const ONE_PASSAGE = 0.8;
/** How many documents of a large base are scored. */
const MOST_SCORED = 150;
/** What a title earns that asks for a way to do something, as the query does. */
const ASKED_ALIKE = 0.55;

/** How well a document answers: `coverage` is the part of the query's weight that it holds. */
export interface Match {
  readonly document: Document;
  readonly score: number;
  readonly coverage: number;
  /** What of the query's alternatives the document holds, for marking. */
  readonly found: readonly Alternative[];
  readonly passage: Passage | undefined;
  /** Bits of the sections that hold something of the query, where that is known without looking at the passages. */
  readonly sections?: number;
}

/** A document of a large base that answers, but promises less than others: what the index tells of it will do. */
class Surmise implements Match {
  readonly score = 0;
  readonly found: readonly Alternative[] = [];
  readonly passage = undefined;
  #document: Document | undefined;

  constructor(private readonly documents: Documents, private readonly known: Surveyed) {}

  get document(): Document {
    return (this.#document ??= this.documents.get(String(this.known.place))!);
  }

  get coverage(): number {
    return this.known.coverage;
  }

  get sections(): number {
    return this.known.sections;
  }
}

export class Planner {
  readonly #holders: Holders;
  readonly #weights: Weights;
  readonly #worth: Worth;
  readonly #titles: Titles;

  constructor(private readonly engine: Engine, private readonly lexicon: Lexicon, private readonly documents: Documents) {
    this.#holders = new Holders(engine, documents);
    this.#weights = new Weights(lexicon, this.#holders);
    this.#worth = new Worth(this.#holders);
    this.#titles = new Titles(lexicon);
  }

  /** Documents that answer the query, the best first, and how much of the query the best holds. */
  rank(query: Query): { matches: Match[]; coverage: number } {
    const weighed = this.#weights.of(query.units);
    const content = weighed.filter(({ unit }) => !unit.frame);
    const words = content.filter(({ unit }) => unit.text.length > 1).length;
    const least = words >= LONG ? LEAST_OF_LONG : LEAST_COVERAGE;
    if (this.engine.phrase) return this.#sifted(query, weighed, least, this.engine.phrase, this.engine.titles!);
    const ids = new Set(content.flatMap(({ unit }) => [...this.#holders.of(unit)]));
    // Where words are asked for, single characters alone are no answer (手机没[电]了).
    const says = (match: Match): boolean => !words || match.found.some((one) => one.text.length > 1 || one.kind === "synonym");
    const matches = this.#match(ids, query, weighed).filter((match) => match.coverage >= least && says(match));
    return { matches, coverage: Math.max(0, ...matches.map((match) => match.coverage)) };
  }

  /** The same over a large base: all documents are surveyed, the most promising are scored, the others follow. */
  #sifted(query: Query, weighed: readonly Weighed[], least: number, phrase: (text: string) => Phrase, titles: readonly number[]): { matches: Match[]; coverage: number } {
    const surveyed = survey(weighed, phrase, titles, least);
    const scored = new Set(surveyed.slice(0, MOST_SCORED).map(({ place }) => String(place)));
    const best = this.#match(scored, query, weighed).filter((match) => match.coverage >= least);
    const others = surveyed.slice(MOST_SCORED).map((one) => new Surmise(this.documents, one));
    return { matches: [...best, ...others], coverage: Math.max(0, ...best.map((match) => match.coverage)) };
  }

  /** Documents for the name that a query opens with, where they hold too little of the rest: 信贷审核 is about 信贷. A word that has
   * no other name (随机森林) is no thing of the base. */
  open(query: Query): { matches: Match[]; opening: string } | undefined {
    const weighed = this.#weights.of(query.units);
    const content = weighed.filter(({ unit }) => !unit.frame);
    const opening = content[0]?.unit;
    if (!opening || content.length < 2 || content.some(({ unit }) => unit.text.length < 2) || !this.lexicon.hasOthers(opening.text)) return undefined;
    const holders = this.#holders.of(opening);
    if (this.#holders.rarity(holders.size) < TELLING_RARITY) return undefined;
    const matches = this.#match(holders, query, weighed).filter((match) => match.coverage >= TELLING_COVERAGE);
    return matches.length ? { matches, opening: opening.text } : undefined;
  }

  /** Whether none of the matches holds some word of the query but in parts, if at all; everyday words may be missing. */
  loose(query: Query, matches: readonly Match[]): boolean {
    const held = new Set(matches.flatMap((match) => match.found.map((one) => one.text)));
    return query.units.some((unit) => !unit.frame && !this.lexicon.everyday.has(unit.text) && !unit.alternatives.some((one) => held.has(one.text)));
  }

  #match(ids: ReadonlySet<string>, query: Query, weighed: readonly Weighed[]): Match[] {
    const total = weighed.reduce((sum, { unit, weight }) => sum + (unit.frame ? 0 : weight), 0);
    return [...ids].map((id) => this.#score(this.documents.get(id)!, query, weighed, total)).sort(byScore);
  }

  #score(document: Document, query: Query, weighed: readonly Weighed[], total: number): Match {
    let earned = 0, covered = 0;
    const found: Alternative[] = [];
    for (const { unit, weight } of weighed) {
      const one = this.#worth.of(unit, document);
      earned += weight * one.worth;
      if (unit.frame) continue;
      covered += weight * one.share;
      found.push(...one.found);
    }
    const coverage = covered / total;
    const [passage, together] = bestPassage(document, weighed, total);
    const words = earned / total + sideBySide(document, weighed, total) + ONE_PASSAGE * together;
    const alike = query.how && [...this.lexicon.how].some((word) => document.title.text.includes(word)) ? ASKED_ALIKE : 0;
    const title = this.#titles.cover(document, found) + saysTitle(query.text, document.title.text) + alike;
    return { document, score: words * coverage ** 2 + title * coverage, coverage, found, passage };
  }
}

const byScore = (one: Match, other: Match): number => other.score - one.score || (one.document.data.number ?? 0) - (other.document.data.number ?? 0);
