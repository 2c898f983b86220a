/** How near documents are to a query in meaning, by place: about 0 for what has nothing in common with it, 1 for the same. */
export interface Nearness {
  readonly titles: Float32Array;
  /** None of large bases. */
  readonly bodies: Float32Array | undefined;
}
