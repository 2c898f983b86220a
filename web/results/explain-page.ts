/** Entry point of the script that explains queries on the search page, loaded for `?debug=1`. */

import { explainQuery } from "./explain.ts";

globalThis.kbSearchExplained = explainQuery;
