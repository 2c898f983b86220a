/** The interface between the search and an index: lunr for small bases, chunks for large ones.
 *
 * Documents are identified by their ordinals in the base. All queries are synchronous and answer from what is loaded. A chunked index
 * records what was asked for but missing; `load` fetches it, and the query is then repeated. */

import type { Document } from "../data/document.ts";
import type { Postings } from "../data/posting.ts";
import type { Vocabulary } from "../data/schema.ts";

/** What to load besides: the texts of documents (by ordinal), the vocabulary. */
export interface LoadRequest {
  readonly texts: readonly number[];
  readonly vocabulary: boolean;
}

/** A query term and its weight. */
export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

export interface Index {
  /** Number of documents. */
  readonly size: number;
  /** Results shown at once; smaller where each text must be loaded first. */
  readonly pageSize: number;
  /** True if the texts of all documents are loaded. */
  readonly complete: boolean;
  /** The vocabulary, if it is not part of the search data and has been loaded. */
  readonly vocabulary?: Vocabulary | undefined;
  /** Words of letters or digits, unstemmed, sorted. */
  readonly words: readonly string[];
  /** Begins a query, given in normal form. */
  startQuery(query: string): void;
  has(term: string): boolean;
  /** Documents that contain all terms of a phrase in one field: a superset of those that contain the phrase. */
  phrase(text: string): Postings;
  /** BM25F score of each document, indexed by ordinal, divided by the sum of the terms' weighted idf. */
  score(terms: readonly WeightedTerm[]): Float64Array;
  /** Number of documents that contain a term, counted once for each field. */
  frequency(term: string): number;
  /** Loads everything that queries found missing, and what is requested; false if nothing was missing. */
  load(wanted: LoadRequest): Promise<boolean>;
}

/** The documents of a base, in its order. */
export interface Documents {
  readonly size: number;
  get(ordinal: number): Document | undefined;
  values(): Iterable<Document>;
}
