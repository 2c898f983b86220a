/** Opens the search of a built site in Node: the same code that the browser runs. */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentData, SearchData, VocabularyData } from "../web/data/schema.ts";
import { Meaning } from "../web/meaning/meaning.ts";
import { LunrIndexReader } from "../web/index/small.ts";
import { ChunkedIndex, type ChunkSource } from "../web/index/chunked.ts";
import { Search, rulesOf } from "../web/results/search.ts";

/** Longest wait of a query for vectors, in milliseconds. */
const WAIT = 60_000;

/** The argument of the function call that a data script consists of. */
function value<Value>(file: string): Value {
  const text = readFileSync(file, "utf8");
  return JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))) as Value;
}

async function bytes(file: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

export interface Bundle {
  readonly data: SearchData;
  readonly source: ChunkSource;
}

export function openBundle(site: string): Bundle {
  const folder = join(site, "assets", "search");
  const data = value<SearchData>(join(folder, value<{ data: string }>(join(folder, "entry.js")).data));
  const { version, vocabulary } = data.engine.kind === "chunks" ? data.engine : { version: "", vocabulary: "" };
  const source: ChunkSource = {
    chunk: (number) => bytes(join(folder, "chunks", version, `${number}.bin`)),
    text: async (ordinal) => JSON.parse(await readFile(join(folder, "texts", version, `${ordinal}.json`), "utf8")) as DocumentData,
    vocabulary: () => Promise.resolve(value<VocabularyData>(join(folder, vocabulary))),
  };
  return { data, source };
}

/** The search of a site. With `meaning`, word vectors are used if the site has them, as if loaded before the first query; each query then
 * waits for the vectors of its words. */
export async function openSearch(site: string, meaning = true): Promise<Search> {
  const search = opened(site);
  const folder = join(site, "assets", "search");
  if (meaning && search.data.meaning)
    search.meaning = new Meaning(await bytes(join(folder, search.data.meaning)), (path) => bytes(join(folder, path)), WAIT);
  return search;
}

function opened(site: string): Search {
  const { data, source } = openBundle(site);
  const { engine } = data;
  if (engine.kind === "lunr") return new Search(data, new LunrIndexReader(engine.index));
  const large = new ChunkedIndex(engine, source, data.domains, rulesOf(data));
  return new Search(data, large, large);
}
