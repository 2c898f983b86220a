/** Finds the documents that may contain a phrase, by intersecting the postings of its terms. */

import { HEAD_FIELDS, NO_POSTINGS, type Postings } from "../data/posting.ts";

/** The postings of a term, sorted by document ordinal. */
export interface TermPostings extends Postings {
  readonly documents: Uint32Array;
  readonly fields: Uint8Array;
  readonly frequencies: Uint8Array;
}

/** The postings of a term as arrays indexed by document ordinal. */
export interface DensePostings {
  readonly fields: Uint8Array;
  readonly frequencies: Uint8Array;
}

/** Most terms and phrases cached: each keystroke asks for the same ones again. */
const MAX_CACHED = 400;

export class PhraseFinder {
  readonly #dense = new Map<string, DensePostings>();
  readonly #found = new Map<string, Postings>();

  /** `postings` returns the postings of a term, or undefined if they are not loaded. */
  constructor(
    private readonly size: number,
    private readonly postings: (term: string) => TermPostings | undefined,
  ) {}

  /** Documents that contain all terms in one field. */
  find(text: string, terms: readonly string[]): Postings {
    let found = this.#found.get(text);
    if (found) return found;
    const postings = terms.map((term) => this.postings(term));
    if (!terms.length || postings.some((one) => one === undefined)) return NO_POSTINGS;
    found = terms.length === 1 ? postings[0]! : this.#intersect(terms, postings as TermPostings[]);
    if (this.#found.size > MAX_CACHED) this.#found.clear();
    this.#found.set(text, found);
    return found;
  }

  /** The postings of a term indexed by document ordinal; undefined if they are not loaded. */
  dense(term: string): DensePostings | undefined {
    let dense = this.#dense.get(term);
    const postings = dense ? undefined : this.postings(term);
    if (dense || !postings) return dense;
    dense = { fields: new Uint8Array(this.size), frequencies: new Uint8Array(this.size) };
    for (let index = 0; index < postings.documents.length; index++) {
      dense.fields[postings.documents[index]!] = postings.fields[index]!;
      dense.frequencies[postings.documents[index]!] = postings.frequencies[index]!;
    }
    if (this.#dense.size > MAX_CACHED) this.#dense.clear();
    this.#dense.set(term, dense);
    return dense;
  }

  /** Intersects postings field by field, starting from the rarest term. */
  #intersect(terms: readonly string[], postings: readonly TermPostings[]): Postings {
    const rarest = postings.reduce((one, other) => (other.documents.length < one.documents.length ? other : one)).documents;
    if (!rarest.length) return NO_POSTINGS;
    const dense = terms.map((term) => this.dense(term)!);
    const documents: number[] = [],
      fields: number[] = [],
      frequencies: number[] = [];
    for (let index = 0; index < rarest.length; index++) {
      const ordinal = rarest[index]!;
      let common = 0xff,
        least = 0xff;
      for (const one of dense) {
        common &= one.fields[ordinal]!;
        least = Math.min(least, one.frequencies[ordinal]!);
      }
      if (!(common & HEAD_FIELDS) && !least) continue;
      documents.push(ordinal);
      fields.push(common);
      frequencies.push(least);
    }
    return { documents, fields, frequencies };
  }
}
