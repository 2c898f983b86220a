// Bundles what keeps a site for when there is no network: the script of every page, and the two service workers.
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL("../offline/", import.meta.url));
const target = fileURLToPath(new URL("../../overrides/assets/offline/", import.meta.url));

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await build({
  entryPoints: ["register.ts", "worker.ts", "uninstall.ts"].map((name) => here + name),
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
