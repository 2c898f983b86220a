/** Meaning: how texts are divided into known words (with cases shared with the generator), and how similarity is combined with the score by words. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { MeaningScores } from "../meaning/scores.ts";
import { Codebook, normalized } from "../meaning/codebook.ts";
import { tokenize, groupOf, type Vocabulary, type Word } from "../meaning/words.ts";
import { blend, similarDocuments, meaningWeight } from "../ranking/blend.ts";
import {
  MEANING_TITLE_COVERAGE,
  MIN_TITLE_SIMILARITY,
  MIN_SENTENCE_SIMILARITY,
  MEANING_SENTENCE,
  MEANING_TITLE,
} from "../ranking/params.ts";

interface Shared {
  readonly words: readonly string[];
  readonly cases: readonly { text: string; words: string[] }[];
}

// Tests run from the root of the project.
const shared = JSON.parse(readFileSync("tests/data/search/meaning.json", "utf8")) as Shared;
const known = new Map<string, Word>(shared.words.map((text) => [text, { text, weight: 1, code: new Uint8Array() }]));
const simplified = new Map([
  ["碼", "码"],
  ["壓", "压"],
]);
const all: Vocabulary = { baseWord: () => undefined, word: (text) => known.get(text), has: () => true };

for (const one of shared.cases) {
  test(`words of “${one.text}”`, () => {
    assert.deepEqual(
      tokenize(one.text, all, simplified).words.map(({ text }) => text),
      one.words,
    );
  });
}

test("loading the vocabulary chunk by chunk gives the same words", () => {
  const here = new Set<string>();
  const partly: Vocabulary = {
    ...all,
    word: (text) => (here.has(groupOf(text)) ? known.get(text) : undefined),
    has: (group) => here.has(group),
  };
  for (const { text, words } of shared.cases) {
    here.clear();
    for (let missing = tokenize(text, partly, simplified).missing; missing.length; missing = tokenize(text, partly, simplified).missing)
      missing.forEach((group) => {
        here.add(group);
      });
    assert.deepEqual(
      tokenize(text, partly, simplified).words.map((word) => word.text),
      words,
    );
  }
});

test("words of the base need no loading, and are preferred to longer ones in scripts without blanks", () => {
  const base = (...words: readonly string[]): Vocabulary => {
    const baseWord = (text: string): Word | undefined => (words.includes(text) ? known.get(text) : undefined);
    return { baseWord, word: baseWord, has: () => false };
  };
  const tokenized = (text: string, ...words: readonly string[]): unknown => {
    const { words: found, missing } = tokenize(text, base(...words), simplified);
    return [found.map((word) => word.text), missing];
  };
  assert.deepEqual(tokenized("delete account", "delete", "account"), [["delete", "account"], []]);
  assert.deepEqual(tokenized("deleted account", "delete", "account"), [["account"], ["dele"]]);
  assert.deepEqual(tokenized("高血压怎么办", "血压", "高血", "怎么办"), [["高血"], ["压怎"]]);
  assert.deepEqual(tokenized("高血压怎么办", "高血压", "怎么办"), [["高血压", "怎么办"], []]);
  assert.deepEqual(tokenized("可", "可"), [["可"], []]);
});

test("without vectors, the score by words does not change", () => {
  assert.equal(blend(Float64Array.of(3, 7), undefined)(1), 7);
});

/** Similarities that a test chooses. */
const nearness = (
  titles: readonly number[],
  sentences?: readonly number[],
  covers: readonly number[] = titles.map(() => 0),
): MeaningScores => ({
  titles: Float32Array.from(titles),
  sentences: sentences && Float32Array.from(sentences),
  titleCoverage: Float32Array.from(covers),
});

test("the score by words is relative to the best one; titles and sentences add by their weights", () => {
  const score = blend(Float64Array.of(2, 4, 0), nearness([0, 0, 0.5], [0, 0.25, 0]));
  assert.deepEqual([0, 1, 2].map(score), [0.5, 1 + 0.25 * MEANING_SENTENCE, 0.5 * MEANING_TITLE]);
  assert.deepEqual([MEANING_TITLE, MEANING_SENTENCE], [1, 0.5]);
});

test("the coverage of a title by meaning adds to the score", () => {
  assert.deepEqual([0, 1].map(blend(Float64Array.of(4, 4), nearness([0, 0], undefined, [0, 0.5]))), [1, 1 + 0.5 * MEANING_TITLE_COVERAGE]);
  assert.equal(MEANING_TITLE_COVERAGE, 0.75);
});

test("the meaning of a single word counts less", () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((words) => Math.round(100 * meaningWeight(words))),
    [60, 80, 100, 100],
  );
  assert.equal(blend(Float64Array.of(2, 4), nearness([0.5, 0]), 0.6)(0), 0.5 + 0.6 * 0.5 * MEANING_TITLE);
});

test("documents without a word of the query must be similar enough", () => {
  assert.deepEqual([MIN_TITLE_SIMILARITY, MIN_SENTENCE_SIMILARITY], [0.25, 0.35]);
  assert.deepEqual(similarDocuments(nearness([0.26, 0.24, 0.5])), [0, 2]);
  assert.deepEqual(similarDocuments(nearness([0, 0, 0.3], [0.34, 0.36, 0])), [1, 2]);
});

test("cosines computed from codes are those of the decoded vectors", () => {
  const [parts, size, rows] = [3, 2, 5];
  const bytes = Uint8Array.from({ length: parts * 256 * size }, (_, at) => (at * 37 + 11) % 251);
  const codes = Uint8Array.from({ length: parts * rows }, (_, at) => (at * 89 + 5) % 256);
  const codebook = new Codebook(bytes, parts, size);
  const decoded = (row: number): Float32Array => codebook.sum([{ weight: 1, code: codes.subarray(row * parts, (row + 1) * parts) }]);
  const vector = normalized(Float32Array.of(1, -2, 3, 0.5, -1, 2));
  const product = (one: Float32Array): number => one.reduce((sum, value, at) => sum + value * vector[at]!, 0);
  codebook.cosines(vector, codebook.withScales(codes)).forEach((cosine, row) => {
    assert.ok(Math.abs(cosine - product(normalized(decoded(row)))) < 1e-5);
  });
  codebook.products(vector, codes).forEach((found, row) => {
    assert.ok(Math.abs(found - product(decoded(row))) < 1e-2);
  });
  assert.deepEqual([...normalized(Float32Array.of(0, 0))], [0, 0]);
});
