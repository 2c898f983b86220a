/** Edit distance, and the state in the address. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { editDistance, sameInitial, maxEdits } from "../text/edit-distance.ts";
import type { NoteData } from "../data/schema.ts";
import { filtersOf, readState, toggled, writeState } from "../state/url-state.ts";
import { fuzzySyllable } from "../query/pinyin.ts";

test("edit distance counts a transposition as one edit", () => {
  for (const [one, other, edits] of [
    ["adam", "adma", 1],
    ["precision", "precison", 1],
    ["recall", "recall", 0],
    ["kitten", "sitting", 3],
    ["ab", "", 2],
  ] as const) {
    assert.equal(editDistance(one, other, 3), edits, `${one} ${other}`);
    assert.equal(editDistance(other, one, 3), edits, `${other} ${one}`);
  }
  assert.equal(editDistance("kitten", "sitting", 2), 3);
  assert.equal(editDistance("a", "abcdef", 2), 3);
});
test("short words are not corrected", () => assert.deepEqual([3, 4, 7, 8].map(maxEdits), [0, 1, 1, 2]));
test("the first letter must be right, or swapped with the second", () => {
  assert.ok(sameInitial("adam", "adma") && sameInitial("dama", "adam"));
  assert.ok(!sameInitial("madam", "adam"));
});
test("syllables that many speakers do not distinguish are equal", () => {
  assert.equal(fuzzySyllable("zheng"), fuzzySyllable("zen"));
  assert.equal(fuzzySyllable("lan"), fuzzySyllable("nan"));
  assert.notEqual(fuzzySyllable("he"), fuzzySyllable("hu"));
});
test("the address stores the whole state", () => {
  const state = {
    query: "损失 & +函数",
    domains: ["medical", "finance"],
    sections: ["answer" as const],
    formulas: true,
    notes: ["difficulty:中等, 难", "tag:a:b"],
    mentions: true,
  };
  const written = writeState(state);
  assert.match(written, /domain=medical,finance/);
  assert.deepEqual(readState(`?${written}`), state);
  assert.equal(writeState(readState("")), "");
});
test("invalid parts of an address are ignored", () => {
  assert.deepEqual(readState("?domain=a,,a&domain=b&section=nonsense,answer&formulas=yes"), {
    query: "",
    domains: ["a", "b"],
    sections: ["answer"],
    formulas: false,
    notes: [],
    mentions: false,
  });
});
test("notes are grouped by kind, and unknown ones in the address are ignored", () => {
  const notes: NoteData[] = [
    ["difficulty", "easy"],
    ["difficulty", "hard"],
    ["tag", "hard"],
  ];
  const chosen = (search: string): unknown => filtersOf(readState(search), [], notes).notes;
  assert.deepEqual(chosen("?note=difficulty:hard&note=tag:hard&note=difficulty:easy"), [[0, 1], [2]]);
  assert.deepEqual(chosen("?note=difficulty:none&note=hard"), []);
});
test("toggling a choice adds and removes it", () => {
  assert.deepEqual(toggled(["a"], "b"), ["a", "b"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
});
