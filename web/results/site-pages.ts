/** Finds the hand-written pages of a site by their words. */

import type { SitePageData } from "../data/schema.ts";
import { normalize, termsOf, type TextRules } from "../text/analyzer.ts";
import type { PageResult } from "./page-hits.ts";
import { MIN_PAGE_COVERAGE, MAX_PAGES, TITLE_WEIGHT } from "../ranking/params.ts";

interface Page {
  readonly result: PageResult;
  readonly title: ReadonlySet<string>;
  readonly counts: ReadonlyMap<string, number>;
}

export class SitePages {
  #pages: Page[] | undefined;

  constructor(
    private readonly data: readonly SitePageData[],
    private readonly rules: TextRules,
  ) {}

  /** The best pages that contain most of a query, scored by the rarity of its words. */
  find(query: string): PageResult[] {
    if (!this.data.length) return [];
    const pages = (this.#pages ??= this.data.map((page) => this.#read(page)));
    const weights = new Map(
      this.#terms(query).map((term) => {
        // A word of no page weighs as much as one of a single page: it may be a question word.
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
      .map(({ page }) => page.result);
  }

  #terms(text: string): string[] {
    return [...new Set(termsOf(normalize(text, this.rules).text))];
  }

  #read([url, name, text]: SitePageData): Page {
    const counts = new Map<string, number>();
    for (const term of termsOf(normalize(`${name}\n${text}`, this.rules).text)) counts.set(term, (counts.get(term) ?? 0) + 1);
    return { result: { kind: "page", id: url, name, url }, title: new Set(this.#terms(name)), counts };
  }
}
