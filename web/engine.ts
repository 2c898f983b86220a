/** The one thing the planner asks of an index; what stands behind it (lunr now, a chunked index for large bases later) is its own
 * affair. An engine finds candidates by index terms; the planner then looks at the texts of these. */

export interface Engine {
  /** All index terms, sorted. */
  readonly vocabulary: readonly string[];
  has(term: string): boolean;
  /** Documents that hold every one of the terms. */
  find(terms: readonly string[]): ReadonlySet<string>;
}
