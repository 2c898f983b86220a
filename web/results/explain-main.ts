/** Entry point of the script that `kb explain --query` runs outside a browser. */

import { LunrIndexReader } from "../index/small.ts";
import type { SearchData } from "../data/schema.ts";
import { explainQuery } from "./explain.ts";
import { Meaning } from "../meaning/meaning.ts";
import { Search } from "./search.ts";

declare global {
  /** Explains a query over search data. If `vectors` names the file of word vectors, it and the chunks for the query are read through
   * `kbFile`, which returns a file as hexadecimal digits. The result is in `kbExplained` once no job is left. */
  var kbExplain: ((data: string, query: string, vectors: string) => void) | undefined;
  var kbExplained: string | undefined;
  var kbFile: ((path: string) => string) | undefined;
}

/** Outside a browser, nobody waits for a page: load all vectors. */
const TIMEOUT_MS = 60_000;

const file = (path: string): ArrayBuffer =>
  Uint8Array.from(globalThis.kbFile!(path).match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)).buffer;

async function explain(json: string, query: string, vectors: string): Promise<string> {
  const data = JSON.parse(json) as SearchData;
  if (data.engine.kind !== "lunr") throw new Error("only the small index can be explained");
  const search = new Search(data, new LunrIndexReader(data.engine.index));
  if (vectors) {
    search.meaning = new Meaning(file(vectors), (path) => Promise.resolve(file(path)), TIMEOUT_MS);
    await search.meaning.prepare(query);
  }
  return explainQuery(search.interpret(query)).join("\n");
}

globalThis.kbExplain = (data, query, vectors) => {
  void explain(data, query, vectors).then((text) => {
    globalThis.kbExplained = text;
  });
};
