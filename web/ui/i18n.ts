/** Every word the search says, in the languages of bases. */

export interface Strings {
  readonly search: string;
  readonly placeholder: string;
  readonly close: string;
  readonly clear: string;
  readonly loading: string;
  readonly failed: string;
  readonly browse: (count: number) => string;
  readonly found: (count: number) => string;
  readonly fuzzy: (meant: string) => string;
  readonly none: (query: string) => string;
  readonly filteredOut: string;
  readonly advice: string;
  readonly unserved: string;
  readonly byDomain: string;
  readonly allQuestions: string;
  readonly more: (count: number) => string;
  readonly domains: string;
  readonly narrow: string;
  readonly sections: { readonly prompt: string; readonly answer: string; readonly analysis: string };
  readonly formulas: string;
  readonly mentions: string;
  readonly concept: string;
  readonly domain: string;
  readonly reset: string;
  readonly page: string;
  readonly keys: readonly (readonly [key: string, does: string])[];
  readonly results: string;
}

const zh: Strings = {
  search: "搜索",
  placeholder: "搜索题目、概念、拼音…",
  close: "关闭",
  clear: "清空",
  loading: "正在载入搜索…",
  failed: "搜索没能载入，请检查网络后重试。",
  browse: (count) => `全部 ${count} 题`,
  found: (count) => `找到 ${count} 题`,
  fuzzy: (meant) => `没有完全匹配，显示相近结果${meant ? `：按“${meant}”显示` : ""}`,
  none: (query) => `没有找到与“${query}”有关的内容`,
  filteredOut: "在所选条件下没有结果。",
  advice: "检查一下拼写，换个更短的词，或者从领域开始看：",
  unserved: "这个题库很大，要放在网页服务器上才能搜索；从磁盘打开时，请从领域或题目列表开始看：",
  byDomain: "按领域浏览",
  allQuestions: "全部题目",
  more: (count) => `再显示 ${count} 题`,
  domains: "领域",
  narrow: "范围",
  sections: { prompt: "题目", answer: "答案", analysis: "解析" },
  formulas: "含公式",
  mentions: "含提及",
  concept: "概念",
  domain: "领域",
  reset: "清除条件",
  page: "在完整页面中打开",
  keys: [["↑↓", "选择"], ["↵", "打开"], ["esc", "关闭"]],
  results: "搜索结果",
};

const en: Strings = {
  search: "Search",
  placeholder: "Search questions and concepts…",
  close: "Close",
  clear: "Clear",
  loading: "Loading the search…",
  failed: "The search could not be loaded. Check the connection and try again.",
  browse: (count) => `All ${count} questions`,
  found: (count) => (count === 1 ? "1 question" : `${count} questions`),
  fuzzy: (meant) => `No exact match, showing what is near${meant ? ` for “${meant}”` : ""}`,
  none: (query) => `Nothing found about “${query}”`,
  filteredOut: "No results under these filters.",
  advice: "Check the spelling, try a shorter word, or start from a domain:",
  unserved: "This base is large, and can be searched only from a web server. Opened from a disk, start from a domain or the list:",
  byDomain: "Browse by domain",
  allQuestions: "All questions",
  more: (count) => `Show ${count} more`,
  domains: "Domains",
  narrow: "Where",
  sections: { prompt: "Question", answer: "Answer", analysis: "Explanation" },
  formulas: "With formulas",
  mentions: "Mentions too",
  concept: "Concept",
  domain: "Domain",
  reset: "Clear filters",
  page: "Open as a page",
  keys: [["↑↓", "select"], ["↵", "open"], ["esc", "close"]],
  results: "Search results",
};

/** The words for a language tag such as `zh` or `en-GB`; Chinese where there are no others. */
export const stringsFor = (language: string): Strings => (language.toLowerCase().startsWith("en") ? en : zh);
