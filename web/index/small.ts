/** lunr.js behind `Engine`: reads the index that Python's lunr wrote. */

import lunr from "lunr";
import { isCjk } from "../text/analyzer.ts";
import { list, type LunrIndex } from "../data/schema.ts";
import type { Engine } from "./index.ts";

export class LunrEngine implements Engine {
  readonly page = 30;
  readonly words: readonly string[];
  readonly #terms: readonly string[];
  readonly #index: lunr.Index;
  readonly #known: ReadonlySet<string>;
  readonly #found = new Map<string, ReadonlySet<string>>();

  constructor(data: LunrIndex) {
    this.#terms = list(data.terms);
    this.words = this.#terms.filter((term) => !isCjk(term));
    this.#known = new Set(this.#terms);
    this.#index = lunr.Index.load(unpacked(data, this.#terms));
  }

  about(): void {
    // Nothing to prepare: all of the index is here.
  }

  has(term: string): boolean {
    return this.#known.has(term);
  }

  find(terms: readonly string[]): ReadonlySet<string> {
    const key = terms.join(" ");
    let found = this.#found.get(key);
    if (!found) {
      found = terms.every((term) => this.has(term)) ? this.#query(terms) : new Set();
      // Typing asks for the same terms again and again; the bound keeps a long session small.
      if (this.#found.size > 2000) this.#found.clear();
      this.#found.set(key, found);
    }
    return found;
  }

  holding(character: string): ReadonlySet<string> {
    return new Set(this.#terms.filter((term) => term.includes(character)).flatMap((term) => [...this.find([term])]));
  }

  /** All of it is here. */
  supply(): Promise<boolean> {
    return Promise.resolve(false);
  }

  #query(terms: readonly string[]): ReadonlySet<string> {
    const results = this.#index.query((query) => {
      for (const term of new Set(terms)) {
        query.term(term, { presence: lunr.Query.presence.REQUIRED, usePipeline: false });
      }
    });
    return new Set(results.map((result) => result.ref));
  }
}

/** What lunr.js loads. Its vectors hold a score of every term in every field of a document; we rank ourselves, so all are 1. */
function unpacked({ version, fields, references, postings }: LunrIndex, terms: readonly string[]): object {
  const vectors = new Map<string, number[]>(references.flatMap((reference) => fields.map((field) => [`${field}/${reference}`, []])));
  const invertedIndex = postings.map((posting, index) => {
    const places = fields.map((field, order) => {
      const holders = posting[order]!.map((place) => references[place]!);
      for (const holder of holders) vectors.get(`${field}/${holder}`)!.push(index, 1);
      return [field, Object.fromEntries(holders.map((holder) => [holder, {}]))] as const;
    });
    return [terms[index], { _index: index, ...Object.fromEntries(places) }];
  });
  return { version, fields, fieldVectors: [...vectors], invertedIndex, pipeline: [] };
}
