/** Explains the results of a query in plain words, for owners: `kb explain --query`, and the search page with `?debug=1`. */

import type { SimilarWord } from "../meaning/meaning.ts";
import type { Match } from "../ranking/ranker.ts";
import type { WeightedToken } from "../ranking/term-weights.ts";

const MAX_ALTERNATIVES = 6,
  MAX_RESULTS = 5;
const SOURCES = { exact: "as written", synonym: "other name", prefix: "begins so", pinyin: "pinyin", fuzzy: "similar spelling" } as const;

const number = (value: number): string => value.toFixed(2);

/** The components of a score; with meaning, the score by words is divided by the greatest one. */
function sum({ bm25, words, title, greatest, meaning }: NonNullable<Match["breakdown"]>): string {
  const byWords = `BM25 ${number(bm25)} + phrases, heads and passages ${number(words)} + title ${number(title)}`;
  return meaning === undefined ? byWords : `(${byWords}) / best ${number(greatest ?? 0)} + meaning ${number(meaning)}`;
}

/** How a query was interpreted, and its matches. */
export interface Explanation {
  readonly query: string;
  readonly mode: string;
  /** The corrected query, if it was corrected. */
  readonly corrected: string;
  readonly tokens: readonly WeightedToken[];
  readonly similar: readonly SimilarWord[];
  readonly matches: readonly Match[];
}

/** Lines of text: the query, its tokens, the words that stand in for unknown ones, and the best results. */
export function explainQuery({ query, mode, corrected, tokens, similar, matches }: Explanation): string[] {
  const words = tokens.map(({ token, weight }) => {
    const alternatives = token.alternatives
      .slice(0, MAX_ALTERNATIVES)
      .map((one) => `${one.text} (${SOURCES[one.kind]}, ${number(one.similarity)})`);
    const parts = token.compoundParts.length ? `; in parts: ${token.compoundParts.join(" + ")}` : "";
    const role = token.isQuestionWord ? "question word: weighs little, is not required" : `weight ${number(weight)}`;
    return `  ${token.typed}: ${role}; ${alternatives.length ? `looked for: ${alternatives.join(", ")}` : "not found in the base"}${parts}`;
  });
  const full = matches.filter((match) => match.kind === "full").length;
  const results = matches.slice(0, MAX_RESULTS).map((match, index) => {
    const { breakdown } = match;
    const score = number(match.score) + (breakdown ? ` = ${sum(breakdown)}` : "");
    const missing = match.missing.length ? `; lacks ${match.missing.join(", ")}` : "";
    const found = [...new Set(match.matched.map((one) => one.text))].join(", ");
    return `  ${index + 1}. [${match.document.data.id}] ${match.document.data.title}\n     ${match.kind} match, score ${score}; found ${found || "nothing"}${missing}`;
  });
  const understood =
    mode === "fuzzy"
      ? `not found as typed; taken for: ${corrected}`
      : mode === "browse"
        ? "nothing to look for: the whole base"
        : "taken as typed";
  const instead = similar.map(({ typed, means, cosine }) => `  ${typed}: similar in meaning: ${means} (cosine ${number(cosine)})`);
  return [
    `Query: ${query}`,
    `Understood: ${understood}`,
    "Words:",
    ...words,
    ...instead,
    `Results: ${full} full, ${matches.length - full} partial`,
    ...results,
  ];
}
