/** What Material's bundle expects in the head of every page: the root of the site, and storage for a reader's choices under that root. A
 * file instead of an inline script, so that the Content Security Policy need not allow those. */

import { applyTextSize } from "../reading/text-size.ts";

const root = new URL(document.currentScript?.dataset["scope"] ?? ".", location.href);

/** Storage key of a choice: several sites may share an origin, and so its storage. */
const keyOf = (name: string, scope: URL): string => `${scope.pathname}.${name}`;

Object.assign(globalThis, {
  __md_scope: root,
  __md_hash: (text: string): number => [...text].reduce((sum, character) => (sum << 5) - sum + character.charCodeAt(0), 0),
  __md_get: (name: string, storage: Storage = localStorage, scope: URL = root): unknown =>
    JSON.parse(storage.getItem(keyOf(name, scope)) ?? "null"),
  __md_set: (name: string, value: unknown, storage: Storage = localStorage, scope: URL = root): void => {
    try {
      storage.setItem(keyOf(name, scope), JSON.stringify(value));
    } catch {
      // If storage is full or forbidden, the choice holds for this page only.
    }
  },
});

// Material does both at the end of the page, when browsers would have to compute the style of every element again: it says that scripts
// run, and where instant navigation works (in sites with an address), it makes addresses in the head absolute.
document.documentElement.classList.remove("no-js");
document.documentElement.classList.add("js", "js-focus-visible");
if (document.querySelector("link[rel=canonical]"))
  for (const link of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) link.setAttribute("href", link.href);

applyTextSize();
