/** A small base for tests, indexed here by lunr.js itself. */

import lunr from "lunr";
import { analyze, terms } from "../text/analyzer.ts";
import type { DocumentData, LunrIndex, PassageData, SearchData } from "../data/schema.ts";
import { LunrEngine } from "../index/small.ts";
import { Search } from "../results/search.ts";

export interface Sample {
  readonly title: string;
  readonly called?: readonly string[];
  readonly passages?: readonly PassageData[];
  readonly domains?: readonly number[];
  readonly mentions?: readonly number[];
  readonly formulas?: number;
}

const NO_TABLE: ReadonlyMap<string, string> = new Map();
const tokens = (texts: readonly string[]): string[] => texts.flatMap((text) => terms(analyze(text, NO_TABLE)));

function indexOf(documents: readonly DocumentData[]): LunrIndex {
  const built = lunr(function () {
    this.ref("id");
    for (const field of ["title", "names", "heads", "body"]) this.field(field);
    this.pipeline.reset();
    for (const { id, title, passages, called = [] } of documents) {
      const texts = (role: (role: number) => boolean): string[] => tokens(passages.filter((one) => role(one[1])).map((one) => one[3]));
      this.add({ id, title: tokens([title]), names: tokens(called), heads: texts((role) => role > 0), body: texts((role) => role === 0) });
    }
  });
  const { version, fields, invertedIndex } = JSON.parse(JSON.stringify(built)) as { version: string; fields: string[]; invertedIndex: [string, Record<string, object>][] };
  const references = documents.map(({ id }) => id);
  const postings = invertedIndex.map(([, posting]) => fields.map((field) => Object.keys(posting[field]!).map((id) => references.indexOf(id))));
  return { version, fields, references, terms: invertedIndex.map(([term]) => term).join(" "), postings };
}

/** A search over samples; their ids are "1", "2", …. */
export function searchOver(samples: readonly Sample[], more: Partial<SearchData> = {}): Search {
  const documents = samples.map(({ title, called = [], passages = [], domains = [], mentions = [], formulas = 0 }, index): DocumentData =>
    ({ id: String(index + 1), number: index + 1, title, called, url: `questions/${index + 1}/`, domains, mentions, formulas, sections: [1], passages }));
  const data: SearchData = {
    version: 1, language: "zh", documents, words: "损失函数 5 优化 4 算法 3 图像 3 增强 2 正则化 2 数据 4 不平衡 2 处理 2 召回率 2", terms: "优化算法 数据增强",
    domains: [{ id: "medical", name: "医疗", english: "Medical", url: "domains/medical/", terms: ["医疗"] }, { id: "finance", name: "金融", english: "Finance", url: "domains/finance/", terms: ["金融"] }],
    concepts: [[["召回率", "recall"], 1], [["loss"], 0, "Loss"]],
    synonyms: [["图像", "影像"]], directed: [["看病", ["医疗"]]],
    frames: { all: "什么 什么是 怎么 如何 有哪些 的 吗", light: "", everyday: "足够 知道", how: "怎么 如何", what: "什么是" },
    fold: "圖图", readings: { common: "", special: { 损: "sun", 失: "shi", 函: "han", 涵: "han", 数: "shu", 优: "you", 化: "hua", 算: "suan", 法: "fa", 怎: "zen", 么: "me", 召: "zhao", 回: "hui", 会: "hui", 率: "lv", 正: "zheng", 则: "ze", 择: "ze" } },
    engine: { kind: "lunr", index: indexOf(documents) }, ...more,
  };
  return new Search(data, new LunrEngine(indexOf(documents)));
}
