/** What the service worker keeps and under which name. Pure: addresses in, decisions out. */

export interface Offline {
  readonly version: string;
  /** Files by their path below the site, with a hash of their content. */
  readonly files: readonly (readonly [path: string, hash: string])[];
  /** How many of the files, from the first, are kept even where a reader saves data. */
  readonly core: number;
  /** The HTML of the page that says that another one is not kept. */
  readonly page: string;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode?: string;
  readonly headers: { has(name: string): boolean };
}

/** Files whose address changes with their content: nothing newer can stand there. A folder may carry the hash, too. */
const FIXED = /[?&]v=|[.-][0-9a-f]{8,}\.(?:min\.)?(?:js|css|bin|png)$|\/[0-9a-f]{12}\/[^/]+\.(?:js|bin)$|\.woff2$/;
/** Downloads, and what only machines read. */
const LEFT_ALONE = /^(?:exports\/|questions\.json$|feed\.xml$|sw\.js$)|\.(?:apkg|pdf|zip|csv|map|mp4|webm|mp3)$/;

/** How to answer a request, or nothing where it is none of the site's pages and files. */
export function asksFor(request: Asked, root: string): { readonly fixed: boolean; readonly page: boolean } | undefined {
  if (request.method !== "GET" || !request.url.startsWith(root) || request.headers.has("range")) return undefined;
  const url = new URL(request.url);
  if (LEFT_ALONE.test(url.href.slice(root.length).replace(/[?#].*$/, ""))) return undefined;
  return { fixed: FIXED.test(url.pathname + url.search), page: request.mode === "navigate" || /(?:\/|\.html)$/.test(url.pathname) };
}

/** The name under which an answer is kept: a page's without parameters and `index.html`, a file's with its version alone. */
export function keyOf(address: string): string {
  const url = new URL(address), version = url.searchParams.get("v");
  url.hash = "";
  url.search = version ? `?v=${version}` : "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  return url.href;
}

/** The kept addresses that go when one more comes: other versions of the same file, and the oldest where there are too many. */
export function rivals(key: string, kept: readonly string[], most: number): readonly string[] {
  const path = (address: string): string => address.replace(/\?.*$/, "");
  const versions = kept.filter((address) => address !== key && path(address) === path(key));
  const others = kept.filter((address) => address !== key && !versions.includes(address));
  return [...versions, ...others.slice(0, Math.max(0, others.length - (most - 1)))];
}
