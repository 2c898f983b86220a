// Bundles what pages load to study: the page of a question a small script, the study page a loader that knows the rest's version.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundle, hashOf } from "./bundle.mjs";

const assets = fileURLToPath(new URL("../../overrides/assets/", import.meta.url));

const search = await Promise.all((await readdir(`${assets}search`)).sort().map((name) => readFile(`${assets}search/${name}`)));

const study = await bundle("study/study.ts", { SEARCH: JSON.stringify(hashOf(...search)) });
const files = {
  "study.js": study,
  "loader.js": await bundle("study/loader.ts", { VERSION: JSON.stringify(hashOf(study)) }),
  "question.js": await bundle("study/question.ts"),
  "study.css": await bundle("study/study.css"),
  "question.css": await bundle("study/question.css"),
};
await rm(`${assets}study`, { recursive: true, force: true });
await mkdir(`${assets}study`, { recursive: true });
for (const [name, content] of Object.entries(files)) await writeFile(`${assets}study/${name}`, content);
