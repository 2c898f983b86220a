// Copies KaTeX from npm: its style sheet and fonts into the theme's assets (only WOFF2, which every supported browser reads), its
// script into the Python package, which sets formulas with it at build time.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const from = join(root, "node_modules/katex/dist");
const to = join(root, "overrides/assets/katex");

copyFileSync(join(from, "katex.min.js"), join(root, "generator/zhiku/markdown/katex.min.js"));
rmSync(to, { recursive: true, force: true });
mkdirSync(join(to, "fonts"), { recursive: true });
const css = readFileSync(join(from, "katex.min.css"), "utf8");
const onlyWoff2 = css.replace(/,url\([^)]*\) format\("(?:woff|truetype)"\)/g, "");
if (onlyWoff2 === css || /\.(?:woff|ttf)\)/.test(onlyWoff2)) {
  throw new Error("KaTeX' style sheet has changed its form: web/tools/katex.mjs must learn to leave out the other fonts");
}
writeFileSync(join(to, "katex.css"), onlyWoff2);
for (const name of readdirSync(join(from, "fonts"))) {
  if (name.endsWith(".woff2")) copyFileSync(join(from, "fonts", name), join(to, "fonts", name));
}
