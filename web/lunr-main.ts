/** The engine of small bases as a script of its own. */

import { LunrEngine } from "./engine-lunr.ts";

globalThis.kbSearchLunr = (index) => new LunrEngine(index);
