/** Which documents answer a query, the best first: query tokens in, scored documents out.
 *
 * The first stage (`first-stage`) finds every document that holds any word of the query, by BM25; no base ranks below that. The second
 * looks at the texts of the best of them and adds what standing together as in the query (`proximity`), heads (`field-score`) and titles
 * (`title-match`) tell; words and meaning are added up (`blend`). Documents that hold the whole query come before the others unless one of
 * those scores clearly better. */

import { count, FIELDS, type Document, type Passage } from "../data/document.ts";
import type { Documents, Index } from "../index/index.ts";
import type { Nearness } from "../meaning/nearness.ts";
import { blend, nearest, trustIn } from "./blend.ts";
import { DocFrequency } from "./doc-frequency.ts";
import type { Lexicon } from "../query/lexicon.ts";
import { bestPassage, sideBySide } from "./proximity.ts";
import type { Query } from "../query/parser.ts";
import { firstStage, type FirstStage, type SimilarPhrase } from "./first-stage.ts";
import { saysTitle, Titles } from "./title-match.ts";
import { exact, type Alternative } from "../query/segment.ts";
import { Weights, type Weighed } from "./term-weights.ts";
import { Worth } from "./field-score.ts";
import { FULL_LEAD, MEANING_MOST, MOST_SCORED, SIGNALS } from "./params.ts";

/** The part of a query's weight that a document holds which answers in full; less is asked of long queries: nobody's sentence stands in
 * a text word by word. */
const FULL = 0.9;
const ONE_PASSAGE = 0.8;

/** Whether a document holds all of a query, some of its words, or none and means something similar. */
export type Kind = "full" | "partial" | "meaning";

/** How well a document answers: `coverage` is the part of the query's weight that it holds. */
export interface Match {
  readonly document: Document;
  readonly kind: Kind;
  readonly score: number;
  /** What the score is made of; only of documents whose texts were looked at. With meaning, the first three count as a part of the
   * greatest sum of them. */
  readonly parts?: { readonly bm25: number; readonly words: number; readonly title: number; readonly greatest?: number; readonly meaning?: number };
  readonly coverage: number;
  /** Words of the query, as typed, that it lacks. */
  readonly lacking: readonly string[];
  /** What of the query's alternatives the document holds, for marking. */
  readonly found: readonly Alternative[];
  /** The word that answers in place of a typed one, of a match by meaning. */
  readonly similar?: SimilarPhrase | undefined;
  readonly passage: Passage | undefined;
  /** Bits of the sections that hold something of the query, where that is known without looking at the passages. */
  readonly sections?: number;
}

/** A document that is not among the best of the first stage: its text is not looked at. */
class UnscoredMatch implements Match {
  readonly lacking: readonly string[] = [];
  readonly found: readonly Alternative[] = [];
  readonly passage = undefined;
  #document: Document | undefined;

  constructor(private readonly documents: Documents, private readonly place: number, readonly kind: Kind, readonly score: number, private readonly stage: FirstStage) {}

  get document(): Document {
    return (this.#document ??= this.documents.get(this.place)!);
  }

  get coverage(): number {
    return this.stage.coverage[this.place]!;
  }

  get sections(): number {
    return this.stage.sections[this.place]!;
  }
}

/** A document that may answer. */
interface Found {
  readonly place: number;
  readonly kind: Kind;
}

export class Ranker {
  readonly #weights: Weights;
  readonly #worth: Worth;
  readonly #titles: Titles;

  constructor(private readonly index: Index, lexicon: Lexicon, private readonly documents: Documents) {
    const frequency = new DocFrequency(index, documents);
    this.#weights = new Weights(lexicon, frequency);
    this.#worth = new Worth(frequency);
    this.#titles = new Titles(lexicon);
  }

  /** What each token of a query weighs. */
  weigh(query: Query): readonly Weighed[] {
    return this.#weights.of(query.units);
  }

  /** Documents that answer the query, the best first, and how much of the query the best holds. */
  rank(query: Query, near?: Nearness, similar: readonly SimilarPhrase[] = []): { matches: Match[]; coverage: number } {
    const weighed = this.#weights.of(query.units);
    const content = weighed.filter(({ unit }) => !unit.frame);
    const words = content.filter(({ unit }) => unit.text.length > 1).length;
    const stage = firstStage(query.text, weighed, similar, this.index);
    const kindOf = (held: number, word: boolean): Kind => (held >= FULL - 1e-9 && (word || !words) ? "full" : "partial");
    const found: Found[] = [];
    for (let place = 0; place < this.index.size; place++) {
      if (stage.coverage[place] && (stage.words[place] || !words)) found.push({ place, kind: kindOf(stage.held[place]!, stage.words[place]! > 0) });
    }
    const held = new Set(found.map(({ place }) => place));
    const trust = trustIn(content.length);
    const first = blend(stage.scores, near, trust);
    const meant = new Set([...(near ? nearest(near) : []), ...similar.flatMap(({ text }) => Array.from(this.index.phrase(text).documents))].filter((place) => !held.has(place)));
    const nearestFirst = [...meant].sort((one, other) => first(other) - first(one) || one - other);
    found.push(...nearestFirst.slice(0, MEANING_MOST).map((place) => ({ place, kind: "meaning" as const })));
    found.sort((one, other) => first(other.place) - first(one.place) || one.place - other.place);
    const total = content.reduce((sum, { weight }) => sum + weight, 0);
    const scored = found.slice(0, MOST_SCORED).map((one) => this.#score(one, stage, query, narrowed(weighed, stage, one.place), total, kindOf, similar));
    const second = blend(new Map(scored.map((match) => [match.document.place, match.score])), near, trust);
    const greatest = Math.max(0, ...scored.map(({ score }) => score));
    const best = scored.map((match) => blended(match, second(match.document.place), near && greatest)).sort(byScore);
    const leading = best.filter(isLeading(best)), others = best.filter((match) => !leading.includes(match)).map(asPartial);
    const unscored = found.slice(MOST_SCORED).map(({ place, kind }) => new UnscoredMatch(this.documents, place, others.length ? partial(kind) : kind, first(place), stage));
    const rest = [...unscored.filter(({ kind }) => kind === "full"), ...unscored.filter(({ kind }) => kind !== "full")];
    return { matches: [...leading, ...others, ...rest], coverage: Math.max(0, ...scored.map((match) => match.coverage)) };
  }

  #score({ place, kind: known }: Found, stage: FirstStage, query: Query, weighed: readonly Weighed[], total: number, kindOf: (coverage: number, word: boolean) => Kind, similar: readonly SimilarPhrase[]): Match {
    const document = this.documents.get(place)!;
    let earned = 0, covered = 0;
    const found: Alternative[] = [], lacking: string[] = [];
    for (const { unit, weight } of weighed) {
      if (unit.frame) continue;
      const one = this.#worth.of(unit, document);
      earned += weight * one.worth;
      covered += weight * one.share;
      found.push(...one.found);
      if (!one.found.length) lacking.push(unit.typed);
    }
    const coverage = covered / total;
    const { passage, together, inOnePlace } = bestPassage(document, weighed, total);
    const words = earned / total + sideBySide(document, weighed, total) + ONE_PASSAGE * together;
    const title = this.#titles.cover(document, found) + saysTitle(query.text, document.title.text);
    const word = found.some((one) => one.text.length > 1 || one.kind === "synonym");
    const kind = known === "meaning" ? known : kindOf(inOnePlace, word);
    const instead = kind === "meaning" ? similar.filter(({ text }) => FIELDS.some((field) => count(document.fields[field], text, false, 1) > 0)) : [];
    found.push(...instead.map(({ text }) => exact(text)));
    const parts = { bm25: stage.scores[place]!, words: SIGNALS[kind] * words * coverage ** 2, title: SIGNALS[kind] * title * coverage };
    return { document, kind, score: parts.bm25 + parts.words + parts.title, parts, coverage, lacking, found, similar: instead[0], passage };
  }
}

/** The tokens with only those of their readings that the index does not deny a document: the others need not be looked for. */
const narrowed = (weighed: readonly Weighed[], { holding }: FirstStage, place: number): Weighed[] =>
  weighed.map(({ unit, weight }) => ({ unit: { ...unit, alternatives: unit.alternatives.filter((one) => holding.get(one.text)?.[place] !== 0) }, weight }));

/** Whether a match holds all of the query and no partial match scores clearly better: a long text holds the few words of a short query
 * by accident. */
function isLeading(matches: readonly Match[]): (match: Match) => boolean {
  const best = matches.reduce((most, { kind, score }) => (kind === "partial" ? Math.max(most, score) : most), 0);
  return ({ kind, score }) => kind === "full" && score >= FULL_LEAD * best;
}

/** A match with its final score, which is by words alone where there is no `greatest` score by words to compare with. */
function blended(match: Match, score: number, greatest: number | undefined): Match {
  if (greatest === undefined) return { ...match, score };
  return { ...match, score, parts: { ...match.parts!, greatest, meaning: score - (greatest && match.score / greatest) } };
}

const partial = (kind: Kind): Kind => (kind === "full" ? "partial" : kind);
const asPartial = (match: Match): Match => ({ ...match, kind: partial(match.kind) });

const byScore = (one: Match, other: Match): number => other.score - one.score || one.document.place - other.document.place;
