/** The search as a program of its own: a worker that answers messages, or, where a page may start none (from a disk), a function on
 * the page that does its work in slices. */

import type { ChunkIndex, DocumentData, DomainData, EntryData, LunrIndex, SearchData, SitePageData, VocabularyData } from "../data/schema.ts";
import type { Index } from "../index/index.ts";
import type { ChunkedIndex, Source } from "../index/chunked.ts";
import type { TextRules } from "../text/analyzer.ts";
import { NO_FILTERS } from "../results/facets.ts";
import type { FromWorker, MeaningState, Ready, ToWorker } from "./messages.ts";
import type { Interpretation } from "../results/explain.ts";
import { MeaningLoader } from "../meaning/loader.ts";
import { prepare, rulesOf, Search, type Answer } from "../results/search.ts";
import { fromDisk, loadScript } from "../state/site.ts";
import { filtersOf, type State } from "../state/url-state.ts";

export interface Local {
  readonly ready: Ready;
  ask(state: State, size: number): Promise<Answer>;
  /** Tells once whether vectors of meaning came. */
  onMeaning(told: (state: MeaningState) => void): void;
}

/** The scripts with the engine of small and of large bases, beside the entry. */
declare const LUNR: string;
declare const CHUNKS: string;
declare const EXPLAIN: string;
declare global {
  var kbSearchLocal: ((entry: string) => Promise<Local>) | undefined;
  var kbSearchLunr: ((index: LunrIndex) => Index) | undefined;
  var kbSearchChunks: ((data: ChunkIndex, source: Source, domains: readonly DomainData[], rules: TextRules) => ChunkedIndex) | undefined;
  var kbSearchExplained: ((interpretation: Interpretation) => string[]) | undefined;
  var kbSearchEntry: ((entry: EntryData) => void) | undefined;
  var kbSearchData: ((data: SearchData) => void) | undefined;
  var kbSearchPages: ((pages: readonly SitePageData[]) => void) | undefined;
  var kbSearchVocabulary: ((data: VocabularyData) => void) | undefined;
}

/** Runs scripts. */
type Run = (...scripts: string[]) => void | Promise<unknown>;

interface WorkerScope {
  importScripts(...urls: string[]): void;
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });
const meaningOf = (data: SearchData): MeaningState => (data.meaning && !fromDisk() ? "loading" : "off");
const readyFor = ({ data, engine }: Search): Ready => ({ kind: "ready", page: engine.page, meaning: meaningOf(data), sortable: engine.complete, domains: data.domains.map(({ id, name, url, kind }) => ({ id, name, url, ...(kind && { kind }) })) });

/** The search over the data that an entry names. */
async function load(entry: string, run: Run, rest: () => Promise<void>): Promise<[Search, SearchData]> {
  const data = await requested(entry, run);
  const { engine } = data;
  if (engine.kind === "lunr") return [await prepare(data, () => globalThis.kbSearchLunr!(engine.index), rest), data];
  const large = globalThis.kbSearchChunks!(engine, served(entry, engine, run), data.domains, rulesOf(data));
  return [new Search(data, large, large), data];
}

/** The data of a site by the way that its entry names, with whatever it takes to read it. */
async function requested(entry: string, run: Run): Promise<SearchData> {
  let named: EntryData | undefined, found: SearchData | undefined, pages: readonly SitePageData[] = [];
  globalThis.kbSearchEntry = (told) => { named = told; };
  globalThis.kbSearchData = (data) => { found = data; };
  globalThis.kbSearchPages = (told) => { pages = told; };
  await run(entry);
  const scripts = [named!.data, named!.engine === "lunr" ? LUNR : CHUNKS, ...(named!.pages ? [named!.pages] : [])];
  await run(...scripts.map((script) => new URL(script, entry).href));
  return { ...found!, pages };
}

/** The pieces of a large index as a web server gives them; beside the entry. */
function served(entry: string, { version, vocabulary }: ChunkIndex, run: Run): Source {
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(new URL(path, entry));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };
  return {
    chunk: async (number) => (await get(`chunks/${version}/${number}.bin`)).arrayBuffer(),
    text: async (place) => await (await get(`texts/${version}/${place}.json`)).json() as DocumentData,
    async vocabulary() {
      let found: VocabularyData | undefined;
      globalThis.kbSearchVocabulary = (data) => { found = data; };
      await run(new URL(vocabulary, entry).href);
      return found!;
    },
  };
}

/** The answer to a query, and why it is so where the state asks for that. */
async function answer(search: Search, data: SearchData, state: State, size: number, explain: () => void | Promise<unknown>): Promise<Answer> {
  const found = await search.ask({ query: state.query, filters: filtersOf(state, data.domains), size, exact: state.exact ?? false, sorted: state.sorted ?? false });
  if (!state.debug) return found;
  await explain();
  return { ...found, explanation: globalThis.kbSearchExplained!(search.interpret(state.query, state.exact)) };
}

/** From a disk no piece of a large index can be read. What is found without any: concepts and domains by their names. */
async function unserved(search: Search, state: State): Promise<Answer> {
  const answer = search.answer({ query: state.query, filters: NO_FILTERS, size: 0 });
  return { ...answer, mode: "unserved", total: 0, full: 0 };
}

function work(scope: WorkerScope): void {
  let loaded: Promise<[Search, SearchData]> | undefined, meaning: MeaningLoader | undefined, explanation = "";
  const failed = (error: unknown): void => scope.postMessage({ kind: "failed", reason: String(error) });
  scope.onmessage = ({ data: message }) => {
    if (message.kind === "load") {
      explanation = new URL(EXPLAIN, message.entry).href;
      loaded = load(message.entry, (...scripts) => scope.importScripts(...scripts), () => Promise.resolve());
      loaded.then(([search]) => {
        meaning = new MeaningLoader(search, message.entry, (script) => scope.importScripts(script), (state) => scope.postMessage({ kind: "meaning", state }));
        scope.postMessage(readyFor(search));
      }, failed);
    } else {
      void loaded?.then(([search, data]) => answer(search, data, message.state, message.size, () => scope.importScripts(explanation)))
        .then((answer) => {
          scope.postMessage({ kind: "answer", answer });
          meaning?.answered(answer.query);
        }, failed);
    }
  };
}

if (typeof document === "undefined") work(globalThis as unknown as WorkerScope);
else {
  globalThis.kbSearchLocal = async (entry) => {
    const [search, data] = await load(entry, (...scripts) => Promise.all(scripts.map(loadScript)), pause);
    const served = data.engine.kind === "lunr" || !fromDisk();
    let told: (state: MeaningState) => void = () => undefined;
    const meaning = new MeaningLoader(search, entry, loadScript, (state) => told(state));
    const ask = async (state: State, size: number): Promise<Answer> => {
      const found = await (served ? answer(search, data, state, size, () => loadScript(new URL(EXPLAIN, entry).href)) : unserved(search, state));
      if (!fromDisk()) meaning.answered(found.query);
      return found;
    };
    return { ready: readyFor(search), ask, onMeaning: (listener) => { told = listener; } };
  };
}
