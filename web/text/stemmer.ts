/** The stem of a word (`symptoms` → `symptom`), as `generator/zhiku/search/stemmer.py` finds it; both read
 * `tests/data/search/stems.json` in their tests. */

import { stem as porter2 } from "porter2";

const MOST_KEPT = 20_000;
const LETTERS = /^[a-z]+$/;
const kept = new Map<string, string>();

/** The stem of a word of Latin letters; any other term as it is. */
export function stem(word: string): string {
  let found = kept.get(word);
  if (found === undefined) {
    found = LETTERS.test(word) ? porter2(word) : word;
    if (kept.size > MOST_KEPT) kept.clear();
    kept.set(word, found);
  }
  return found;
}
