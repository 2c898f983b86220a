/** lunr.js behind `Engine`: reads the index that Python's lunr wrote. */

import lunr from "lunr";
import type { LunrIndex } from "./data.ts";
import type { Engine } from "./engine.ts";

export class LunrEngine implements Engine {
  readonly vocabulary: readonly string[];
  readonly #index: lunr.Index;
  readonly #known: ReadonlySet<string>;
  readonly #found = new Map<string, ReadonlyMap<string, number>>();

  constructor(data: LunrIndex) {
    this.vocabulary = data.invertedIndex.map(([term]) => term);
    this.#known = new Set(this.vocabulary);
    this.#index = lunr.Index.load(data);
  }

  has(term: string): boolean {
    return this.#known.has(term);
  }

  find(terms: readonly string[]): ReadonlyMap<string, number> {
    const key = terms.join(" ");
    let found = this.#found.get(key);
    if (!found) {
      found = terms.every((term) => this.has(term)) ? this.#query(terms) : new Map();
      // Typing asks for the same terms again and again; the bound keeps a long session small.
      if (this.#found.size > 2000) this.#found.clear();
      this.#found.set(key, found);
    }
    return found;
  }

  #query(terms: readonly string[]): ReadonlyMap<string, number> {
    const results = this.#index.query((query) => {
      for (const term of new Set(terms)) {
        query.term(term, { presence: lunr.Query.presence.REQUIRED, usePipeline: false });
      }
    });
    return new Map(results.map((result) => [result.ref, result.score]));
  }
}
