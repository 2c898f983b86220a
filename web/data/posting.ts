/** What the index of a large base tells of a term in a document; the twin of `generator/zhiku/search/postings.py`. */

/** Where a document holds a term or a phrase, as the bits of a byte: in its title, a name, a head; three bits for the sections prompt,
 * answer and analysis; and, from `times` up, how often in running text, where three stands for more. */
export const PLACE = { title: 1, names: 2, heads: 4, sections: 8, times: 64 } as const;
export const FIELDS_MASK = PLACE.title | PLACE.names | PLACE.heads;
const SECTIONS_MASK = 7;

export const sectionsOf = (posting: number): number => (posting >> 3) & SECTIONS_MASK;
export const timesOf = (posting: number): number => posting >> 6;
