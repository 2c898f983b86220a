/** The explanation of queries as a script of its own, which `kb explain --query` runs outside a browser. */

import { LunrIndexReader } from "../index/small.ts";
import type { SearchData } from "../data/schema.ts";
import { explained } from "./explain.ts";
import { Meaning } from "../meaning/meaning.ts";
import { Search } from "./search.ts";

declare global {
  /** Explains a query over the data of a search. Where `vectors` names the file with the vectors of the base, they and the words of the
   * query come from `kbFile`, which gives a file as hexadecimal digits. The explanation stands in `kbExplained` when no job is left. */
  var kbExplain: ((data: string, query: string, vectors: string) => void) | undefined;
  var kbExplained: string | undefined;
  var kbFile: ((path: string) => string) | undefined;
}

/** As long as it takes: nobody waits for a page. */
const PATIENCE = 60_000;

const file = (path: string): ArrayBuffer => Uint8Array.from(globalThis.kbFile!(path).match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)).buffer;

async function explain(json: string, query: string, vectors: string): Promise<string> {
  const data = JSON.parse(json) as SearchData;
  if (data.engine.kind !== "lunr") throw new Error("only the small index can be explained");
  const search = new Search(data, new LunrIndexReader(data.engine.index));
  if (vectors) {
    search.meaning = new Meaning(file(vectors), (path) => Promise.resolve(file(path)), PATIENCE);
    await search.meaning.prepare(query);
  }
  return explained(search.interpret(query)).join("\n");
}

globalThis.kbExplain = (data, query, vectors) => {
  void explain(data, query, vectors).then((text) => { globalThis.kbExplained = text; });
};
