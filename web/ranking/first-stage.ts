/** The first stage of ranking: BM25 and query coverage for every document, from the index alone, without reading texts. */

import { isCjk, termsOf } from "../text/analyzer.ts";
import { isCluster } from "../text/clusters.ts";
import { sectionsOf } from "../data/posting.ts";
import type { SimilarWord } from "../meaning/meaning.ts";
import type { Index, WeightedTerm } from "../index/index.ts";
import { idf } from "../index/bm25.ts";
import { QUESTION_WORD } from "./params.ts";
import type { WeightedToken } from "./term-weights.ts";
import { coverageOf, SOME_PARTS, ALL_PARTS } from "./field-score.ts";

/** What the index says about each document; arrays are indexed by document ordinal. */
export interface FirstStage {
  /** BM25F scores. */
  readonly scores: Float64Array;
  /** Part of the query's weight that a document contains, 0..1; synonyms and compound parts count in part. */
  readonly coverage: Float64Array;
  /** Part of the query's weight that has any match, 0..1; synonyms count in full. */
  readonly matchedWeight: Float64Array;
  /** Bits of the sections that contain a token. */
  readonly sections: Uint8Array;
  /** 1 if a document contains more of the query than single characters. */
  readonly hasWord: Uint8Array;
  /** For each alternative of a token: 1 for the documents that may contain it. */
  readonly candidates: ReadonlyMap<string, Uint8Array>;
}

/** A word of the base, in normal form, that stands in for a typed word which the base does not use. */
export interface SimilarPhrase extends SimilarWord {
  readonly text: string;
  readonly weight: number;
}

export function firstStage(text: string, tokens: readonly WeightedToken[], similar: readonly SimilarPhrase[], index: Index): FirstStage {
  const stage: MutableStage = {
    scores: index.score(queryTerms(text, tokens, similar, index)),
    coverage: new Float64Array(index.size),
    matchedWeight: new Float64Array(index.size),
    sections: new Uint8Array(index.size),
    hasWord: new Uint8Array(index.size),
    candidates: new Map(),
  };
  const content = tokens.filter(({ token }) => !token.isQuestionWord);
  const total = content.reduce((sum, { weight }) => sum + weight, 0);
  for (const token of content) addToken(token, total, index, stage);
  return stage;
}

interface MutableStage extends FirstStage {
  readonly candidates: Map<string, Uint8Array>;
}

/** Adds what the index says about one token of a query of weight `total`. */
function addToken({ token, weight }: WeightedToken, total: number, index: Index, stage: MutableStage): void {
  const { coverage, matchedWeight, hasWord } = stage;
  const covered = new Float32Array(index.size),
    partCount = new Uint8Array(index.size);
  for (const alternative of token.alternatives) {
    const covers = coverageOf(alternative),
      isWord = Number(!isCluster(alternative.text) || alternative.kind === "synonym");
    forEachDocument(alternative.text, index, stage, (ordinal) => {
      covered[ordinal] = Math.max(covered[ordinal]!, covers);
      hasWord[ordinal]! |= isWord;
    });
  }
  for (const part of token.compoundParts) {
    forEachDocument(part, index, stage, (ordinal) => {
      partCount[ordinal]!++;
      hasWord[ordinal] = 1;
    });
  }
  const parts = token.compoundParts.length;
  for (let ordinal = 0; ordinal < index.size; ordinal++) {
    const whole = covered[ordinal]!,
      found = partCount[ordinal]!;
    if (!whole && !found) continue;
    coverage[ordinal]! += (weight * Math.max(whole, partialCoverage(found, parts))) / total;
    matchedWeight[ordinal]! += (weight * (whole ? 1 : found / parts)) / total;
  }
}

/** Calls a function for each document that may contain a phrase, and records these documents and the sections that contain it. */
function forEachDocument(phrase: string, index: Index, { candidates, sections }: MutableStage, visit: (ordinal: number) => void): void {
  const { documents, fields } = index.phrase(phrase);
  const mayContain = new Uint8Array(index.size);
  candidates.set(phrase, mayContain);
  for (let at = 0; at < documents.length; at++) {
    const ordinal = documents[at]!;
    visit(ordinal);
    mayContain[ordinal] = 1;
    sections[ordinal]! |= sectionsOf(fields[at]!);
  }
}

/** How much of a token is covered if so many of its compound parts are found; 0 for a token without parts. */
function partialCoverage(found: number, parts: number): number {
  const [, coverage] = found === parts ? ALL_PARTS : SOME_PARTS;
  return parts ? (coverage * found) / parts : 0;
}

/** A single CJK character: not a term of the small index, which has bigrams. */
const isSingleCharacter = (term: string): boolean => isCjk(term) && Array.from(term).length === 1;

/** Factor that gives a rare spelling of a word (`covid19`) the weight of its most common spelling: it is the same thing. */
function boostToCommonest(term: string, common: number, index: Index): number {
  const frequency = index.frequency(term);
  return frequency && frequency < common ? idf(common, index.size) / idf(frequency, index.size) : 1;
}

/** The weighted terms for BM25: the query as typed, and all alternatives of its words. */
function queryTerms(text: string, tokens: readonly WeightedToken[], similar: readonly SimilarPhrase[], index: Index): WeightedTerm[] {
  const weights = new Map<string, number>();
  const add = (phrase: string, weight: number): void => {
    for (const term of termsOf(phrase)) if (!isSingleCharacter(term)) weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  };
  add(text, QUESTION_WORD);
  for (const one of similar) add(one.text, one.weight);
  for (const { token } of tokens) {
    if (token.isQuestionWord) continue;
    const common = Math.max(0, ...token.alternatives.map(({ text }) => (isSingleCharacter(text) ? 0 : index.frequency(text))));
    for (const one of token.alternatives) add(one.text, one.similarity * boostToCommonest(one.text, common, index));
    for (const part of token.compoundParts) add(part, 1);
  }
  // Two adjacent CJK words form one stretch of text, which has a bigram across their boundary.
  tokens.slice(1).forEach(({ token: right }, index) => {
    const left = tokens[index]!.token;
    if (right.adjacent && !left.isQuestionWord && !right.isQuestionWord && isCjk(left.text.at(-1)!) && isCjk(right.text[0]!))
      add(left.text.at(-1)! + right.text[0]!, 1);
  });
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
