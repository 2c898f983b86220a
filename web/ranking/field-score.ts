/** Scores a document for each token of a query, by the fields that contain it and by the role of the heads that do. */

import { countOccurrences, FIELDS, type Document, type Field, type Passage } from "../data/document.ts";
import { TEXT } from "../data/schema.ts";
import type { DocFrequency } from "./doc-frequency.ts";
import { exactAlternative, type Alternative, type QueryToken } from "../query/segment.ts";

/** Weight of each field, and the frequency that gives half of it. */
const FIELD_WEIGHTS: Readonly<Record<Field, readonly [weight: number, half: number]>> = {
  title: [3, 0],
  names: [1, 0],
  heads: [2, 0.6],
  body: [1.1, 1.2],
};
/** Factors for a head that equals the word rather than contains it (scaled by its rarity, up to a maximum), and for a head that also
 * gives another name, as 召回率（Recall） does. */
const EXACT_HEAD = 2.2,
  MAX_EXACT_HEAD = 1.4,
  HEAD_WITH_OTHER_NAME = 1.25;
/** Least coverage of a token by a synonym, and the part of its score that each further matching alternative adds. */
const MIN_SYNONYM_COVERAGE = 0.8,
  FURTHER_ALTERNATIVE = 0.1;
/** Score for a compound written as it was typed, besides that of its parts. */
const WHOLE_COMPOUND = 0.5;
/** Factor of the score of compound parts, and their coverage of the compound: in reversed order in a title (不平衡数据 for 数据不平衡), all of
 * them, some of them. */
const REVERSED = [0.9, 0.95] as const;
export const ALL_PARTS = [0.6, 0.7] as const,
  SOME_PARTS = [0.3, 0.4] as const;
const MAX_CACHED = 2000;

/** The score of a token in a document; `coverage` (0..1) is the part of the token that the document contains. */
export interface TermScore {
  readonly score: number;
  readonly coverage: number;
  readonly matched: readonly Alternative[];
}

export class FieldScorer {
  readonly #headFactors = new Map<string, number>();

  constructor(private readonly frequency: DocFrequency) {}

  score(token: QueryToken, document: Document): TermScore {
    const whole = this.#whole(token, document);
    return token.compoundParts.length ? this.#withParts(token, document, whole) : whole;
  }

  #whole(token: QueryToken, document: Document): TermScore {
    let score = 0,
      coverage = 0;
    const matched: Alternative[] = [];
    for (const one of token.alternatives) {
      const value = this.#value(document, one.text) * one.similarity;
      if (!value) continue;
      matched.push(one);
      score = Math.max(score, value) + FURTHER_ALTERNATIVE * Math.min(score, value);
      coverage = Math.max(coverage, coverageOf(one));
    }
    return { score, coverage, matched };
  }

  #withParts({ compoundParts }: QueryToken, document: Document, { score, coverage, matched }: TermScore): TermScore {
    const found = compoundParts
      .map(exactAlternative)
      .map((one) => ({ one, value: this.#value(document, one.text) }))
      .filter(({ value }) => value > 0);
    const reversed = document.title.text.includes([...compoundParts].reverse().join(""));
    const [scoreFactor, partCoverage] = reversed ? REVERSED : found.length === compoundParts.length ? ALL_PARTS : SOME_PARTS;
    const partly = (scoreFactor * found.reduce((sum, { value }) => sum + value, 0)) / compoundParts.length;
    return {
      score: Math.max(coverage === 1 ? score + WHOLE_COMPOUND : score, partly),
      coverage: Math.max(coverage, (partCoverage * found.length) / compoundParts.length),
      matched: coverage < 0.9 ? [...matched, ...found.map(({ one }) => one)] : matched,
    };
  }

  #value(document: Document, text: string): number {
    let value = 0;
    for (const field of FIELDS) {
      const frequency = countOccurrences(document.fields[field], text);
      if (!frequency) continue;
      // A question that belongs to many domains is less about each of them.
      const domains = field === "names" ? Math.max(1, document.data.domains.length) : 1;
      const factor = field === "heads" ? this.#headFactor(document, text) : 1;
      value += (fieldScore(field, frequency) / domains) * factor;
    }
    return value;
  }

  #headFactor(document: Document, text: string): number {
    if (!isHead(document, text)) return 1;
    const givesOtherName = document.passages.some((one) => one.role !== TEXT && one.normal.text.startsWith(`${text}\n`));
    return this.#exactHeadFactor(text) * (givesOtherName ? HEAD_WITH_OTHER_NAME : 1);
  }

  /** A head scores next to nothing if every other document has one like it. */
  #exactHeadFactor(text: string): number {
    let factor = this.#headFactors.get(text);
    if (factor === undefined) {
      const documents = this.frequency.countWithHead(text, (document) => isHead(document, text));
      factor = Math.min(MAX_EXACT_HEAD, EXACT_HEAD * this.frequency.rarity(documents));
      if (this.#headFactors.size > MAX_CACHED) this.#headFactors.clear();
      this.#headFactors.set(text, factor);
    }
    return factor;
  }
}

/** The score of a field for a frequency: its weight, saturated (BM25). */
const fieldScore = (field: Field, frequency: number): number =>
  FIELD_WEIGHTS[field][0] * (frequency && frequency / (frequency + FIELD_WEIGHTS[field][1]));

/** The part of a token that an alternative covers. */
export const coverageOf = (one: Alternative): number => (one.kind === "synonym" ? Math.max(MIN_SYNONYM_COVERAGE, one.similarity) : 1);

const isHead = (document: Document, text: string): boolean => `\n${document.fields.heads}\n`.includes(`\n${text}\n`);

/** True if a passage contains any alternative of a token. */
export const matchesPassage = (passage: Passage, token: QueryToken): boolean =>
  token.alternatives.some((one) => countOccurrences(passage.normal.text, one.text, 1) > 0);
