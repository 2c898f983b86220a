/** Words and meaning together: how well a document answers by both. */

import type { Nearness } from "../meaning/nearness.ts";
import { MEANING_COVER, MEANING_LEAST, MEANING_LEAST_SENTENCE, MEANING_OF_ONE, MEANING_PER_WORD, MEANING_SENTENCE, MEANING_TITLE } from "./params.ts";

/** Scores by words, by place. */
type Scores = Float64Array | ReadonlyMap<number, number>;

/** Scores by words as a part of the greatest, plus what titles and sentences mean; without meaning, the scores by words as they are.
 * `trust` is how much of the meaning counts. */
export function blend(scores: Scores, near: Nearness | undefined, trust = 1): (place: number) => number {
  const of = (place: number): number => (scores instanceof Map ? scores.get(place) : (scores as Float64Array)[place]) ?? 0;
  if (!near) return of;
  let most = 0;
  for (const score of scores.values()) most = Math.max(most, score);
  return (place) => (most ? of(place) / most : 0) + trust * meant(near, place);
}

/** How much the meaning of a query of so many words is trusted: a single word may mean many things, and says exactly what to look for. */
export const trustIn = (words: number): number => Math.min(1, MEANING_OF_ONE + MEANING_PER_WORD * (words - 1));

function meant({ titles, sentences, covers }: Nearness, place: number): number {
  return MEANING_TITLE * titles[place]! + MEANING_SENTENCE * (sentences?.[place] ?? 0) + MEANING_COVER * covers[place]!;
}

/** The documents that are near enough to answer without a word in common. */
export function nearest({ titles, sentences }: Nearness): number[] {
  const near = (title: number, place: number): boolean => title >= MEANING_LEAST || (sentences?.[place] ?? 0) >= MEANING_LEAST_SENTENCE;
  return Array.from(titles.keys()).filter((place) => near(titles[place]!, place));
}
