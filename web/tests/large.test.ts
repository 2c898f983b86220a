/** The index of large bases: it answers like lunr, loads only what a query needs, and does not depend on earlier queries. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { countOccurrences } from "../data/document.ts";
import type { DocumentData } from "../data/schema.ts";
import { readChunk } from "../index/chunk-reader.ts";
import { DocumentStub, splitIntoTerms } from "../index/document-stub.ts";
import { numbersOf, wordsOf } from "../text/codec.ts";
import { NO_FILTERS, type Filters } from "../results/facets.ts";
import { largeOver, type Large } from "./fixture-large.ts";
import { body, builtByLunr, head, indexOf, searchOver, type Sample } from "./fixture.ts";
import { LunrIndexReader } from "../index/small.ts";
import type { Answer } from "../results/search.ts";

const BASE: readonly Sample[] = [
  { title: "损失函数有哪些？", passages: [body("用来衡量误差。")], domains: [0] },
  { title: "优化算法有哪些？", passages: [body("它们使损失函数变小。"), head("Adam"), body("结合动量。")], domains: [0, 1], formulas: 2 },
  { title: "如何处理不平衡数据？", passages: [body("增强少数类，召回率会提高。"), [2, 0, 0, "图像也一样。"]], mentions: [0] },
  { title: "数据从哪里来？", passages: [body("数据不平衡时应先处理。Focal Loss 与 C++ 有用。")], names: ["戴斯损失"], domains: [1] },
  { title: "图像分割树", passages: [body("预测每一个像素，树。"), body("== 与 != 不同。")] },
  { title: "=== 是什么？", passages: [body("它比 == 严格。")] },
  { title: "全等符号", passages: [body("即 ===。")] },
];
const ask = (search: Large["search"], query: string, filters: Partial<Filters> = {}): Promise<Answer> =>
  search.ask({ query, filters: { ...NO_FILTERS, ...filters }, size: 3 });
const ids = (answer: Answer): string[] => answer.results.map(({ id }) => id);

const QUERIES = [
  "损失函数",
  "什么是损失函数",
  "怎么处理数据不平衡",
  "红楼梦",
  "数据库事务",
  "foc",
  "oca",
  "Adam优化算法",
  "圖像",
  "sunshihanshu",
  "sunshi hanshu",
  "sshs",
  "影像",
  "recall",
  "看病",
  "损失涵数",
  "召会率",
  "focla",
  "c++",
  "==",
  "===",
  "树 =>",
  "召会率 ==",
  "树",
  "分割",
  "第 3 题",
  "4",
  "戴斯损失",
  "像素",
  "处理 数据不平衡 召回率 少数类 区块链",
  "",
];
for (const query of QUERIES) {
  test(`both engines answer alike: ${query}`, async () => {
    const [small, large] = [await ask(searchOver(BASE), query), await ask(largeOver(BASE).search, query)];
    assert.deepEqual(
      [large.mode, large.corrected, large.total, ids(large), large.counts, large.pages],
      [small.mode, small.corrected, small.total, ids(small), small.counts, small.pages],
    );
    assert.deepEqual(large.results, small.results);
  });
}
/** Texts in which single characters occur alone between words, and together with their neighbours. */
const LETTERS: readonly Sample[] = [
  { title: "高血压吃什么好？", passages: [body("少吃盐。治疗之后再问医生。")] },
  { title: "头痛时看什么科？", passages: [body("先看内科，吃了药再看。")] },
  { title: "过程通常多久？", passages: [body("一直吃药，症状看情况。吃生的不好。")] },
  { title: "血压高怎么治？", passages: [body("治好要多久，看人。")] },
  ...["一", "二", "三", "四"].map((name) => ({ title: `第${name}例`, passages: [body("按时吃饭。少吃油。")] })),
];
for (const query of [
  "高血压反感吃什么东西",
  "看什么治得好",
  "头痛吃什么",
  "病人能吃药吗",
  "生吃",
  "症状看医生说",
  "程通",
  "血压能治好吗",
  "人看吃药",
]) {
  test(`both engines read single characters alike: ${query}`, async () => {
    const [small, large] = [searchOver(LETTERS), largeOver(LETTERS).search];
    const [one, other] = [await ask(small, query), await ask(large, query)];
    assert.deepEqual(large.interpret(query).tokens, small.interpret(query).tokens);
    assert.deepEqual(ids(other), ids(one));
    const scores = ({ matches }: ReturnType<Large["search"]["interpret"]>): string[] => matches.map(({ score }) => score.toFixed(2));
    assert.deepEqual(scores(large.interpret(query)), scores(small.interpret(query)));
  });
}
for (const filters of [
  { domains: [0] },
  { domains: [0, 1], formulas: true },
  { sections: ["analysis" as const] },
  { domains: [0], mentions: true },
]) {
  test(`both engines filter alike: ${JSON.stringify(filters)}`, async () => {
    for (const query of ["", "数据", "图像"]) {
      const [small, large] = [await ask(searchOver(BASE), query, filters), await ask(largeOver(BASE).search, query, filters)];
      assert.deepEqual([ids(large), large.total, large.counts], [ids(small), small.total, small.counts], query);
    }
  });
}
test("only what a query needs is loaded, and only once", async () => {
  const { search, asked } = largeOver(BASE);
  await ask(search, "损失函数");
  assert.deepEqual(asked.filter((name) => name.startsWith("text")).sort(), ["text 0", "text 1"]);
  assert.ok(!asked.includes("vocabulary"));
  const before = asked.length;
  await ask(search, "损失函数");
  assert.equal(asked.length, before);
  await ask(search, "sunshihanshu");
  assert.equal(asked.filter((name) => name === "vocabulary").length, 1);
  assert.equal(new Set(asked).size, asked.length);
});
test("an answer does not depend on earlier queries", async () => {
  const { search } = largeOver(BASE);
  const fresh = await ask(search, "数据");
  for (const query of QUERIES) await ask(search, query);
  assert.deepEqual(await ask(search, "数据"), fresh);
});
test("texts loaded for another query do not change the order", async () => {
  // Loading the last text raises its score; it is loaded for the first query, but not for the second.
  const plain = Array.from({ length: 30 }, (_, index) => ({ title: `题 ${index}`, passages: [body("算法算法算法。")] }));
  const samples = [...plain, { title: "图像", passages: [body("算法算法算法算法算法算法。")] }];
  const [fresh, used] = [largeOver(samples).search, largeOver(samples).search];
  await ask(used, "图像");
  assert.deepEqual(ids(await ask(used, "算法")), ids(await ask(fresh, "算法")));
});
test("terms in different fields are not a phrase", async () => {
  const samples = [{ title: "损失", passages: [body("失函")] }, { title: "图像" }];
  const { search } = largeOver(samples);
  await ask(search, "损失函");
  assert.deepEqual(
    ["损失", "损失函"].map((text) => Array.from(search.engine.phrase(text).documents)),
    [[0], []],
  );
});
test("a single character is found in any position", async () => {
  const samples = ["树木", "树林", "树叶", "树根", "树枝", "树干", "树皮", "决策树", "图像"].map((title) => ({ title }));
  assert.equal((await ask(largeOver(samples).search, "树")).total, 8);
});
test("sections are also counted for results that were not scored", async () => {
  const samples = Array.from({ length: 400 }, (_, index) => ({ title: "题", passages: [[index % 2 ? 1 : 2, 0, 0, "算法。"] as const] }));
  assert.deepEqual((await ask(largeOver(samples).search, "算法")).counts.sections, { prompt: 0, answer: 200, analysis: 200, example: 0 });
});
test("of many results, only the requested ones have their texts loaded", async () => {
  const samples = Array.from({ length: 400 }, (_, index) => ({ title: `图像 ${index}`, passages: [body("算法。")], domains: [index % 2] }));
  const { search, asked } = largeOver(samples);
  const answer = await ask(search, "图像");
  assert.deepEqual([answer.total, answer.results.length, answer.counts.domains], [400, 3, [200, 200]]);
  assert.ok(answer.results.every(({ title }) => title.join("").startsWith("图像")));
  assert.ok(asked.filter((name) => name.startsWith("text")).length < 20);
  const more = await search.ask({ query: "图像", filters: NO_FILTERS, size: 200 });
  assert.deepEqual(
    [more.results.length, new Set(ids(more)).size, more.results.every(({ excerpt }) => excerpt.length > 0)],
    [200, 200, true],
  );
});
test("only results whose texts were loaded are shown, even if the index ranks others higher", async () => {
  // Both words, but never adjacent, which only the texts show: every text that is loaded falls below those that are not.
  const samples = Array.from({ length: 60 }, (_, index) => ({ title: `题 ${index}`, passages: [body("图像，像素。图像，像素。")] }));
  const { search, asked } = largeOver(samples);
  const answer = await ask(search, "图像素");
  assert.deepEqual([answer.total, answer.results.every(({ title }) => title.join("").startsWith("题"))], [60, true]);
  assert.ok(asked.filter((name) => name.startsWith("text")).length <= 12);
});
test("which texts are loaded does not depend on the division into chunks", async () => {
  // The synonym (影像 is also 图像) is looked up once the first chunk is loaded, unless that chunk contains both.
  const samples = Array.from({ length: 60 }, (_, index) =>
    index < 30 ? { title: "题", passages: [body("影像。")] } : { title: "图像", passages: [body("图像。")] },
  );
  const asked = await Promise.all(
    [1, 2, 50].map(async (terms) => {
      const large = largeOver(samples, {}, terms);
      await ask(large.search, "影像");
      return large.asked.filter((name) => name.startsWith("text"));
    }),
  );
  assert.deepEqual(asked[1], asked[0]);
  assert.deepEqual(asked[2], asked[0]);
});
test("a file that cannot be loaded is an error, not an empty answer", async () => {
  const { search } = largeOver(BASE);
  const engine = search.engine as unknown as { source: { chunk: () => Promise<never> } };
  engine.source.chunk = () => Promise.reject(new Error("gone"));
  await assert.rejects(ask(search, "损失函数"), /gone/);
});

test("a document whose text is not loaded repeats a word at most eight times, as often as occurrences are counted", () => {
  const repeated = (frequency: number): number => {
    const fields = { fields: Uint8Array.of(0), frequencies: Uint8Array.of(frequency) };
    const stub = new DocumentStub(0, {} as DocumentData, [splitIntoTerms("loss")], () => fields);
    return countOccurrences(stub.fields.body, "loss", 100);
  };
  assert.deepEqual([1, 8, 9, 255].map(repeated), [1, 8, 8, 8]);
  assert.equal(countOccurrences("loss ".repeat(20), "loss"), 8);
});

interface Vectors {
  /** Terms with the numbers of their documents, where and how often these hold them, and the chunk of them before it is packed. */
  readonly chunk: {
    readonly terms: readonly (readonly [string, readonly number[], readonly number[], readonly number[]])[];
    readonly hex: string;
  };
  readonly words: readonly (readonly [words: readonly string[], coded: string])[];
  readonly numbers: readonly (readonly [numbers: readonly number[], coded: string])[];
}
const vectors = JSON.parse(readFileSync("tests/data/search/chunks.json", "utf8")) as Vectors;

test("chunks are decoded as the generator encodes them", async () => {
  const bytes = new Blob([Buffer.from(vectors.chunk.hex, "hex")]).stream().pipeThrough(new CompressionStream("gzip"));
  const found = await readChunk(await new Response(bytes).arrayBuffer());
  assert.deepEqual(
    [...found].map(([term, { documents, fields, frequencies }]) => [term, [...documents], [...fields], [...frequencies]]),
    vectors.chunk.terms,
  );
});
test("words and numbers are decoded as the generator encodes them", () => {
  for (const [words, coded] of vectors.words) assert.deepEqual(wordsOf(coded), words);
  for (const [numbers, coded] of vectors.numbers) assert.deepEqual(numbersOf(coded), numbers);
});

test("lunr's vectors are computed as lunr computes them", () => {
  const documents = BASE.map(({ title, names = [], passages = [] }, index) => ({
    id: String(index),
    number: index,
    title,
    names,
    url: "",
    domains: [],
    mentions: [],
    formulas: 0,
    sections: [1],
    passages,
  }));
  const built = JSON.parse(JSON.stringify(builtByLunr(documents))) as {
    fieldVectors: [string, number[]][];
    invertedIndex: [string, { _index: number }][];
  };
  const packed = indexOf(documents);
  const ours = new LunrIndexReader(packed).serialized() as typeof built;
  const scores = ({ fieldVectors, invertedIndex }: typeof built): Record<string, Record<string, number>> => {
    const terms = new Map(invertedIndex.map(([term, { _index }]) => [_index, term]));
    const byTerm = (vector: number[]): [string, number][] =>
      Array.from({ length: vector.length / 2 }, (_, at) => [terms.get(vector[2 * at]!)!, vector[2 * at + 1]!]);
    return Object.fromEntries(fieldVectors.map(([name, vector]) => [name, Object.fromEntries(byTerm(vector))]));
  };
  assert.deepEqual(scores(ours), scores(built));
});
