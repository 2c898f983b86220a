/** The engine of small bases as a script of its own. */

import { LunrIndexReader } from "./small.ts";

globalThis.kbSearchLunr = (index) => new LunrIndexReader(index);
