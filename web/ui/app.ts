/** Entry point of the search's user interface, loaded on first use; the loader calls it through `kbSearchApp`. */

import { Client } from "./client.ts";
import { Panel } from "./panel.ts";
import type { Site } from "../state/site.ts";
import type { State } from "../state/url-state.ts";

export interface App {
  /** Mounts the search on a root element; a root that is mounted already is left as it is. */
  mount(root: HTMLElement, site: Site, close?: () => void, start?: State): Panel;
}

declare global {
  var kbSearchApp: App | undefined;
}

let client: Client | undefined;
let page: { root: HTMLElement; panel: Panel } | undefined;

globalThis.kbSearchApp = {
  mount(root, site, close, start) {
    if (page?.root === root) return page.panel;
    client ??= new Client(site);
    const panel = new Panel({ root, site, client, ...(close && { close }), ...(start && { start }) });
    page = { root, panel };
    return panel;
  },
};

// Instant navigation may fetch the search page again when going back; the loader then mounts the new root from the address.
addEventListener("popstate", () => {
  if (page?.root.isConnected) page.panel.restore();
});
