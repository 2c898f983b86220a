/** What the build scripts share: bundles as classic scripts, and hashes of contents for addresses. */

import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = fileURLToPath(new URL("..", import.meta.url));

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
  });
  return result.outputFiles[0].contents;
}

export const hashOf = (...contents) =>
  contents
    .reduce((hash, content) => hash.update(content), createHash("sha256"))
    .digest("hex")
    .slice(0, 10);
