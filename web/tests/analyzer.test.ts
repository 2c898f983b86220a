/** The analyzer on the cases that it shares with the generator's. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold, normal, normalize, runs, terms } from "../text/analyzer.ts";

interface Vectors {
  readonly fold: string;
  readonly cases: readonly { name: string; text: string; normal: string; terms: string[] }[];
}

// Tests run from the root of the project.
const vectors = JSON.parse(readFileSync("tests/data/search/analyzer.json", "utf8")) as Vectors;
const chars = Array.from(vectors.fold);
const table = new Map(chars.flatMap((char, index) => (index % 2 ? [] : [[char, chars[index + 1]!] as const])));

for (const one of vectors.cases) {
  test(`analyzer: ${one.name}`, () => {
    const pieces = runs(fold(one.text, table).text);
    assert.equal(normal(pieces), one.normal);
    assert.deepEqual(terms(pieces), one.terms);
    assert.equal(normalize(one.text, table).text, one.normal);
  });
}

test("every character of a normal form knows its source", () => {
  const text = "ＲＯＣ 曲线，㎏ 圖";
  const form = normalize(text, table);
  assert.equal(form.text, "roc曲线\nkg图");
  assert.equal(form.origin.length, form.text.length + 1);
  assert.equal(text.slice(form.origin[0]!, form.origin[3]!).trim(), "ＲＯＣ");
  assert.equal(text[form.origin[3]!], "曲");
  assert.equal(text[form.origin[6]!], "㎏");
  assert.equal(text[form.origin.at(-2)!], "圖");
});
