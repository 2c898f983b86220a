/** Similarity of meaning between a query and each document, by ordinal: about 0 for unrelated, 1 for equal. */
export interface MeaningScores {
  /** Cosines of the query with titles. */
  readonly titles: Float32Array;
  /** Cosine with the most similar sentence of each text; undefined for very large bases. */
  readonly sentences: Float32Array | undefined;
  /** Part of each title that the query means, word by word, 0..1. */
  readonly titleCoverage: Float32Array;
}

/** The part of the documents below which words are about equally rare. */
const RARITY_FLOOR = 0.01;

/** What the weight of a word held by this part of the documents is multiplied by, as for titles and sentences in
 * `generator/zhiku/search/meaning.py`: the root of its inverse document frequency, 1 for a word that no document holds. */
export const rarity = (share: number): number => Math.sqrt(Math.log1p(1 / (share + RARITY_FLOOR)) / Math.log1p(1 / RARITY_FLOOR));
