/** The engine of large bases as a script of its own. */

import { ChunkedIndex } from "./chunked.ts";

globalThis.kbSearchChunks = (data, source, domains, rules) => new ChunkedIndex(data, source, domains, rules);
