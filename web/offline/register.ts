/** Has the browser keep the site for when there is no network. Not for pages from a disk, which need no network. */

export {};

const source = (document.currentScript as HTMLScriptElement | null)?.src;
if (source && "serviceWorker" in navigator && location.protocol.startsWith("http")) {
  const root = new URL("../../", source);
  const register = (): void => {
    navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" }).catch(() => undefined);
  };
  // What the page itself needs comes first.
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
