/** The service worker of a site: the network first, what was kept when there is none.
 *
 * `OFFLINE`, written in front of this script by the generator, lists the files that are kept from the start, each with a hash of its
 * content; its version is that of the list. A new version takes over what has not changed from the last one and removes that. What
 * is read besides is kept as it was last seen. All names hold the path of the site, since one origin can hold many. */

import { asksFor, keyOf, rivals, type Offline } from "./rules.ts";

declare const OFFLINE: Offline;

/** What of a service worker's scope is used here; TypeScript's library has it only instead of that of pages. */
interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lifetime {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  readonly navigator: { readonly connection?: { readonly saveData?: boolean } };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lifetime) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
}
const scope = globalThis as unknown as Scope;

const ROOT = scope.registration.scope;
const PREFIX = `kb:${new URL(ROOT).pathname}:`;
const KEPT = `${PREFIX}${OFFLINE.version}`;
const READ = `${PREFIX}read`;
/** Pieces of the search that queries brought: many and small, so they have a cache of their own and drive no page out. */
const PIECES = `${PREFIX}pieces`;
const LASTING: readonly string[] = [KEPT, READ, PIECES];
/** No file of the site; a cache takes no notice of what stands behind a number sign. */
const LIST = `${ROOT}sw.js/files`;
const AT_ONCE = 6;
/** How many pages and files that were read, and how many pieces, are kept besides those of the list. */
const MOST_READ = 500, MOST_PIECES = 500;
/** Milliseconds after which a page that is kept is shown although the network might still answer, as in a tunnel. */
const PATIENCE = 5000;

type Files = readonly (readonly [path: string, hash: string])[];

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  const asked = asksFor(event.request, ROOT);
  if (asked) event.respondWith(answer(event, asked));
});

async function install(): Promise<void> {
  const kept = await caches.open(KEPT);
  const last = await lastVersion();
  const files = scope.navigator.connection?.saveData ? OFFLINE.files.slice(0, OFFLINE.core) : OFFLINE.files;
  const waiting = [...files];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const [path, hash] = file, url = new URL(path, ROOT).href;
      if (await kept.match(url)) continue; // an install that was broken off goes on
      const same = last?.hashes.get(path) === hash ? await last?.cache.match(url) : undefined;
      const response = same ?? (await fetch(url, { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      await kept.put(url, await plain(response));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await kept.put(LIST, new Response(JSON.stringify(files)));
  await scope.skipWaiting();
}

/** The files of the version that is in use. */
async function lastVersion(): Promise<{ readonly cache: Cache; readonly hashes: ReadonlyMap<string, string> } | undefined> {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX) && !LASTING.includes(one))) {
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (list) return { cache, hashes: new Map((await list.json()) as Files) };
  }
  return undefined;
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !LASTING.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  // What is kept now is newer than what was read of it before.
  const read = await caches.open(READ);
  const listed = new Set(OFFLINE.files.map(([path]) => new URL(path, ROOT).pathname));
  await Promise.all((await read.keys()).filter(({ url }) => listed.has(new URL(url).pathname)).map((request) => read.delete(request)));
  await scope.clients.claim();
}

/** The network's answer, else what is kept; a page that is kept does not wait for ever. */
async function answer(event: Fetching, { fixed, page }: { readonly fixed: boolean; readonly page: boolean }): Promise<Response> {
  const { request } = event, key = keyOf(request.url);
  const exact = fixed ? await find(key, false) : undefined;
  if (exact) return exact;
  // What the browser keeps by itself may be ten minutes old, on GitHub Pages; hosts answer an unchanged file with a few bytes.
  const asked = fetch(request, fixed ? {} : { cache: "no-cache" }).then((response) => {
    if (response.ok && response.type === "basic") event.waitUntil(fixed ? remember(PIECES, MOST_PIECES, key, response.clone()) : remember(READ, MOST_READ, key, response.clone()));
    return response;
  });
  const kept = await find(key, true);
  if (!kept) return page ? asked.catch(missing) : asked;
  event.waitUntil(asked.catch(() => undefined));
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([asked.then((response) => (response.status < 500 ? response : kept)), patience]).catch(() => kept);
}

/** The page in place of one that is not kept; whatever its address, its links start at the root of the site. */
function missing(): Response {
  const html = OFFLINE.page.replace("<head>", `<head><base href="${ROOT}">`);
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** What was read last, else what is kept from the start; `loosely` also as another version of the same file. */
async function find(key: string, loosely: boolean): Promise<Response | undefined> {
  for (const name of [READ, PIECES, KEPT]) {
    const cache = await caches.open(name);
    const found = (await cache.match(key)) ?? (loosely ? await cache.match(key, { ignoreSearch: true }) : undefined);
    if (found) return found;
  }
  return undefined;
}

async function remember(name: string, most: number, key: string, response: Response): Promise<void> {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  for (const other of rivals(key, keys.map(({ url }) => url), most)) await cache.delete(other);
  await cache.put(key, response);
}

/** A copy without the redirect that led to it: browsers take no redirected answer for a page. */
async function plain(response: Response): Promise<Response> {
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}
