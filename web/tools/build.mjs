/** Bundles the browser side into overrides/assets/search/: classic scripts, so that pages opened from a disk can load them. */

import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL("..", import.meta.url));
const target = fileURLToPath(new URL("../../overrides/assets/search/", import.meta.url));
const options = {
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** The one file that a bundle gives. */
async function bundle(source, extra = {}) {
  const result = await build({ ...options, ...extra, entryPoints: [`${here}${source}`] });
  return result.outputFiles[0].contents;
}

const hashOf = (...contents) =>
  contents
    .reduce((hash, content) => hash.update(content), createHash("sha256"))
    .digest("hex")
    .slice(0, 10);
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
  "engine.js": await bundle("worker/main.ts", { define: addresses }),
  ...Object.fromEntries(Object.values(later)),
  "marks.js": await bundle("ui/highlight.ts"),
  "search.css": await bundle("ui/search.css"),
};
const version = JSON.stringify(hashOf(...Object.values(parts)));
const files = { ...parts, "loader.js": await bundle("ui/loader.ts", { define: { VERSION: version } }) };

// `kb explain --query` runs this one outside a browser; no site carries it.
await writeFile(
  fileURLToPath(new URL("../../generator/zhiku/commands/explain.min.js", import.meta.url)),
  await bundle("results/explain-main.ts"),
);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const [name, content] of Object.entries(files)) await writeFile(`${target}${name}`, content);
