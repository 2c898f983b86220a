/** Queries without a full result, as the owner exports them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { continues, toCsv, withQuery, type UnansweredQuery } from "../unanswered/queries.ts";

const MONDAY = new Date("2026-11-30T08:00:00Z");
const TUESDAY = new Date("2026-12-01T08:00:00Z");

test("a repeated query is counted and moves to the front", () => {
  let kept: readonly UnansweredQuery[] = [];
  kept = withQuery(kept, { query: "Kettle", found: "nothing" }, MONDAY);
  kept = withQuery(kept, { query: "cups", found: "some words" }, MONDAY);
  kept = withQuery(kept, { query: "kettle", found: "nothing" }, TUESDAY);
  assert.deepEqual(kept, [
    { query: "kettle", found: "nothing", times: 2, last: TUESDAY.toISOString() },
    { query: "cups", found: "some words", times: 1, last: MONDAY.toISOString() },
  ]);
});

test("the oldest queries are dropped if there are too many", () => {
  let kept: readonly UnansweredQuery[] = [];
  for (let number = 0; number < 600; number++) kept = withQuery(kept, { query: `q${number}`, found: "nothing" }, MONDAY);
  assert.equal(kept[0]?.query, "q599");
  assert.equal(kept.length, 500);
});

test("the table protects spreadsheets from formulas", () => {
  const kept = [
    { query: 'tea, "green"', found: "nothing", times: 1, last: MONDAY.toISOString() },
    { query: '=HYPERLINK("x")', found: "some words", times: 3, last: MONDAY.toISOString() },
  ] as const;
  assert.deepEqual(toCsv(kept).split("\r\n"), [
    "\uFEFFquery,found,times,last",
    '"tea, ""green""",nothing,1,2026-11-30T08:00:00.000Z',
    '"\'=HYPERLINK(""x"")",some words,3,2026-11-30T08:00:00.000Z',
    "",
  ]);
});

test("typing more and deleting continue a query", () => {
  assert.ok(continues("kett", "kettle") && continues("kettle", "kett"));
  assert.ok(!continues("kettle", "cup"));
});
