/** The one thing the search asks of an index; what stands behind it (lunr for small bases, chunks for large ones) is its own affair.
 *
 * Documents are numbered by their places in the base. An index answers at once, from what it has. One that keeps most of itself on the
 * server notes what it was asked in vain, brings it with `supply`, and is asked once more. */

import type { Document } from "../data/document.ts";
import type { Postings } from "../data/posting.ts";
import type { Vocabulary } from "../data/schema.ts";

/** What would make an answer better: the whole texts of the documents `best`, the vocabulary. */
export interface Wanted {
  readonly best: readonly number[];
  readonly vocabulary: boolean;
}

/** A term of a query and what it weighs. */
export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

export interface Index {
  /** How many documents the base has. */
  readonly size: number;
  /** How many results a list shows at once: texts that must come first cost more than texts that are here. */
  readonly page: number;
  /** Whether the texts of all documents are here. */
  readonly complete: boolean;
  /** The vocabulary where it came after the rest. */
  readonly vocabulary?: Vocabulary | undefined;
  /** Words of letters or digits as the texts write them, sorted. */
  readonly words: readonly string[];
  /** Tells the query, in normal form, that the following is asked for. */
  about(query: string): void;
  has(term: string): boolean;
  /** Documents that hold all terms of a phrase in one field: a little more than those that hold the phrase. */
  phrase(text: string): Postings;
  /** BM25 of every document by its place, summed over the fields by their weights, in units of the query's inverse document frequency. */
  score(terms: readonly WeightedTerm[]): Float64Array;
  /** How many documents hold a term in each field, summed over the fields. */
  frequency(term: string): number;
  /** Brings whatever it was asked for and did not have, and what is wanted besides; false where nothing was missing. */
  supply(wanted: Wanted): Promise<boolean>;
}

/** The documents of a base, in its order. */
export interface Documents {
  readonly size: number;
  get(place: number): Document | undefined;
  values(): Iterable<Document>;
}
