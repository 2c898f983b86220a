/** Which documents hold a phrase, as far as postings of its terms tell: terms in, postings of the phrase out. */

import { HEAD_FIELDS, NO_POSTINGS, type Postings } from "../data/posting.ts";

/** The postings of a term, documents in their order. */
export interface TermPostings extends Postings {
  readonly documents: Uint32Array;
  readonly fields: Uint8Array;
  readonly times: Uint8Array;
}

/** The postings of a term as arrays over all documents. */
export interface SpreadPostings {
  readonly fields: Uint8Array;
  readonly times: Uint8Array;
}

/** Terms and phrases that are kept: typing asks for the same ones again and again. */
const MOST_KEPT = 400;

export class PhraseFinder {
  readonly #spread = new Map<string, SpreadPostings>();
  readonly #found = new Map<string, Postings>();

  /** `postings` gives those of a term, or nothing where they have not come yet. */
  constructor(private readonly size: number, private readonly postings: (term: string) => TermPostings | undefined) {}

  /** Documents that hold all of the terms in one field. */
  find(text: string, terms: readonly string[]): Postings {
    let found = this.#found.get(text);
    if (found) return found;
    const postings = terms.map((term) => this.postings(term));
    if (!terms.length || postings.some((one) => one === undefined)) return NO_POSTINGS;
    found = terms.length === 1 ? postings[0]! : this.#all(terms, postings as TermPostings[]);
    if (this.#found.size > MOST_KEPT) this.#found.clear();
    this.#found.set(text, found);
    return found;
  }

  /** The postings of a term over all documents; none before they have come. */
  spread(term: string): SpreadPostings | undefined {
    let spread = this.#spread.get(term);
    const postings = spread ? undefined : this.postings(term);
    if (spread || !postings) return spread;
    spread = { fields: new Uint8Array(this.size), times: new Uint8Array(this.size) };
    for (let index = 0; index < postings.documents.length; index++) {
      spread.fields[postings.documents[index]!] = postings.fields[index]!;
      spread.times[postings.documents[index]!] = postings.times[index]!;
    }
    if (this.#spread.size > MOST_KEPT) this.#spread.clear();
    this.#spread.set(term, spread);
    return spread;
  }

  /** Those of the rarest term that hold the others in the same field. */
  #all(terms: readonly string[], postings: readonly TermPostings[]): Postings {
    const rarest = postings.reduce((one, other) => (other.documents.length < one.documents.length ? other : one)).documents;
    if (!rarest.length) return NO_POSTINGS;
    const spread = terms.map((term) => this.spread(term)!);
    const documents: number[] = [], fields: number[] = [], times: number[] = [];
    for (let index = 0; index < rarest.length; index++) {
      const place = rarest[index]!;
      let held = 0xff, least = 0xff;
      for (const one of spread) {
        held &= one.fields[place]!;
        least = Math.min(least, one.times[place]!);
      }
      if (!(held & HEAD_FIELDS) && !least) continue;
      documents.push(place);
      fields.push(held);
      times.push(least);
    }
    return { documents, fields, times };
  }
}
