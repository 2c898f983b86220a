/** The Porter2 stemmer (`symptoms` → `symptom`), in agreement with `generator/zhiku/search/stemmer.py`; the tests of both read
 * `tests/data/search/stems.json`. */

import { stem as porter2 } from "porter2";

const MAX_CACHED = 20_000;
const LETTERS = /^[a-z]+$/;
const cache = new Map<string, string>();

/** The stem of a word of Latin letters; other terms are returned unchanged. */
export function stem(word: string): string {
  let found = cache.get(word);
  if (found === undefined) {
    found = LETTERS.test(word) ? porter2(word) : word;
    if (cache.size > MAX_CACHED) cache.clear();
    cache.set(word, found);
  }
  return found;
}
