/** The order of results, on bases small enough to see the reason. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { TEXT } from "../data/schema.ts";
import type { Documents, Index } from "../index/index.ts";
import type { Meaning, SimilarWord } from "../meaning/meaning.ts";
import { DocFrequency } from "../ranking/doc-frequency.ts";
import { FULL_LEAD } from "../ranking/params.ts";
import { explainQuery } from "../results/explain.ts";
import type { Search } from "../results/search.ts";
import { NO_FILTERS } from "../results/facets.ts";
import { searchOver, type Sample } from "./fixture.ts";

const sample = (title: string, ...texts: string[]): Sample => ({ title, passages: texts.map((text) => [0, TEXT, 0, text] as const) });

/** Similarities of meaning that a test chooses. */
function meaning(titles: readonly number[], words: readonly SimilarWord[] = []): Meaning {
  return {
    prepare: () => Promise.resolve(),
    scores: () => ({ titles: Float32Array.from(titles), sentences: undefined, titleCoverage: new Float32Array(titles.length) }),
    reason: () => undefined,
    similarWords: (_: string, uses: (word: string) => boolean) => words.filter(({ typed, means }) => !uses(typed) && uses(means)),
  } as unknown as Meaning;
}

const ids = (search: Search, query: string): string[] => search.match(query).matches.map(({ document }) => document.data.id);

test("a document that contains the query by accident ranks below a partial match that scores clearly better", () => {
  const search = searchOver([
    sample("Washing hands", "Fever and chills are symptoms of the coronavirus and of colds."),
    sample("Symptoms of the pandemic", "Fever."),
    sample("Other", "Nothing."),
  ]);
  const before = ids(search, "coronavirus symptoms");
  assert.deepEqual(before.slice(0, 2), ["1", "2"]);
  for (let nearness = 0; nearness < 1; nearness += 0.01) {
    search.meaning = meaning([0, nearness, 0]);
    const [first, second] = search.match("coronavirus symptoms").matches;
    assert.equal(second!.kind, "partial", "nothing that holds the whole query stands below a divider");
    if (first!.document.data.id === before[0]) continue;
    assert.equal(first!.kind, "partial");
    assert.ok(Math.abs(second!.score / first!.score - FULL_LEAD) < 0.02);
    assert.equal(FULL_LEAD, 0.85);
    return;
  }
  assert.fail("nearness never brings the title forward");
});

test("a document with a rare word of the query ranks above all that have none of its words", () => {
  const order = (documentsWithWord: number): string[] => {
    const others = Array.from({ length: 49 - documentsWithWord }, () => sample("Other", "Nothing."));
    const search = searchOver([
      sample("Tea", "Hot."),
      ...Array.from({ length: documentsWithWord }, () => sample("Water", "A rare dropout.")),
      ...others,
    ]);
    search.meaning = meaning([2, ...new Array<number>(49).fill(0)]);
    return ids(search, "dropout unknowable").slice(0, 2);
  };
  assert.deepEqual(
    [order(1), order(2)],
    [
      ["2", "1"],
      ["1", "2"],
    ],
  );
});

test("a word of all documents keeps an eighth of the weight of a rare one", () => {
  const frequency = new DocFrequency({ size: 200 } as Index, {} as Documents);
  assert.equal(frequency.rarity(200), 0.12);
  assert.ok(frequency.rarity(1) > 0.8);
});

for (const [query, other] of [
  ["covid19", "COVID-19"],
  ["covid-19", "Covid19"],
  ["covid 19", "Covid19"],
  ["e-mail", "Email"],
  ["email", "E-mail"],
  ["e mail", "Email"],
] as const) {
  test(`“${query}” finds what is written ${other}`, () => {
    const search = searchOver([sample("Cases", "Of colds."), sample(`${other} cases`, "How many."), sample("Weather", "Sun.")]);
    const [first] = search.match(query).matches;
    assert.equal(first?.document.data.id, "2");
    assert.equal(first?.kind, "full");
  });
}

test("a rare spelling weighs no more than the common one", () => {
  const common = Array.from({ length: 8 }, (_, index) => sample(`Covid-19 topic${index}`, "text"));
  const search = searchOver([
    ...common,
    sample("Covid19 numbers", "text"),
    sample("Symptoms of covid-19", "Fever."),
    ...Array.from({ length: 10 }, (_, index) => sample(`Other${index}`, "text")),
  ]);
  const scores = new Map(search.match("covid-19").matches.map(({ document, breakdown }) => [document.data.id, breakdown!.bm25]));
  assert.ok(scores.get("9")! <= scores.get("1")!, JSON.stringify([...scores]));
});

test("a word that the base does not use is replaced by the most similar one that it does", async () => {
  const search = searchOver([sample("Loss of weight", "Diet."), sample("自编码", "降维。"), sample("Other", "Nothing.")]);
  const ask = () => search.ask({ query: "autoencoder", filters: NO_FILTERS });
  assert.equal((await ask()).total, 0);
  search.meaning = meaning(
    [0, 0, 0],
    [
      { typed: "autoencoder", means: "自编码", cosine: 0.5 },
      { typed: "什么", means: "loss", cosine: 0.9 },
    ],
  );
  const { results, full } = await ask();
  assert.deepEqual(
    results.map(({ id, match }) => [id, match]),
    [["2", "meaning"]],
  );
  assert.equal(full, 0);
  assert.deepEqual([results[0]!.similar?.typed, results[0]!.similar?.means], ["autoencoder", "自编码"]);
  assert.match(explainQuery(search.interpret("autoencoder")).join("\n"), /autoencoder: similar in meaning: 自编码 \(cosine 0\.50\)/);
  assert.deepEqual(
    results[0]!.title.filter((_, index) => index % 2),
    ["自编码"],
    "the word that was meant is marked",
  );
});

test("matches by meaning rank below those with a word of the query, and are few", () => {
  const many = Array.from({ length: 30 }, (_, index) => sample(`自编码 ${index}`, "降维。"));
  const search = searchOver([...many, sample("Autoencoder", "Text.")]);
  search.meaning = meaning(
    Array.from({ length: 31 }, () => 0.2),
    [{ typed: "compression", means: "自编码", cosine: 0.5 }],
  );
  assert.equal(search.match("compression").matches.length, 10);
  assert.deepEqual(
    search
      .match("autoencoder compression")
      .matches.map(({ kind }) => kind)
      .slice(0, 2),
    ["partial", "meaning"],
  );
});

test("the texts of forty documents are scored, the others keep the order of BM25", () => {
  const { matches } = searchOver(Array.from({ length: 60 }, (_, at) => sample(`Topic ${at}`, "A loss."))).match("loss");
  assert.deepEqual([matches.length, matches.filter(({ breakdown }) => breakdown).length], [60, 40]);
});

test("a similar word weighs seven tenths of its cosine", () => {
  const search = searchOver([sample("自编码", "降维。")]);
  search.meaning = meaning([0], [{ typed: "autoencoder", means: "自编码", cosine: 0.5 }]);
  const [found] = search.interpret("autoencoder").similar;
  assert.deepEqual(found, { typed: "autoencoder", means: "自编码", cosine: 0.5, text: "自编码", weight: 0.35 });
});
