import assert from "node:assert/strict";
import { test } from "node:test";
import type { SitePageData } from "../data/schema.ts";
import type { QueryToken } from "../query/segment.ts";
import type { PageResult } from "../results/page-hits.ts";
import { SitePages } from "../results/site-pages.ts";
import { normalize, PLAIN_RULES } from "../text/analyzer.ts";

const pages = new SitePages(
  [
    ["../install/", "Installation", "Download the wheel and install it with pip. Python 3.11 is needed."],
    ["../upgrade/", "Upgrade", "Install the new wheel. Then build the site again."],
    ["../about/", "About", "Who we are. 关于我们：茶叶的保存方法。"],
    ["../one/", "One", "wheel"],
    ["../two/", "Two", "wheel"],
    ["../three/", "Three", "wheel"],
  ],
  PLAIN_RULES,
);
/** A query as its words, of which those in brackets are question words. */
const tokensOf = (query: string): QueryToken[] =>
  Array.from(query.matchAll(/[^\s\p{Script=Han}]+|\p{Script=Han}{1,2}/gu), ([typed], index) => ({
    text: normalize(typed, PLAIN_RULES).text,
    typed,
    isQuestionWord: typed.startsWith("("),
    alternatives: [],
    compoundParts: [],
    adjacent: index > 0 && /\p{Script=Han}/u.test(typed),
  }));
const results = (query: string): PageResult[] => pages.find(tokensOf(query));
const found = (query: string): string[] => results(query).map(({ url }) => url);

test("pages with the words are found, one with a word in its title first", () => {
  assert.deepEqual(found("installation of python"), ["../install/"]);
  assert.equal(found("upgrade wheel")[0], "../upgrade/");
  assert.deepEqual(found("茶叶保存"), ["../about/"]);
});

test("a page that lacks more than two fifths of the query is not shown", () => {
  assert.deepEqual(found("python zebra"), []);
  assert.deepEqual(found("nothing of this"), []);
  assert.deepEqual(found(""), []);
});

test("question words are not looked for, and a page with all other words is a full match", () => {
  const fullness = (query: string): (boolean | undefined)[] => results(query).map(({ full }) => full);
  assert.deepEqual(fullness("(what) (is) pip"), [true]);
  assert.deepEqual(fullness("installation pip python zebra"), [false]);
  assert.deepEqual(fullness("茶叶保存"), [true]);
});

test("a character that continues a word the base does not know is part of that word", () => {
  assert.deepEqual(found("茶叶的保存方法罐"), ["../about/"]);
  assert.deepEqual(found("罐茶"), []);
});

test("a result shows the part of the page with the words, marked", () => {
  assert.deepEqual(results("python wheel")[0]?.excerpt, [
    "Download the ",
    "wheel",
    " and install it with pip. ",
    "Python",
    " 3.11 is needed.",
  ]);
});

test("at most three pages are shown", () => {
  assert.equal(found("wheel").length, 3);
});

test("a word in the title counts three times as much as a word in the text", () => {
  const others = Array.from({ length: 50 }, (_, at): SitePageData => [`${at}/`, `Other ${at}`, "nothing"]);
  const pages: SitePageData[] = [
    ["third/", "Alpha", "beta"],
    ["second/", "Other", "alpha beta gamma ".repeat(8)],
    ["first/", "Alpha", "beta gamma"],
    ...others,
  ];
  assert.deepEqual(
    new SitePages(pages, PLAIN_RULES).find(tokensOf("alpha beta gamma")).map(({ id }) => id),
    ["first/", "second/", "third/"],
  );
});
