/** Bundles the browser side into overrides/assets/search/: classic scripts, so that pages opened from a disk can load them. */

import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundle, hashOf } from "./bundle.mjs";

const target = fileURLToPath(new URL("../../overrides/assets/search/", import.meta.url));
/** Scripts that the engine loads when it needs them, by the constants that hold their addresses. */
const later = {
  LUNR: ["lunr.js", await bundle("index/lunr-main.ts")],
  CHUNKS: ["chunks.js", await bundle("index/chunked-main.ts")],
  EXPLAIN: ["explain.js", await bundle("results/explain-page.ts")],
  MEANING: ["meaning.js", await bundle("meaning/meaning-main.ts")],
};
const addresses = Object.fromEntries(
  Object.entries(later).map(([constant, [name, content]]) => [constant, JSON.stringify(`${name}?v=${hashOf(content)}`)]),
);
const parts = {
  "app.js": await bundle("ui/app.ts"),
  "engine.js": await bundle("worker/main.ts", addresses),
  ...Object.fromEntries(Object.values(later)),
  "unanswered.js": await bundle("unanswered/unanswered.ts"),
  "marks.js": await bundle("ui/highlight.ts"),
  "search.css": await bundle("ui/search.css"),
};
const version = JSON.stringify(hashOf(...Object.values(parts)));
const files = { ...parts, "loader.js": await bundle("ui/loader.ts", { VERSION: version }) };

// `kb explain --query` runs this one outside a browser; no site carries it.
await writeFile(
  fileURLToPath(new URL("../../generator/zhiku/commands/explain.min.js", import.meta.url)),
  await bundle("results/explain-main.ts"),
);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const [name, content] of Object.entries(files)) await writeFile(`${target}${name}`, content);
