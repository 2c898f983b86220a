/** The texts of a base in normal form, and where a phrase stands in them. */

import { isCjk, normalize, stemmed, type Normal, type TextRules } from "../text/analyzer.ts";
import { GENERAL, SECTIONS, TEXT, type DocumentData, type DomainData, type PassageData, type SectionKind } from "./schema.ts";

export type Field = "title" | "names" | "heads" | "body";
export const FIELDS: readonly Field[] = ["title", "names", "heads", "body"];

/** A piece of a document; `head` is the nearest list head or heading it stands under. */
export class Passage {
  readonly section: SectionKind;
  readonly role: number;
  readonly depth: number;
  readonly text: string;
  readonly normal: Normal;

  constructor([section, role, depth, text]: PassageData, readonly head: Passage | undefined, rules: TextRules) {
    this.section = SECTIONS[section]!;
    this.role = role;
    this.depth = depth;
    this.text = text;
    this.normal = normalize(text, rules);
  }
}

export class Document {
  readonly title: Normal;
  readonly passages: readonly Passage[];
  readonly fields: Readonly<Record<Field, string>>;

  constructor(readonly data: DocumentData, domains: readonly DomainData[], rules: TextRules, readonly place: number) {
    this.title = normalize(data.title, rules);
    const passages: Passage[] = [];
    for (const passage of data.passages) passages.push(new Passage(passage, headOf(passages, passage), rules));
    this.passages = passages;
    const join = (texts: readonly string[]): string => texts.join("\n");
    this.fields = {
      title: this.title.text,
      names: join([...data.domains.flatMap((index) => domains[index]!.id === GENERAL ? [] : domains[index]!.terms), ...(data.called ?? [])].map((name) => stemmed(name, rules.stem))),
      heads: join(passages.filter((passage) => passage.role !== TEXT).map((passage) => passage.normal.text)),
      body: join(passages.filter((passage) => passage.role === TEXT).map((passage) => passage.normal.text)),
    };
  }
}

/** The head that opens what a passage stands in: the last one of the same section that is no deeper than the passage. A head
 * itself stands under the last one above it. */
function headOf(before: readonly Passage[], [section, role, depth]: PassageData): Passage | undefined {
  for (let index = before.length - 1; index >= 0; index--) {
    const candidate = before[index]!;
    if (candidate.section !== SECTIONS[section]) return undefined;
    if (candidate.role !== TEXT && (role === TEXT ? candidate.depth <= depth : candidate.depth < depth)) return candidate;
  }
  return undefined;
}

const LETTER = /[\p{L}\p{N}]/u;
/** Whether the character there goes on with a word of letters. */
export function joins(text: string, index: number): boolean {
  if (index < 0 || index >= text.length) return false;
  const code = text.charCodeAt(index);
  // Nearly every character asked for is a blank, a line feed, or one of ASCII.
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91);
  return LETTER.test(text[index]!) && !isCjk(text[index]!);
}

/** Where `phrase` starts in `text`. Words match whole, or by their beginning where `open`; CJK matches anywhere. */
export function* occurrences(text: string, phrase: string, open = false): Generator<number> {
  const wordStart = !isCjk(phrase[0] ?? "");
  const wordEnd = !open && !isCjk(phrase.at(-1) ?? "");
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (wordStart && joins(text, at - 1)) continue;
    if (wordEnd && joins(text, at + phrase.length)) continue;
    yield at;
  }
}

/** How often `phrase` stands in `text`, counted up to `most`. */
export function count(text: string, phrase: string, open = false, most = 8): number {
  let found = 0;
  for (const _ of occurrences(text, phrase, open)) if (++found >= most) break;
  return found;
}
