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
    plugins: [stemmerAsModule],
  });
  return result.outputFiles[0].contents;
}

export const hashOf = (...contents) =>
  contents
    .reduce((hash, content) => hash.update(content), createHash("sha256"))
    .digest("hex")
    .slice(0, 10);
