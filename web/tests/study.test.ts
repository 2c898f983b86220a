import assert from "node:assert/strict";
import { test } from "node:test";
import { translator, type Question } from "../study/data.ts";
import {
  randomQuestion,
  filterQuestions,
  reviewsByDay,
  dueCards,
  NO_FILTER,
  nextDue,
  nextUnknown,
  readFilter,
  countStages,
  writeFilter,
} from "../study/deck.ts";
import { duration } from "../study/duration.ts";
import { answerLetters, optionLetters } from "../study/letters.ts";
import { moveRecords, movesByTitle, titleOf } from "../study/follow.ts";
import { GRADES, type CardRecord } from "../study/records.ts";
import { reviewCard, intervalsAfter, stageOf } from "../study/schedule.ts";
import { parseProgress } from "../study/store.ts";

const MINUTE = 60_000,
  DAY = 24 * 60 * MINUTE,
  MONDAY = Date.UTC(2026, 10, 30, 8);

const question = (id: string, more: Partial<Question> = {}): Question => ({ id, label: id, topics: [], part: "", difficulty: "", ...more });
const QUESTIONS = ["a", "b", "c", "d"].map((id) => question(id));
const cards = (...records: CardRecord[]): ReadonlyMap<string, CardRecord> => new Map(records.map((record) => [record.id, record]));
const ids = (questions: readonly Question[]): string => questions.map(({ id }) => id).join("");

test("the first intervals of a card are those of FSRS", () => {
  assert.deepEqual(intervalsAfter(undefined, MONDAY), [MINUTE, 6 * MINUTE, 10 * MINUTE, 8 * DAY]);
});

test("a card graded good twice is known; forgotten, it is learned again", () => {
  const once = reviewCard("a", undefined, "good", MONDAY);
  assert.equal(stageOf(once), "learning");
  const twice = reviewCard("a", once, "good", MONDAY + 10 * MINUTE);
  assert.equal(stageOf(twice), "known");
  assert.ok(twice.due >= MONDAY + DAY);
  assert.equal(stageOf(reviewCard("a", twice, "again", twice.due)), "learning");
});

test("a better grade never gives a shorter interval", () => {
  let card: CardRecord | undefined;
  for (let round = 0; round < 12; round++) {
    const now = card?.due ?? MONDAY;
    const rests = intervalsAfter(card, now);
    assert.deepEqual(
      [...rests].sort((one, other) => one - other),
      rests,
    );
    card = reviewCard("a", card, GRADES[round % 3 ? 2 : round % 4]!, now);
  }
});

test("cards are shown in the order: learning, longest due, new", () => {
  const learning = { ...reviewCard("c", undefined, "again", MONDAY - DAY) };
  const known = { ...reviewCard("b", reviewCard("b", undefined, "easy", MONDAY - 20 * DAY), "good", MONDAY - 12 * DAY), due: MONDAY - 1 };
  assert.equal(ids(dueCards(QUESTIONS, cards(learning, known), MONDAY)), "cbad");
  assert.equal(ids(dueCards(QUESTIONS, cards(learning, { ...known, due: MONDAY + 1 }), MONDAY)), "cad");
  assert.deepEqual(countStages(QUESTIONS, cards(learning, known)), { new: 2, learning: 1, known: 1 });
});

test("the next card that is not due is the one due soonest", () => {
  const found = nextDue(QUESTIONS, cards(reviewCard("a", undefined, "good", MONDAY), reviewCard("b", undefined, "again", MONDAY)), MONDAY);
  assert.equal(found?.question.id, "b");
  assert.equal(found?.at, MONDAY + MINUTE);
  assert.equal(nextDue(QUESTIONS, cards(), MONDAY), undefined);
});

test("the next unknown card is searched after a question, then from the start", () => {
  const known = (id: string): CardRecord => reviewCard(id, undefined, "easy", MONDAY);
  assert.equal(nextUnknown(QUESTIONS, cards(known("c")), "b")?.id, "d");
  assert.equal(nextUnknown(QUESTIONS, cards(known("c"), known("d")), "b")?.id, "a");
  assert.equal(nextUnknown(QUESTIONS, cards({ ...known("c"), lastGrade: "hard" }), "b")?.id, "c");
  assert.equal(nextUnknown(QUESTIONS, cards(...QUESTIONS.map(({ id }) => known(id))), "b"), undefined);
});

test("a random question is another one if there is one", () => {
  assert.deepEqual(
    [0, 0.5, 0.99].map((chance) => randomQuestion(QUESTIONS, "a", chance)?.id),
    ["b", "c", "d"],
  );
  assert.equal(randomQuestion([question("a")], "a", 0.5)?.id, "a");
  assert.equal(randomQuestion([], "a", 0.5), undefined);
});

test("filters by topic, part, difficulty, bookmark and search apply together and are in the address", () => {
  const all = [question("a", { topics: ["x"], difficulty: "hard" }), question("b", { topics: ["x", "y"], part: "p" }), question("c")];
  const of = (change: object, found?: ReadonlySet<string>): string =>
    ids(filterQuestions(all, { ...NO_FILTER, ...change }, new Set(["b", "c"]), found));
  assert.equal(of({ topic: "x" }), "ab");
  assert.equal(of({ topic: "x", bookmarked: true }), "b");
  assert.equal(of({ part: "p" }), "b");
  assert.equal(of({ difficulty: "hard" }), "a");
  assert.equal(of({ query: "…" }, new Set(["c"])), "c");
  const choice = { topic: "x", part: "p", difficulty: "hard", bookmarked: true, query: "loss & gain" };
  assert.deepEqual(readFilter(`?${writeFilter(choice)}`), choice);
  assert.equal(readFilter("?q=loss&domain=x,y").topic, "x");
});

test("reviews are counted by local days, up to today", () => {
  const now = new Date(2026, 10, 30, 23, 59).getTime();
  const days = reviewsByDay(
    [
      { time: new Date(2026, 10, 30, 0, 1).getTime(), grade: 1 },
      { time: now, grade: 3 },
      { time: new Date(2026, 10, 28, 12).getTime(), grade: 2 },
      { time: 0, grade: 1 },
    ],
    3,
    now,
  );
  assert.deepEqual(
    days.map(({ reviews, forgotten }) => [reviews, forgotten]),
    [
      [1, 0],
      [0, 0],
      [2, 1],
    ],
  );
});

test("an exported file can be imported; any other is rejected", () => {
  const saved = {
    format: "zhiku-study",
    version: 1,
    title: "T",
    cards: [reviewCard("a", undefined, "good", MONDAY)],
    reviews: [{ id: "a", time: MONDAY, grade: 3 }],
    marks: [{ id: "b", bookmark: true, note: "n", changed: 1 }],
  };
  assert.deepEqual(parseProgress(JSON.stringify(saved)), saved);
  for (const wrong of [
    "",
    "[]",
    "null",
    "3",
    "{}",
    JSON.stringify({ ...saved, format: "other" }),
    JSON.stringify({ ...saved, cards: [{ id: "a" }] }),
    JSON.stringify({ ...saved, marks: [{ id: "a", bookmark: true }] }),
  ]) {
    assert.equal(parseProgress(wrong), undefined, wrong);
  }
});

test("strings are filled in with the plural form of their language", () => {
  const say = translator({ one: "{a} and {b}", some: { one: "{n} card", other: "{n} cards" } }, "en");
  assert.equal(say("one", { a: 1 }), "1 and {b}");
  assert.deepEqual(
    [1, 2].map((n) => say("some", { n })),
    ["1 card", "2 cards"],
  );
  assert.equal(say("none"), "none");
});

test("a title is a label without its number", () => {
  assert.equal(titleOf("12. 什么是交叉熵？"), "什么是交叉熵？");
  assert.equal(titleOf("（3）Focal Loss"), "Focal Loss");
  assert.equal(titleOf("什么是交叉熵？"), "什么是交叉熵？");
  assert.equal(titleOf("1 + 1"), "1 + 1");
});

test("if questions are renumbered, progress follows their titles", () => {
  const titles = new Map([
    ["1", "new"],
    ["2", "a"],
    ["3", "b"],
    ["4", "twice"],
    ["5", "twice"],
    ["6", "edited now"],
  ]);
  const records = [
    { id: "1", title: "a" },
    { id: "2", title: "b" },
    { id: "3", title: "twice" },
    { id: "6", title: "edited" },
    { id: "9" },
    { id: "4", title: "twice" },
  ];
  // Two questions with one title are ambiguous; records with an edited title or of an earlier version stay.
  assert.deepEqual(movesByTitle(records, titles), { 1: "2", 2: "3" });
});

test("moved records are never lost; of two for one question the later one is kept", () => {
  const records = [
    { id: "1", title: "a", time: 1 },
    { id: "2", title: "b", time: 2 },
    { id: "3", title: "c", time: 3 },
  ];
  const swapped = moveRecords(records, { 1: "2", 2: "1" }, ({ time }) => time);
  assert.deepEqual(
    [...swapped.values()].map(({ id, title }) => [id, title]),
    [
      ["2", "a"],
      ["1", "b"],
      ["3", "c"],
    ],
  );
  assert.deepEqual(
    [...moveRecords(records, { 1: "3" }, ({ time }) => time).values()].map(({ id, title }) => [id, title]),
    [
      ["3", "c"],
      ["2", "b"],
    ],
  );
});

test("options are recognized by letters in order", () => {
  assert.deepEqual(optionLetters(["Which?", "A. four", "B) six", "and more", "（C）seven"]), ["A", "B", "C"]);
  assert.deepEqual(optionLetters(["a) four", "a) four", "b) six"]), ["A", "B"]);
  for (const lines of [["A. four"], ["B. six", "C. seven"], ["Mr. A", "B"], ["A.", "B."]]) assert.deepEqual(optionLetters(lines), []);
});

test("letters in an answer are recognized", () => {
  const options = ["A", "B", "C", "D"];
  const cases: readonly [line: string, letters: string][] = [
    ["B", "B"],
    ["AC", "AC"],
    ["A、C", "AC"],
    ["(B)", "B"],
    ["B。因为七是质数", "B"],
    ["B. Jupiter", "B"],
    ["b) Paris, of course.", "B"],
    ["B and C", "BC"],
    ["A, B y D", "ABD"],
    ["Answer: A", "A"],
    ["Answer: A#", "A"],
    ["The correct answer is B.", "B"],
    ["正确答案是 AC", "AC"],
    ["选B", "B"],
    ["E", ""],
    ["A closure is a function", ""],
    ["Paris", ""],
    ["HTTPS", ""],
    [`${"It is long. ".repeat(6)}So B`, ""],
  ];
  for (const [line, letters] of cases) assert.equal(answerLetters(line, options).join(""), letters, line);
});

test("durations are shown in their greatest unit: days up to two months, months up to about two years", () => {
  const shown = [0, 10 * MINUTE, 59 * MINUTE, 60 * MINUTE, 23 * 60 * MINUTE, DAY, 59 * DAY, 61 * DAY, 699 * DAY, 701 * DAY, 1461 * DAY];
  assert.deepEqual(
    shown.map((time) => duration(time, "en")),
    ["1 min", "10 min", "59 min", "1 hr", "23 hr", "1 day", "59 days", "2 mths", "23 mths", "1.9 yrs", "4 yrs"],
  );
});
