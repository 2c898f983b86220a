/** Loads the vectors of meaning in the background, once a reader has had a first answer. */

import type { Meaning } from "./meaning.ts";
import type { Get } from "./table.ts";

/** The script with the search by meaning, beside the entry. */
declare const MEANING: string;
declare global {
  var kbSearchMeaning: ((data: ArrayBuffer, get: Get) => Meaning) | undefined;
}

/** Who searches by meaning as soon as it is here, and where its vectors lie. */
export interface Searcher {
  readonly data: { readonly meaning?: string };
  meaning: Meaning | undefined;
}

export class MeaningLoader {
  #begun = false;

  /** `entry` is the address that files are named from, `run` runs a script; `told` is told once whether the vectors came. */
  constructor(
    private readonly searcher: Searcher, private readonly entry: string, private readonly run: (script: string) => void | Promise<unknown>,
    private readonly told: (state: "off" | "ready") => void,
  ) {}

  /** Tells that a query has been answered. An empty one is none: who only looks around needs no vectors. */
  answered(query: string): void {
    const { meaning } = this.searcher.data;
    if (this.#begun || !meaning || !query.trim()) return;
    this.#begun = true;
    this.#load(meaning).then(() => this.told("ready"), () => this.told("off"));
  }

  async #load(file: string): Promise<void> {
    const get = async (path: string): Promise<ArrayBuffer> => {
      const response = await fetch(new URL(path, this.entry));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.arrayBuffer();
    };
    const data = await get(file);
    await this.run(new URL(MEANING, this.entry).href);
    this.searcher.meaning = globalThis.kbSearchMeaning!(data, get);
  }
}
