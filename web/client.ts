/** The page's way to the search: at most one question under way and one waiting, which is always the latest, so that fast typing
 * never queues up and the last query wins. */

import type { Local } from "./engine-main.ts";
import type { FromWorker, Ready, ToWorker } from "./messages.ts";
import type { Answer } from "./search.ts";
import { assetUrl, entryUrl, fromDisk, loadScript, type Site } from "./site.ts";
import type { State } from "./state.ts";

interface Question {
  readonly state: State;
  readonly size: number;
}

type Listener = (state: State, answer: Answer) => void;

export class Client {
  readonly ready: Promise<Ready>;
  #send: ((question: Question) => void) | undefined;
  #busy = false;
  #waiting: { readonly state: State; readonly size: number | undefined } | undefined;
  #listener: Listener = () => undefined;

  constructor(private readonly site: Site) {
    this.ready = fromDisk() ? this.#local() : this.#worker().catch(() => this.#local());
  }

  /** Who is told of answers; one view at a time. */
  listen(listener: Listener): void {
    this.#listener = listener;
  }

  /** Asks for the best `size` results, or as many as a list shows at once. */
  ask(state: State, size?: number): void {
    this.#waiting = { state, size };
    void this.ready.then(() => this.#next());
  }

  #next(): void {
    if (this.#busy || !this.#waiting || !this.#send) return;
    const { state, size } = this.#waiting;
    this.#waiting = undefined;
    this.#busy = true;
    void this.ready.then(({ page }) => this.#send!({ state, size: size ?? page }));
  }

  #answered(state: State, answer: Answer): void {
    this.#busy = false;
    if (this.#waiting) this.#next();
    else this.#listener(state, answer);
  }

  #worker(): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(assetUrl(this.site, "engine.js"));
      const post = (message: ToWorker): void => worker.postMessage(message);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data: message }: MessageEvent<FromWorker>) => {
        if (message.kind === "ready") resolve(message);
        else if (message.kind === "answer") this.#answered(message.state, message.answer);
        else reject(new Error(message.reason));
      };
      this.#send = (question) => post({ kind: "ask", ...question });
      post({ kind: "load", entry: entryUrl(this.site) });
    });
  }

  async #local(): Promise<Ready> {
    await loadScript(assetUrl(this.site, "engine.js"));
    const local: Local = await globalThis.kbSearchLocal!(entryUrl(this.site));
    this.#send = ({ state, size }) => { setTimeout(() => void local.ask(state, size).then((answer) => this.#answered(state, answer)), 0); };
    return local.ready;
  }
}
