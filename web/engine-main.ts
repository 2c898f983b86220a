/** The search as a program of its own: a worker that answers messages, or, where a page may start none (from a disk), a function on
 * the page that does its work in slices. */

import { requested, list, type DocumentData, type SearchData, type VocabularyData } from "./data.ts";
import { PagefindEngine, type Source } from "./engine-pagefind.ts";
import { NO_FILTERS } from "./facets.ts";
import { LunrEngine } from "./engine-lunr.ts";
import type { FromWorker, Ready, ToWorker } from "./messages.ts";
import { prepare, Search, tableOf, type Answer } from "./search.ts";
import { fromDisk, loadScript } from "./site.ts";
import { filtersOf, type State } from "./state.ts";

export interface Local {
  readonly ready: Ready;
  ask(state: State, size: number): Promise<Answer>;
}

declare global {
  var kbSearchLocal: ((entry: string) => Promise<Local>) | undefined;
}

interface WorkerScope {
  importScripts(...urls: string[]): void;
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });
const readyFor = ({ data, engine }: Search): Ready => ({ kind: "ready", page: engine.page, domains: data.domains.map(({ id, name, url }) => ({ id, name, url })) });

/** The search over the data that an entry names; `run` runs a script. */
async function load(entry: string, run: (script: string) => void | Promise<void>, rest: () => Promise<void>): Promise<[Search, SearchData]> {
  const data = await requested(entry, run);
  const { engine } = data;
  if (engine.kind === "lunr") return [await prepare(data, () => new LunrEngine(engine.index), rest), data];
  const large = new PagefindEngine(engine, served(entry, engine.texts, engine.vocabulary, run), data.domains, tableOf(data), list(data.frames.all));
  return [new Search(data, large, large), data];
}

/** The pieces of a large index as a web server gives them; beside the entry. */
function served(entry: string, texts: string, words: string, run: (script: string) => void | Promise<void>): Source {
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(new URL(path, entry));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };
  return {
    chunk: async (name) => (await get(`pagefind/${name}.pf_index`)).arrayBuffer(),
    text: async (place) => await (await get(`texts/${place}.json?v=${texts}`)).json() as DocumentData,
    async vocabulary() {
      let found: VocabularyData | undefined;
      globalThis.kbSearchVocabulary = (data) => { found = data; };
      await run(new URL(words, entry).href);
      return found!;
    },
  };
}

function answer(search: Search, data: SearchData, state: State, size: number): Promise<Answer> {
  return search.ask({ query: state.query, filters: filtersOf(state, data.domains), size });
}

/** From a disk no piece of a large index can be read. What is found without any: concepts and domains by their names. */
async function unserved(search: Search, state: State): Promise<Answer> {
  const answer = search.answer({ query: state.query, filters: NO_FILTERS, size: 0 });
  return { ...answer, mode: "unserved", total: 0 };
}

function work(scope: WorkerScope): void {
  let loaded: Promise<[Search, SearchData]> | undefined;
  const failed = (error: unknown): void => scope.postMessage({ kind: "failed", reason: String(error) });
  scope.onmessage = ({ data: message }) => {
    if (message.kind === "load") {
      loaded = load(message.entry, (script) => scope.importScripts(script), () => Promise.resolve());
      loaded.then(([search]) => scope.postMessage(readyFor(search)), failed);
    } else {
      void loaded?.then(([search, data]) => answer(search, data, message.state, message.size))
        .then((answer) => scope.postMessage({ kind: "answer", answer }), failed);
    }
  };
}

if (typeof document === "undefined") work(globalThis as unknown as WorkerScope);
else {
  globalThis.kbSearchLocal = async (entry) => {
    const [search, data] = await load(entry, loadScript, pause);
    const served = data.engine.kind === "lunr" || !fromDisk();
    return { ready: readyFor(search), ask: (state, size) => (served ? answer(search, data, state, size) : unserved(search, state)) };
  };
}
