/** What the build scripts share: bundles as classic scripts, and hashes of contents for addresses. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = fileURLToPath(new URL("..", import.meta.url));

/** Makes the stemmer's package an ES module: as CommonJS it would take a wrapper and helpers of 700 bytes in each bundle. */
const stemmerAsModule = {
  name: "stemmer-as-module",
  setup({ onLoad }) {
    onLoad({ filter: /porter2[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: source.replace(/^Object\.defineProperty\(exports.*$/m, "").replace("exports.stem = function", "export function") };
    });
  },
};

/** Parts of lunr that build an index, stem English and read query strings, by their first lines and those behind them. */
const UNUSED_IN_LUNR = [
  [/\/\*!\n \* lunr\.stemmer\n/, /\/\*!\n \* lunr\.TokenSet\n/],
  [/\/\*!\n \* lunr\.Builder\n/, /lunr\.MatchData = function/],
  [/lunr\.QueryParseError = /, /^ *\/\*\*\n *\* export the module/m],
];

/** Leaves in lunr what looks up terms in an index, and makes it an ES module. */
const lunrReader = {
  name: "lunr-reader",
  setup({ onLoad }) {
    onLoad({ filter: /lunr[\\/]lunr\.js$/ }, async ({ path }) => {
      let source = await readFile(path, "utf8");
      for (const [first, behind] of UNUSED_IN_LUNR) source = source.slice(0, at(source, first)) + source.slice(at(source, behind));
      const start = at(source, /var lunr = function/),
        end = at(source, /^ *\/\*\*\n *\* export the module/m);
      return { contents: `${source.slice(start, end)}\nexport default lunr;` };
    });
  },
};

/** Where a pattern matches. */
function at(source, pattern) {
  const found = source.search(pattern);
  if (found < 0) throw new Error(`lunr has no ${pattern} any more: web/tools/bundle.mjs must learn to find it`);
  return found;
}

/** The one file that a source below `web/` bundles to; `define` replaces constants. */
export async function bundle(source, define = {}) {
  const result = await build({
    entryPoints: [web + source],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    define,
    plugins: [stemmerAsModule, lunrReader],
  });
  return result.outputFiles[0].contents;
}

export const hashOf = (...contents) =>
  contents
    .reduce((hash, content) => hash.update(content), createHash("sha256"))
    .digest("hex")
    .slice(0, 10);
