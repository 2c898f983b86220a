/** A document as far as the index knows it, written out as if it were its text: postings in, the fields and passages of a document out.
 *
 * The ranker looks for phrases in texts. Of a document whose text has not come, the index tells which terms of the query it holds and
 * where; terms that follow each other in the query and stand in the same field are taken to follow each other there, so a stub holds
 * all that the document can hold of the query, at best a little more. It ranks well enough to tell whose texts are worth bringing. */

import { bigrams, isCjk, type Normal } from "../text/analyzer.ts";
import { CJK_CLASS } from "../text/scripts.ts";
import { SECTIONS, TEXT, type DocumentData } from "../data/schema.ts";
import type { Field, Passage } from "../data/document.ts";
import { FIELD_BIT, sectionsOf } from "../data/posting.ts";

/** A term and where it stands in a text that was asked for. */
interface Place {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** What was asked for, cut into terms once for all documents. */
export interface AskedText {
  readonly text: string;
  readonly places: readonly Place[];
}

/** Fields and counts of a term over all documents. */
export interface TermFields {
  readonly fields: Uint8Array;
  readonly times: Uint8Array;
}

const RUN = new RegExp(`[${CJK_CLASS}]+|[^\\s${CJK_CLASS}]+`, "gu");
/** Repeats of running text that a stub writes out. */
const MOST_REPEATS = 8;

export function cutIntoTerms(text: string): AskedText {
  const places: Place[] = [];
  for (const match of text.matchAll(RUN)) {
    let start = match.index;
    for (const term of isCjk(match[0]) ? bigrams(match[0]) : [match[0]]) {
      places.push({ term, start, end: start + term.length });
      start += Array.from(term)[0]!.length;
    }
  }
  return { text, places };
}

export class DocumentStub {
  #title: Normal | undefined;
  #fields: Record<Field, string> | undefined;
  #passages: readonly Passage[] | undefined;

  constructor(
    readonly place: number, readonly data: DocumentData, private readonly asked: readonly AskedText[],
    private readonly posting: (term: string) => TermFields | undefined,
  ) {}

  get title(): Normal {
    return (this.#title ??= { text: this.#written((fields) => fields & FIELD_BIT.title), origin: [] });
  }

  get fields(): Readonly<Record<Field, string>> {
    return (this.#fields ??= {
      title: this.title.text, names: this.#written((fields) => fields & FIELD_BIT.names), heads: this.#written((fields) => fields & FIELD_BIT.heads),
      body: this.#repeated(),
    });
  }

  /** One passage for each section. */
  get passages(): readonly Passage[] {
    return (this.#passages ??= SECTIONS.flatMap((section, index): Passage[] => {
      const text = this.#written((fields) => sectionsOf(fields) >> index & 1);
      return text ? [{ section, role: TEXT, depth: 0, text, normal: { text, origin: [] }, head: undefined }] : [];
    }));
  }

  #repeated(): string {
    const lines: string[] = [];
    for (let repeat = 1; repeat <= MOST_REPEATS; repeat++) {
      const line = this.#written((_, times) => Number(times >= repeat));
      if (!line) break;
      lines.push(line);
    }
    return lines.join("\n");
  }

  /** The stretches of what was asked for whose terms a field holds, one a line. */
  #written(holds: (fields: number, times: number) => number): string {
    let lines = "";
    for (const { text, places } of this.asked) {
      let start = -1, end = -1;
      for (const place of places) {
        const held = this.posting(place.term);
        if (!held || !holds(held.fields[this.place]!, held.times[this.place]!)) continue;
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
