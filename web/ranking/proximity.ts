/** What it is worth that units stand together: side by side as in the query, or in one passage. */

import { isCjk } from "../text/analyzer.ts";
import { count, FIELDS, type Document, type Field, type Passage } from "../data/document.ts";
import type { Unit } from "../query/segment.ts";
import type { Weighed } from "./term-weights.ts";
import { says } from "./field-score.ts";

export const SIDE_BY_SIDE: Readonly<Record<Field, number>> = { title: 2.4, names: 0.4, heads: 1.9, body: 1.9 };
/** What units earn that are side by side but for frames between them in the query. */
const APART = 0.7;
const SECTION = { answer: 1, analysis: 0.92, example: 0.92, prompt: 0.85 } as const;
/** What a unit counts that stands in the head above a passage, and in the head above that. */
const ABOVE = 0.9, FURTHER_ABOVE = 0.8;
const MOST_READINGS = 4;

/** What units that stand side by side in query and document earn, by the best field that has them so. */
export function sideBySide(document: Document, weighed: readonly Weighed[], total: number): number {
  let earned = 0;
  let left: Weighed | undefined;
  let apart = false;
  for (const right of weighed) {
    if (right.unit.frame) {
      apart = true;
      continue;
    }
    const near = left && right.unit.joined ? left : undefined;
    const field = near && FIELDS.find((name) => together(document.fields[name], near.unit, right.unit));
    if (near && field) earned += (apart ? APART : 1) * SIDE_BY_SIDE[field] * (near.weight + right.weight) / total;
    [left, apart] = [right, false];
  }
  return earned;
}

function together(text: string, left: Unit, right: Unit): boolean {
  for (const one of left.alternatives.slice(0, MOST_READINGS)) {
    if (!text.includes(one.text)) continue;
    for (const other of right.alternatives.slice(0, MOST_READINGS)) {
      const blank = !isCjk(one.text.at(-1)!) && !isCjk(other.text[0]!);
      if (count(text, one.text + (blank ? " " : "") + other.text, other.open, 1)) return true;
    }
  }
  return false;
}

/** What one passage holds of a query. */
export interface PassageMatch {
  /** The passage that holds most of it. */
  readonly passage: Passage | undefined;
  /** How much that is, a part of the query's weight; what the heads above it say counts nearly as much. */
  readonly together: number;
  /** The part of the query's weight that title and one passage with the heads above it hold. */
  readonly inOnePlace: number;
}

export function bestPassage(document: Document, weighed: readonly Weighed[], total: number): PassageMatch {
  const content = weighed.filter(({ unit }) => !unit.frame);
  const titled = content.map(({ unit }) => heldIn(document.title.text, unit));
  const inTitle = content.reduce((sum, { weight }, index) => sum + weight * titled[index]!, 0);
  let best: Passage | undefined, most = 0, inOnePlace = inTitle;
  for (const passage of document.passages) {
    let held = 0, besides = 0;
    content.forEach(({ unit, weight }, index) => {
      const place = says(passage, unit) ? 1 : passage.head && says(passage.head, unit) ? ABOVE : passage.head?.head && says(passage.head.head, unit) ? FURTHER_ABOVE : 0;
      held += weight * place;
      if (titled[index]! < 1) besides += weight * Math.max(0, (place ? 1 : unit.parts.length ? heldIn(passage.normal.text, unit) : 0) - titled[index]!);
    });
    inOnePlace = Math.max(inOnePlace, inTitle + besides);
    held *= SECTION[passage.section] / total;
    if (held > most + 1e-9) [best, most] = [passage, held];
  }
  return { passage: best, together: most, inOnePlace: inOnePlace / total };
}

/** How much of a token a text holds: all in any of its readings, or some of the parts of a compound. */
function heldIn(text: string, { alternatives, parts }: Unit): number {
  if (alternatives.some((one) => count(text, one.text, one.open, 1) > 0)) return 1;
  return parts.length ? parts.filter((part) => text.includes(part)).length / parts.length : 0;
}
