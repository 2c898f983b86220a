/** How much each signal of the ranking counts: the scores of a word by its place in a document, of adjacent words and of titles, and the
 * weights of the words of a query. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Document } from "../data/document.ts";
import type { PassageData, SearchData } from "../data/schema.ts";
import { DocFrequency } from "../ranking/doc-frequency.ts";
import { FieldScorer } from "../ranking/field-score.ts";
import { adjacencyScore, bestPassage } from "../ranking/proximity.ts";
import type { WeightedToken } from "../ranking/term-weights.ts";
import { TitleMatcher, titleOverlap } from "../ranking/title-match.ts";
import type { Lexicon } from "../query/lexicon.ts";
import type { Alternative, QueryToken } from "../query/segment.ts";
import { body, head, NO_WORDS, searchOver, texts, untitled, type Sample } from "./fixture.ts";

/** Documents that make the words of the tests rare. */
const OTHERS: readonly Sample[] = Array.from({ length: 60 }, (_, at) => ({ title: `-${at}` }));

const token = (text: string, more: Partial<QueryToken> = {}): QueryToken => ({
  text,
  typed: text,
  isQuestionWord: false,
  alternatives: [{ text, similarity: 1, kind: "exact" }],
  compoundParts: [],
  adjacent: true,
  ...more,
});
const weighted = (...tokens: readonly (string | Partial<QueryToken>)[]): WeightedToken[] =>
  tokens.map((one) => ({ token: typeof one === "string" ? token(one) : token("", one), weight: 1 }));

/** Rounds to two decimal places: smaller differences between scores do not matter. */
const round = (value: number): number => Math.round(100 * value) / 100;

/** Where the word or words of a query are, in which document, and the score of that. */
type SampleScore = readonly [where: string, sample: Sample, score: number];

const documentOf = (sample: Sample): Document => searchOver([sample]).documents.get(0)!;

/** The score of a token in the first of some documents, and the part of the token that it covers. */
function scoreIn(sample: Sample, one: QueryToken, others = OTHERS): [score: number, coverage: number] {
  const { engine, documents } = searchOver([sample, ...others]);
  const { score, coverage } = new FieldScorer(new DocFrequency(engine, documents)).score(one, documents.get(0)!);
  return [round(score), round(coverage)];
}

for (const [where, sample, expected] of [
  ["in the title", { title: "the loss" }, 3],
  ["among the names", { title: "-", names: ["loss"] }, 1],
  ["in a head with other words", untitled(head("the loss")), 1.25],
  ["as a head", untitled(head("loss")), 1.75],
  ["as a head that gives another name too", untitled(head("Loss（损失）")), 2.19],
  ["once in the text", untitled(body("the loss")), 0.5],
  ["three times in the text", untitled(body("loss, loss, loss")), 0.79],
] as readonly SampleScore[]) {
  test(`a word ${where} scores ${expected}`, () => assert.deepEqual(scoreIn(sample, token("loss")), [expected, 1]));
}

test("a head that every document has scores little", () => {
  const [score] = scoreIn(untitled(head("loss")), token("loss"), Array(60).fill(untitled(head("loss"))));
  assert.equal(score, round(1.25 * 2.2 * 0.12));
});

test("a name of two domains counts half", () => {
  assert.deepEqual(scoreIn({ title: "-", domains: [0, 1] }, token("医疗")), [0.5, 1]);
});

test("further forms of a word add a tenth, and synonyms cover at least four fifths", () => {
  const synonym = (text: string, similarity: number): Alternative => ({ text, similarity, kind: "synonym" });
  const alternatives = [synonym("loss", 0.5), synonym("cost", 0.5)];
  assert.deepEqual(scoreIn({ title: "loss" }, token("error", { alternatives })), [1.5, 0.8]);
  assert.deepEqual(scoreIn({ title: "loss cost" }, token("error", { alternatives })), [1.65, 0.8]);
  assert.deepEqual(scoreIn({ title: "loss" }, token("error", { alternatives: [synonym("loss", 0.9)] })), [2.7, 0.9]);
});

for (const [how, title, expected] of [
  ["whole", "数据不平衡", [3.5, 1]],
  ["reversed in the title", "不平衡数据", [2.7, 0.95]],
  ["all in parts", "不平衡的数据", [1.8, 0.7]],
  ["one part", "数据", [0.45, 0.2]],
] as const) {
  test(`a compound, ${how}`, () => {
    assert.deepEqual(scoreIn({ title }, token("数据不平衡", { compoundParts: ["数据", "不平衡"] })), expected);
  });
}

for (const [where, sample, expected] of [
  ["in the title", { title: "focal loss" }, 4.8],
  ["among the names", { title: "-", names: ["focal loss"] }, 0.8],
  ["in a head", untitled(head("focal loss")), 3.8],
  ["in the text", untitled(body("a focal loss")), 3.8],
  ["nowhere", untitled(body("focal, and a loss")), 0],
] as readonly SampleScore[]) {
  test(`words adjacent ${where} score ${expected}`, () => {
    const document = documentOf(sample);
    assert.equal(round(adjacencyScore(document, weighted("focal", "loss"), 1)), expected);
  });
}

test("words that only question words separate count as adjacent, in part", () => {
  const document = documentOf(untitled(body("focal loss")));
  const query = [...weighted("focal", { isQuestionWord: true }), ...weighted("loss")];
  assert.equal(round(adjacencyScore(document, query, 1)), round(0.7 * 3.8));
});

test("of each word, four forms are tried side by side", () => {
  const document = documentOf(untitled(body("focal loss")));
  const others = (count: number): Alternative[] =>
    Array.from({ length: count }, (_, at) => ({ text: `x${at}`, similarity: 1, kind: "exact" }));
  const focal = (before: number): WeightedToken[] =>
    weighted({ alternatives: [...others(before), { text: "focal", similarity: 1, kind: "exact" }] }, "loss");
  assert.ok(adjacencyScore(document, focal(3), 1) > 0);
  assert.equal(adjacencyScore(document, focal(4), 1), 0);
});

for (const [where, query, passages, expected] of [
  ["in a passage of the answer", ["loss"], [body("loss")], 1],
  ["in the analysis", ["loss"], [body("loss", 2)], 0.92],
  ["in an example", ["loss"], [body("loss", 3)], 0.92],
  ["in the question", ["loss"], [body("loss", 0)], 0.85],
  ["in the head above it", ["loss"], [head("loss"), body("text")], 1],
  ["in the head above, the rest below", ["focal", "loss"], [head("focal"), [1, 0, 1, "loss"]], 0.95],
  ["in the head above that", ["focal", "loss"], [head("focal"), [1, 1, 2, "other"], [1, 0, 2, "loss"]], 0.9],
] as readonly (readonly [where: string, query: readonly string[], passages: readonly PassageData[], coverage: number])[]) {
  test(`coverage by one passage: ${where}`, () => {
    const { passageCoverage } = bestPassage(documentOf(untitled(...passages)), weighted(...query), query.length);
    assert.equal(round(passageCoverage), expected);
  });
}

test("a passage with all words of the query adds four fifths, one with half of them two fifths, and a partial match counts half", () => {
  const whole = untitled(body("focal or loss")),
    halves = untitled(body("focal"), body("loss"));
  const { matches } = searchOver([whole, halves, ...OTHERS]).match("focal loss");
  assert.deepEqual(
    matches.map(({ breakdown }) => round(breakdown!.words)),
    [0.5 + 0.8, (0.5 + 0.4) / 2],
  );
});

test("a title that equals the query scores beyond all else, others by the square of the part that they share with it", () => {
  assert.equal(titleOverlap("focal loss", "focal loss"), 100);
  assert.equal(titleOverlap("focal", "focalfocal"), 0.5);
  assert.equal(round(titleOverlap("focal losses", "focal loss")), 2);
});

test("question words of five characters do not count in a title", () => {
  const of = (question: string): number => {
    const { documents } = searchOver([{ title: `${question}损失` }]);
    const lexicon = { questionWords: new Set([question]) } as unknown as Lexicon;
    return round(new TitleMatcher(lexicon).coverage(documents.get(0)!, [{ text: "损失", similarity: 1, kind: "exact" }]));
  };
  assert.deepEqual([of("有哪些呢吗"), of("有哪些呢吗啊")], [1, 0.25]);
});

/** The weights of the words of a query, by the word, relative to a rare word of letters. */
function weightsOf(query: string, more: Partial<SearchData>, samples: readonly Sample[]): Record<string, number> {
  const { tokens } = searchOver([...samples, ...OTHERS], more).interpret(query);
  const unit = tokens.find(({ token: one }) => one.typed === "loss")!.weight;
  return Object.fromEntries(tokens.map(({ token: one, weight }) => [one.typed, round(weight / unit)]));
}

for (const [what, query, word, expected] of [
  ["a word that is as frequent", "loss cost", "cost", 1],
  ["a word with synonyms", "loss recall", "recall", 1.5],
  ["a question word", "what loss cost", "what", 0.02],
  ["an aspect of the topic", "pros loss cost", "pros", 0.2],
  ["a single character in a noun phrase", "loss 树", "树", 0.86],
  ["a single character in a sentence", "what loss 树", "树", 0.3],
  ["a common word of a sentence", "what loss know", "know", 0.11],
  ["a common word that the base lacks", "what loss believe", "believe", 0.07],
] as const) {
  test(`the weight of ${what}, relative to a rare word`, () => {
    const queryWords = { ...NO_WORDS, question: "what", aspect: "pros", common: "know believe" };
    const found = weightsOf(query, { queryWords, synonyms: [["recall", "sensitivity"]], concepts: [] }, [
      { title: "loss cost recall 树 know" },
    ]);
    assert.equal(found[word], expected);
  });
}

test("a question word that a text contains adds a third of what a word adds", () => {
  const samples = texts("loss how", "loss xyz", "how abc");
  const { matches } = searchOver([...samples, ...OTHERS], { queryWords: { ...NO_WORDS, question: "how" } }).match("how loss");
  const [both, one] = ["1", "2"].map((id) => matches.find(({ document }) => document.data.id === id)!.breakdown!.bm25);
  assert.equal(round(both! / one!), 1.33);
});
