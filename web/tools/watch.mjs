// Bundles again whenever a file in web/ changes: `make serve` runs it beside the preview.
import { spawnSync } from "node:child_process";
import { watch } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const QUIET_MS = 150;
let timer;

watch(here, { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(() => spawnSync("npm", ["run", "--silent", "build"], { cwd: dirname(here), stdio: "inherit" }), QUIET_MS);
});
