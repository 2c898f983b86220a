/** Words and meaning together: how well a document answers by both. */

import type { Nearness } from "../meaning/nearness.ts";
import { MEANING_BODY, MEANING_LEAST, MEANING_OF_ONE, MEANING_PER_WORD, MEANING_TITLE } from "./params.ts";

/** Scores by words, by place. */
type Scores = Float64Array | ReadonlyMap<number, number>;

/** Scores by words as a part of the greatest, plus what titles and bodies mean; without meaning, the scores by words as they are.
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

const meant = ({ titles, bodies }: Nearness, place: number): number => MEANING_TITLE * titles[place]! + MEANING_BODY * (bodies?.[place] ?? 0);

/** The documents that are near enough to answer without a word in common, the nearest first. */
export function nearest(near: Nearness): number[] {
  const places: number[] = [];
  near.titles.forEach((product, place) => {
    if (Math.max(product, near.bodies?.[place] ?? 0) >= MEANING_LEAST) places.push(place);
  });
  return places.sort((one, other) => meant(near, other) - meant(near, one));
}
