/** Search by meaning as a script of its own, which comes after a reader's first answer. */

import { Meaning } from "./meaning.ts";

globalThis.kbSearchMeaning = (data, get) => new Meaning(data, get);
