/** The engine of small bases as a script of its own. */

import { LunrEngine } from "./small.ts";

globalThis.kbSearchLunr = (index) => new LunrEngine(index);
