/** Documents in normal form, and phrase search in them. */

import { isCjk, isOperator, normalize, stemWords, type NormalText, type TextRules } from "../text/analyzer.ts";
import { GENERAL, SECTIONS, TEXT, type DocumentData, type DomainData, type PassageData, type SectionKind } from "./schema.ts";

export type Field = "title" | "names" | "heads" | "body";
export const FIELDS: readonly Field[] = ["title", "names", "heads", "body"];

/** A block of a document; `head` is the nearest heading or list head above it. */
export class Passage {
  readonly section: SectionKind;
  readonly role: number;
  readonly depth: number;
  readonly text: string;
  readonly normal: NormalText;

  constructor(
    [section, role, depth, text]: PassageData,
    readonly head: Passage | undefined,
    rules: TextRules,
  ) {
    this.section = SECTIONS[section]!;
    this.role = role;
    this.depth = depth;
    this.text = text;
    this.normal = normalize(text, rules);
  }
}

export class Document {
  readonly title: NormalText;
  readonly passages: readonly Passage[];
  readonly fields: Readonly<Record<Field, string>>;

  constructor(
    readonly data: DocumentData,
    domains: readonly DomainData[],
    rules: TextRules,
    readonly ordinal: number,
  ) {
    this.title = normalize(data.title, rules);
    const passages: Passage[] = [];
    for (const passage of data.passages) passages.push(new Passage(passage, headOf(passages, passage), rules));
    this.passages = passages;
    const join = (texts: readonly string[]): string => texts.join("\n");
    this.fields = {
      title: this.title.text,
      names: join(
        [...data.domains.flatMap((index) => (domains[index]!.id === GENERAL ? [] : domains[index]!.terms)), ...(data.names ?? [])].map(
          (name) => stemWords(name, rules.stem),
        ),
      ),
      heads: join(passages.filter((passage) => passage.role !== TEXT).map((passage) => passage.normal.text)),
      body: join(passages.filter((passage) => passage.role === TEXT).map((passage) => passage.normal.text)),
    };
  }
}

/** The heading or list head that a passage belongs to: the last one of its section that is no deeper than the passage, or, for a
 * passage that is itself a head, the last shallower one. */
function headOf(before: readonly Passage[], [section, role, depth]: PassageData): Passage | undefined {
  for (let index = before.length - 1; index >= 0; index--) {
    const candidate = before[index]!;
    if (candidate.section !== SECTIONS[section]) return undefined;
    if (candidate.role !== TEXT && (role === TEXT ? candidate.depth <= depth : candidate.depth < depth)) return candidate;
  }
  return undefined;
}

const LETTER = /[\p{L}\p{N}]/u;
/** True if the character at `index` is a letter or digit of a script that separates words. */
export function isLetterAt(text: string, index: number): boolean {
  if (index < 0 || index >= text.length) return false;
  const code = text.charCodeAt(index);
  // Fast path: nearly all of these characters are ASCII.
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91);
  return LETTER.test(text[index]!) && !isCjk(text[index]!);
}

/** Offsets at which `phrase` starts in `text`. Words match whole; CJK text matches anywhere. */
export function* occurrences(text: string, phrase: string): Generator<number> {
  const continuesBefore = continuation(phrase[0] ?? ""),
    continuesBehind = continuation(phrase.at(-1) ?? "");
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (!continuesBefore(text, at - 1) && !continuesBehind(text, at + phrase.length)) yield at;
  }
}

type CharacterTest = (text: string, index: number) => boolean;
const isOperatorAt: CharacterTest = (text, index) => isOperator(text[index] ?? "");
const never: CharacterTest = () => false;
/** Tells whether a character of a text continues the word or operator that `char` beside it belongs to. */
const continuation = (char: string): CharacterTest => (isCjk(char) ? never : isOperator(char) ? isOperatorAt : isLetterAt);

/** How often `phrase` occurs in `text`, counted up to `most`. */
export function countOccurrences(text: string, phrase: string, most = 8): number {
  let found = 0;
  for (const _ of occurrences(text, phrase)) if (++found >= most) break;
  return found;
}
