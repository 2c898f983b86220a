/** Texts with marked parts, and the part of one that a snippet shows. */

import { isLetterAt } from "../data/document.ts";

/** Text split into pieces that are alternately plain and marked, starting with a plain one. */
export type MarkedText = readonly string[];

/** Widths of a snippet and of what it shows before its first mark, in Latin characters. */
const WINDOW = 192,
  LEADING = 48;
/** First character of the scripts and punctuation that are twice as wide as Latin letters. */
const FIRST_WIDE = 0x2e80;
/** Blanks and what ends a sentence or clause, with which no snippet begins. */
const PUNCTUATION = /[\s.,;:!?，。、；：！？]/;

/** A part of at most `WINDOW` with as many marks as possible, starting a little before the first of them; words are not cut. */
export function bestWindow(marked: MarkedText): MarkedText {
  const text = marked.join("");
  if (endOf(text, 0, WINDOW) === text.length) return marked;
  const offsets = [0];
  for (const piece of marked) offsets.push(offsets.at(-1)! + piece.length);
  let start = bestStart(text, offsets),
    end = endOf(text, start, WINDOW);
  const firstMark = offsets.find((offset, index) => index % 2 === 1 && offset >= start) ?? end;
  while (start > 0 && start < firstMark && (isInWord(text, start) || PUNCTUATION.test(text[start]!))) start++;
  while (end < text.length && end > start && (isInWord(text, end) || text[end - 1] === " ")) end--;
  const shown = sliceMarked(marked, start, end);
  if (start > 0) shown[0] = `…${shown[0]}`;
  if (end < text.length) shown[shown.length - 1] += "…";
  return normalizeMarks(shown);
}

/** Where a window of a text that has the most marked characters begins; marks begin at the odd `offsets` and end at the next ones. */
function bestStart(text: string, offsets: readonly number[]): number {
  const latest = startOf(text, text.length, WINDOW);
  let best = 0,
    most = -1;
  for (let index = 1; index + 1 < offsets.length; index += 2) {
    const start = Math.min(startOf(text, offsets[index]!, LEADING), latest),
      end = endOf(text, start, WINDOW);
    let covered = 0;
    for (let other = index; other + 1 < offsets.length; other += 2)
      if (offsets[other + 1]! <= end) covered += offsets[other + 1]! - offsets[other]!;
    if (covered > most) [best, most] = [start, covered];
  }
  return best;
}

const widthAt = (text: string, index: number): number => (text.charCodeAt(index) < FIRST_WIDE ? 1 : 2);

/** The end of the longest part from `start` that is no wider than `width`. */
function endOf(text: string, start: number, width: number): number {
  let end = start;
  for (let rest = width; end < text.length && (rest -= widthAt(text, end)) >= 0; ) end++;
  return end;
}

/** The start of the longest part up to `end` that is no wider than `width`. */
function startOf(text: string, end: number, width: number): number {
  let start = end;
  for (let rest = width; start > 0 && (rest -= widthAt(text, start - 1)) >= 0; ) start--;
  return start;
}

/** True if a word of a script that separates words continues at `index`. */
const isInWord = (text: string, index: number): boolean => isLetterAt(text, index - 1) && isLetterAt(text, index);

/** The characters of a marked text from `start` to `end`. */
export function sliceMarked(marked: MarkedText, start: number, end: number): string[] {
  let offset = 0;
  return marked.map((piece) => {
    const part = piece.slice(Math.max(0, start - offset), Math.max(0, end - offset));
    offset += piece.length;
    return part;
  });
}

/** A marked text after some plain text, with a plain piece at its end. */
export const joinMarks = (lead: string, marked: MarkedText): string[] => [
  lead + marked[0]!,
  ...marked.slice(1),
  ...(marked.length % 2 ? [""] : []),
];

/** Restores the alternation of plain and marked pieces after empty ones. */
export function normalizeMarks(pieces: readonly string[]): MarkedText {
  const merged: string[] = [""];
  pieces.forEach((piece, index) => {
    const marked = index % 2 === 1;
    if (!piece) return;
    if ((merged.length % 2 === 0) === marked) merged[merged.length - 1] += piece;
    else merged.push(piece);
  });
  return merged.length % 2 ? merged : [...merged, ""];
}
