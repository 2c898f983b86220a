/** Completes queries: names of concepts and topics that begin with what was typed last. */

import { isCjk, normalize, type TextRules } from "../text/analyzer.ts";

/** A suggestion as readers see it, and its document frequency. */
export interface SuggestedTerm {
  readonly text: string;
  readonly count: number;
}

const MAX_SUGGESTIONS = 4;
/** Least letters, most characters of scripts without blanks, and most words of the end of a query that is completed. */
const MIN_LETTERS = 2,
  MAX_CHARACTERS = 6;
const MAX_WORDS = 3;
const BLANK = /\s+/;

export class Suggestions {
  readonly #terms: readonly (SuggestedTerm & { readonly normal: string })[];

  constructor(terms: readonly SuggestedTerm[], { table }: TextRules) {
    const rules = { table, stem: (word: string): string => word };
    const seen = new Set<string>();
    this.#terms = [...terms]
      .sort((one, other) => other.count - one.count)
      .map((term) => ({ ...term, normal: normalize(term.text, rules).text }))
      .filter(({ normal }) => normal && !seen.has(normal) && seen.add(normal));
  }

  /** The query with its end completed, most frequent terms first; for an empty query, the most frequent terms. */
  complete(query: string): string[] {
    if (!query.trim()) return this.#terms.slice(0, MAX_SUGGESTIONS).map(({ text }) => text);
    for (const ending of endings(query)) {
      const found = this.#terms
        .filter(({ normal }) => normal.length > ending.length && normal.startsWith(ending.toLowerCase()))
        .slice(0, MAX_SUGGESTIONS);
      if (found.length) return found.map(({ text }) => `${query.slice(0, -ending.length)}${text}`);
    }
    return [];
  }
}

/** The ends of a query that may be the beginning of a term, longest first. */
function endings(query: string): string[] {
  const words = query.trimStart().split(BLANK).slice(-MAX_WORDS),
    last = words.at(-1)!;
  if (!isCjk(last.at(-1) ?? ""))
    return words.map((_, at) => words.slice(at).join(" ")).filter((text) => last && text.length >= MIN_LETTERS);
  const characters = Array.from(last).slice(-MAX_CHARACTERS);
  return characters.map((_, at) => characters.slice(at).join(""));
}
