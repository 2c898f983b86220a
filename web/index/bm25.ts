/** BM25 with fields (Robertson, Zaragoza and Taylor 2004), each field saturated by itself and summed by its weight, as lunr does. */

/** What a term earns by the field that holds it; the generator builds lunr's index with the same (`search/documents.py`). */
export const BOOSTS = { title: 4, names: 2, heads: 2, body: 1 } as const;
/** How fast further occurrences stop to count, and how much the length of a field does (lunr's own values). */
export const K1 = 1.2, B = 0.75;

/** Lunr's inverse document frequency; `frequency` counts a document once for each field that holds the term. */
export const idf = (frequency: number, size: number): number => Math.log(1 + Math.abs((size - frequency + 0.5) / (frequency + 0.5)));

/** What a field earns that holds a term so often; `length` is that of the field beside the average. */
export const saturated = (times: number, length: number): number => ((K1 + 1) * times) / (K1 * (1 - B + B * length) + times);
