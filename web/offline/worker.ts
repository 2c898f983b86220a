/** The service worker: network first, the cache as fallback.
 *
 * The generator prepends `OFFLINE`, the list of files to keep from the start, each with a hash of its content; the version is the hash of
 * the list. A new version copies unchanged files from the last one and deletes that. Pages that are read besides are cached as they were
 * last seen. The names of all caches contain the path of the site, since one origin can serve many bases. */

import { classifyRequest, cacheKey, evictedBy, type OfflineManifest } from "./rules.ts";

declare const OFFLINE: OfflineManifest;

/** The parts of a service worker's scope used here; TypeScript's library cannot have both these and the types of pages. */
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
const PRECACHE = `${PREFIX}${OFFLINE.version}`;
const READ = `${PREFIX}read`;
/** Chunks of the search: many and small, so they have their own cache and evict no pages. */
const CHUNKS = `${PREFIX}pieces`;
const PERMANENT: readonly string[] = [PRECACHE, READ, CHUNKS];
/** Key of the list of cached files. It is no file of the site; unlike a fragment, a path is part of a cache key. */
const LIST = `${ROOT}sw.js/files`;
const CONCURRENCY = 6;
/** Most pages and files read, and most chunks, cached besides those of the list. */
const MAX_READ = 500,
  MAX_CHUNKS = 500;
/** Milliseconds after which a cached page is shown although the network might still answer, as in a tunnel. */
const TIMEOUT_MS = 5000;

type Files = readonly (readonly [path: string, hash: string])[];

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  const asked = classifyRequest(event.request, ROOT);
  if (asked) event.respondWith(answer(event, asked));
});

async function install(): Promise<void> {
  const kept = await caches.open(PRECACHE);
  const last = await lastVersion();
  const files = scope.navigator.connection?.saveData ? OFFLINE.files.slice(0, OFFLINE.core) : OFFLINE.files;
  const waiting = [...files];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const [path, hash] = file,
        url = new URL(path, ROOT).href;
      if (await kept.match(url)) continue; // an install that was broken off goes on
      const same = last?.hashes.get(path) === hash ? await last?.cache.match(url) : undefined;
      const response = same ?? (await fetch(url, { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      await kept.put(url, await withoutRedirect(response));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  await kept.put(LIST, new Response(JSON.stringify(files)));
  await scope.skipWaiting();
}

/** The files of the version in use. */
async function lastVersion(): Promise<{ readonly cache: Cache; readonly hashes: ReadonlyMap<string, string> } | undefined> {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX) && !PERMANENT.includes(one))) {
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (list) return { cache, hashes: new Map((await list.json()) as Files) };
  }
  return undefined;
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !PERMANENT.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  // The files just installed are newer than copies read earlier.
  const read = await caches.open(READ);
  const listed = new Set(OFFLINE.files.map(([path]) => new URL(path, ROOT).pathname));
  await Promise.all((await read.keys()).filter(({ url }) => listed.has(new URL(url).pathname)).map((request) => read.delete(request)));
  await scope.clients.claim();
}

/** The network's answer, or the cached one; a cached page waits for the network only so long. */
async function answer(event: Fetching, { fixed, page }: { readonly fixed: boolean; readonly page: boolean }): Promise<Response> {
  const { request } = event,
    key = cacheKey(request.url);
  const exact = fixed ? await lookUp(key, false) : undefined;
  if (exact) return exact;
  // The HTTP cache may be ten minutes old on GitHub Pages; hosts answer for an unchanged file with a few bytes.
  const asked = fetch(request, fixed ? {} : { cache: "no-cache" }).then((response) => {
    if (response.ok && response.type === "basic")
      event.waitUntil(fixed ? store(CHUNKS, MAX_CHUNKS, key, response.clone()) : store(READ, MAX_READ, key, response.clone()));
    return response;
  });
  const kept = await lookUp(key, true);
  if (!kept) return page ? asked.catch(offlinePage) : asked;
  event.waitUntil(asked.catch(() => undefined));
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), TIMEOUT_MS));
  return Promise.race([asked.then((response) => (response.status < 500 ? response : kept)), patience]).catch(() => kept);
}

/** The page shown in place of one that is not cached; a base element makes its links start at the root of the site. */
function offlinePage(): Response {
  const html = OFFLINE.page.replace("<head>", `<head><base href="${ROOT}">`);
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Looks a response up: the copy read last, then the one kept from the start; `loosely` accepts another version of the same file. */
async function lookUp(key: string, loosely: boolean): Promise<Response | undefined> {
  for (const name of [READ, CHUNKS, PRECACHE]) {
    const cache = await caches.open(name);
    const found = (await cache.match(key)) ?? (loosely ? await cache.match(key, { ignoreSearch: true }) : undefined);
    if (found) return found;
  }
  return undefined;
}

async function store(name: string, most: number, key: string, response: Response): Promise<void> {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  for (const other of evictedBy(
    key,
    keys.map(({ url }) => url),
    most,
  ))
    await cache.delete(other);
  await cache.put(key, response);
}

/** A copy without the redirect that led to it: browsers reject redirected responses for pages. */
async function withoutRedirect(response: Response): Promise<Response> {
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}
