/** Measures the search on judged queries in Node, compared with plain BM25; prints one row for each base.
 *
 *     npx esbuild bench/search_judge.ts --bundle --platform=node --format=esm --outfile=judge.mjs
 *     node judge.mjs [-v] [--kinds] [--json] [--misses FILE] [--other=SITE] [--every=N] [--no-meaning] SITE QUERIES… [-- SITE QUERIES…]
 *
 * Each line of a query file is either `kind, query, best questions, also acceptable` (ids; empty if the base has no answer) or
 * `query, questions` (numbers), separated by tabs. `--other=` names a site of the same base with the other engine; the last column is
 * then the fraction of queries for which the first five results agree. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { explainQuery } from "../web/results/explain.ts";
import { NO_FILTERS } from "../web/results/facets.ts";
import type { Search } from "../web/results/search.ts";
import { openSearch } from "./open.ts";
import { plainBm25 } from "./bm25.ts";

interface Judged {
  readonly kind: string;
  readonly query: string;
  readonly best: ReadonlySet<string>;
}

interface Outcome {
  readonly judged: Judged;
  /** Rank of the first right answer; for a query about nothing in the base, 1 if no full match is shown, else 0. */
  readonly rank: number;
  readonly empty: boolean;
  /** Milliseconds. */
  readonly time: number;
  /** Rank of the first right answer by plain BM25. */
  readonly plain: number;
  /** True if the other engine gives the same first five. */
  readonly agrees: boolean;
  readonly found: readonly string[];
}

const flags = process.argv.slice(2).filter((one) => (one.startsWith("--") && one !== "--") || one === "-v");
const operands = process.argv.slice(2).filter((one) => !flags.includes(one));
const optionValue = (name: string): string | undefined => flags.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const verbose = flags.includes("-v");

function readQueries(file: string): Judged[] {
  const split = (ids: string): Set<string> =>
    new Set(
      ids
        .split(",")
        .map((id) => id.trim())
        .filter(Boolean),
    );
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"));
  return lines.map((line) => {
    const cells = line.split("\t");
    if (cells.length === 2 && /^[\d,\s]+$/.test(cells[1]!)) return { kind: "reader", query: cells[0]!, best: split(cells[1]!) };
    return { kind: cells[0]!, query: cells[1]!, best: split(cells[2] ?? "") };
  });
}

/** Every nth item, for `--every=n`. */
const sample = <Item>(all: readonly Item[]): Item[] => all.filter((_, index) => index % Number(optionValue("every") ?? 1) === 0);

/** The rank, from 1, of the first right answer among the first ten; 0 if there is none. */
const rankOf = (found: readonly string[], best: ReadonlySet<string>): number => found.slice(0, 10).findIndex((id) => best.has(id)) + 1;

/** The search of each site, opened once. */
const opened = new Map<string, Promise<Search>>();

function open(site: string): Promise<Search> {
  const search = opened.get(site) ?? openSearch(site, !flags.includes("--no-meaning"));
  opened.set(site, search);
  return search;
}

async function judge(site: string, files: readonly string[], otherSite: string | undefined): Promise<Outcome[]> {
  const search = await open(site),
    other = otherSite ? await open(otherSite) : undefined;
  const questions = [site, `${site}/..`].map((folder) => join(folder, "questions.json")).find(existsSync);
  const plain = questions ? plainBm25(JSON.parse(readFileSync(questions, "utf8"))) : () => [];
  const outcomes: Outcome[] = [];
  for (const judged of sample(files.flatMap(readQueries))) {
    const outcome = await judgeQuery(judged, search, other, plain);
    if (verbose && outcome.rank !== 1)
      console.log(
        `${judged.kind} ${judged.query}: expected ${[...judged.best]}, got ${outcome.found.slice(0, 5)}`,
        `\n${explainQuery(search.interpret(judged.query)).join("\n")}`,
      );
    outcomes.push(outcome);
  }
  return outcomes;
}

async function judgeQuery(
  judged: Judged,
  search: Search,
  other: Search | undefined,
  plain: (query: string) => readonly string[],
): Promise<Outcome> {
  const request = { query: judged.query, filters: NO_FILTERS, size: 10 };
  const started = performance.now();
  const { results } = await search.ask(request);
  const time = performance.now() - started;
  const found = results.map(({ id }) => id);
  const hasFullMatch = results.some((result) => !("match" in result) || result.match === "full");
  const others = other ? (await other.ask(request)).results.map(({ id }) => id) : found;
  const agrees = found.slice(0, 5).join() === others.slice(0, 5).join();
  if (verbose && !agrees) console.log(`DIFFERS ${judged.query}: ${found.slice(0, 5)} | ${others.slice(0, 5)}`);
  return {
    judged,
    rank: judged.best.size ? rankOf(found, judged.best) : Number(!hasFullMatch),
    empty: !found.length && judged.best.size > 0,
    time,
    plain: rankOf(plain(judged.query), judged.best),
    agrees,
    found,
  };
}

const mean = (values: readonly number[]): string => (values.reduce((sum, value) => sum + value, 0) / (values.length || 1)).toFixed(3);
const figures = (ranks: readonly number[]): string =>
  [
    mean(ranks.map((rank) => Number(rank === 1))),
    mean(ranks.map((rank) => Number(rank > 0 && rank <= 5))),
    mean(ranks.map((rank) => (rank ? 1 / rank : 0))),
  ].join("  ");

function row(name: string, outcomes: readonly Outcome[]): void {
  const times = outcomes.map((one) => one.time).sort((one, other) => one - other);
  const empty = (outcomes.filter((one) => one.empty).length / outcomes.length) * 100;
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
  console.log(
    name.padEnd(16),
    String(outcomes.length).padStart(5),
    figures(outcomes.map((one) => one.rank)),
    `${empty.toFixed(1)}%`.padStart(6),
    `${p95.toFixed(0)} ms`.padStart(7),
    figures(outcomes.map((one) => one.plain)),
    mean(outcomes.map((one) => Number(one.agrees))),
  );
}

interface Figures {
  readonly base: string;
  readonly success: number;
  readonly recall: number;
  readonly empty: number;
  readonly plainSuccess: number;
  readonly plainRecall: number;
  readonly agreement: number;
  /** By kind of query: how many have a right answer in first place, and how many there are. */
  readonly kinds: Readonly<Record<string, readonly [right: number, count: number]>>;
}

/** The figures that `--json` prints for a base. */
function summary(base: string, outcomes: readonly Outcome[]): Figures {
  const part = (holds: (one: Outcome) => boolean): number => outcomes.filter(holds).length / outcomes.length;
  const ofKind = (kind: string): Outcome[] => outcomes.filter((one) => one.judged.kind === kind);
  const right = (some: readonly Outcome[]): number => some.filter((one) => one.rank === 1).length;
  const kinds = [...new Set(outcomes.map((one) => one.judged.kind))];
  const within = (rank: number): boolean => rank > 0 && rank <= 5;
  return {
    base,
    success: part((one) => one.rank === 1),
    recall: part((one) => within(one.rank)),
    empty: part((one) => one.empty),
    plainSuccess: part((one) => one.plain === 1),
    plainRecall: part((one) => within(one.plain)),
    agreement: part((one) => one.agrees),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, [right(ofKind(kind)), ofKind(kind).length]])),
  };
}

if (!flags.includes("--json")) console.log("base/kind            n  succ@1 rec@5  MRR    empty    p95  BM25: s@1 r@5 MRR   same five");
const misses: string[] = [];
let group: string[] = [];
for (const operand of [...operands, "--"]) {
  if (operand !== "--") {
    group.push(operand);
    continue;
  }
  const [site, ...files] = group;
  group = [];
  if (!site) continue;
  const other = optionValue("other") === "auto" ? site.replace(/-lunr$/, "-chunks") : optionValue("other");
  const outcomes = await judge(site, files, other);
  const kinds = [...new Set(outcomes.map((one) => one.judged.kind))];
  if (kinds.length > 1 && flags.includes("--kinds"))
    for (const kind of kinds)
      row(
        `  ${kind}`,
        outcomes.filter((one) => one.judged.kind === kind),
      );
  const name = site.split("/").at(-1)!;
  if (flags.includes("--json")) console.log(JSON.stringify(summary(name, outcomes)));
  else row(name, outcomes);
  misses.push(
    ...outcomes
      .filter((one) => one.rank !== 1)
      .map((one) => `${site}\t${one.judged.kind}\t${one.judged.query}\t${[...one.judged.best]}\t${one.found.slice(0, 5)}`),
  );
}
const file = optionValue("misses");
if (file) writeFileSync(file, misses.join("\n"));
