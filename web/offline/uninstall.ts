/** The service worker of a site without offline support: it deletes the caches of an earlier one and unregisters itself. */

interface Scope {
  readonly registration: { readonly scope: string; unregister(): Promise<boolean> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
}
const scope = globalThis as unknown as Scope;

const PREFIX = `kb:${new URL(scope.registration.scope).pathname}:`;

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
      await scope.registration.unregister();
    })(),
  ),
);

export {};
