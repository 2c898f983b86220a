/** Entry point of the script with the index of small bases. */

import { LunrIndexReader } from "./small.ts";

globalThis.kbSearchLunr = (index) => new LunrIndexReader(index);
