/** The one thing the search asks of an index; what stands behind it (lunr for small bases, Pagefind for large ones) is its own affair.
 *
 * An engine finds candidates by index terms; the planner then looks at the texts of these. It answers at once, from what it has. An
 * engine that keeps most of itself on the server notes what it was asked in vain, brings it with `supply`, and is asked once more. */

import type { Document } from "./corpus.ts";

export interface Engine {
  /** Index terms that are words of letters or digits, sorted. */
  readonly words: readonly string[];
  has(term: string): boolean;
  /** Keys of the documents that hold every one of the terms. */
  find(terms: readonly string[]): ReadonlySet<string>;
  /** Keys of the documents that hold a CJK character anywhere. */
  holding(character: string): ReadonlySet<string>;
  /** Brings whatever it was asked for and did not have, and the whole texts of the documents `best`; false where nothing was missing. */
  supply(best: readonly string[]): Promise<boolean>;
}

/** The documents of a base by their keys, in its order. */
export interface Documents {
  readonly size: number;
  get(key: string): Document | undefined;
  values(): Iterable<Document>;
}
