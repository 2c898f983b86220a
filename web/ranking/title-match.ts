/** How much of what a title says a query asks for. */

import { occurrences, type Document } from "../data/document.ts";
import type { Lexicon } from "../query/lexicon.ts";
import type { Alternative } from "../query/segment.ts";

/** What a query earns that is nearly a title word for word; one that is it whole means it. */
const SAYS_TITLE = 2, IS_TITLE = 100;
const LONGEST_FRAME = 5;

export class Titles {
  readonly #contents = new Map<string, readonly number[]>();

  constructor(private readonly lexicon: Lexicon) {}

  /** The part of a title, its frames aside, that was found. */
  cover({ title: { text } }: Document, found: readonly Alternative[]): number {
    const asked = new Set<number>();
    for (const one of found) for (const at of occurrences(text, one.text, one.open)) for (let end = at + one.text.length; end > at; end--) asked.add(end - 1);
    const content = this.#content(text);
    return content.length ? content.filter((at) => asked.has(at)).length / content.length : 0;
  }

  /** The places of the characters of a title that belong to no frame. */
  #content(title: string): readonly number[] {
    let places = this.#contents.get(title);
    if (!places) {
      const found: number[] = [];
      for (let at = 0; at < title.length; ) {
        let frame = Math.min(LONGEST_FRAME, title.length - at);
        while (frame && !this.lexicon.frames.has(title.slice(at, at + frame))) frame--;
        if (!frame && !/\s/.test(title[at]!)) found.push(at);
        at += frame || 1;
      }
      this.#contents.set(title, places = found);
    }
    return places;
  }
}

/** What it is worth that a query is a title: by the square of how much of the title stands in one piece in the query. */
export function saysTitle(query: string, title: string): number {
  if (query === title) return IS_TITLE;
  let most = 0;
  for (let start = 0; start < title.length - most; start++) {
    while (start + most < title.length && query.includes(title.slice(start, start + most + 1))) most++;
  }
  return title.length ? SAYS_TITLE * (most / title.length) ** 2 : 0;
}
