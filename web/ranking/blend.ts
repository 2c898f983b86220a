/** Words and meaning together: how well a document answers by both. */

import type { Nearness } from "../meaning/nearness.ts";
import { MEANING_BODY, MEANING_LEAST, MEANING_TITLE } from "./params.ts";

/** Scores by words, by place. */
type Scores = Float64Array | ReadonlyMap<number, number>;

/** Scores by words as a part of the greatest, plus what titles and bodies mean; without meaning, the scores by words as they are. */
export function blend(scores: Scores, near: Nearness | undefined): (place: number) => number {
  const of = (place: number): number => (scores instanceof Map ? scores.get(place) : (scores as Float64Array)[place]) ?? 0;
  if (!near) return of;
  let most = 0;
  for (const score of scores.values()) most = Math.max(most, score);
  return (place) => (most ? of(place) / most : 0) + meant(near, place);
}

const meant = ({ titles, bodies }: Nearness, place: number): number => MEANING_TITLE * titles[place]! + MEANING_BODY * (bodies?.[place] ?? 0);

/** The documents that are near enough to answer without a word in common, the nearest first. */
export function nearest(near: Nearness): number[] {
  const places: number[] = [];
  near.titles.forEach((product, place) => {
    if (Math.max(product, near.bodies?.[place] ?? 0) >= MEANING_LEAST) places.push(place);
  });
  return places.sort((one, other) => meant(near, other) - meant(near, one));
}
