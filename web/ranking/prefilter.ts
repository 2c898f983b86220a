/** How all documents of a large base answer a query, as far as the index tells: weighed units in, the documents that answer out.
 *
 * It reckons as the planner does, only from postings instead of texts and over all documents at once, in arrays of numbers: what part of
 * the query each holds is the planner's own measure, and so are the counts that follow from it; `promise` foretells the planner's
 * score, and tells which documents are worth scoring in earnest. */

import { FIELDS } from "../data/document.ts";
import type { Phrase } from "../index/index.ts";
import { SIDE_BY_SIDE } from "./proximity.ts";
import { PLACE, sectionsOf, timesOf } from "../data/posting.ts";
import type { Weighed } from "./term-weights.ts";
import { coverOf, fieldWorth, PART, TURNED, WHOLE } from "./field-score.ts";

/** A document that answers. */
export interface Surveyed {
  readonly place: number;
  readonly coverage: number;
  readonly promise: number;
  /** Bits of the sections that hold something of the query. */
  readonly sections: number;
}

const timesIn = (field: (typeof FIELDS)[number], where: number): number =>
  field === "body" ? timesOf(where) : Number((where & PLACE[field]) > 0);
/** What a phrase is worth by where it stands, alone and side by side with its neighbour in the query. */
const ALONE = Float64Array.from({ length: 256 }, (_, where) => FIELDS.reduce((sum, field) => sum + fieldWorth(field, timesIn(field, where)), 0));
const BESIDE = Float64Array.from({ length: 256 }, (_, where) => Math.max(0, ...FIELDS.filter((field) => timesIn(field, where)).map((field) => SIDE_BY_SIDE[field])));

/** Documents that hold at least a part `least` of the query, the most promising first. */
export function survey(weighed: readonly Weighed[], phrase: (text: string) => Phrase, titles: ArrayLike<number>, least: number): Surveyed[] {
  const size = titles.length;
  const covered = new Float64Array(size), earned = new Float64Array(size), titled = new Uint8Array(size), sections = new Uint8Array(size), words = new Uint8Array(size);
  const total = weighed.reduce((sum, { unit, weight }) => sum + (unit.frame ? 0 : weight), 0);
  const content = weighed.filter(({ unit }) => !unit.frame);
  const some = content.some(({ unit }) => unit.text.length > 1);
  for (const { unit, weight } of content) {
    const share = new Float32Array(size), value = new Float32Array(size), held = new Uint8Array(size), intitled = new Uint8Array(size), partly = new Float32Array(size), touched: number[] = [];
    const take = ({ documents, where }: Phrase, text: string, each: (place: number, value: number, title: number) => void): void => {
      for (let index = 0; index < documents.length; index++) {
        const place = documents[index]!, found = where[index]!;
        if (!share[place] && !held[place]) touched.push(place);
        each(place, ALONE[found]!, found & PLACE.title);
        sections[place]! |= sectionsOf(found);
        if (found & PLACE.title) titled[place] = Math.min(255, titled[place]! + text.length);
      }
    };
    for (const one of unit.alternatives) {
      const covers = coverOf(one), word = one.text.length > 1 || one.kind === "synonym" ? 1 : 0;
      take(phrase(one.text), one.text, (place, found) => {
        if (share[place]! < covers) share[place] = covers;
        if (value[place]! < found * one.share) value[place] = found * one.share;
        words[place]! |= word;
      });
    }
    for (const part of unit.parts) {
      take(phrase(part), "", (place, found, title) => {
        held[place]!++;
        intitled[place]! += title;
        partly[place]! += found;
        words[place] = 1;
      });
    }
    for (const place of touched) {
      const count = Math.max(1, unit.parts.length);
      const [worthOf, shareOf] = held[place]! < count ? PART : intitled[place]! === count ? TURNED : WHOLE;
      covered[place]! += weight * Math.max(share[place]!, shareOf * held[place]! / count);
      earned[place]! += weight * Math.max(value[place]!, worthOf * partly[place]! / count);
    }
  }
  // Neighbours of one script that stand side by side in a text, too.
  content.slice(1).forEach((right, index) => {
    const left = content[index]!;
    if (!right.unit.joined) return;
    const { documents, where } = phrase(left.unit.text + right.unit.text);
    for (let at = 0; at < documents.length; at++) earned[documents[at]!]! += BESIDE[where[at]!]! * (left.weight + right.weight);
  });
  const found: Surveyed[] = [];
  for (let place = 0; place < size; place++) {
    const coverage = total ? covered[place]! / total : 0;
    if (!coverage || coverage < least - 1e-9 || (some && !words[place])) continue;
    const title = Math.min(1, titled[place]! / Math.max(1, titles[place]!));
    found.push({ place, coverage, promise: (earned[place]! / total) * coverage ** 2 + title * coverage, sections: sections[place]! });
  }
  return found.sort((one, other) => other.promise - one.promise || one.place - other.place);
}
