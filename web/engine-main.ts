/** The search as a program of its own: a worker that answers messages, or, where a page may start none (from a disk), a function on
 * the page that does its work in slices. */

import { requested, type SearchData } from "./data.ts";
import { LunrEngine } from "./engine-lunr.ts";
import type { FromWorker, Ready, ToWorker } from "./messages.ts";
import { prepare, type Answer, type Search } from "./search.ts";
import { filtersOf, type State } from "./state.ts";

export interface Local {
  readonly ready: Ready;
  ask(state: State, size: number): Promise<Answer>;
}

declare global {
  var kbSearchLocal: ((data: SearchData) => Promise<Local>) | undefined;
}

interface WorkerScope {
  importScripts(...urls: string[]): void;
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });
const engineOf = (data: SearchData): LunrEngine => new LunrEngine(data.engine.index);
const readyFor = (data: SearchData): Ready => ({ kind: "ready", domains: data.domains.map(({ id, name, url }) => ({ id, name, url })) });

function answer(search: Search, data: SearchData, state: State, size: number): Promise<Answer> {
  return search.ask({ query: state.query, filters: filtersOf(state, data.domains), size });
}

function work(scope: WorkerScope): void {
  let loaded: Promise<[Search, SearchData]> | undefined;
  const load = async (entry: string): Promise<[Search, SearchData]> => {
    const data = await requested(entry, (script) => scope.importScripts(script));
    return [await prepare(data, () => engineOf(data), () => Promise.resolve()), data];
  };
  const failed = (error: unknown): void => scope.postMessage({ kind: "failed", reason: String(error) });
  scope.onmessage = ({ data: message }) => {
    if (message.kind === "load") {
      loaded = load(message.entry);
      loaded.then(([, data]) => scope.postMessage(readyFor(data)), failed);
    } else {
      void loaded?.then(([search, data]) => answer(search, data, message.state, message.size))
        .then((answer) => scope.postMessage({ kind: "answer", state: message.state, answer }), failed);
    }
  };
}

if (typeof document === "undefined") work(globalThis as unknown as WorkerScope);
else {
  globalThis.kbSearchLocal = async (data) => {
    const search = await prepare(data, () => engineOf(data), pause);
    return { ready: readyFor(data), ask: (state, size) => answer(search, data, state, size) };
  };
}
