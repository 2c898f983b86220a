/** What a result shows, how much of it, and what stands beside the results. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FILTERS } from "../results/facets.ts";
import { explainQuery } from "../results/explain.ts";
import type { Answer } from "../results/search.ts";
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
