/** How much a match of another form than the typed one counts, relative to a match of the word as typed (1).
 *
 * The surer it is that the reader meant the form, the more it counts. `web/tests/query.test.ts` shows an example of each. */

export const SIMILARITY = {
  /** A synonym that the owner lists, or an alias that the text gives. */
  synonym: 0.95,
  /** One typed word that the base writes as two (`covid19`, `focalloss`), and two that it writes as one (`e mail`). */
  split: 0.9,
  closedCompound: 0.9,
  /** Pinyin of a term, or its initials. */
  pinyin: 0.9,
  /** A longer word of the base that begins with the last one of the query. */
  completion: 0.85,
  /** A bigram of a single CJK character and its neighbour, across the boundary of two segments. */
  neighbourBigram: 0.8,
  /** A correction of the spelling; of pinyin, where the base has no word like it. */
  correction: 0.8,
  correctedPinyin: 0.75,
  /** Another form of a word, in languages without a stemmer. */
  inflection: 0.7,
  /** A name in full for its initials (`mtl`). */
  initials: 0.7,
  /** Pinyin of a word that the base also completes, and a longer word than one that the base contains. */
  ambiguousPinyin: 0.5,
  longerThanKnown: 0.4,
} as const;

/** Factor for synonyms of a name that the base itself writes: a text with the name as typed comes first. */
export const BESIDE_LITERAL = 0.75;
/** Factor for pinyin that may be unfinished. */
export const UNFINISHED_PINYIN = 0.9;
