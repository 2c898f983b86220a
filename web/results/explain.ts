/** Why the results of a query stand as they do, in plain words, for owners: `kb explain --query` and the search page with `?debug=1`. */

import type { SimilarWord } from "../meaning/meaning.ts";
import type { Match } from "../ranking/ranker.ts";
import type { Weighed } from "../ranking/term-weights.ts";

const MOST_READINGS = 6, MOST_RESULTS = 5;
const SOURCES = { exact: "as written", synonym: "other name", prefix: "begins so", pinyin: "pinyin", fuzzy: "similar spelling" } as const;

const number = (value: number): string => value.toFixed(2);

/** What a score is made of; with meaning, words count as a part of the best sum of them. */
function sum({ bm25, words, title, greatest, meaning }: NonNullable<Match["parts"]>): string {
  const byWords = `BM25 ${number(bm25)} + phrases, heads and passages ${number(words)} + title ${number(title)}`;
  return meaning === undefined ? byWords : `(${byWords}) / best ${number(greatest ?? 0)} + meaning ${number(meaning)}`;
}

/** How a query was taken, and what it found. */
export interface Interpretation {
  readonly query: string;
  readonly mode: string;
  /** What a corrected query was taken for. */
  readonly meant: string;
  readonly weighed: readonly Weighed[];
  readonly similar: readonly SimilarWord[];
  readonly matches: readonly Match[];
}

/** A line for the query, one for each of its words and of the words taken for those that the base does not use, and one for each of the
 * best results. */
export function explained({ query, mode, meant, weighed, similar, matches }: Interpretation): string[] {
  const words = weighed.map(({ unit, weight }) => {
    const readings = unit.alternatives.slice(0, MOST_READINGS).map((one) => `${one.text} (${SOURCES[one.kind]}, ${number(one.share)})`);
    const parts = unit.parts.length ? `; in parts: ${unit.parts.join(" + ")}` : "";
    const role = unit.frame ? "question word: weighs little, is not required" : `weight ${number(weight)}`;
    return `  ${unit.typed}: ${role}; ${readings.length ? `looked for: ${readings.join(", ")}` : "stands nowhere in the base"}${parts}`;
  });
  const full = matches.filter((match) => match.kind === "full").length;
  const results = matches.slice(0, MOST_RESULTS).map((match, index) => {
    const { parts } = match;
    const score = number(match.score) + (parts ? ` = ${sum(parts)}` : "");
    const lacking = match.lacking.length ? `; lacks ${match.lacking.join(", ")}` : "";
    const found = [...new Set(match.found.map((one) => one.text))].join(", ");
    return `  ${index + 1}. [${match.document.data.id}] ${match.document.data.title}\n     ${match.kind} match, score ${score}; found ${found || "nothing"}${lacking}`;
  });
  const understood = mode === "fuzzy" ? `not found as typed; taken for: ${meant}` : mode === "browse" ? "nothing to look for: the whole base" : "taken as typed";
  const instead = similar.map(({ typed, means, cosine }) => `  ${typed}: similar in meaning: ${means} (cosine ${number(cosine)})`);
  return [`Query: ${query}`, `Understood: ${understood}`, "Words:", ...words, ...instead, `Results: ${full} full, ${matches.length - full} partial`, ...results];
}
