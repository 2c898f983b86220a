/** The first stage: every document by BM25, and by how much of the query it holds, as the index tells; nothing here reads a text. */

import { isCjk, termsOf } from "../text/analyzer.ts";
import { sectionsOf } from "../data/posting.ts";
import type { SimilarWord } from "../meaning/meaning.ts";
import type { Index, WeightedTerm } from "../index/index.ts";
import { idf } from "../index/bm25.ts";
import { QUESTION_WORD } from "./params.ts";
import type { Weighed } from "./term-weights.ts";
import { coverOf, PART, WHOLE } from "./field-score.ts";

/** What the index tells of all documents, by their places. */
export interface FirstStage {
  /** BM25F. */
  readonly scores: Float64Array;
  /** The part of the query's weight that each holds. */
  readonly coverage: Float64Array;
  /** The part of the query's weight that each does not lack, in whatever reading. */
  readonly held: Float64Array;
  /** Bits of the sections that hold something of the query. */
  readonly sections: Uint8Array;
  /** Whether it holds more of the query than single characters. */
  readonly words: Uint8Array;
  /** Of each reading of a token, which documents may hold it. */
  readonly holding: ReadonlyMap<string, Uint8Array>;
}

/** A word of the base in normal form, looked for in place of a typed one that the base does not use. */
export interface SimilarPhrase extends SimilarWord {
  readonly text: string;
  readonly weight: number;
}

export function firstStage(text: string, weighed: readonly Weighed[], similar: readonly SimilarPhrase[], index: Index): FirstStage {
  const scores = index.score(queryTerms(text, weighed, similar, index));
  const coverage = new Float64Array(index.size), held = new Float64Array(index.size), sections = new Uint8Array(index.size), words = new Uint8Array(index.size);
  const holding = new Map<string, Uint8Array>();
  const total = weighed.reduce((sum, { unit, weight }) => sum + (unit.frame ? 0 : weight), 0);
  for (const { unit, weight } of weighed) {
    if (unit.frame) continue;
    const share = new Float32Array(index.size), parts = new Uint8Array(index.size), touched: number[] = [];
    const visit = (phrase: string, each: (place: number) => void): void => {
      const { documents, fields } = index.phrase(phrase);
      const holds = new Uint8Array(index.size);
      holding.set(phrase, holds);
      for (let at = 0; at < documents.length; at++) {
        const place = documents[at]!;
        if (!share[place] && !parts[place]) touched.push(place);
        each(place);
        holds[place] = 1;
        sections[place]! |= sectionsOf(fields[at]!);
      }
    };
    for (const one of unit.alternatives) {
      const covers = coverOf(one), word = Number(one.text.length > 1 || one.kind === "synonym");
      visit(one.text, (place) => {
        share[place] = Math.max(share[place]!, covers);
        words[place]! |= word;
      });
    }
    for (const part of unit.parts) {
      visit(part, (place) => {
        parts[place]!++;
        words[place] = 1;
      });
    }
    for (const place of touched) {
      const partly = unit.parts.length ? (parts[place] === unit.parts.length ? WHOLE : PART)[1] * parts[place]! / unit.parts.length : 0;
      coverage[place]! += weight * Math.max(share[place]!, partly) / total;
      held[place]! += weight * (share[place] ? 1 : parts[place]! / unit.parts.length) / total;
    }
  }
  return { scores, coverage, held, sections, words, holding };
}

/** A single CJK character: no term of the small index, which has bigrams. */
const isLone = (term: string): boolean => isCjk(term) && Array.from(term).length === 1;

/** What makes a rare spelling of a word (`covid19`) weigh as its commonest one does: it is no rarer a thing. */
function likeCommonest(term: string, common: number, index: Index): number {
  const frequency = index.frequency(term);
  return frequency && frequency < common ? idf(common, index.size) / idf(frequency, index.size) : 1;
}

/** The terms that BM25 is asked: all of the query as typed, and what else its words may be. */
function queryTerms(text: string, weighed: readonly Weighed[], similar: readonly SimilarPhrase[], index: Index): WeightedTerm[] {
  const weights = new Map<string, number>();
  const add = (phrase: string, weight: number): void => {
    for (const term of termsOf(phrase)) if (!isLone(term)) weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  };
  add(text, QUESTION_WORD);
  for (const one of similar) add(one.text, one.weight);
  for (const { unit } of weighed) {
    if (unit.frame) continue;
    const common = Math.max(0, ...unit.alternatives.map((one) => index.frequency(one.text)));
    for (const one of unit.alternatives) add(one.text, one.share * likeCommonest(one.text, common, index));
    for (const part of unit.parts) add(part, 1);
  }
  // Two words that stand side by side are one stretch of text.
  weighed.slice(1).forEach(({ unit: right }, index) => {
    const left = weighed[index]!.unit;
    if (right.joined && !left.frame && !right.frame && isCjk(left.text.at(-1)!) && isCjk(right.text[0]!)) add(left.text.at(-1)! + right.text[0]!, 1);
  });
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
