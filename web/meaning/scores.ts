/** Similarity of meaning between a query and each document, by ordinal: about 0 for unrelated, 1 for equal. */
export interface MeaningScores {
  /** Cosines of the query with titles. */
  readonly titles: Float32Array;
  /** Cosine with the most similar sentence of each text; undefined for very large bases. */
  readonly sentences: Float32Array | undefined;
  /** Part of each title that the query means, word by word, 0..1. */
  readonly titleCoverage: Float32Array;
}
