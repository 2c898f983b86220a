/** Client of the search. At most one query is running and one is waiting, always the latest, so that fast typing never queues up. */

import type { LocalSearch } from "../worker/main.ts";
import type { FromWorker, MeaningState, Ready, ToWorker } from "../worker/messages.ts";
import type { Answer } from "../results/search.ts";
import { assetUrl, entryUrl, fromDisk, loadScript, type Site } from "../state/site.ts";
import type { State } from "../state/url-state.ts";

interface PendingQuery {
  readonly state: State;
  /** Number of results; as many as a list shows at once if undefined. */
  readonly size: number | undefined;
}

/** A search that has been loaded. */
interface LoadedSearch {
  readonly ready: Ready;
  ask(state: State, size: number): Promise<Answer>;
}

type Listener = (state: State, answer: Answer) => void;

export class Client {
  #loaded: Promise<LoadedSearch>;
  #busy = false;
  #pending: PendingQuery | undefined;
  #onAnswerListener: Listener = () => undefined;
  #onFailure: () => void = () => undefined;
  #onMeaningChange: (meaning: MeaningState) => void = () => undefined;
  #meaning: MeaningState = "off";

  constructor(private readonly site: Site) {
    this.#loaded = this.#load();
  }

  get ready(): Promise<Ready> {
    return this.#loaded.then(({ ready }) => ready);
  }

  /** Sets the listener for answers and for failures; one view at a time. */
  onAnswer(listener: Listener, failed: () => void): void {
    [this.#onAnswerListener, this.#onFailure] = [listener, failed];
  }

  /** Sets the listener for the state of the word vectors; it is called at once, and whenever the state changes. */
  onMeaning(listener: (meaning: MeaningState) => void): void {
    this.#onMeaningChange = listener;
    listener(this.#meaning);
  }

  #setMeaning(meaning: MeaningState): void {
    this.#meaning = meaning;
    this.#onMeaningChange(meaning);
  }

  /** Requests the best `size` results, by default as many as a list shows at once. */
  ask(state: State, size?: number): void {
    this.#pending = { state, size };
    void this.#next();
  }

  async #next(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let question = this.#pending; question; question = this.#pending) {
      this.#pending = undefined;
      try {
        const answer = await this.#answer(question);
        if (!this.#pending) this.#onAnswerListener(question.state, answer);
      } catch {
        if (!this.#pending) this.#onFailure();
      }
    }
    this.#busy = false;
  }

  /** Answers a query; on failure (chunks of an older build that are gone, or a network error) reloads everything and tries once more. */
  async #answer({ state, size }: PendingQuery): Promise<Answer> {
    const ask = async ({ ready, ask }: LoadedSearch): Promise<Answer> => ask(state, size ?? ready.pageSize);
    const loaded = await this.#loaded;
    try {
      return await ask(loaded);
    } catch {
      this.#loaded = this.#load();
      return ask(await this.#loaded);
    }
  }

  #load(): Promise<LoadedSearch> {
    return fromDisk() ? this.#local() : this.#worker().catch(() => this.#local());
  }

  #worker(): Promise<LoadedSearch> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(assetUrl(this.site, "engine.js"));
      const post = (message: ToWorker): void => worker.postMessage(message);
      let answered: (answer: Answer) => void = () => undefined,
        failed = reject;
      const ask = (state: State, size: number): Promise<Answer> =>
        new Promise((resolve, reject) => {
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
          this.#setMeaning(message.meaning);
          resolve({ ready: message, ask });
        } else if (message.kind === "meaning") this.#setMeaning(message.state);
        else if (message.kind === "answer") answered(message.answer);
        else fail(message.reason);
      };
      post({ kind: "load", entry: entryUrl(this.site) });
    });
  }

  async #local(): Promise<LocalSearch> {
    await loadScript(assetUrl(this.site, "engine.js"));
    const local = await globalThis.kbSearchLocal!(entryUrl(this.site));
    this.#setMeaning(local.ready.meaning);
    local.onMeaning((state) => this.#setMeaning(state));
    return local;
  }
}
