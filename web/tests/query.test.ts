/** How a query is read: the forms that each word is looked for in, how long words must be to be corrected or completed, and how text
 * without blanks is divided. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { SearchData, Vocabulary } from "../data/schema.ts";
import { stem } from "../text/stemmer.ts";
import { Lexicon } from "../query/lexicon.ts";
import { correctionScore, segmentRun, type Segment } from "../query/segment.ts";
import type { Search } from "../results/search.ts";
import { PLAIN_RULES } from "../text/analyzer.ts";
import { NO_WORDS, searchOver, texts } from "./fixture.ts";

/** The forms of a query's words: text, kind, similarity. */
const forms = (search: Search, query: string): string[] =>
  search
    .interpret(query)
    .tokens.flatMap(({ token }) =>
      token.alternatives.map(({ text, kind, similarity }) => `${text} ${kind} ${Number(similarity.toFixed(3))}`),
    );

const readings = {
  common: "",
  special: { 召: "zhao", 回: "hui", 率: "lv", 损: "sun", 失: "shi", 饿: "e", 函: "han", 涵: "han", 数: "shu" },
};
const MANY_READINGS = { common: "", special: { 商: "shang chang", 贵: "hui gui", 率: "lv shuai" } };
const ONE_WORD = { words: "召回率 2 损失函数 2", terms: "", readings, synonyms: [], concepts: [] };

for (const [query, text, expected, more] of [
  ["loss", "loss", ["loss exact 1"]],
  // Synonyms count in full where the base does not write the name, less where it does.
  ["hit", "recall", ["recal synonym 0.95"], { synonyms: [["hit", "recall"]] }],
  ["hit", "hit recall", ["hit exact 1", "recal synonym 0.712"], { synonyms: [["hit", "recall"]] }],
  // Blanks and hyphens.
  ["covid19", "covid-19", ["covid 19 exact 0.9"]],
  ["focalloss", "focal and loss", ["focal loss exact 0.9"]],
  ["e mail", "email", ["email exact 1"]],
  ["e mail", "e, mail, email", ["e exact 1", "email exact 0.9", "mail exact 1", "email exact 0.9"]],
  // The last word may be unfinished.
  ["gradi", "gradient", ["gradient prefix 0.85"]],
  ["grad", "grad gradient", ["grad exact 1", "gradient prefix 0.4"]],
  ["grad ", "grad gradient", ["grad exact 1"]],
  // Pinyin, in full, by initials and unfinished.
  ["zhaohuilv", "召回率", ["召回率 pinyin 0.9"]],
  ["zhl", "召回率", ["召回率 pinyin 0.9"]],
  ["zhaohui", "召回率", ["召回率 pinyin 0.81"]],
  ["zhao", "召回率 zhaopin", ["zhaopin prefix 0.85", "召回率 pinyin 0.45"]],
  ["sunshihanshuzhao", "召回率", ["损失函数 pinyin 0.9", "召回率 pinyin 0.81"]],
  ["z", "召回率", ["z exact 1"]],
  ["shilvzhaohuilv", "失率 召回率", ["失率 pinyin 0.9", "召回率 pinyin 0.9"], { words: "失率 2 召回率 2" }],
  ["eezhaohuilv", "饿饿 召回率", ["eezhaohuilv exact 1"], { words: "饿饿 2 召回率 2" }],
  [
    `${"zhao".repeat(10)}zhaohuilv`,
    "召回率",
    [`${"召".repeat(10)} pinyin 0.9`, "召回率 pinyin 0.9"],
    { words: `${"召".repeat(10)} 2 召回率 2` },
  ],
  [`${"zhao".repeat(11)}zhaohuilv`, "召回率", [`${"zhao".repeat(11)}zhaohuilv exact 1`], { words: `${"召".repeat(11)} 2 召回率 2` }],
  // Of a word with characters of several readings, four are known.
  ["shangguishuai", "商贵率", ["商贵率 pinyin 0.9"], { words: "商贵率 2", readings: MANY_READINGS }],
  ["changhuilv", "商贵率", ["changhuilv exact 1"], { words: "商贵率 2", readings: MANY_READINGS }],
  // Spelling.
  ["focla", "focal", ["focal fuzzy 0.8"]],
  ["召会率", "召回率", ["召回率 fuzzy 0.8"], { readings: { common: "", special: { ...readings.special, 会: "hui" } } }],
  ["zhaohuilu", "召回率", ["召回率 fuzzy 0.75"]],
  ["risk ontrol", "risk control", ["risk control fuzzy 0.8"], { synonyms: [["risk control", "safety"]] }],
  // Names by their initials, and other forms in languages without a stemmer.
  ["mtl", "multi task learning", ["multi task learn synonym 0.7"], { concepts: [[["multi task learning", "shared tasks"], 1]] }],
  // A single character stands with its neighbours.
  ["群租房", "群租\n租房", ["群 exact 1", "群租 exact 0.8", "租房 exact 1"], { words: "租房 3" }],
  ["fl", "focal loss", ["fl exact 1"], { concepts: [[["focal loss", "balanced loss"], 1]] }],
  ["паролем", "пароль", ["пароль exact 0.7"], { language: "ru" }],
  ["коту", "кота", ["коту exact 1"], { language: "ru" }],
] as readonly (readonly [string, string, readonly string[], Partial<SearchData>?])[]) {
  test(`“${query}” is looked for as ${expected.join(", ")}`, () => {
    assert.deepEqual(forms(searchOver(texts(...text.split("\n")), { ...ONE_WORD, ...more }), query), expected);
  });
}

/** What a query is taken for: whether it was corrected, and the first form of each of its words. */
const takenFor = (search: Search, query: string): string => {
  const { mode, tokens } = search.interpret(query);
  return `${mode} ${tokens.map(({ token }) => token.alternatives[0]?.text ?? "nothing").join(" ")}`;
};

for (const [what, text, [typed, meant], other, more] of [
  ["to any letter, in words of five letters", "focal adam", ["fomal", "focal"], "apam"],
  ["in the first letter, in words of eight letters", "gradient learner", ["bradient", "gradient"], "dearner"],
  ["in two letters, in words of eight letters", "gradient learner", ["gradaint", "gradient"], "laerenr"],
  ["to a name that no text contains, in words of six letters", "text", ["fookal", "fokkal"], "fokal", { synonyms: [["fokkal", "text"]] }],
  ["in pinyin of six letters", "召回 失率", ["zhaohuo", "召回"], "shilvv", { words: "召回 2 失率 2" }],
  ["in two letters of a name of twelve", "text", ["rixk contorl", "risk control"], "rsik contrl", { synonyms: [["risk control", "text"]] }],
  [
    "in strings of eight characters",
    "一二三四五六七八 子丑寅卯辰巳午未申",
    ["一二三四五六七丙", "一二三四五六七八"],
    "子丑寅卯辰巳午未丙",
    { words: "一二三四五六七八 2 子丑寅卯辰巳午未申 2" },
  ],
  [
    "in names of five words",
    "text",
    ["one two three four fyve", "one two three four five"],
    "red blue green gray white blakc",
    {
      synonyms: [
        ["one two three four five", "text"],
        ["red blue green gray white black", "text"],
      ],
    },
  ],
  [
    "to a name of five characters that no text contains",
    "文本",
    ["召回率甲数", "召回率函数"],
    "召回甲数",
    {
      synonyms: [
        ["召回率函数", "文本"],
        ["召回函数", "文本"],
      ],
    },
  ],
] as readonly (readonly [string, string, readonly [string, string], string, Partial<SearchData>?])[]) {
  test(`spelling is corrected ${what}`, () => {
    const search = searchOver(texts(text), { ...ONE_WORD, ...more });
    assert.equal(takenFor(search, typed), `fuzzy ${meant}`);
    assert.match(takenFor(search, other), /^exact/);
  });
}

test("a string of four characters, but none of three, may lack a character of a name", () => {
  const search = (name: string): Search => searchOver(texts(name), { ...ONE_WORD, words: "", terms: name });
  assert.equal(takenFor(search("甲乙丙丁戊"), "甲丙丁戊"), "fuzzy 甲乙丙丁戊");
  assert.match(takenFor(search("甲乙丙丁"), "甲丙丁"), /^exact/);
});

test("at most four corrections of a string are looked for", () => {
  const names = ["甲", "乙", "丙", "丁", "戊", "己"].map((last) => `召回函数${last}`);
  const search = searchOver(texts(names.join(" ")), { ...ONE_WORD, words: "", terms: names.join(" ") });
  assert.equal(search.interpret("召回函数庚").tokens[0]!.token.alternatives.length, 4);
});

test("sixteen longer words are looked for", () => {
  const longer = Array.from({ length: 20 }, (_, at) => `grad${String.fromCharCode(97 + at)}x`);
  assert.equal(forms(searchOver(texts(longer.join(" ")), ONE_WORD), "grad").length, 16);
});

/** Divides a run by a lexicon in which every listed word is known, and `written` are strings that the base contains. */
function divide(
  run: string,
  lexicon: { names?: string; question?: string; words?: string; common?: string; written?: string; corrected?: string },
): string {
  const { names = "", question = "", words = "", common = "", written = "", corrected } = lexicon;
  const data = {
    words: words
      .split(" ")
      .filter(Boolean)
      .map((word) => `${word} 3`)
      .join(" "),
    terms: "",
    readings: { common: "", special: {} },
    queryWords: { ...NO_WORDS, question, common },
    concepts: [],
    synonyms: names
      .split(" ")
      .filter(Boolean)
      .map((name) => [name, `${name}名`]),
    directed: [],
  } as unknown as SearchData & Vocabulary;
  const contains = (text: string): boolean => written.split(" ").includes(text);
  const correct = (text: string): Segment | undefined =>
    text === corrected ? { text, score: correctionScore(text), isQuestionWord: false, alternatives: [] } : undefined;
  return segmentRun(run, new Lexicon(data, { ...PLAIN_RULES, stem }, contains), contains, correct)
    .map(({ text }) => text)
    .join(" ");
}

for (const [run, expected, lexicon] of [
  // At equal length a name comes before a question word, that before a word of the base, and that before a common word.
  ["甲乙丙", "甲乙 丙", { names: "甲乙", question: "乙丙" }],
  ["甲乙丙", "甲乙 丙", { question: "甲乙", words: "乙丙" }],
  ["甲乙丙", "甲乙 丙", { words: "甲乙", common: "乙丙" }],
  ["甲乙丙", "甲 乙丙", { names: "乙丙", question: "甲乙" }],
  ["甲乙丙", "甲 乙丙", { question: "乙丙", words: "甲乙" }],
  ["甲乙丙", "甲 乙丙", { words: "乙丙", common: "甲乙" }],
  // A string that the base contains comes before each of them with an unknown character, and behind two of them.
  ["甲乙丙", "甲乙丙", { names: "甲乙", written: "甲乙丙" }],
  ["甲乙丙", "甲乙丙", { words: "甲乙", written: "甲乙丙" }],
  ["甲乙丙", "甲乙丙", { common: "甲乙", written: "甲乙丙" }],
  ["甲乙丙丁", "甲乙 丙丁", { words: "甲乙 丙丁", written: "甲乙丙丁" }],
  ["甲乙丙丁", "甲乙 丙丁", { common: "甲乙 丙丁", written: "甲乙丙丁" }],
  // A question word of one character comes before an unknown one, and behind common words.
  ["甲乙丙", "甲乙 丙", { common: "甲乙", question: "甲", written: "乙丙" }],
  ["甲乙丙丁", "甲 乙丙丁", { question: "甲", names: "乙丙丁", common: "甲乙 丙丁" }],
  // A correction comes before a word with an unknown character, and behind two words.
  ["甲乙丙", "甲乙丙", { words: "甲乙", corrected: "甲乙丙" }],
  ["甲乙丙丁", "甲乙 丙丁", { words: "甲乙 丙丁", corrected: "甲乙丙丁" }],
] as const) {
  test(`${run} is ${expected} with ${JSON.stringify(lexicon)}`, () => assert.equal(divide(run, lexicon), expected));
}

test("syllables of Thai are no words of a query, and syllables that the base writes together are one", () => {
  const base = searchOver(texts("บริษัทรับประกันภัยต่อ", "การประกาศ", "กันชน", "ประเทศ", "ฝ่ายฟห กดปุ่ม"), {
    language: "th",
    words: "ประ 3 กัน 2 ภัย 1 บริษัท 1",
  });
  const found = (query: string): (readonly string[])[] =>
    base.interpret(query).tokens.map(({ token }) => token.alternatives.map((one) => one.text));
  assert.deepEqual(found("ประกันภัย"), [["ประกันภัย"]]);
  assert.deepEqual(found("กดฟห"), [[], []]);
  assert.deepEqual(found("กดปุ่ม"), [["กดปุ่ม"]]);
  assert.deepEqual(base.interpret("กดฟห").matches, []);
});

const CZECH = { language: "cs", queryWords: { ...NO_WORDS, question: "jak pokud đến" } };

test("a word that differs in an ending which no other words have is another word", () => {
  const forms = (query: string, ...samples: string[]): string[] =>
    searchOver(texts(...samples), CZECH)
      .interpret(query)
      .tokens.flatMap(({ token }) => token.alternatives.map((one) => one.text));
  assert.deepEqual(forms("skolou", "skoley"), ["skolou"]);
  assert.deepEqual(forms("skolou", "skoley horou horey"), ["skolou"]);
  assert.deepEqual(forms("skolou", "skoley horou horey rekou rekey"), ["skoley"]);
  assert.deepEqual(forms("skoliou", "skoliey"), ["skoliey"]);
  assert.deepEqual(forms("pokuda", "pokud"), ["pokuda"]);
});

test("a word with other marks than a question word is none", () => {
  const asks = (query: string): boolean => searchOver(texts("đèn den"), CZECH).interpret(`x ${query}`).tokens[1]!.token.isQuestionWord;
  assert.deepEqual(["đến", "đèn", "den"].map(asks), [true, false, true]);
});

test("a name has at most twelve characters", () => {
  const name = "一二三四五六七八九十甲乙";
  assert.equal(divide(name, { names: name, question: "一二" }), name);
  assert.equal(divide(`${name}丙`, { names: `${name}丙`, question: "一二" }), "一二 三四五六七八九十甲乙丙");
});
