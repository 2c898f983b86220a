/** The explanation of queries as a script of its own, which the search loads for `?debug=1`. */

import { explained } from "./explain.ts";

globalThis.kbSearchExplained = explained;
