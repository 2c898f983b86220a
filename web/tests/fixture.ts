/** A small base for tests, indexed here by lunr.js itself. */

import lunr from "lunr";
import { PLAIN_RULES, analyze, isOperator, terms } from "../text/analyzer.ts";
import { stem } from "../text/stemmer.ts";
import { BOOSTS } from "../index/bm25.ts";
import { TEXT, type DocumentData, type LunrIndex, type PassageData, type SearchData, type Vocabulary } from "../data/schema.ts";
import { LunrIndexReader } from "../index/small.ts";
import { Search } from "../results/search.ts";

export const NO_WORDS: SearchData["queryWords"] = { question: "", aspect: "", common: "", beforeNumber: "第 question", afterNumber: "题" };

export interface Sample {
  readonly title: string;
  readonly names?: readonly string[];
  readonly passages?: readonly PassageData[];
  readonly domains?: readonly number[];
  readonly mentions?: readonly number[];
  readonly formulas?: number;
  readonly notes?: readonly number[];
}

/** A paragraph of a section, the answer by default. */
export const body = (text: string, section = 1): PassageData => [section, TEXT, 0, text];
/** A head of a section. */
export const head = (text: string, section = 1): PassageData => [section, 1, 1, text];
/** A sample without a title. */
export const untitled = (...passages: readonly PassageData[]): Sample => ({ title: "-", passages });
/** Samples without a title, each with one text as its answer. */
export const texts = (...all: readonly string[]): Sample[] => all.map((text) => untitled(body(text)));

const tokens = (texts: readonly string[]): string[] => texts.flatMap((text) => terms(analyze(text, PLAIN_RULES), stem));
const once = (texts: readonly string[]): string[] => [...new Set(tokens(texts))];

/** The index that lunr.js itself builds. */
export function builtByLunr(documents: readonly DocumentData[]): lunr.Index {
  return lunr(function () {
    this.ref("id");
    for (const [field, boost] of Object.entries(BOOSTS)) this.field(field, { boost });
    this.pipeline.reset();
    for (const { id, title, passages, names = [] } of documents) {
      const texts = (role: (role: number) => boolean): string[] => passages.filter((one) => role(one[1])).map((one) => one[3]);
      this.add({
        id,
        title: once([title]),
        names: once(names),
        heads: once(texts((role) => role > 0)),
        body: tokens(texts((role) => role === 0)),
      });
    }
  });
}

/** The words of documents in other scripts than CJK, sorted. */
export function latinWords(documents: readonly DocumentData[]): string[] {
  const runs = documents
    .flatMap(({ title, passages, names = [] }) => [title, ...names, ...passages.map((one) => one[3])])
    .flatMap((text) => analyze(text, PLAIN_RULES));
  return [...new Set(runs.filter((run) => !run.cjk && !isOperator(run.text)).map((run) => run.text))].sort();
}

/** Words in the format of `wordsOf`, without shared prefixes. */
export const coded = (words: readonly string[]): string => words.map((word) => `A${word}`).join("");

/** The index packed as `generator/zhiku/search/small_index.py` packs it. */
export function indexOf(documents: readonly DocumentData[]): LunrIndex {
  const { version, fields, invertedIndex } = JSON.parse(JSON.stringify(builtByLunr(documents))) as {
    version: string;
    fields: string[];
    invertedIndex: [string, Record<string, object>][];
  };
  const references = documents.map(({ id }) => id);
  const body = new Map(documents.map(({ id, passages }) => [id, tokens(passages.filter((one) => one[1] === 0).map((one) => one[3]))]));
  const held = (term: string, field: string, id: string): number[] => {
    const times = field === "body" ? body.get(id)!.filter((token) => token === term).length : 1;
    return [references.indexOf(id), ...(times > 1 ? [-times] : [])];
  };
  const postings = invertedIndex.map(([term, posting]) =>
    fields.map((field) => Object.keys(posting[field]!).flatMap((id) => held(term, field, id))),
  );
  return {
    version,
    fields,
    boosts: Object.values(BOOSTS),
    references,
    terms: invertedIndex.map(([term]) => term).join(" "),
    words: coded(latinWords(documents)),
    postings,
  };
}

type IndexlessData = Omit<SearchData, "engine"> & Vocabulary & Required<Pick<SearchData, "documents">>;

/** The data of a search over samples, without an index; their ids are "1", "2", …. */
export function dataOver(samples: readonly Sample[], more: Partial<SearchData> = {}): IndexlessData {
  const documents = samples.map(
    ({ title, names = [], passages = [], domains = [], mentions = [], formulas = 0, notes = [] }, index): DocumentData => ({
      id: String(index + 1),
      number: index + 1,
      title,
      names,
      url: `questions/${index + 1}/`,
      domains,
      mentions,
      formulas,
      notes,
      sections: [1],
      passages,
    }),
  );
  return {
    version: 1,
    language: "zh",
    words: "损失函数 5 优化 4 算法 3 图像 3 增强 2 正则化 2 数据 4 不平衡 2 处理 2 召回率 2",
    terms: "优化算法 数据增强",
    domains: [
      { id: "medical", name: "医疗", english: "Medical", url: "domains/medical/", terms: ["医疗"] },
      { id: "finance", name: "金融", english: "Finance", url: "domains/finance/", terms: ["金融"] },
    ],
    concepts: [
      [["召回率", "recall"], 1],
      [["loss"], 0, "Loss"],
    ],
    synonyms: [["图像", "影像"]],
    directed: [["看病", ["医疗"]]],
    queryWords: { ...NO_WORDS, question: "什么 什么是 怎么 如何 有哪些 的 吗", common: "足够 知道" },
    fold: "圖图",
    readings: {
      common: "",
      special: {
        损: "sun",
        失: "shi",
        函: "han",
        涵: "han",
        数: "shu",
        优: "you",
        化: "hua",
        算: "suan",
        法: "fa",
        怎: "zen",
        么: "me",
        召: "zhao",
        回: "hui",
        会: "hui",
        率: "lv",
        正: "zheng",
        则: "ze",
        择: "ze",
      },
    },
    ...more,
    documents,
  };
}

/** A search over samples in the small index. */
export function searchOver(samples: readonly Sample[], more: Partial<SearchData> = {}): Search {
  const data = dataOver(samples, more);
  const index = indexOf(data.documents);
  return new Search({ ...data, engine: { kind: "lunr", index } }, new LunrIndexReader(index));
}
