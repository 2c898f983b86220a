/** BM25F (Robertson, Zaragoza and Taylor 2004) as lunr computes it: each field is saturated on its own, then summed by its weight. */

/** Weights of the fields; the generator builds lunr's index with the same (`search/documents.py`). */
export const BOOSTS = { title: 4, names: 2, heads: 2, body: 1 } as const;
/** BM25's term frequency saturation and length normalization (lunr's defaults). */
const K1 = 1.2,
  B = 0.75;

/** Lunr's inverse document frequency; `frequency` counts a document once for each field that contains the term. */
export const idf = (frequency: number, size: number): number => Math.log(1 + Math.abs((size - frequency + 0.5) / (frequency + 0.5)));

/** BM25's saturated term frequency; `length` is the length of the field relative to the average. */
export const saturation = (frequency: number, length: number): number => ((K1 + 1) * frequency) / (K1 * (1 - B + B * length) + frequency);
