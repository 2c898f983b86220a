/** Completions of queries. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Suggestions } from "../results/suggestions.ts";
import { readState, writeState } from "../state/url-state.ts";
import { NO_FILTERS } from "../results/facets.ts";
import { searchOver } from "./fixture.ts";

const terms = ["Google Docs", "Gmail", "损失函数", "函数", "Google Drive", "交叉熵"].map((text, index) => ({ text, count: index }));
const of = (query: string): string[] => new Suggestions(terms, { table: new Map(), stem: (word) => word }).complete(query);

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
  test(`“${query}” may go on`, () => assert.deepEqual(of(query), wanted));
}

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
