// Bundles the map into overrides/assets/map/: a loader that waits until the map is in view, and the map with its graph library.
import { createHash } from "node:crypto"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

const here = fileURLToPath(new URL(".", import.meta.url))
const target = fileURLToPath(new URL("../../overrides/assets/map/", import.meta.url))

async function bundle(source, define = {}) {
  const options = { bundle: true, minify: true, write: false, format: "iife", target: "es2022", charset: "utf8", legalComments: "none" }
  const result = await build({ ...options, define, entryPoints: [here + source], logLevel: "warning" })
  return result.outputFiles[0].contents
}

const map = await bundle("map.ts")
const version = createHash("sha256").update(map).digest("hex").slice(0, 10)
const loader = await bundle("loader.ts", { VERSION: JSON.stringify(version) })
await rm(target, { recursive: true, force: true })
await mkdir(target, { recursive: true })
await writeFile(`${target}map.js`, map)
await writeFile(`${target}loader.js`, loader)
