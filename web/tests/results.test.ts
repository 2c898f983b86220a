/** What a result shows, how much of it, and what stands beside the results. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FILTERS } from "../results/facets.ts";
import { explainQuery } from "../results/explain.ts";
import { Suggestions } from "../results/suggestions.ts";
import type { Answer } from "../results/search.ts";
import { PLAIN_RULES } from "../text/analyzer.ts";
import { searchOver, texts, type Sample } from "./fixture.ts";

const ask = (samples: readonly Sample[], query: string): Answer => searchOver(samples).answer({ query, filters: NO_FILTERS });

test("a snippet has 96 characters, of which 24 precede the first match", () => {
  const { excerpt } = ask(texts(`${"甲".repeat(300)}损失函数${"乙".repeat(300)}`), "损失函数").results[0]!;
  assert.deepEqual(excerpt, [`…${"甲".repeat(24)}`, "损失函数", `${"乙".repeat(96 - 24 - 4)}…`]);
});

test("eight phrases are highlighted on the page of a result", () => {
  const words = Array.from({ length: 12 }, (_, at) => `word${String.fromCharCode(97 + at)}`);
  assert.equal(ask(texts(words.join(", then ")), words.join(" ")).results[0]!.marks.length, 8);
});

test("at most two pages that the query names stand above the results", () => {
  const concepts = ["one", "two", "three"].map((id) => [["loss"], id] as const);
  const search = searchOver(texts("loss"), { concepts });
  assert.deepEqual(
    search.answer({ query: "loss", filters: NO_FILTERS }).pages.map(({ id }) => id),
    ["one", "two"],
  );
});

test("an explanation lists five results and six forms of each word", () => {
  const words = Array.from({ length: 8 }, (_, at) => `grad${String.fromCharCode(97 + at)}x`).join(" ");
  const lines = explainQuery(searchOver(texts(...Array.from({ length: 7 }, () => words))).interpret("grad"));
  assert.equal(lines.filter((line) => /^ {2}\d\. /.test(line)).length, 5);
  assert.equal(lines.find((line) => line.startsWith("  grad:"))!.match(/begins so/g)!.length, 6);
});

const complete = (query: string, ...terms: readonly string[]): string[] =>
  new Suggestions(
    terms.map((text) => ({ text, count: 1 })),
    PLAIN_RULES,
  ).complete(query);

test("four completions are suggested", () => {
  const terms = ["recall", "reward", "ReLU", "residual", "regression"];
  assert.equal(complete("re", ...terms).length, 4);
  assert.equal(complete("", ...terms).length, 4);
});

test("two letters, or one character of a script without blanks, are completed", () => {
  assert.deepEqual(complete("re", "recall"), ["recall"]);
  assert.deepEqual(complete("r", "recall"), []);
  assert.deepEqual(complete("召", "召回率"), ["召回率"]);
});

test("the last three words, or six characters, of a query are completed", () => {
  assert.deepEqual(complete("one two three", "one two three four"), ["one two three four"]);
  assert.deepEqual(complete("one two three four", "one two three four five"), []);
  assert.deepEqual(complete("一二三四五六", "一二三四五六七"), ["一二三四五六七"]);
  assert.deepEqual(complete("一二三四五六七", "一二三四五六七八"), []);
});
