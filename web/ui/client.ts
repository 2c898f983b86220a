/** The page's way to the search: at most one question under way and one waiting, which is always the latest, so that fast typing
 * never queues up and the last query wins. */

import type { LocalSearch } from "../worker/main.ts";
import type { FromWorker, MeaningState, Ready, ToWorker } from "../worker/messages.ts";
import type { Answer } from "../results/search.ts";
import { assetUrl, entryUrl, fromDisk, loadScript, type Site } from "../state/site.ts";
import type { State } from "../state/url-state.ts";

interface Question {
  readonly state: State;
  /** How many results, or as many as a list shows at once. */
  readonly size: number | undefined;
}

/** What has been loaded, and how to ask it. */
interface Loaded {
  readonly ready: Ready;
  ask(state: State, size: number): Promise<Answer>;
}

type Listener = (state: State, answer: Answer) => void;

export class Client {
  #loaded: Promise<Loaded>;
  #busy = false;
  #waiting: Question | undefined;
  #listener: Listener = () => undefined;
  #failed: () => void = () => undefined;
  #told: (meaning: MeaningState) => void = () => undefined;
  #meaning: MeaningState = "off";

  constructor(private readonly site: Site) {
    this.#loaded = this.#load();
  }

  get ready(): Promise<Ready> {
    return this.#loaded.then(({ ready }) => ready);
  }

  /** Who is told of answers, and of questions that cannot be answered; one view at a time. */
  listen(listener: Listener, failed: () => void): void {
    [this.#listener, this.#failed] = [listener, failed];
  }

  /** Who is told whether vectors of meaning are here, now and when that changes. */
  onMeaning(told: (meaning: MeaningState) => void): void {
    this.#told = told;
    told(this.#meaning);
  }

  #tell(meaning: MeaningState): void {
    this.#meaning = meaning;
    this.#told(meaning);
  }

  /** Asks for the best `size` results, or as many as a list shows at once. */
  ask(state: State, size?: number): void {
    this.#waiting = { state, size };
    void this.#next();
  }

  async #next(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let question = this.#waiting; question; question = this.#waiting) {
      this.#waiting = undefined;
      try {
        const answer = await this.#answer(question);
        if (!this.#waiting) this.#listener(question.state, answer);
      } catch {
        if (!this.#waiting) this.#failed();
      }
    }
    this.#busy = false;
  }

  /** Pieces that cannot be had are of an older build, or the network fails: once more with all of it from the start. */
  async #answer({ state, size }: Question): Promise<Answer> {
    const ask = async ({ ready, ask }: Loaded): Promise<Answer> => ask(state, size ?? ready.pageSize);
    const loaded = await this.#loaded;
    try {
      return await ask(loaded);
    } catch {
      this.#loaded = this.#load();
      return ask(await this.#loaded);
    }
  }

  #load(): Promise<Loaded> {
    return fromDisk() ? this.#local() : this.#worker().catch(() => this.#local());
  }

  #worker(): Promise<Loaded> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(assetUrl(this.site, "engine.js"));
      const post = (message: ToWorker): void => worker.postMessage(message);
      let answered: (answer: Answer) => void = () => undefined, failed = reject;
      const ask = (state: State, size: number): Promise<Answer> => new Promise((resolve, reject) => {
        [answered, failed] = [resolve, reject];
        post({ kind: "ask", state, size });
      });
      const fail = (reason: string): void => {
        worker.terminate();
        failed(new Error(reason));
      };
      worker.onerror = (event) => fail(event.message);
      worker.onmessage = ({ data: message }: MessageEvent<FromWorker>) => {
        if (message.kind === "ready") {
          this.#tell(message.meaning);
          resolve({ ready: message, ask });
        } else if (message.kind === "meaning") this.#tell(message.state);
        else if (message.kind === "answer") answered(message.answer);
        else fail(message.reason);
      };
      post({ kind: "load", entry: entryUrl(this.site) });
    });
  }

  async #local(): Promise<LocalSearch> {
    await loadScript(assetUrl(this.site, "engine.js"));
    const local = await globalThis.kbSearchLocal!(entryUrl(this.site));
    this.#tell(local.ready.meaning);
    local.onMeaning((state) => this.#tell(state));
    return local;
  }
}
