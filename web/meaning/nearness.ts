/** How near documents are to a query in meaning, by place: about 0 for what has nothing in common with it, 1 for the same. */
export interface Nearness {
  /** Cosines of the query with titles. */
  readonly titles: Float32Array;
  /** Cosines with the nearest sentence of each text; none of very large bases. */
  readonly sentences: Float32Array | undefined;
  /** How much of what each title says the query means, word by word. */
  readonly covers: Float32Array;
}
