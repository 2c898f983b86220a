/** Finds the hand-written pages of a site by their words. */

import type { SitePageData } from "../data/schema.ts";
import type { QueryToken } from "../query/segment.ts";
import { normalize, termsOf, type TextRules } from "../text/analyzer.ts";
import { bestWindow } from "./marked-text.ts";
import type { PageResult } from "./page-hits.ts";
import { mark } from "./snippet.ts";
import { MIN_PAGE_COVERAGE, MAX_PAGES, TITLE_WEIGHT } from "../ranking/params.ts";

interface Page {
  readonly data: SitePageData;
  readonly title: ReadonlySet<string>;
  readonly counts: ReadonlyMap<string, number>;
}

export class SitePages {
  #pages: Page[] | undefined;

  constructor(
    private readonly data: readonly SitePageData[],
    private readonly rules: TextRules,
  ) {}

  /** The best pages that contain most of a query, question words excluded, scored by the rarity of its words. */
  find(tokens: readonly QueryToken[]): PageResult[] {
    if (!this.data.length) return [];
    const pages = (this.#pages ??= this.data.map((page) => this.#read(page)));
    const terms = new Set(termsOf(contentOf(tokens)));
    const weights = new Map(
      Array.from(terms, (term) => {
        // A word of no page weighs as much as one of a single page.
        const pageFrequency = Math.max(1, pages.filter(({ counts }) => counts.has(term)).length);
        return [term, Math.log(1 + (pages.length - pageFrequency + 0.5) / (pageFrequency + 0.5))];
      }),
    );
    const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    const scored = pages.map((page) => {
      let covered = 0,
        score = 0;
      for (const [term, weight] of weights) {
        const count = page.counts.get(term) ?? 0;
        if (!count) continue;
        covered += weight;
        score += weight * (count / (count + 1) + (page.title.has(term) ? TITLE_WEIGHT : 0));
      }
      return { page, covered, score };
    });
    return scored
      .filter(({ covered }) => covered > 0 && covered >= MIN_PAGE_COVERAGE * whole)
      .sort((one, other) => other.score - one.score)
      .slice(0, MAX_PAGES)
      .map(({ page, covered }) => this.#result(page, covered >= whole, [...terms]));
  }

  #result({ data: [url, name, text] }: Page, full: boolean, terms: readonly string[]): PageResult {
    const found = terms.map((term) => ({ text: term }));
    const excerpt = bestWindow(mark(text, normalize(text, this.rules), found));
    return { kind: "page", id: url, name, url, full, excerpt };
  }

  #read(data: SitePageData): Page {
    const [, name, text] = data;
    const terms = (one: string): string[] => termsOf(normalize(one, this.rules).text);
    const counts = new Map<string, number>();
    for (const term of terms(`${name}\n${text}`)) counts.set(term, (counts.get(term) ?? 0) + 1);
    return { data, title: new Set(terms(name)), counts };
  }
}

/** The words of a query but question words. A single character belongs to the word before it, since the base may not know the word. */
const contentOf = (tokens: readonly QueryToken[]): string =>
  tokens.reduce(
    (text, token) => (token.isQuestionWord ? text : text + (token.adjacent && token.text.length === 1 ? "" : " ") + token.text),
    "",
  );
