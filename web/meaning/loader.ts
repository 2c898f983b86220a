/** Loads the vectors of meaning in the background, once a reader has had a first answer. */

import { Meaning } from "./meaning.ts";

/** Who searches by meaning as soon as it is here, and where its vectors lie. */
export interface Searcher {
  readonly data: { readonly meaning?: string };
  meaning: Meaning | undefined;
}

export class MeaningLoader {
  #begun = false;

  /** `entry` is the address that the file is named from; `told` is told once whether the vectors came. */
  constructor(private readonly searcher: Searcher, private readonly entry: string, private readonly told: (state: "off" | "ready") => void) {}

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
    this.searcher.meaning = new Meaning(await get(file), get);
  }
}
