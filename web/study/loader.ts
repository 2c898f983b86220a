/** The only script that the study page names: it loads the study script, under an address with its version, and the data of the base. */

export {};

declare const VERSION: string;

const root = document.getElementById("kb-study");
const source = (document.currentScript as HTMLScriptElement | null)?.src;
if (root && source && !root.dataset["version"]) {
  root.dataset["version"] = VERSION;
  root.dataset["root"] = new URL("../../", source).href;
  const script = document.createElement("script");
  script.src = new URL(`study.js?v=${VERSION}`, source).href;
  script.onerror = () => {
    root.dataset["state"] = "failed";
  };
  document.head.append(script);
}
