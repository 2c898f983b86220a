/** Entry point of the search: a worker that answers messages or, where workers are unavailable (pages opened from disk), a function that
 * works in slices on the page. */

import type {
  ChunkIndex,
  DocumentData,
  DomainData,
  EntryData,
  LunrIndex,
  SearchData,
  SitePageData,
  VocabularyData,
} from "../data/schema.ts";
import type { Index } from "../index/index.ts";
import type { ChunkedIndex, ChunkSource } from "../index/chunked.ts";
import type { TextRules } from "../text/analyzer.ts";
import { NO_FILTERS } from "../results/facets.ts";
import type { FromWorker, MeaningState, Ready, ToWorker } from "./messages.ts";
import type { Explanation } from "../results/explain.ts";
import { MeaningLoader } from "../meaning/loader.ts";
import { prepare, rulesOf, Search, type Answer } from "../results/search.ts";
import { fromDisk, loadScript } from "../state/site.ts";
import { filtersOf, type State } from "../state/url-state.ts";

export interface LocalSearch {
  readonly ready: Ready;
  ask(state: State, size: number): Promise<Answer>;
  /** Registers a listener, called once when word vectors are loaded or have failed to load. */
  onMeaning(told: (state: MeaningState) => void): void;
}

/** Addresses of the scripts for the small and the large index, relative to the entry file. */
declare const LUNR: string;
declare const CHUNKS: string;
declare const EXPLAIN: string;
declare global {
  var kbSearchLocal: ((entry: string) => Promise<LocalSearch>) | undefined;
  var kbSearchLunr: ((index: LunrIndex) => Index) | undefined;
  var kbSearchChunks:
    | ((data: ChunkIndex, source: ChunkSource, domains: readonly DomainData[], rules: TextRules) => ChunkedIndex)
    | undefined;
  var kbSearchExplained: ((interpretation: Explanation) => string[]) | undefined;
  var kbSearchEntry: ((entry: EntryData) => void) | undefined;
  var kbSearchData: ((data: SearchData) => void) | undefined;
  var kbSearchPages: ((pages: readonly SitePageData[]) => void) | undefined;
  var kbSearchVocabulary: ((data: VocabularyData) => void) | undefined;
}

/** Runs scripts, given by their addresses. */
type Run = (...scripts: string[]) => void | Promise<unknown>;

interface WorkerScope {
  importScripts(...urls: string[]): void;
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
const meaningOf = (data: SearchData): MeaningState => (data.meaning && !fromDisk() ? "loading" : "off");
const readyMessage = ({ data, engine }: Search): Ready => ({
  kind: "ready",
  pageSize: engine.pageSize,
  meaning: meaningOf(data),
  sortable: engine.complete,
  domains: data.domains.map(({ id, name, url, kind }) => ({ id, name, url, ...(kind && { kind }) })),
  notes: data.notes ?? [],
});

/** Loads the search whose data an entry file names. */
async function load(entry: string, run: Run, rest: () => Promise<void>): Promise<[Search, SearchData]> {
  const data = await loadData(entry, run);
  const { engine } = data;
  if (engine.kind === "lunr") return [await prepare(data, () => globalThis.kbSearchLunr!(engine.index), rest), data];
  const large = globalThis.kbSearchChunks!(engine, chunkSource(entry, engine, run), data.domains, rulesOf(data));
  return [new Search(data, large, large), data];
}

/** Loads the data that an entry file names, and the script that reads it. */
async function loadData(entry: string, run: Run): Promise<SearchData> {
  let named: EntryData | undefined,
    found: SearchData | undefined,
    pages: readonly SitePageData[] = [];
  globalThis.kbSearchEntry = (told) => {
    named = told;
  };
  globalThis.kbSearchData = (data) => {
    found = data;
  };
  globalThis.kbSearchPages = (told) => {
    pages = told;
  };
  await run(entry);
  const scripts = [named!.data, named!.engine === "lunr" ? LUNR : CHUNKS, ...(named!.pages ? [named!.pages] : [])];
  await run(...scripts.map((script) => new URL(script, entry).href));
  return { ...found!, pages };
}

/** Loads the chunks of a large index over HTTP. */
function chunkSource(entry: string, { version, vocabulary }: ChunkIndex, run: Run): ChunkSource {
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(new URL(path, entry));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };
  return {
    chunk: async (number) => (await get(`chunks/${version}/${number}.bin`)).arrayBuffer(),
    text: async (ordinal) => (await (await get(`texts/${version}/${ordinal}.json`)).json()) as DocumentData,
    async vocabulary() {
      let found: VocabularyData | undefined;
      globalThis.kbSearchVocabulary = (data) => {
        found = data;
      };
      await run(new URL(vocabulary, entry).href);
      return found!;
    },
  };
}

/** Answers a query, with an explanation if the state asks for one. */
async function answer(
  search: Search,
  data: SearchData,
  state: State,
  size: number,
  explain: () => void | Promise<unknown>,
): Promise<Answer> {
  const found = await search.ask({
    query: state.query,
    filters: filtersOf(state, data.domains, data.notes),
    size,
    exact: state.exact ?? false,
    sorted: state.sorted ?? false,
  });
  if (!state.debug) return found;
  await explain();
  return { ...found, explanation: globalThis.kbSearchExplained!(search.interpret(state.query, state.exact)) };
}

/** The answer of a large index opened from disk, where no chunk can be read: only concepts and domains by name. */
async function answerWithoutServer(search: Search, state: State): Promise<Answer> {
  const answer = search.answer({ query: state.query, filters: NO_FILTERS, size: 0 });
  return { ...answer, mode: "unserved", total: 0, full: 0 };
}

function serveMessages(scope: WorkerScope): void {
  let loaded: Promise<[Search, SearchData]> | undefined,
    meaning: MeaningLoader | undefined,
    explanation = "";
  const failed = (error: unknown): void => scope.postMessage({ kind: "failed", reason: String(error) });
  scope.onmessage = ({ data: message }) => {
    if (message.kind === "load") {
      explanation = new URL(EXPLAIN, message.entry).href;
      loaded = load(
        message.entry,
        (...scripts) => scope.importScripts(...scripts),
        () => Promise.resolve(),
      );
      loaded.then(([search]) => {
        meaning = new MeaningLoader(
          search,
          message.entry,
          (script) => scope.importScripts(script),
          (state) => scope.postMessage({ kind: "meaning", state }),
        );
        scope.postMessage(readyMessage(search));
      }, failed);
    } else {
      void loaded
        ?.then(([search, data]) => answer(search, data, message.state, message.size, () => scope.importScripts(explanation)))
        .then((answer) => {
          scope.postMessage({ kind: "answer", answer });
          meaning?.startAfterAnswer(answer.query);
        }, failed);
    }
  };
}

if (typeof document === "undefined") serveMessages(globalThis as unknown as WorkerScope);
else {
  globalThis.kbSearchLocal = async (entry) => {
    const [search, data] = await load(entry, (...scripts) => Promise.all(scripts.map(loadScript)), pause);
    const served = data.engine.kind === "lunr" || !fromDisk();
    let told: (state: MeaningState) => void = () => undefined;
    const meaning = new MeaningLoader(search, entry, loadScript, (state) => told(state));
    const ask = async (state: State, size: number): Promise<Answer> => {
      const found = await (served
        ? answer(search, data, state, size, () => loadScript(new URL(EXPLAIN, entry).href))
        : answerWithoutServer(search, state));
      if (!fromDisk()) meaning.startAfterAnswer(found.query);
      return found;
    };
    return {
      ready: readyMessage(search),
      ask,
      onMeaning: (listener) => {
        told = listener;
      },
    };
  };
}
