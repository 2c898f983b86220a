/** What a result shows of its document: a window of the best passage, with the very characters marked that matched. */

import { TEXT } from "../data/schema.ts";
import type { Normal } from "../text/analyzer.ts";
import { occurrences, type Passage } from "../data/document.ts";
import type { Match } from "../ranking/ranker.ts";
import type { Alternative } from "../query/segment.ts";

/** Text in pieces that are marked and not marked in turn, starting with one that is not. */
export type Marked = readonly string[];

const WINDOW = 96;
const LEAD = 24;
const LEFT_OVER = /^[，。、；：,.;:\s]+/;
/** Where formulas stood that the text goes without: 包含四个值：、、。 */
const GAPPY = /^[，。、；：]|[，、：；（]\s|\s[，。、；）]/;
const LEFT_BETWEEN = /[：，、]\s*(?:[，、]\s*)+(?=[。；])/g;
const ANNOUNCES = /[：:]\s*$/;
const PARENTHESIS = /\s*[（(：:]|$/;

export function excerpt(match: Match, inside?: readonly Passage[]): { text: Marked; under: Marked; passage: Passage | undefined } {
  const { passages } = match.document;
  const choice = inside ?? passages;
  const first = choice.find((one) => one.role === TEXT && one.section === "answer") ?? choice[0];
  const chosen = match.passage && choice.includes(match.passage) ? match.passage : (best(choice, match.found) ?? first);
  if (!chosen) return { text: [], under: [], passage: undefined };
  // A head alone says little: what stands under it goes with it.
  const texts = chosen.role === TEXT ? [] : choice.filter((one) => one.role === TEXT && one.normal.text && (one.head === chosen || one.head?.head === chosen));
  const below = texts.find((one) => !GAPPY.test(one.text)) ?? texts[0];
  const passage = below ?? chosen;
  const head = below ? chosen : passage.head;
  const under = [head?.head, head].filter((one) => one !== undefined);
  const path = under.flatMap((one, index) => joinMarks(index ? " › " : "", mark(one.text, one.normal, match.found)));
  const [start = "", ...more] = mark(passage.text, passage.normal, match.found);
  // Where a formula opened the sentence, its comma is left over.
  const text = [start.replace(LEFT_OVER, ""), ...more].map((piece, index) => (index % 2 ? piece : piece.replace(LEFT_BETWEEN, "")));
  return { text: cutOut(merge([...text, ...(text.length % 2 ? [""] : []), ...following(passage, passages, match.found)])), under: merge(path), passage: chosen };
}

/** What a sentence that ends with a colon announces: the heads of the list behind it. */
function following(passage: Passage, passages: readonly Passage[], found: readonly Alternative[]): string[] {
  if (passage.role !== TEXT || !ANNOUNCES.test(passage.text)) return [];
  const items = passages.slice(passages.indexOf(passage) + 1).filter((one) => one.section === passage.section && one.role !== TEXT && one.depth === passage.depth + 1);
  return items.flatMap((one, index) => {
    const name = cut(mark(one.text, one.normal, found), 0, one.text.search(PARENTHESIS));
    return joinMarks(index ? "、" : "", name);
  });
}

function best(passages: readonly Passage[], found: readonly Alternative[]): Passage | undefined {
  const scores = passages.map((passage) => found.filter((one) => !occurrences(passage.normal.text, one.text, one.open).next().done).length);
  const most = Math.max(0, ...scores);
  return most ? passages[scores.indexOf(most)] : undefined;
}

/** A text with all that was found in it marked. */
export function mark(text: string, normal: Normal, found: readonly Alternative[]): Marked {
  const ranges: [number, number][] = [];
  for (const one of found) {
    for (const at of occurrences(normal.text, one.text, one.open)) {
      ranges.push([normal.origin[at]!, after(text, normal, at + one.text.length)]);
    }
  }
  ranges.sort(([one], [other]) => one - other);
  const pieces: string[] = [];
  let end = 0;
  for (const [start, stop] of ranges) {
    if (stop <= end) continue;
    if (pieces.length && (start <= end || !text.slice(end, start).trim())) pieces[pieces.length - 1] += text.slice(end, stop);
    else pieces.push(text.slice(end, start), text.slice(start, stop));
    end = stop;
  }
  return [...pieces, text.slice(end)];
}

/** The source offset behind the normal character before `end`: not the start of the next, which may follow a gap. */
function after(text: string, normal: Normal, end: number): number {
  const last = normal.origin[end - 1]!;
  const next = normal.origin[end] ?? text.length;
  const width = (text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1;
  return normal.text[end] === " " || normal.text[end] === "\n" || next > last + width ? Math.min(next, last + width) : Math.max(next, last + width);
}

/** At most `WINDOW` characters with as many marks as possible, beginning a little before the first of them. */
function cutOut(marked: Marked): Marked {
  const length = marked.reduce((sum, piece) => sum + piece.length, 0);
  if (length <= WINDOW) return marked;
  const starts = [0];
  for (const piece of marked) starts.push(starts.at(-1)! + piece.length);
  let start = 0, most = -1;
  for (let index = 1; index < marked.length; index += 2) {
    const from = Math.max(0, Math.min(starts[index]! - LEAD, length - WINDOW));
    let held = 0;
    for (let other = index; other < marked.length; other += 2) if (starts[other + 1]! <= from + WINDOW) held += marked[other]!.length;
    if (held > most) [start, most] = [from, held];
  }
  const shown = cut(marked, start, start + WINDOW);
  if (start > 0) shown[0] = `…${shown[0]}`;
  if (start + WINDOW < length) shown[shown.length - 1] += "…";
  return merge(shown);
}

/** The characters of a marked text from `start` to `end`. */
function cut(marked: Marked, start: number, end: number): string[] {
  let offset = 0;
  return marked.map((piece) => {
    const part = piece.slice(Math.max(0, start - offset), Math.max(0, end - offset));
    offset += piece.length;
    return part;
  });
}

const joinMarks = (lead: string, marked: Marked): string[] => [lead + marked[0]!, ...marked.slice(1), ...(marked.length % 2 ? [""] : [])];

/** Pieces in turn again, where empty marks or doubled plain pieces stood between them. */
function merge(pieces: readonly string[]): Marked {
  const merged: string[] = [""];
  pieces.forEach((piece, index) => {
    const marked = index % 2 === 1;
    if (!piece) return;
    if ((merged.length % 2 === 0) === marked) merged[merged.length - 1] += piece;
    else merged.push(piece);
  });
  return merged.length % 2 ? merged : [...merged, ""];
}
