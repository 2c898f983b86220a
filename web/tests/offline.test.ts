import assert from "node:assert/strict";
import { test } from "node:test";
import { classifyRequest, cacheKey, evictedBy } from "../offline/rules.ts";

const ROOT = "https://example.org/base/";
const request = (path: string, more: object = {}): Parameters<typeof classifyRequest>[0] => ({
  method: "GET",
  url: new URL(path, ROOT).href,
  mode: "cors",
  headers: new Headers(),
  ...more,
});

test("pages are loaded from the network first, files with versioned addresses from the cache", () => {
  assert.deepEqual(classifyRequest(request("questions/6/?h=x", { mode: "navigate" }), ROOT), { fixed: false, page: true });
  assert.deepEqual(classifyRequest(request("questions/6/"), ROOT), { fixed: false, page: true });
  assert.deepEqual(classifyRequest(request("404.html"), ROOT), { fixed: false, page: true });
  assert.deepEqual(classifyRequest(request("styles/kb.css"), ROOT), { fixed: false, page: false });
  for (const path of [
    "assets/search/app.js?v=0123456789",
    "assets/stylesheets/main.57a0d79d.min.css",
    "assets/search/index-d91f83b33cf2.js",
    "assets/search/meaning-827218260ed2.bin",
    "assets/search/meaning/029a6f7e6344/12.bin",
    "assets/katex/fonts/KaTeX_Main-Regular.woff2",
  ]) {
    assert.deepEqual(classifyRequest(request(path), ROOT), { fixed: true, page: false }, path);
  }
});

test("other hosts, other bases, downloads and uploads are ignored", () => {
  for (const path of ["https://elsewhere.org/base/", "/other/", "exports/anki.apkg", "exports/questions.csv", "questions.json", "sw.js"])
    assert.equal(classifyRequest(request(path), ROOT), undefined, path);
  assert.equal(classifyRequest(request("questions/6/", { method: "POST" }), ROOT), undefined);
  assert.equal(classifyRequest(request("media/a.png", { headers: new Headers({ range: "bytes=0-" }) }), ROOT), undefined);
});

test("a page has one cache key whatever its query string, a file one for each version", () => {
  assert.equal(cacheKey(`${ROOT}questions/6/index.html?h=x#answer`), `${ROOT}questions/6/`);
  assert.equal(cacheKey(`${ROOT}assets/search/entry.js?t=123`), `${ROOT}assets/search/entry.js`);
  assert.equal(cacheKey(`${ROOT}a.js?t=1&v=2`), `${ROOT}a.js?v=2`);
});

test("a new version replaces the old one, and the oldest files are dropped if there are too many", () => {
  const kept = [`${ROOT}a/`, `${ROOT}x.js?v=1`, `${ROOT}b/`, `${ROOT}c/`];
  assert.deepEqual(evictedBy(`${ROOT}x.js?v=2`, kept, 10), [`${ROOT}x.js?v=1`]);
  assert.deepEqual(evictedBy(`${ROOT}b/`, kept, 10), []);
  assert.deepEqual(evictedBy(`${ROOT}d/`, kept, 3), [`${ROOT}a/`, `${ROOT}x.js?v=1`]);
});
