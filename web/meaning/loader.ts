/** Loads the word vectors in the background, after the first query has been answered. */

import type { Meaning } from "./meaning.ts";
import type { FetchFile } from "./vectors.ts";

/** Address of the script of the search by meaning, relative to the entry file. */
declare const MEANING: string;
declare global {
  var kbSearchMeaning: ((data: ArrayBuffer, get: FetchFile) => Meaning) | undefined;
}

/** The search that uses the vectors once they are loaded; `data.meaning` is their address. */
export interface MeaningTarget {
  readonly data: { readonly meaning?: string };
  meaning: Meaning | undefined;
}

export class MeaningLoader {
  #started = false;

  /** `entry` is the base of all addresses, `run` runs a script, `notify` is called once with the outcome. */
  constructor(
    private readonly searcher: MeaningTarget,
    private readonly entry: string,
    private readonly run: (script: string) => void | Promise<unknown>,
    private readonly notify: (state: "off" | "ready") => void,
  ) {}

  /** Starts loading, unless the query that was answered is empty: browsing needs no vectors. */
  startAfterAnswer(query: string): void {
    const { meaning } = this.searcher.data;
    if (this.#started || !meaning || !query.trim()) return;
    this.#started = true;
    this.#load(meaning).then(
      () => this.notify("ready"),
      () => this.notify("off"),
    );
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
