/** What Material's bundle expects in the head of every page: the root of the site, and a store of a reader's choices that belongs to
 * it. A file and not an inline script, so that the site's Content Security Policy need not allow inline scripts. */

const root = new URL(document.currentScript?.dataset["scope"] ?? ".", location.href);

/** The key of a choice: several sites may share an origin, and so its storage. */
const keyOf = (name: string, scope: URL): string => `${scope.pathname}.${name}`;

Object.assign(globalThis, {
  __md_scope: root,
  __md_hash: (text: string): number => [...text].reduce((sum, character) => (sum << 5) - sum + character.charCodeAt(0), 0),
  __md_get: (name: string, storage: Storage = localStorage, scope: URL = root): unknown => JSON.parse(storage.getItem(keyOf(name, scope)) ?? "null"),
  __md_set: (name: string, value: unknown, storage: Storage = localStorage, scope: URL = root): void => {
    try {
      storage.setItem(keyOf(name, scope), JSON.stringify(value));
    } catch {
      // A full or forbidden storage: the choice holds for this page.
    }
  },
});

export {};
