/** Entry point of the script with the search by meaning, loaded after a reader's first query. */

import { Meaning } from "./meaning.ts";

globalThis.kbSearchMeaning = (data, get) => new Meaning(data, get);
