/** The fields of a posting, as encoded by `generator/zhiku/search/postings.py`. */

import { SECTIONS } from "./schema.ts";

/** Bits of the fields in which a document contains a term: its title, a name, a head, and one bit for each kind of section. */
export const FIELD_BIT = { title: 1, names: 2, heads: 4 } as const;
export const FIRST_SECTION_BIT = 8;
export const HEAD_FIELDS = FIELD_BIT.title | FIELD_BIT.names | FIELD_BIT.heads;
const SECTIONS_MASK = (1 << SECTIONS.length) - 1;

/** The sections of a posting, as bits in the order of `SECTIONS`. */
export const sectionsOf = (fields: number): number => Math.trunc(fields / FIRST_SECTION_BIT) & SECTIONS_MASK;

/** Documents that contain a phrase, by ordinal, with the fields (bits as above) and the frequency in running text of each. */
export interface Postings {
  readonly documents: ArrayLike<number>;
  readonly fields: ArrayLike<number>;
  readonly frequencies: ArrayLike<number>;
}

export const NO_POSTINGS: Postings = { documents: [], fields: [], frequencies: [] };
