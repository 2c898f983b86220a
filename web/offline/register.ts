/** Registers the service worker that keeps the site for offline use; pages opened from disk need none. */

export {};

const source = (document.currentScript as HTMLScriptElement | null)?.src;
if (source && "serviceWorker" in navigator && location.protocol.startsWith("http")) {
  const root = new URL("../../", source);
  const register = (): void => {
    navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" }).catch(() => undefined);
  };
  // After everything that the page itself needs.
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
