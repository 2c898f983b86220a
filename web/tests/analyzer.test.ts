/** The analyzer on the cases that it shares with the generator's. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PLAIN_RULES, fold, joinRuns, normalize, runs, terms } from "../text/analyzer.ts";
import { stem } from "../text/stemmer.ts";

interface Vectors {
  readonly fold: string;
  readonly cases: readonly { name: string; text: string; normal: string; terms: string[] }[];
}

// Tests run from the root of the project.
const vectors = JSON.parse(readFileSync("tests/data/search/analyzer.json", "utf8")) as Vectors;
const chars = Array.from(vectors.fold);
const table = new Map(chars.flatMap((char, index) => (index % 2 ? [] : [[char, chars[index + 1]!] as const])));
const rules = { ...PLAIN_RULES, table };

for (const one of vectors.cases) {
  test(`analyzer: ${one.name}`, () => {
    const pieces = runs(fold(one.text, table).text);
    assert.equal(joinRuns(pieces), one.normal);
    assert.deepEqual(
      terms(pieces, (word) => word),
      one.terms,
    );
    assert.equal(normalize(one.text, rules).text, one.normal);
  });
}

test("every character of a normal form has its offset in the source", () => {
  const text = "ＲＯＣ 曲线，㎏ 圖";
  const form = normalize(text, rules);
  assert.equal(form.text, "roc曲线\nkg图");
  assert.equal(form.origin.length, form.text.length + 1);
  assert.equal(text.slice(form.origin[0]!, form.origin[3]!).trim(), "ＲＯＣ");
  assert.equal(text[form.origin[3]!], "曲");
  assert.equal(text[form.origin[6]!], "㎏");
  assert.equal(text[form.origin.at(-2)!], "圖");
});

test("stems equal those of the generator", () => {
  const cases = JSON.parse(readFileSync("tests/data/search/stems.json", "utf8")) as Record<string, string>;
  assert.deepEqual(Object.fromEntries(Object.keys(cases).map((word) => [word, stem(word)])), cases);
});

test("the mark of a stem extends to the rest of its word", () => {
  const form = normalize("Two symptoms, then", { table, stem });
  assert.equal(form.text, "two symptom\nthen");
  const end = form.text.indexOf("\n");
  assert.equal("Two symptoms, then".slice(form.origin[4]!, form.origin[end - 1]! + 1), "symptoms");
});
