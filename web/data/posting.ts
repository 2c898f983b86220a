/** What the index tells of a term in a document; the twin of `generator/zhiku/search/postings.py`. */

import { SECTIONS } from "./schema.ts";

/** Where a document holds a term or a phrase, as the bits of a byte: in its title, a name, a head, and one bit for each kind of section. */
export const FIELD_BIT = { title: 1, names: 2, heads: 4 } as const;
export const FIRST_SECTION_BIT = 8;
export const HEAD_FIELDS = FIELD_BIT.title | FIELD_BIT.names | FIELD_BIT.heads;
const SECTIONS_MASK = (1 << SECTIONS.length) - 1;

/** The sections that hold it, as bits in the order of `SECTIONS`. */
export const sectionsOf = (fields: number): number => (fields >> 3) & SECTIONS_MASK;

/** Documents that hold a phrase, by their places in the base; of each the fields (bits as above) and how often running text has it. */
export interface Postings {
  readonly documents: ArrayLike<number>;
  readonly fields: ArrayLike<number>;
  readonly times: ArrayLike<number>;
}

export const NO_POSTINGS: Postings = { documents: [], fields: [], times: [] };
