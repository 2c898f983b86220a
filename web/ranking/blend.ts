/** Combines the scores by words with the similarity of meaning. */

import type { MeaningScores } from "../meaning/scores.ts";
import {
  MEANING_TITLE_COVERAGE,
  MIN_TITLE_SIMILARITY,
  MIN_SENTENCE_SIMILARITY,
  MEANING_WEIGHT_ONE_WORD,
  MEANING_WEIGHT_PER_WORD,
  MEANING_SENTENCE,
  MEANING_TITLE,
} from "./params.ts";

/** Scores by words, by document ordinal. */
type Scores = Float64Array | ReadonlyMap<number, number>;

/** Scores by words, divided by the greatest of them, plus the scores by meaning times `weight`; without meaning, the scores by words
 * unchanged. */
export function blend(scores: Scores, meaning: MeaningScores | undefined, weight = 1): (ordinal: number) => number {
  const byWords = (ordinal: number): number => (scores instanceof Map ? scores.get(ordinal) : (scores as Float64Array)[ordinal]) ?? 0;
  if (!meaning) return byWords;
  let greatest = 0;
  for (const score of scores.values()) greatest = Math.max(greatest, score);
  return (ordinal) => (greatest ? byWords(ordinal) / greatest : 0) + weight * meaningScore(meaning, ordinal);
}

/** Weight of meaning for a query of so many words: a single word is ambiguous, and is best matched literally. */
export const meaningWeight = (words: number): number => Math.min(1, MEANING_WEIGHT_ONE_WORD + MEANING_WEIGHT_PER_WORD * (words - 1));

function meaningScore({ titles, sentences, titleCoverage }: MeaningScores, ordinal: number): number {
  return (
    MEANING_TITLE * titles[ordinal]! + MEANING_SENTENCE * (sentences?.[ordinal] ?? 0) + MEANING_TITLE_COVERAGE * titleCoverage[ordinal]!
  );
}

/** Ordinals of the documents similar enough to be a match without a word in common. */
export function similarDocuments({ titles, sentences }: MeaningScores): number[] {
  const isSimilar = (title: number, ordinal: number): boolean =>
    title >= MIN_TITLE_SIMILARITY || (sentences?.[ordinal] ?? 0) >= MIN_SENTENCE_SIMILARITY;
  return Array.from(titles.keys()).filter((ordinal) => isSimilar(titles[ordinal]!, ordinal));
}
