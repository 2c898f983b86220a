/** How well the search answers judged queries, without a browser and beside plain BM25: one row for each base.
 *
 *     npx esbuild bench/search_judge.ts --bundle --platform=node --format=esm --outfile=judge.mjs
 *     node judge.mjs [-v] [--kinds] [--json] [--misses FILE] [--other=SITE] [--every=N] [--no-meaning] SITE QUERIES… [-- SITE QUERIES…]
 *
 * A query file has either `kind, query, best questions, also fine` (ids; none at all where the base holds nothing about it) or
 * `query, questions` (numbers) on a line, with tabs between them. With `--other=` the same base behind the other engine answers too,
 * and the row tells of how many queries the first five agree. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { explainQuery } from "../web/results/explain.ts";
import { NO_FILTERS } from "../web/results/facets.ts";
import { openSearch } from "./open.ts";
import { plainBm25 } from "./bm25.ts";

interface Judged {
  readonly kind: string;
  readonly query: string;
  readonly best: ReadonlySet<string>;
}

interface Outcome {
  readonly judged: Judged;
  readonly rank: number;
  readonly empty: boolean;
  readonly time: number;
  readonly plain: number;
  readonly agrees: boolean;
  readonly found: readonly string[];
}

const flags = process.argv.slice(2).filter((one) => (one.startsWith("--") && one !== "--") || one === "-v");
const ordinals = process.argv.slice(2).filter((one) => !flags.includes(one));
const flag = (name: string): string | undefined => flags.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);

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

/** Every so many-th query, where `--every=` says so. */
const sample = <One>(all: readonly One[]): One[] => all.filter((_, index) => index % Number(flag("every") ?? 1) === 0);

/** The place (from 1) of the first right answer among the first ten; 0 where there is none. */
const rankOf = (found: readonly string[], best: ReadonlySet<string>): number => found.slice(0, 10).findIndex((id) => best.has(id)) + 1;

async function judge(site: string, files: readonly string[], otherSite: string | undefined): Promise<Outcome[]> {
  const meaning = !flags.includes("--no-meaning");
  const search = await openSearch(site, meaning),
    other = otherSite ? await openSearch(otherSite, meaning) : undefined;
  const questions = [site, `${site}/..`].map((folder) => join(folder, "questions.json")).find(existsSync);
  const plain = questions ? plainBm25(JSON.parse(readFileSync(questions, "utf8"))) : undefined;
  const outcomes: Outcome[] = [];
  for (const judged of sample(files.flatMap(readQueries))) {
    const request = { query: judged.query, filters: NO_FILTERS, size: 10 };
    const started = performance.now();
    const answer = await search.ask(request);
    const time = performance.now() - started;
    const found = answer.results.map((result) => result.id);
    const full = answer.results.filter((result) => !("match" in result) || result.match === "full");
    const rank = judged.best.size ? rankOf(found, judged.best) : Number(!full.length);
    const others = other ? (await other.ask(request)).results.map((result) => result.id) : found;
    const agrees = found.slice(0, 5).join() === others.slice(0, 5).join();
    if (!agrees && flags.includes("-v")) console.log(`DIFFERS ${judged.query}: ${found.slice(0, 5)} | ${others.slice(0, 5)}`);
    outcomes.push({
      judged,
      rank,
      empty: !found.length && judged.best.size > 0,
      time,
      plain: plain ? rankOf(plain(judged.query), judged.best) : 0,
      agrees,
      found,
    });
    if (flags.includes("-v") && rank !== 1)
      console.log(
        `${judged.kind} ${judged.query}: wanted ${[...judged.best]}, got ${answer.results.slice(0, 5).map(({ id }) => id)} \n${explainQuery(search.interpret(judged.query)).join("\n")}`,
      );
  }
  return outcomes;
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
  /** Of each kind how many queries are right, of how many. */
  readonly kinds: Readonly<Record<string, readonly [right: number, count: number]>>;
}

/** What `--json` prints of a base. */
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
for (const ordinal of [...ordinals, "--"]) {
  if (ordinal !== "--") {
    group.push(ordinal);
    continue;
  }
  const [site, ...files] = group;
  group = [];
  if (!site) continue;
  const other = flag("other") === "auto" ? site.replace(/-lunr$/, "-chunks") : flag("other");
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
const file = flag("misses");
if (file) writeFileSync(file, misses.join("\n"));
