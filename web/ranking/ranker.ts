/** Ranks the documents of a base for a query.
 *
 * The first stage (`first-stage`) finds every document that contains a word of the query and scores it by BM25, the floor for every base.
 * The second stage reads the texts of the best of them and adds signals from adjacent words (`proximity`), heads (`field-score`) and titles
 * (`title-match`); `blend` adds the similarity of meaning. Documents that contain the whole query rank above the others, unless one of
 * those scores clearly better. */

import { isCluster } from "../text/clusters.ts";
import { countOccurrences, FIELDS, type Document, type Passage } from "../data/document.ts";
import type { Documents, Index } from "../index/index.ts";
import type { MeaningScores } from "../meaning/scores.ts";
import { blend, similarDocuments, meaningWeight } from "./blend.ts";
import { DocFrequency } from "./doc-frequency.ts";
import type { Lexicon } from "../query/lexicon.ts";
import { bestPassage, adjacencyScore } from "./proximity.ts";
import type { Query } from "../query/parser.ts";
import { firstStage, type FirstStage, type SimilarPhrase } from "./first-stage.ts";
import { titleOverlap, TitleMatcher } from "./title-match.ts";
import { exactAlternative, type Alternative } from "../query/segment.ts";
import { TermWeights, type WeightedToken } from "./term-weights.ts";
import { FieldScorer } from "./field-score.ts";
import { FULL_LEAD, MAX_MEANING_MATCHES, MAX_SCORED, SIGNALS } from "./params.ts";

/** Part of a query's weight that makes a full match; below 1, since long questions rarely occur word for word. */
const MIN_FULL_COVERAGE = 0.9;
const ONE_PASSAGE = 0.8;
/** Part of the documents that contain a rare word at most. */
const MAX_RARE = 0.02;

/** A match contains all of a query, some of its words, or none but means something similar. */
export type AnswerKind = "full" | "partial" | "meaning";

/** A document that matches a query; `coverage` is the part of the query's weight that it contains. */
export interface Match {
  readonly document: Document;
  readonly kind: AnswerKind;
  readonly score: number;
  /** Components of the score, for documents whose texts were scored. With meaning, the sum of the first three is divided by `greatest`,
   * the greatest such sum. */
  readonly breakdown?: {
    readonly bm25: number;
    readonly words: number;
    readonly title: number;
    readonly greatest?: number;
    readonly meaning?: number;
  };
  readonly coverage: number;
  /** Words of the query, as typed, that the document lacks. */
  readonly missing: readonly string[];
  /** Alternatives that the document contains, for highlighting. */
  readonly matched: readonly Alternative[];
  /** For a match by meaning: the word that stands in for a typed one. */
  readonly similar?: SimilarPhrase | undefined;
  readonly passage: Passage | undefined;
  /** Bits of the sections that contain a token, if known without reading the passages. */
  readonly sections?: number;
}

/** A match below the best of the first stage: its text is not read. */
class UnscoredMatch implements Match {
  readonly missing: readonly string[] = [];
  readonly matched: readonly Alternative[] = [];
  readonly passage = undefined;
  #document: Document | undefined;

  constructor(
    private readonly documents: Documents,
    private readonly ordinal: number,
    readonly kind: AnswerKind,
    readonly score: number,
    private readonly stage: FirstStage,
  ) {}

  get document(): Document {
    return (this.#document ??= this.documents.get(this.ordinal)!);
  }

  get coverage(): number {
    return this.stage.coverage[this.ordinal]!;
  }

  get sections(): number {
    return this.stage.sections[this.ordinal]!;
  }
}

/** A document that may match. */
interface Candidate {
  readonly ordinal: number;
  readonly kind: AnswerKind;
}

export class Ranker {
  readonly #termWeights: TermWeights;
  readonly #fieldScorer: FieldScorer;
  readonly #titleMatcher: TitleMatcher;

  constructor(
    private readonly index: Index,
    lexicon: Lexicon,
    private readonly documents: Documents,
  ) {
    const frequency = new DocFrequency(index, documents);
    this.#termWeights = new TermWeights(lexicon, frequency);
    this.#fieldScorer = new FieldScorer(frequency);
    this.#titleMatcher = new TitleMatcher(lexicon);
  }

  /** The weight of each token of a query. */
  weigh(query: Query): readonly WeightedToken[] {
    return this.#termWeights.weigh(query.tokens);
  }

  /** The matches of a query, best first, and the greatest coverage among them. */
  rank(query: Query, meaning?: MeaningScores, similar: readonly SimilarPhrase[] = []): { matches: Match[]; coverage: number } {
    const tokens = this.#termWeights.weigh(query.tokens);
    const content = tokens.filter(({ token }) => !token.isQuestionWord);
    const words = content.filter(({ token }) => token.text.length > 1).length;
    const stage = firstStage(query.text, tokens, similar, this.index);
    const kindOf = (coverage: number, hasWord: boolean): AnswerKind =>
      coverage >= MIN_FULL_COVERAGE - 1e-9 && (hasWord || !words) ? "full" : "partial";
    const weight = meaningWeight(content.length);
    const firstScores = Float64Array.from(stage.scores.keys(), blend(stage.scores, meaning, weight));
    const similarOrdinals = [
      ...(meaning ? similarDocuments(meaning) : []),
      ...similar.flatMap(({ text }) => Array.from(this.index.phrase(text).documents)),
    ];
    const found = candidates(
      firstScores,
      (ordinal) =>
        stage.coverage[ordinal]! > 0 && (stage.hasWord[ordinal] || !words)
          ? kindOf(stage.matchedWeight[ordinal]!, stage.hasWord[ordinal]! > 0)
          : undefined,
      similarOrdinals,
    );
    const total = content.reduce((sum, { weight }) => sum + weight, 0);
    const scored = found
      .slice(0, MAX_SCORED)
      .map((one) => this.#score(one, stage, query, withCandidateAlternatives(tokens, stage, one.ordinal), total, kindOf, similar));
    const finalScore = blend(new Map(scored.map((match) => [match.document.ordinal, match.score])), meaning, weight);
    const greatest = Math.max(0, ...scored.map(({ score }) => score));
    const best = scored.map((match) => withFinalScore(match, finalScore(match.document.ordinal), meaning && greatest)).sort(byScore);
    const leading = best.filter(leadsPartialMatches(best)),
      others = this.#rareWordsFirst(best.filter((match) => !leading.includes(match)).map(asPartial));
    const unscored = found
      .slice(MAX_SCORED)
      .map(
        ({ ordinal, kind }) =>
          new UnscoredMatch(this.documents, ordinal, others.length ? partial(kind) : kind, firstScores[ordinal]!, stage),
      );
    const rest = [...unscored.filter(({ kind }) => kind === "full"), ...unscored.filter(({ kind }) => kind !== "full")];
    return { matches: [...leading, ...others, ...rest], coverage: Math.max(0, ...scored.map((match) => match.coverage)) };
  }

  /** Matches without a word of the query behind the last one that has a rare word of it. */
  #rareWordsFirst(matches: readonly Match[]): Match[] {
    const isRare = ({ text }: Alternative): boolean =>
      text.length > 1 && this.index.phrase(text).documents.length <= MAX_RARE * this.documents.size;
    const end = matches.findLastIndex(({ kind, matched }) => kind === "partial" && matched.some(isRare)) + 1;
    const first = matches.slice(0, end);
    return [...first.filter(({ kind }) => kind !== "meaning"), ...first.filter(({ kind }) => kind === "meaning"), ...matches.slice(end)];
  }

  #score(
    { ordinal, kind: candidateKind }: Candidate,
    stage: FirstStage,
    query: Query,
    tokens: readonly WeightedToken[],
    total: number,
    kindOf: (coverage: number, hasWord: boolean) => AnswerKind,
    similar: readonly SimilarPhrase[],
  ): Match {
    const document = this.documents.get(ordinal)!;
    let score = 0,
      covered = 0;
    const matched: Alternative[] = [],
      missing: string[] = [];
    for (const { token, weight } of tokens) {
      if (token.isQuestionWord) continue;
      const one = this.#fieldScorer.score(token, document);
      score += weight * one.score;
      covered += weight * one.coverage;
      matched.push(...one.matched);
      if (!one.matched.length) missing.push(token.typed);
    }
    const coverage = covered / total;
    const { passage, passageCoverage, localCoverage } = bestPassage(document, tokens, total);
    const words = score / total + adjacencyScore(document, tokens, total) + ONE_PASSAGE * passageCoverage;
    const title = this.#titleMatcher.coverage(document, matched) + titleOverlap(query.text, document.title.text);
    const hasWord = matched.some((one) => !isCluster(one.text) || one.kind === "synonym");
    const kind = candidateKind === "meaning" ? candidateKind : kindOf(localCoverage, hasWord);
    const standIns =
      kind === "meaning" ? similar.filter(({ text }) => FIELDS.some((field) => countOccurrences(document.fields[field], text, 1) > 0)) : [];
    matched.push(...standIns.map(({ text }) => exactAlternative(text)));
    const breakdown = {
      bm25: stage.scores[ordinal]!,
      words: SIGNALS[kind] * words * coverage ** 2,
      title: SIGNALS[kind] * title * coverage,
    };
    return {
      document,
      kind,
      score: breakdown.bm25 + breakdown.words + breakdown.title,
      breakdown,
      coverage,
      missing,
      matched,
      similar: standIns[0],
      passage,
    };
  }
}

/** The documents that may match, best first: those with words of the query, whose kind `kindOf` gives, and the best of the similar ones. */
function candidates(scores: Float64Array, kindOf: (ordinal: number) => AnswerKind | undefined, similar: readonly number[]): Candidate[] {
  const byScore = (one: number, other: number): number => scores[other]! - scores[one]! || one - other;
  const kinds = Array.from(scores.keys(), kindOf);
  const mostSimilar = [...new Set(similar)].filter((ordinal) => !kinds[ordinal]).sort(byScore);
  for (const ordinal of mostSimilar.slice(0, MAX_MEANING_MATCHES)) kinds[ordinal] = "meaning";
  const found = Array.from(kinds.keys()).filter((ordinal) => kinds[ordinal]);
  return found.sort(byScore).map((ordinal) => ({ ordinal, kind: kinds[ordinal]! }));
}

/** Tokens with only those alternatives that the index does not rule out for a document. */
const withCandidateAlternatives = (tokens: readonly WeightedToken[], { candidates }: FirstStage, ordinal: number): WeightedToken[] =>
  tokens.map(({ token, weight }) => ({
    token: { ...token, alternatives: token.alternatives.filter((one) => candidates.get(one.text)?.[ordinal] !== 0) },
    weight,
  }));

/** Predicate for full matches that no partial match clearly outscores: a long text contains the few words of a short query by accident. */
function leadsPartialMatches(matches: readonly Match[]): (match: Match) => boolean {
  const best = matches.reduce((most, { kind, score }) => (kind === "partial" ? Math.max(most, score) : most), 0);
  return ({ kind, score }) => kind === "full" && score >= FULL_LEAD * best;
}

/** A match with its final score. Without meaning there is no `greatest` score by words, and nothing else is recorded. */
function withFinalScore(match: Match, score: number, greatest: number | undefined): Match {
  if (greatest === undefined) return { ...match, score };
  return { ...match, score, breakdown: { ...match.breakdown!, greatest, meaning: score - (greatest && match.score / greatest) } };
}

const partial = (kind: AnswerKind): AnswerKind => (kind === "full" ? "partial" : kind);
const asPartial = (match: Match): Match => ({ ...match, kind: partial(match.kind) });

const byScore = (one: Match, other: Match): number => other.score - one.score || one.document.ordinal - other.document.ordinal;
