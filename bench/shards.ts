/** Compares a search over several indexes with one over a single index: `node shards.mjs WHOLE QUERIES shared|own SHARD SHARD …`, where
 * WHOLE and SHARD are built sites. `shared` shards use the vocabulary of the whole; for `own`, the shards' vocabularies are merged.
 *
 * The merged index asks each shard's index and concatenates their documents. Scores depend on document contents, document frequencies and
 * the vocabulary, so these are merged. */

import { readFileSync } from "node:fs";
import { wordsOf } from "../web/text/codec.ts";
import type { Document } from "../web/data/document.ts";
import { list, type SearchData, type Vocabulary, type VocabularyData } from "../web/data/schema.ts";
import type { Documents, Index, LoadRequest, WeightedTerm } from "../web/index/index.ts";
import { ChunkedIndex } from "../web/index/chunked.ts";
import { NO_FILTERS } from "../web/results/facets.ts";
import { rulesOf, Search } from "../web/results/search.ts";
import type { Postings } from "../web/data/posting.ts";
import { idf } from "../web/index/bm25.ts";
import { openBundle, openSearch, type Bundle } from "./open.ts";

class Merged implements Index, Documents {
  readonly pageSize = 10;
  readonly complete = false;
  readonly size: number;
  vocabulary: Vocabulary | undefined;
  readonly #starts: readonly number[];

  constructor(
    private readonly shards: readonly ChunkedIndex[],
    private readonly learn: () => Promise<Vocabulary>,
  ) {
    this.size = shards.reduce((sum, { size }) => sum + size, 0);
    this.#starts = shards.map((_, index) => shards.slice(0, index).reduce((sum, { size }) => sum + size, 0));
  }

  get words(): readonly string[] {
    return [...new Set(this.shards.flatMap((shard) => shard.words))].sort();
  }

  startQuery(query: string): void {
    for (const shard of this.shards) shard.startQuery(query);
  }

  has(term: string): boolean {
    return this.shards.map((shard) => shard.has(term)).some(Boolean);
  }

  phrase(text: string): Postings {
    const parts = this.shards.map((shard) => shard.phrase(text));
    return {
      documents: parts.flatMap(({ documents }, index) => Array.from(documents, (ordinal) => this.#starts[index]! + ordinal)),
      fields: parts.flatMap(({ fields }) => Array.from(fields)),
      frequencies: parts.flatMap(({ frequencies }) => Array.from(frequencies)),
    };
  }

  /** Each shard scores with its own document frequencies; term weights are adjusted so that the result is that of the whole. */
  score(terms: readonly WeightedTerm[]): Float64Array {
    const rarity = (term: string): number => idf(this.frequency(term), this.size);
    const total = terms.reduce((sum, { term, weight }) => sum + weight * (this.frequency(term) ? rarity(term) : 0), 0);
    const scores = new Float64Array(this.size);
    this.shards.forEach((shard, index) => {
      const own = terms
        .filter(({ term }) => shard.frequency(term))
        .map(({ term, weight }) => ({ term, weight: (weight * rarity(term)) / idf(shard.frequency(term), shard.size) }));
      const sum = own.reduce((all, { term, weight }) => all + weight * idf(shard.frequency(term), shard.size), 0);
      shard.score(own).forEach((score, ordinal) => {
        scores[this.#starts[index]! + ordinal] = (score * sum) / total;
      });
    });
    return scores;
  }

  frequency(term: string): number {
    return this.shards.reduce((sum, shard) => sum + shard.frequency(term), 0);
  }

  get(ordinal: number): Document {
    const [shard, own] = this.#own(ordinal);
    const document = this.shards[shard]!.get(own);
    (document as { ordinal: number }).ordinal = ordinal;
    return document;
  }

  *values(): Iterable<Document> {
    for (let ordinal = 0; ordinal < this.size; ordinal++) yield this.get(ordinal);
  }

  async load({ texts, vocabulary }: LoadRequest): Promise<boolean> {
    const own = texts.map((ordinal) => this.#own(ordinal));
    const brought = await Promise.all(
      this.shards.map((shard, index) =>
        shard.load({ texts: own.filter(([at]) => at === index).map(([, ordinal]) => ordinal), vocabulary }),
      ),
    );
    if (!this.vocabulary && this.shards.every((shard) => shard.vocabulary)) this.vocabulary = await this.learn();
    return brought.some(Boolean);
  }

  #own(ordinal: number): [shard: number, ordinal: number] {
    const shard = this.#starts.findLastIndex((start) => start <= ordinal);
    return [shard, ordinal - this.#starts[shard]!];
  }
}

/** The search data and vocabulary for a search over all shards. */
interface Common {
  readonly data: SearchData;
  readonly vocabulary: () => Promise<Vocabulary>;
}

const common = ({ data, source }: Bundle): Common => ({ data, vocabulary: async () => plain(await source.vocabulary()) });
const plain = ({ terms, readings }: VocabularyData): Vocabulary => ({ terms: wordsOf(terms).join(" "), readings });

function united(bundles: readonly Bundle[]): Common {
  const counts = new Map<string, number>();
  for (const { data } of bundles)
    list(data.words).forEach((word, at, all) => {
      if (at % 2 === 0) counts.set(word, (counts.get(word) ?? 0) + Number(all[at + 1]));
    });
  const concepts = new Map(bundles.flatMap(({ data }) => data.concepts.map((concept) => [concept[0].join(), concept] as const)));
  const data: SearchData = {
    ...bundles[0]!.data,
    words: [...counts].map(([word, count]) => `${word} ${count}`).join(" "),
    concepts: [...concepts.values()],
  };
  const vocabulary = async (): Promise<Vocabulary> => {
    const parts = await Promise.all(bundles.map(async ({ source }) => plain(await source.vocabulary())));
    const special = Object.assign({}, ...parts.map(({ readings }) => readings.special)) as Record<string, string>;
    return {
      terms: [...new Set(parts.flatMap(({ terms }) => list(terms)))].join(" "),
      readings: { common: parts[0]!.readings.common, special },
    };
  };
  return { data, vocabulary };
}

function merge(bundles: readonly Bundle[], { data, vocabulary }: Common): Search {
  const engine = new Merged(
    bundles.map(({ data: own, source }) => {
      if (own.engine.kind !== "chunks") throw new Error("a shard with the small engine");
      return new ChunkedIndex(own.engine, source, own.domains, rulesOf(own));
    }),
    vocabulary,
  );
  return new Search(data, engine, engine);
}

const [whole, queries, kind, ...folders] = process.argv.slice(2);
const shards = folders.map(openBundle);
const [one, several] = [await openSearch(whole!, false), merge(shards, kind === "shared" ? common(openBundle(whole!)) : united(shards))];
const tally = { queries: 0, total: 0, mode: 0, first: 0, same: 0, order: 0, ten: 0 };
const times = { one: 0, several: 0 };
for (const query of readFileSync(queries!, "utf8").split("\n").filter(Boolean)) {
  const request = { query, filters: NO_FILTERS, size: 10 };
  const start = performance.now();
  const left = await one.ask(request);
  const middle = performance.now();
  const right = await several.ask(request);
  times.one += middle - start;
  times.several += performance.now() - middle;
  const [mine, theirs] = [left.results.map(({ id }) => id), right.results.map(({ id }) => id)];
  tally.queries++;
  tally.total += Number(left.total === right.total);
  tally.mode += Number(left.mode === right.mode);
  tally.first += Number(mine[0] === theirs[0]);
  tally.same += Number(mine.length === theirs.length && mine.every((id) => theirs.includes(id)));
  tally.order += Number(mine.join() === theirs.join());
  tally.ten += mine.length ? mine.filter((id) => theirs.includes(id)).length / mine.length : Number(!theirs.length);
}
const part = (count: number): string => (count / tally.queries).toFixed(4);
console.log(
  `${kind} vocabulary, ${tally.queries} queries: as many results ${part(tally.total)}, same reading ${part(tally.mode)}, same first ${part(tally.first)}, same ten ${part(tally.same)}, in the same order ${part(tally.order)}, of ten shared ${part(tally.ten)}`,
);
console.log(
  `milliseconds a query: one index ${(times.one / tally.queries).toFixed(1)}, ${shards.length} merged ${(times.several / tally.queries).toFixed(1)}`,
);
