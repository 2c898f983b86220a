/** What a result shows, how much of it, and what stands beside the results. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FILTERS } from "../results/facets.ts";
import { explainQuery } from "../results/explain.ts";
import type { Answer } from "../results/search.ts";
import { body, searchOver, texts, type Sample } from "./fixture.ts";

const ask = (samples: readonly Sample[], query: string): Answer => searchOver(samples).answer({ query, filters: NO_FILTERS });

/** The snippet of the first result. */
const snippet = (text: string, query: string): readonly string[] => ask(texts(text), query).results[0]!.excerpt;

test("a snippet is as wide as 96 Chinese characters, of which 24 precede the first match", () => {
  const excerpt = snippet(`${"甲".repeat(300)}损失函数${"乙".repeat(300)}`, "损失函数");
  assert.deepEqual(excerpt, [`…${"甲".repeat(24)}`, "损失函数", `${"乙".repeat(96 - 24 - 4)}…`]);
  const atEnd = snippet(`${"甲".repeat(300)}损失函数`, "损失函数");
  assert.deepEqual(atEnd, [`…${"甲".repeat(92)}`, "损失函数", ""]);
});
test("a snippet has as many whole words as are as wide as 192 letters", () => {
  const excerpt = snippet(`${"abcde ".repeat(60)}gradient${" vwxyz".repeat(60)}`, "gradient");
  assert.deepEqual(excerpt, [`…${"abcde ".repeat(8)}`, "gradient", `${" vwxyz".repeat(22)}…`]);
  const clause = snippet(`${"a".repeat(100)}. i.e. ${"b ".repeat(10)}loss ${"c ".repeat(150)}`, "loss");
  assert.equal(clause[0], `…i.e. ${"b ".repeat(10)}`);
  const long = snippet(`${"a".repeat(100)}-loss ${"b".repeat(300)}`, "loss");
  assert.deepEqual(long, ["…-", "loss", "…"]);
  const whole = `${"loss ".repeat(38)}so`;
  assert.equal(snippet(whole, "loss").join(""), whole);
  assert.equal(snippet(`${whole}n`, "loss").join(""), `${whole.slice(0, -3)}…`);
});

test("an option, which may be wrong, is shown only if nothing else of a question matches", () => {
  const options = [body("A. green tea", 0), body("B. black coffee", 0)];
  const shown = (title: string, query: string, ...answer: string[]): string =>
    ask([{ title, passages: [...options, ...answer.map((text) => body(text))] }], query).results[0]!.excerpt.join("");
  assert.equal(shown("What wakes you?", "coffee", "B. black coffee wakes."), "B. black coffee wakes.");
  assert.equal(shown("Does coffee wake you?", "coffee", "It does."), "It does.");
  assert.equal(shown("What wakes you?", "coffee", "It does."), "B. black coffee");
  assert.equal(shown("What wakes you?", "tea"), "A. green tea");
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
