/** The constants that decide the ranking. Each has a test that falls when it changes (`web/tests/ranking.test.ts`). */

/** What a term weighs that only stands in a question word (`what`, 怎么) or joins one to its neighbour. */
export const QUESTION_WORD = 1 / 3;
/** What phrases, heads and titles add to BM25: among documents that hold all of the query they decide, among others they may only tip. */
export const SIGNALS = { full: 1, partial: 0.5, meaning: 0 } as const;
/** A document that holds all of a query stands before those that hold some of its words if it scores at least this part of their best. */
export const FULL_LEAD = 0.85;
/** How many documents have their texts looked at; all others keep the order of the first stage. */
export const MOST_SCORED = 40;
/** How much of a query, by the weight of its words, a hand-written page must hold to be shown. */
export const PAGE_COVERAGE = 0.6;
/** What a word in a page's title adds, beside the at most 1 of its text. */
export const TITLE_WEIGHT = 1.5;
/** How many hand-written pages are shown above the questions. */
export const PAGES_SHOWN = 3;
/** What meaning adds to the score by words as a part of the best: the nearness of the title, of the nearest sentence, and how much of
 * the title is meant (`docs/adr/0016-word-vectors.md`). */
export const MEANING_TITLE = 1, MEANING_SENTENCE = 0.5, MEANING_COVER = 0.75;
/** How much of that counts for a query of one word, and for each further word. */
export const MEANING_OF_ONE = 0.6, MEANING_PER_WORD = 0.2;
/** What a word of the base weighs that is looked for in place of a typed one, beside its cosine with that. */
export const SIMILAR_WORD = 0.7;
/** Of documents without a word in common, the title or a sentence must be at least this near, and only so many of them are shown. */
export const MEANING_LEAST = 0.3, MEANING_LEAST_SENTENCE = 0.4, MEANING_MOST = 10;
