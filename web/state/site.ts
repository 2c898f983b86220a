/** Addresses within the site, all derived from its root, however deep a page lies and wherever the site is hosted. */

export interface Site {
  /** The root of the site, ending with a slash. */
  readonly root: string;
  /** Version of the bundles, so that a new build is never mixed with cached parts of the old one. */
  readonly version: string;
  readonly language: string;
}

/** True if the site is opened from disk, where no server maps a folder to its index page. */
export const fromDisk = (): boolean => location.protocol === "file:";

/** The absolute address of a page given relative to the root, with parameters and anchor. */
export function pageUrl(site: Site, path: string, parameters?: URLSearchParams, anchor = ""): string {
  const url = new URL(path, site.root);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  url.search = parameters?.toString() ?? "";
  url.hash = anchor;
  return url.href;
}

export const assetUrl = (site: Site, name: string): string => new URL(`assets/search/${name}?v=${site.version}`, site.root).href;

/** The entry file, which names the search data. Its name is the same in every build, so each load uses a unique address: a cached entry
 * would name data of an older build that is gone. */
export const entryUrl = (site: Site): string => new URL(`assets/search/entry.js?t=${Date.now()}`, site.root).href;

/** Runs a classic script of the site once. */
export function loadScript(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`cannot load ${source}`));
    };
    document.head.append(script);
  });
}
