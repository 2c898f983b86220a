/** The constants that decide the ranking. Each has a test that fails if it changes (`web/tests/ranking.test.ts`). */

/** Weight of a term that occurs only in a question word (`what`, 怎么), or joins one to its neighbour. */
export const QUESTION_WORD = 1 / 3;
/** Factor of the signals that phrases, heads and titles add to BM25, by kind of match: for full matches they decide, for partial ones
 * they break near ties. */
export const SIGNALS = { full: 1, partial: 0.5, meaning: 0 } as const;
/** A full match ranks above all partial ones if its score is at least this part of the best partial score. */
export const FULL_LEAD = 0.85;
/** Number of documents whose texts are scored; all others keep the order of the first stage. */
export const MAX_SCORED = 40;
/** Part of a query's weight that a hand-written page must contain to be shown. */
export const MIN_PAGE_COVERAGE = 0.6;
/** Score for a word in a page's title, besides at most 1 for its text. */
export const TITLE_WEIGHT = 1.5;
/** Most hand-written pages shown above the questions. */
export const MAX_PAGES = 3;
/** Weights of meaning, relative to the best score by words: similarity of the title, of the most similar sentence, and coverage of the
 * title (`docs/adr/0016-word-vectors.md`). */
export const MEANING_TITLE = 1,
  MEANING_SENTENCE = 0.5,
  MEANING_TITLE_COVERAGE = 0.75;
/** Weight of meaning as a whole for a query of one word, and what each further word adds. */
export const MEANING_WEIGHT_ONE_WORD = 0.6,
  MEANING_WEIGHT_PER_WORD = 0.2;
/** Weight of a similar word that stands in for a typed one, times their cosine. */
export const SIMILAR_WORD = 0.7;
/** Least cosine of the title, or of a sentence, for a match without a word in common, and the most such matches shown. */
export const MIN_TITLE_SIMILARITY = 0.25,
  MIN_SENTENCE_SIMILARITY = 0.35,
  MAX_MEANING_MATCHES = 10;
