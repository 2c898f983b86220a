/** A stand-in for a document whose text is not loaded, with fields and passages derived from postings.
 *
 * The ranker looks for phrases in texts. For a document without text, postings tell which terms of the query it contains, and in which
 * fields. Terms that are adjacent in the query and occur in the same field are assumed to be adjacent in the document too, so a stub
 * matches everything that the document matches, and possibly more. This ranks well enough to decide which texts to load. */

import { bigrams, isCjk, type NormalText } from "../text/analyzer.ts";
import { CJK_CLASS } from "../text/scripts.ts";
import { SECTIONS, TEXT, type DocumentData } from "../data/schema.ts";
import type { Field, Passage } from "../data/document.ts";
import { FIELD_BIT, sectionsOf } from "../data/posting.ts";

/** A term and its offsets in the query text. */
interface TermSpan {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** A text to look for, split into terms once for all documents. */
export interface QueryText {
  readonly text: string;
  readonly spans: readonly TermSpan[];
}

/** Fields and frequencies of a term, indexed by document ordinal. */
export interface TermFields {
  readonly fields: Uint8Array;
  readonly frequencies: Uint8Array;
}

const RUN = new RegExp(`[${CJK_CLASS}]+|[^\\s${CJK_CLASS}]+`, "gu");
/** Most repetitions of a term in the body of a stub. */
const MAX_REPEATS = 8;

export function splitIntoTerms(text: string): QueryText {
  const spans: TermSpan[] = [];
  for (const match of text.matchAll(RUN)) {
    let start = match.index;
    for (const term of isCjk(match[0]) ? bigrams(match[0]) : [match[0]]) {
      spans.push({ term, start, end: start + term.length });
      start += Array.from(term)[0]!.length;
    }
  }
  return { text, spans };
}

export class DocumentStub {
  #title: NormalText | undefined;
  #fields: Record<Field, string> | undefined;
  #passages: readonly Passage[] | undefined;

  constructor(
    readonly ordinal: number,
    readonly data: DocumentData,
    private readonly queryTexts: readonly QueryText[],
    private readonly fieldsOf: (term: string) => TermFields | undefined,
  ) {}

  get title(): NormalText {
    return (this.#title ??= { text: this.#textWhere((fields) => fields & FIELD_BIT.title), origin: [] });
  }

  get fields(): Readonly<Record<Field, string>> {
    return (this.#fields ??= {
      title: this.title.text,
      names: this.#textWhere((fields) => fields & FIELD_BIT.names),
      heads: this.#textWhere((fields) => fields & FIELD_BIT.heads),
      body: this.#bodyText(),
    });
  }

  /** One passage for each section. */
  get passages(): readonly Passage[] {
    return (this.#passages ??= SECTIONS.flatMap((section, index): Passage[] => {
      const text = this.#textWhere((fields) => (sectionsOf(fields) >> index) & 1);
      return text ? [{ section, role: TEXT, depth: 0, text, normal: { text, origin: [] }, head: undefined }] : [];
    }));
  }

  #bodyText(): string {
    const lines: string[] = [];
    for (let repeat = 1; repeat <= MAX_REPEATS; repeat++) {
      const line = this.#textWhere((_, frequency) => Number(frequency >= repeat));
      if (!line) break;
      lines.push(line);
    }
    return lines.join("\n");
  }

  /** The substrings of the query texts whose terms all satisfy a predicate, one a line. */
  #textWhere(holds: (fields: number, frequency: number) => number): string {
    const lines: string[] = [];
    for (const { text, spans } of this.queryTexts) {
      const found = spans.filter(({ term }) => {
        const postings = this.fieldsOf(term);
        return postings && holds(postings.fields[this.ordinal]!, postings.frequencies[this.ordinal]!);
      });
      if (found.length) lines.push(...joinedSpans(text, found));
    }
    return lines.join("\n");
  }
}

/** The substrings that spans cover; spans that overlap, touch or are one space apart give a single substring. */
function joinedSpans(text: string, spans: readonly TermSpan[]): string[] {
  const joined: string[] = [];
  let { start, end } = spans[0]!;
  for (const span of spans.slice(1)) {
    const continues = span.start <= end || (span.start === end + 1 && text[end] === " ");
    if (!continues) {
      joined.push(text.slice(start, end));
      start = span.start;
    }
    end = span.end;
  }
  return [...joined, text.slice(start, end)];
}
