/** A document as far as the index knows it, written out as if it were its text: postings in, the fields and passages of a document out.
 *
 * The planner looks for phrases in texts. Of a document whose text has not come, the index tells which terms of the query it holds and
 * where; terms that follow each other in the query and stand in the same field are taken to follow each other there, so a sketch holds
 * all that the document can hold of the query, at best a little more. It ranks well enough to tell whose texts are worth bringing. */

import { bigrams, isCjk, type Normal } from "../text/analyzer.ts";
import { SECTIONS, TEXT, type DocumentData } from "../data/schema.ts";
import type { Field, Passage } from "../data/document.ts";
import { PLACE, sectionsOf, timesOf } from "../data/posting.ts";

/** A term and where it stands in a text that was asked for. */
interface Place {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** What was asked for, cut into terms once for all documents. */
export interface Asked {
  readonly text: string;
  readonly places: readonly Place[];
}

/** Stands for what a title says besides. */
const FILLER = "〓";
const LONGEST_FRAME = 5;
const RUN = /[\u3005-\u{3134f}]+|[^\s\u3005-\u{3134f}]+/gu;

export function asked(text: string): Asked {
  const places: Place[] = [];
  for (const match of text.matchAll(RUN)) {
    let start = match.index;
    const cjk = isCjk(match[0]);
    for (const term of cjk ? bigrams(match[0]) : [match[0]]) {
      places.push({ term, start, end: start + term.length });
      start += Array.from(term)[0]!.length;
    }
  }
  return { text, places };
}

export class Sketch {
  #title: Normal | undefined;
  #fields: Record<Field, string> | undefined;
  #passages: readonly Passage[] | undefined;

  /** `says` is how many characters of the title stand outside frames. */
  constructor(
    readonly key: string, readonly data: DocumentData, private readonly says: number, private readonly frames: ReadonlySet<string>,
    private readonly questions: readonly Asked[], private readonly posting: (term: string) => number,
  ) {}

  get title(): Normal {
    if (!this.#title) {
      const known = this.#written((one) => one & PLACE.title);
      const text = `${known}\n${FILLER.repeat(Math.max(0, this.says - saying(known, this.frames)))}`;
      this.#title = { text, origin: [] };
    }
    return this.#title;
  }

  get fields(): Readonly<Record<Field, string>> {
    return (this.#fields ??= {
      title: this.title.text, names: this.#written((one) => one & PLACE.names), heads: this.#written((one) => one & PLACE.heads),
      body: [1, 2, 3].map((times) => this.#written((one) => Number(timesOf(one) >= times))).filter(Boolean).join("\n"),
    });
  }

  /** One passage for each section. */
  get passages(): readonly Passage[] {
    return (this.#passages ??= SECTIONS.flatMap((section, index): Passage[] => {
      const text = this.#written((one) => sectionsOf(one) >> index & 1);
      return text ? [{ section, role: TEXT, depth: 0, text, normal: { text, origin: [] }, head: undefined }] : [];
    }));
  }

  /** The stretches of what was asked for whose terms a field holds, one a line. */
  #written(holds: (posting: number) => number): string {
    let lines = "";
    for (const { text, places } of this.questions) {
      let start = -1, end = -1;
      for (const place of places) {
        if (!holds(this.posting(place.term))) continue;
        const joins = start >= 0 && (place.start <= end || (place.start === end + 1 && text[end] === " "));
        if (!joins) {
          if (start >= 0) lines += `${lines && "\n"}${text.slice(start, end)}`;
          start = place.start;
        }
        end = place.end;
      }
      if (start >= 0) lines += `${lines && "\n"}${text.slice(start, end)}`;
    }
    return lines;
  }
}

/** How many characters of a title stand outside its frames; the generator counts whole titles the same way. */
export function saying(title: string, frames: ReadonlySet<string>): number {
  let said = 0;
  for (let at = 0; at < title.length; ) {
    let frame = 0;
    for (let size = Math.min(LONGEST_FRAME, title.length - at); size > 0 && !frame; size--) if (frames.has(title.slice(at, at + size))) frame = size;
    if (!frame && !/\s/.test(title[at]!)) said++;
    at += frame || 1;
  }
  return said;
}
