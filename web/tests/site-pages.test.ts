import assert from "node:assert/strict";
import { test } from "node:test";
import type { SitePageData } from "../data/schema.ts";
import { SitePages } from "../results/site-pages.ts";
import { PLAIN_RULES } from "../text/analyzer.ts";

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
const found = (query: string): string[] => pages.find(query).map(({ url }) => url);

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
    new SitePages(pages, PLAIN_RULES).find("alpha beta gamma").map(({ id }) => id),
    ["first/", "second/", "third/"],
  );
});
