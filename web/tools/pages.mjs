// Bundles what pages load besides the search: the previews of concepts.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const assets = fileURLToPath(new URL("../../overrides/assets/", import.meta.url));

const files = {
  "preview/preview.js": await bundle("preview/preview.ts"),
  "reading/reading.js": await bundle("reading/reading.ts"),
  "theme/base.js": await bundle("theme/base.ts"),
  "theme/palette.js": await bundle("theme/palette.ts"),
  "theme/content.js": await bundle("theme/content.ts"),
};
for (const folder of ["preview", "reading", "theme"]) {
  await rm(assets + folder, { recursive: true, force: true });
  await mkdir(assets + folder, { recursive: true });
}
for (const [name, content] of Object.entries(files)) await writeFile(assets + name, content);
