/** How a query may go on: names of concepts and frequent words of the base that begin with what was typed last. */

import { isCjk, normalize, type TextRules } from "../text/analyzer.ts";

/** Something to suggest, as readers see it, and how many documents have it. */
export interface Term {
  readonly text: string;
  readonly count: number;
}

const MOST = 4;
/** How many letters, characters of scripts that write no blanks, and words are gone on with. */
const FEWEST_LETTERS = 2, MOST_CHARACTERS = 6;
const MOST_WORDS = 3;
const BLANK = /\s+/;

export class Suggestions {
  readonly #terms: readonly (Term & { readonly normal: string })[];

  constructor(terms: readonly Term[], { table }: TextRules) {
    const rules = { table, stem: (word: string): string => word };
    const seen = new Set<string>();
    this.#terms = [...terms].sort((one, other) => other.count - one.count)
      .map((term) => ({ ...term, normal: normalize(term.text, rules).text }))
      .filter(({ normal }) => normal && !seen.has(normal) && seen.add(normal));
  }

  /** The query with its end completed in the likeliest ways; of an empty one, the commonest terms. */
  of(query: string): string[] {
    if (!query.trim()) return this.#terms.slice(0, MOST).map(({ text }) => text);
    for (const begun of endings(query)) {
      const found = this.#terms.filter(({ normal }) => normal.length > begun.length && normal.startsWith(begun.toLowerCase())).slice(0, MOST);
      if (found.length) return found.map(({ text }) => `${query.slice(0, -begun.length)}${text}`);
    }
    return [];
  }
}

/** What may be the beginning of a term at the end of a query, the longest first. */
function endings(query: string): string[] {
  const words = query.trimStart().split(BLANK).slice(-MOST_WORDS), last = words.at(-1)!;
  if (!isCjk(last.at(-1) ?? "")) return words.map((_, at) => words.slice(at).join(" ")).filter((text) => last && text.length >= FEWEST_LETTERS);
  const characters = Array.from(last).slice(-MOST_CHARACTERS);
  return characters.map((_, at) => characters.slice(at).join(""));
}
