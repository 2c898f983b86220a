// Bundles what pages load to study: the page of a question a small script, the study page a loader that knows the rest's version.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL("../study/", import.meta.url));
const assets = fileURLToPath(new URL("../../overrides/assets/", import.meta.url));

async function bundle(source, define = {}) {
  const options = { bundle: true, minify: true, write: false, format: "iife", target: "es2022", charset: "utf8", legalComments: "none" };
  const result = await build({ ...options, define, entryPoints: [here + source], logLevel: "warning" });
  return result.outputFiles[0].contents;
}

const hashOf = (...contents) =>
  contents
    .reduce((hash, content) => hash.update(content), createHash("sha256"))
    .digest("hex")
    .slice(0, 10);
const search = await Promise.all((await readdir(`${assets}search`)).sort().map((name) => readFile(`${assets}search/${name}`)));

const study = await bundle("study.ts", { SEARCH: JSON.stringify(hashOf(...search)) });
const files = {
  "study.js": study,
  "loader.js": await bundle("loader.ts", { VERSION: JSON.stringify(hashOf(study)) }),
  "question.js": await bundle("question.ts"),
  "study.css": await bundle("study.css"),
  "question.css": await bundle("question.css"),
};
await rm(`${assets}study`, { recursive: true, force: true });
await mkdir(`${assets}study`, { recursive: true });
for (const [name, content] of Object.entries(files)) await writeFile(`${assets}study/${name}`, content);
