/** Entry point of the script with the index of large bases. */

import { ChunkedIndex } from "./chunked.ts";

globalThis.kbSearchChunks = (data, source, domains, rules) => new ChunkedIndex(data, source, domains, rules);
