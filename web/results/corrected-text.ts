/** What a reader is shown of a corrected query: the text as typed, with only the misspelt words replaced. */

import { fold, isCjk, joinWords, type TextRules } from "../text/analyzer.ts";
import type { Document } from "../data/document.ts";
import type { Match } from "../ranking/ranker.ts";
import type { Alternative, QueryToken } from "../query/segment.ts";
import { writtenForms } from "./snippet.ts";

type Table = TextRules["table"];

/** Best matches of which one may write a misspelt word in its right form. */
const MAX_SPELLERS = 8;
const LAST_HANGUL = /\p{Script=Hangul}$/u;
const SYNTAX = /[\\^$.*+?()[\]{}|/-]/g;
/** What may stand between the letters of a token: a reader writes 交叉 熵, or 교착 상태. */
const GAP = "[^\\p{L}\\p{N}\\p{M}]*";

/** The query with its misspelt words as the best matches write the right ones; all else stays as typed. */
export function correctedText(tokens: readonly QueryToken[], matches: readonly Match[], query: string, { table }: TextRules): string {
  const matched = new Set(matches[0]?.matched.map((one) => one.text));
  const documents = matches.slice(0, MAX_SPELLERS).map(({ document }) => document);
  const { text: folded, origin } = fold(query, table);
  let corrected = "",
    end = 0;
  for (const token of tokens) {
    const own = isCjk(token.text[0] ?? "") ? token.text : token.typed;
    const correction = correctionOf(token, own, matched);
    const right = correction && rightSpelling(correction, documents, table);
    // Pinyin stands for other text, and where it was typed as one word for several tokens.
    const isAsTyped = spanOf(own, folded, end) !== undefined;
    const span = spanOf(isAsTyped ? own : token.typed, folded, end);
    if (!span) {
      corrected = joinWords([corrected, right ?? own]);
      continue;
    }
    const word = query.slice(origin[span.start], origin[span.end]);
    corrected += query.slice(origin[end], origin[span.start]) + spacedLike(word, right ?? (isAsTyped ? word : own));
    end = span.end;
  }
  return corrected + query.slice(origin[end]);
}

/** The correction of a token, written `own`, that the best match has; a name that no text contains is found by its synonyms. */
function correctionOf({ alternatives }: QueryToken, own: string, matched: ReadonlySet<string>): Alternative | undefined {
  const found = alternatives.filter((one) => matched.has(one.text));
  const correction = [...found, ...(found.length ? alternatives : [])].find((one) => one.kind === "fuzzy");
  return correction && !differsInParticle(own, correction.text) ? correction : undefined;
}

/** A correction in the form that is nearest to the typed word, with the marks of its letters if one of the documents has it. */
function rightSpelling({ text, surface }: Alternative, documents: readonly Document[], table: Table): string {
  const forms = documents.flatMap((document) => writtenForms(document, text));
  return (surface === undefined ? forms[0] : forms.find((form) => fold(form, table).text === surface)) ?? surface ?? text;
}

/** Where a text stands next in a folded query. */
function spanOf(text: string, folded: string, from: number): { readonly start: number; readonly end: number } | undefined {
  const letters = Array.from(text.replaceAll(" ", ""), (char) => char.replace(SYNTAX, "\\$&"));
  const pattern = new RegExp(letters.join(GAP), "gu");
  pattern.lastIndex = from;
  const found = pattern.exec(folded);
  return found ? { start: found.index, end: pattern.lastIndex } : undefined;
}

/** A word with the blanks of another one that has as many letters: 교착 상태 for 교착상태. */
function spacedLike(typed: string, right: string): string {
  const letters = Array.from(right);
  if (right.includes(" ") || Array.from(typed.replaceAll(" ", "")).length !== letters.length) return right;
  return Array.from(typed, (char) => (char === " " ? char : letters.shift())).join("");
}

/** True if two Korean words differ in the last syllable only, where particles stand: that is no misspelling. */
const differsInParticle = (one: string, other: string): boolean => LAST_HANGUL.test(one) && one.slice(0, -1) === other.slice(0, -1);
