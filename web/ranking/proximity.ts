/** Scores tokens that occur together: adjacent as in the query, or in one passage. */

import { isCjk } from "../text/analyzer.ts";
import { countOccurrences, FIELDS, type Document, type Field, type Passage } from "../data/document.ts";
import type { QueryToken } from "../query/segment.ts";
import type { WeightedToken } from "./term-weights.ts";
import { matchesPassage } from "./field-score.ts";

const ADJACENT: Readonly<Record<Field, number>> = { title: 2.4, names: 0.4, heads: 1.9, body: 1.9 };
/** Factor for tokens that are adjacent in the document but separated by question words in the query. */
const ADJACENT_BUT_FOR_QUESTION_WORDS = 0.7;
const SECTION_FACTOR = { answer: 1, analysis: 0.92, example: 0.92, prompt: 0.85 } as const;
/** Coverage of a token that occurs in the head above a passage, and in the head above that one. */
const IN_HEAD = 0.9,
  IN_PARENT_HEAD = 0.8;
const MAX_ALTERNATIVES = 4;

/** Score for tokens that are adjacent in query and document, by the best field in which they are. */
export function adjacencyScore(document: Document, tokens: readonly WeightedToken[], total: number): number {
  let score = 0;
  let left: WeightedToken | undefined;
  let separated = false;
  for (const right of tokens) {
    if (right.token.isQuestionWord) {
      separated = true;
      continue;
    }
    const adjacent = left && right.token.adjacent ? left : undefined;
    const field = adjacent && FIELDS.find((name) => areAdjacent(document.fields[name], adjacent.token, right.token));
    if (adjacent && field)
      score += ((separated ? ADJACENT_BUT_FOR_QUESTION_WORDS : 1) * ADJACENT[field] * (adjacent.weight + right.weight)) / total;
    [left, separated] = [right, false];
  }
  return score;
}

function areAdjacent(text: string, left: QueryToken, right: QueryToken): boolean {
  for (const one of left.alternatives.slice(0, MAX_ALTERNATIVES)) {
    if (!text.includes(one.text)) continue;
    for (const other of right.alternatives.slice(0, MAX_ALTERNATIVES)) {
      const separator = !isCjk(one.text.at(-1)!) && !isCjk(other.text[0]!);
      if (countOccurrences(text, one.text + (separator ? " " : "") + other.text, 1)) return true;
    }
  }
  return false;
}

/** The coverage of a query within one passage. */
export interface PassageMatch {
  /** The passage with the greatest coverage. */
  readonly passage: Passage | undefined;
  /** That coverage, as a part of the query's weight; matches in the heads above count slightly less. */
  readonly passageCoverage: number;
  /** Part of the query's weight that the title and one passage with its heads contain. */
  readonly localCoverage: number;
}

export function bestPassage(document: Document, tokens: readonly WeightedToken[], total: number): PassageMatch {
  const content = tokens.filter(({ token }) => !token.isQuestionWord);
  const titleCoverage = content.map(({ token }) => coverageIn(document.title.text, token));
  const titleWeight = content.reduce((sum, { weight }, index) => sum + weight * titleCoverage[index]!, 0);
  let best: Passage | undefined,
    passageCoverage = 0,
    localWeight = titleWeight;
  for (const passage of document.passages) {
    let weightHere = 0,
      weightBesidesTitle = 0;
    for (const [index, { token, weight }] of content.entries()) {
      const coverage = coverageInPassage(passage, token);
      weightHere += weight * coverage;
      if (titleCoverage[index]! < 1)
        weightBesidesTitle += weight * Math.max(0, (coverage ? 1 : partsIn(passage.normal.text, token)) - titleCoverage[index]!);
    }
    localWeight = Math.max(localWeight, titleWeight + weightBesidesTitle);
    const here = weightHere * (SECTION_FACTOR[passage.section] / total);
    if (here > passageCoverage + 1e-9) [best, passageCoverage] = [passage, here];
  }
  return { passage: best, passageCoverage, localCoverage: localWeight / total };
}

/** The coverage of a token by a passage or the heads above it. */
function coverageInPassage(passage: Passage, token: QueryToken): number {
  const { head } = passage;
  if (matchesPassage(passage, token)) return 1;
  if (head && matchesPassage(head, token)) return IN_HEAD;
  return head?.head && matchesPassage(head.head, token) ? IN_PARENT_HEAD : 0;
}

/** The fraction of a token that a text contains: all of it, or some parts of a compound. */
function coverageIn(text: string, token: QueryToken): number {
  return token.alternatives.some((one) => countOccurrences(text, one.text, 1) > 0) ? 1 : partsIn(text, token);
}

/** The fraction of the parts of a compound that a text contains; 0 if the token is not a compound. */
function partsIn(text: string, { compoundParts }: QueryToken): number {
  return compoundParts.length ? compoundParts.filter((part) => text.includes(part)).length / compoundParts.length : 0;
}
