/** Runs every *.test.ts of web/tests/ with Node's own test runner, bundled into a temporary folder. */

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL("../tests/", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "kb-web-"));
const entryPoints = (await readdir(here)).filter((name) => name.endsWith(".test.ts")).map((name) => join(here, name));
try {
  await build({
    entryPoints,
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
  const files = (await readdir(folder)).map((name) => join(folder, name));
  const { status } = spawnSync(process.execPath, ["--test", ...files], {
    stdio: "inherit",
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  process.exitCode = status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
