// Bundles what pages load besides the search: the previews of concepts, and the map with a loader that waits until it is in view.
import { createHash } from "node:crypto"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

const here = fileURLToPath(new URL("..", import.meta.url))
const assets = fileURLToPath(new URL("../../overrides/assets/", import.meta.url))

async function bundle(source, define = {}) {
  const options = { bundle: true, minify: true, write: false, format: "iife", target: "es2022", charset: "utf8", legalComments: "none" }
  const result = await build({ ...options, define, entryPoints: [here + source], logLevel: "warning" })
  return result.outputFiles[0].contents
}

const map = await bundle("map/map.ts")
const version = createHash("sha256").update(map).digest("hex").slice(0, 10)
const files = {
  "map/map.js": map,
  "map/loader.js": await bundle("map/loader.ts", { VERSION: JSON.stringify(version) }),
  "preview/preview.js": await bundle("preview/preview.ts"),
}
for (const folder of ["map", "preview"]) {
  await rm(assets + folder, { recursive: true, force: true })
  await mkdir(assets + folder, { recursive: true })
}
for (const [name, content] of Object.entries(files)) await writeFile(assets + name, content)
