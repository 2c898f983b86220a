/** The one thing the search asks of an index; what stands behind it (lunr for small bases, chunks for large ones) is its own affair.
 *
 * An engine finds candidates by index terms; the planner then looks at the texts of these. It answers at once, from what it has. An
 * engine that keeps most of itself on the server notes what it was asked in vain, brings it with `supply`, and is asked once more. */

import type { Document } from "../data/document.ts";
import type { Vocabulary } from "../data/schema.ts";

/** Documents that hold a phrase in one of their fields, by their places, and where they hold it. */
export interface Phrase {
  readonly documents: ArrayLike<number>;
  /** As postings say it (`PLACE`). */
  readonly where: ArrayLike<number>;
}

/** What would make an answer better: the whole texts of the documents `best`, the vocabulary. */
export interface Wanted {
  readonly best: readonly string[];
  readonly vocabulary: boolean;
}

export interface Engine {
  /** How many results a list shows at once: texts that must come first cost more than texts that are here. */
  readonly page: number;
  /** The vocabulary where it came after the rest. */
  readonly vocabulary?: Vocabulary | undefined;
  /** Index terms that are words of letters or digits, sorted. */
  readonly words: readonly string[];
  /** Tells the query, in normal form, that the following is asked for. */
  about(query: string): void;
  has(term: string): boolean;
  /** Keys of the documents that hold every one of the terms. */
  find(terms: readonly string[]): Iterable<string>;
  /** Keys of the documents that hold a CJK character anywhere. */
  holding(character: string): Iterable<string>;
  /** Documents that hold a phrase and where, of engines that know this of documents whose texts are not here. */
  readonly phrase?: (text: string) => Phrase;
  /** How many characters of each document's title say something; of such engines, too. */
  readonly titles?: readonly number[];
  /** Brings whatever it was asked for and did not have, and what is wanted besides; false where nothing was missing. */
  supply(wanted: Wanted): Promise<boolean>;
}

/** The documents of a base by their keys, in its order. */
export interface Documents {
  readonly size: number;
  get(key: string): Document | undefined;
  values(): Iterable<Document>;
}
