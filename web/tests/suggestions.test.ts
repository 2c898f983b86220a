/** Completions of queries, and the options of a search: exact spelling, order, an empty query. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Suggestions } from "../results/suggestions.ts";
import { readState, writeState } from "../state/url-state.ts";
import { NO_FILTERS } from "../results/facets.ts";
import { PLAIN_RULES } from "../text/analyzer.ts";
import { searchOver } from "./fixture.ts";

const TERMS = ["Google Docs", "Gmail", "损失函数", "函数", "Google Drive", "交叉熵"];
/** The completions of a query from terms, each more frequent than the one before. */
const complete = (query: string, ...terms: readonly string[]): string[] =>
  new Suggestions(
    terms.map((text, count) => ({ text, count })),
    PLAIN_RULES,
  ).complete(query);

for (const [query, wanted] of [
  ["goo", ["Google Drive", "Google Docs"]],
  ["google d", ["Google Drive", "Google Docs"]],
  ["open goog", ["open Google Drive", "open Google Docs"]],
  ["open google d", ["open Google Drive", "open Google Docs"]],
  ["google ", []],
  ["gmail", []],
  ["g", []],
  ["损", ["损失函数"]],
  ["什么是损失", ["什么是损失函数"]],
  ["损失函", ["损失函数"]],
  ["函数", []],
  ["什么", []],
  ["", ["交叉熵", "Google Drive", "函数", "损失函数"]],
] as const) {
  test(`“${query}” may go on`, () => assert.deepEqual(complete(query, ...TERMS), wanted));
}

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

test("the state of the view is in the address", () => {
  const address = "q=a&exact=1&grouped=1&sorted=1";
  assert.equal(writeState(readState(`?${address}`)), address);
  assert.equal(writeState(readState("?q=a&exact=0&sorted=yes")), "q=a");
});

test("a correction can be refused", async () => {
  const search = searchOver([{ title: "召回率" }, { title: "优化算法" }]);
  const ask = (exact: boolean) => search.ask({ query: "召会率", filters: NO_FILTERS, exact });
  assert.deepEqual([(await ask(false)).mode, (await ask(false)).total], ["fuzzy", 1]);
  assert.notEqual((await ask(true)).mode, "fuzzy");
});

test("sorting by title applies to browsing only", async () => {
  const search = searchOver([{ title: "Beta 10" }, { title: "alpha beta" }, { title: "Beta 9" }]);
  const titles = async (query: string, sorted: boolean): Promise<string[]> =>
    (await search.ask({ query, filters: NO_FILTERS, sorted })).results.map(({ id }) => id);
  assert.deepEqual(await titles("", false), ["1", "2", "3"]);
  assert.deepEqual(await titles("", true), ["2", "3", "1"]);
  assert.deepEqual(await titles("beta", true), await titles("beta", false));
});

test("a topic without an English name is suggested by its name, and does not match an empty query", async () => {
  const domains = [{ id: "gmail", name: "Gmail", english: "", url: "domains/gmail/", terms: ["gmail"] }];
  const { pages, suggestions } = await searchOver([{ title: "Gmail labels", domains: [0] }], { domains, concepts: [] }).ask({
    query: "",
    filters: NO_FILTERS,
  });
  assert.deepEqual(pages, []);
  assert.deepEqual(suggestions, ["Gmail"]);
});
