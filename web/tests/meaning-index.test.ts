/** Which words stand in for others by their vectors, and how long a query waits for vectors. The vectors lie in a plane, so that cosines
 * are those of angles. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Meaning } from "../meaning/meaning.ts";

/** A word, the angle of its vector in degrees, and its weight. */
type PlaneWord = readonly [text: string, angle: number, weight?: number];

const STEP = 90 / 255;

/** A file of vectors in the format of `generator/zhiku/search/meaning.py`: the code of a word is its angle. */
function vectorsOf(words: readonly PlaneWord[], titles: readonly (readonly number[])[] = [], chunks: readonly string[] = []): ArrayBuffer {
  const head = {
    parts: 1,
    size: 2,
    questions: titles.length,
    titles: 0,
    sentences: [],
    folder: "chunks",
    chunks: chunks.join(" "),
    words: words.map(([text]) => text).join(" "),
    fold: "",
  };
  const radians = (code: number): number => (code * STEP * Math.PI) / 180;
  const centroids = Array.from({ length: 256 }, (_, code) => [127 * Math.cos(radians(code)), 127 * Math.sin(radians(code))]).flat();
  return Uint8Array.from([
    ...new TextEncoder().encode(`${JSON.stringify(head)}\n`),
    ...centroids.map((value) => Math.round(value) & 255),
    ...words.map(([, , weight = 1]) => Math.round(255 * weight)),
    ...words.map(([, angle]) => Math.round(angle / STEP)),
    ...titles.map((title) => title.length),
    ...titles.flatMap((title) => title.flatMap((at) => [at, 0])),
  ]).buffer;
}

const degrees = (cosine: number): number => (Math.acos(cosine) * 180) / Math.PI;
const nothing = (): Promise<ArrayBuffer> => Promise.reject(new Error("gone"));
const meaningOf = (...words: readonly PlaneWord[]): Meaning => new Meaning(vectorsOf(words), nothing);
/** The words of `words` that stand in for the first of them. */
const standIns = (...words: readonly PlaneWord[]): string[] =>
  meaningOf(...words)
    .similarWords(words[0]![0], (word) => word !== words[0]![0])
    .map(({ means }) => means);

test("words with a cosine of 0.45 stand in for one that the base does not use", () => {
  assert.deepEqual(standIns(["asked", 0], ["near", degrees(0.47)], ["far", degrees(0.43)]), ["near"]);
});

test("at most three words stand in, the most similar first", () => {
  assert.deepEqual(standIns(["asked", 0], ["four", 40], ["two", 20], ["one", 10], ["three", 30]), ["one", "two", "three"]);
});

test("words of little weight, such as “the” and “of”, neither stand in nor are replaced", () => {
  assert.deepEqual(standIns(["asked", 0], ["heavy", 10, 0.32], ["light", 10, 0.28]), ["heavy"]);
  assert.deepEqual(standIns(["asked", 0, 0.32], ["other", 10]), ["other"]);
  assert.deepEqual(standIns(["asked", 0, 0.28], ["other", 10]), []);
});

test("single characters do not stand in", () => assert.deepEqual(standIns(["密码", 0], ["码", 5], ["口令", 10]), ["口令"]));

test("words that the base uses are not replaced", () => {
  assert.deepEqual(
    meaningOf(["asked", 0], ["near", 10]).similarWords("asked", () => true),
    [],
  );
});

test("the reason for a similar title is its most similar pair of words, with a cosine of at least 0.35", () => {
  const reason = (cosine: number, weight = 1): string | undefined =>
    meaningOf(["asked", 0], ["title", degrees(cosine), weight], ["other", 90]).reason("asked", "other title")?.means;
  assert.deepEqual([reason(0.37), reason(0.33)], ["title", undefined]);
  assert.deepEqual([reason(0.5, 0.32), reason(0.5, 0.28)], ["title", undefined]);
});

test("a word of the title itself is no reason", () => {
  assert.equal(meaningOf(["asked", 0], ["near", 10]).reason("asked", "asked near"), undefined);
});

test("a query waits 400 milliseconds for vectors that do not arrive", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const meaning = new Meaning(vectorsOf([["known", 0]], [], ["a"]), () => new Promise<never>(() => undefined));
    let waited = true;
    const prepared = meaning.prepare("unknown").then(() => {
      waited = false;
    });
    const settle = async (): Promise<void> => {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    };
    mock.timers.tick(399);
    await settle();
    assert.equal(waited, true);
    mock.timers.tick(1);
    await prepared;
    assert.equal(waited, false);
  } finally {
    mock.timers.reset();
  }
});

test("a run without blanks is loaded word by word, up to twenty-four words", async () => {
  const asked: string[] = [];
  // Every pair of characters has a chunk of its own, which holds the pair as a word.
  const characters = Array.from({ length: 60 }, (_, at) => String.fromCharCode(0x4e00 + at));
  const pairs = Array.from({ length: 30 }, (_, at) => characters[2 * at]! + characters[2 * at + 1]!);
  const meaning = new Meaning(vectorsOf([["known", 0]], [], pairs), (path) => {
    asked.push(path);
    const pair = pairs[Number(/(\d+)\.bin$/.exec(path)![1])]!;
    return Promise.resolve(Uint8Array.from([...new TextEncoder().encode(`${pair}\n`), 255, 0]).buffer);
  });
  await meaning.prepare(characters.join(""));
  assert.equal(asked.length, 24);
});
