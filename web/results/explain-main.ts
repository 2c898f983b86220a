/** The explanation of queries as a script of its own, which `kb explain --query` runs outside a browser: the data of a search and a query
 * in, the explanation out. */

import { LunrIndexReader } from "../index/small.ts";
import type { SearchData } from "../data/schema.ts";
import { Search } from "./search.ts";

declare global {
  var kbExplain: ((data: string, query: string) => string) | undefined;
}

globalThis.kbExplain = (json, query) => {
  const data = JSON.parse(json) as SearchData;
  if (data.engine.kind !== "lunr") throw new Error("only the small index can be explained");
  return new Search(data, new LunrIndexReader(data.engine.index)).explain(query).join("\n");
};
