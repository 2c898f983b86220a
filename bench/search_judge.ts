/** Success@1, MRR and nDCG@5 of judged queries, per kind, without a browser, for tuning; `-v` shows how missed queries
 * were read, `--missed` prints nothing but these:
 *
 *     npx esbuild bench/search_judge.ts --bundle --platform=node --format=esm --outfile=judge.mjs
 *     node judge.mjs site tests/data/search/queries.tsv -v */

import { readFileSync } from "node:fs";
import { NO_FILTERS } from "../web/results/facets.ts";
import { openSearch } from "./open.ts";

const [site, queryFile, flag] = process.argv.slice(2);
const search = openSearch(site!);
const dcg = (grades: readonly number[]): number => grades.slice(0, 5).reduce((sum, grade, rank) => sum + (2 ** grade - 1) / Math.log2(rank + 2), 0);
const kinds = new Map<string, { hit: number; mrr: number; ndcg: number }[]>();
for (const line of readFileSync(queryFile!, "utf8").split("\n")) {
  if (!line.trim() || line.startsWith("#")) continue;
  const [kind, query, best = "", fine = ""] = line.split("\t");
  const split = (ids: string): string[] => ids.split(",").map((id) => id.trim()).filter(Boolean);
  const grade = new Map([...split(fine).map((id) => [id, 1] as const), ...split(best).map((id) => [id, 2] as const)]);
  const { results, mode } = await search.ask({ query: query!, filters: NO_FILTERS, size: 10 });
  const ids = results.map((result) => result.id);
  const rank = ids.findIndex((id) => grade.get(id) === 2);
  const none = !split(best).length;
  const ideal = dcg([...grade.values()].sort((one, other) => other - one));
  const one = none
    ? { hit: Number(!ids.length), mrr: Number(!ids.length), ndcg: Number(!ids.length) }
    : { hit: Number(rank === 0), mrr: rank < 0 ? 0 : 1 / (rank + 1), ndcg: dcg(ids.map((id) => grade.get(id) ?? 0)) / ideal };
  kinds.set(kind!, [...(kinds.get(kind!) ?? []), one]);
  if (flag === "--missed") {
    if (one.hit < 1) console.log(`${kind}\t${query}`);
  } else if (flag && (one.hit < 1 || flag === "-vv")) {
    const read = search.explain(query!);
    console.log(kind, query, mode, "wanted", best, "|", fine, "got", search.match(query!).matches.slice(0, 5).map((m) => `${m.document.data.id}:${m.score.toFixed(2)}/${m.coverage.toFixed(2)}`).join(" "));
    console.log("   ", read);
  }
}
const mean = (values: readonly number[]): string => (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
const row = (kind: string, all: readonly { hit: number; mrr: number; ndcg: number }[]): void =>
  console.log(kind.padEnd(10), String(all.length).padStart(4), mean(all.map((one) => one.hit)), mean(all.map((one) => one.mrr)), mean(all.map((one) => one.ndcg)));
if (flag !== "--missed") {
  console.log("kind          n success@1 MRR nDCG@5");
  for (const [kind, all] of kinds) row(kind, all);
  row("all", [...kinds.values()].flat());
}
