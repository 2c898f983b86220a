/** Caching rules of the service worker, as pure functions. */

export interface OfflineManifest {
  readonly version: string;
  /** Files by their path relative to the site, with a hash of their content. */
  readonly files: readonly (readonly [path: string, hash: string])[];
  /** Number of files, from the first, that are kept even if the reader saves data. */
  readonly core: number;
  /** HTML of the page shown in place of one that is not cached. */
  readonly page: string;
}

interface RequestLike {
  readonly method: string;
  readonly url: string;
  readonly mode?: string;
  readonly headers: { has(name: string): boolean };
}

/** Immutable files: their address changes with their content. The hash may be part of a folder's name. */
const IMMUTABLE = /[?&]v=|[.-][0-9a-f]{8,}\.(?:min\.)?(?:js|css|bin|png)$|\/[0-9a-f]{12}\/[^/]+\.(?:js|bin)$|\.woff2$/;
/** Downloads, and files for machines only. */
const EXCLUDED = /^(?:exports\/|questions\.json$|feed\.xml$|sw\.js$)|\.(?:apkg|pdf|zip|csv|map|mp4|webm|mp3)$/;

/** How to answer a request; undefined for requests that are not for pages or files of the site. */
export function classifyRequest(request: RequestLike, root: string): { readonly fixed: boolean; readonly page: boolean } | undefined {
  if (request.method !== "GET" || !request.url.startsWith(root) || request.headers.has("range")) return undefined;
  const url = new URL(request.url);
  if (EXCLUDED.test(url.href.slice(root.length).replace(/[?#].*$/, ""))) return undefined;
  return { fixed: IMMUTABLE.test(url.pathname + url.search), page: request.mode === "navigate" || /(?:\/|\.html)$/.test(url.pathname) };
}

/** Cache key of an address: of a page without parameters and `index.html`, of a file with its version only. */
export function cacheKey(address: string): string {
  const url = new URL(address),
    version = url.searchParams.get("v");
  url.hash = "";
  url.search = version ? `?v=${version}` : "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  return url.href;
}

/** Cached addresses to delete when one is added: other versions of the same file, and the oldest if there are too many. */
export function evictedBy(key: string, kept: readonly string[], most: number): readonly string[] {
  const path = (address: string): string => address.replace(/\?.*$/, "");
  const versions = kept.filter((address) => address !== key && path(address) === path(key));
  const others = kept.filter((address) => address !== key && !versions.includes(address));
  return [...versions, ...others.slice(0, Math.max(0, others.length - (most - 1)))];
}
