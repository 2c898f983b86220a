/** Scores how much of a title a query covers. */

import { occurrences, type Document } from "../data/document.ts";
import type { Lexicon } from "../query/lexicon.ts";
import type { Alternative } from "../query/segment.ts";

/** Score for a query that nearly equals a title, and for one that equals it. */
const TITLE_OVERLAP = 2,
  EXACT_TITLE = 100;
const MAX_QUESTION_WORD = 5;

export class TitleMatcher {
  readonly #contentOffsets = new Map<string, readonly number[]>();

  constructor(private readonly lexicon: Lexicon) {}

  /** The part of a title, question words excluded, that matched. */
  coverage({ title: { text } }: Document, alternatives: readonly Alternative[]): number {
    const matched = new Set<number>();
    for (const one of alternatives)
      for (const at of occurrences(text, one.text)) for (let end = at + one.text.length; end > at; end--) matched.add(end - 1);
    const content = this.#contentOf(text);
    return content.length ? content.filter((at) => matched.has(at)).length / content.length : 0;
  }

  /** Offsets of the characters of a title that belong to no question word. */
  #contentOf(title: string): readonly number[] {
    let offsets = this.#contentOffsets.get(title);
    if (!offsets) {
      const found: number[] = [];
      for (let at = 0; at < title.length; ) {
        let length = Math.min(MAX_QUESTION_WORD, title.length - at);
        while (length && !this.lexicon.questionWords.has(title.slice(at, at + length))) length--;
        if (!length && !/\s/.test(title[at]!)) found.push(at);
        at += length || 1;
      }
      this.#contentOffsets.set(title, (offsets = found));
    }
    return offsets;
  }
}

/** Score by the square of the longest common substring of query and title, relative to the title. */
export function titleOverlap(query: string, title: string): number {
  if (query === title) return EXACT_TITLE;
  let longest = 0;
  for (let start = 0; start < title.length - longest; start++) {
    while (start + longest < title.length && query.includes(title.slice(start, start + longest + 1))) longest++;
  }
  return title.length ? TITLE_OVERLAP * (longest / title.length) ** 2 : 0;
}
