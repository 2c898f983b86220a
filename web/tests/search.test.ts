/** The results of queries and their order, in small bases. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { NoteData } from "../data/schema.ts";
import { NO_FILTERS, type Filters } from "../results/facets.ts";
import { body, head, NO_WORDS, searchOver, type Sample } from "./fixture.ts";
import { prepare, type Answer, type Search } from "../results/search.ts";

const ask = (search: Search, query: string): Answer => search.answer({ query, filters: NO_FILTERS });
const ids = (answer: Answer): string[] => answer.results.map((result) => result.id);
/** The ids of the full matches. */
const full = (answer: Answer): string[] => answer.results.filter((result) => result.match === "full").map((result) => result.id);
const fully = (samples: readonly Sample[], query: string): string[] => full(ask(searchOver(samples), query));
const found = (samples: readonly Sample[], query: string): string[] => ids(ask(searchOver(samples), query));

const BASE: readonly Sample[] = [
  { title: "损失函数有哪些？", passages: [body("用来衡量误差。")] },
  { title: "优化算法有哪些？", passages: [body("它们使损失函数变小。"), head("Adam"), body("结合动量。")] },
  { title: "如何处理不平衡数据？", passages: [body("增强少数类，召回率会提高。")] },
  { title: "数据从哪里来？", passages: [body("数据不平衡时应先处理。Focal Loss 有用。")] },
];

test("a title ranks above a mention", () => assert.deepEqual(found(BASE, "损失函数"), ["1", "2"]));
test("an alias finds its question, and no other", () => {
  const samples = [...BASE, { title: "门控单元是什么？", names: ["戴斯损失"], passages: [body("控制信息。")] }];
  assert.deepEqual(found(samples, "戴斯损失"), ["5"]);
});
test("question words have little weight", () => assert.deepEqual(found(BASE, "什么是损失函数"), ["1", "2"]));
test("documents with all terms rank above those with some", () => assert.equal(found(BASE, "怎么处理数据不平衡")[0], "3"));
test("the whole query in one passage ranks above many occurrences of one word", () => {
  const samples = [
    { title: "正则化", passages: [head("正则化"), body("正则化，正则化。")] },
    { title: "图像", passages: [body("召回率与正则化。")] },
    { title: "召回率" },
  ];
  const answer = ask(searchOver(samples), "正则化 图像 召回率");
  assert.deepEqual([full(answer), answer.full, answer.total], [["2"], 1, 3]);
});
test("words in different places of a text are a partial match", () => {
  const samples = [
    { title: "题", passages: [body("召回率。"), body("正则化。")] },
    { title: "题", passages: [body("召回率与正则化。")] },
  ];
  const { results } = ask(searchOver(samples), "正则化 召回率");
  assert.deepEqual(
    results.map(({ id, match, missing }) => [id, match, missing]),
    [
      ["2", "full", []],
      ["1", "partial", []],
    ],
  );
});
test("partial matches rank below full ones and name the words that they lack", () => {
  const samples = [{ title: "召回率" }, { title: "题", passages: [body("召回率与正则化。")] }, { title: "别的" }];
  const { results } = ask(searchOver(samples), "正则化 召回率");
  assert.deepEqual(
    results.map(({ id, match, missing }) => [id, match, missing]),
    [
      ["2", "full", []],
      ["1", "partial", ["正则化"]],
    ],
  );
});
test("words are found in any inflection, and missing words are shown as typed", () => {
  const samples = [{ title: "题", passages: [body("a symptom of influenza")] }, { title: "题" }];
  const { results } = ask(searchOver(samples), "symptoms running");
  assert.deepEqual(
    results.map(({ id, match, missing }) => [id, match, missing]),
    [["1", "partial", ["running"]]],
  );
});
test("missing and corrected words are shown with the letters that query and text use", () => {
  const samples = [{ title: "Jízda ve Městě" }, { title: "Přehled tříd" }];
  const missing = (query: string): (readonly string[])[] => ask(searchOver(samples), query).results.map((one) => one.missing);
  assert.deepEqual([missing("Městě ŘÍDIT můžu"), missing("moře 圖像 Řidič jízda")], [[["ŘÍDIT", "můžu"]], [["moře", "圖像", "Řidič"]]]);
  assert.equal(ask(searchOver(samples), "prehlet trid").corrected, "přehled trid");
});
test("a query without a word of the base has no results", () => assert.deepEqual(found(BASE, "红楼梦"), []));
test("half of a query is not a full match", () => assert.deepEqual(fully(BASE, "数据库事务"), []));
test("the beginning of a word finds it", () => assert.deepEqual(found(BASE, "foc"), ["4"]));
test("a word inside another word is not found", () => assert.deepEqual(found(BASE, "oca"), []));
test("a query is split where the script changes", () => assert.deepEqual(found(BASE, "Adam优化算法")[0], "2"));
test("traditional characters find simplified ones", () => assert.deepEqual(found([{ title: "图像" }], "圖像"), ["1"]));
test("pinyin finds words, in full and by initials", () => {
  assert.deepEqual(found(BASE, "sunshihanshu"), ["1", "2"]);
  assert.deepEqual(found(BASE, "sunshi hanshu"), ["1", "2"]);
  assert.deepEqual(found(BASE, "sshs"), ["1", "2"]);
  assert.equal(found(BASE, "youhuasuanfa")[0], "2");
  assert.equal(found(BASE, "sunshih")[0], "1");
});
test("synonyms and other names find their words", () => {
  assert.deepEqual(found([{ title: "图像" }, { title: "别的" }], "影像"), ["1"]);
  assert.deepEqual(found(BASE, "recall"), ["3"]);
  assert.deepEqual(found([{ title: "其他", domains: [0] }, { title: "医疗" }], "看病")[0], "2");
});
test("spelling is corrected only if nothing matches exactly", () => {
  for (const [typed, meant] of [
    ["损失涵数", "损失函数"],
    ["召会率", "召回率"],
    ["focla", "focal"],
  ] as const) {
    const answer = ask(searchOver(BASE), typed);
    assert.equal(answer.mode, "fuzzy", typed);
    assert.equal(answer.corrected, meant);
    assert.ok(answer.results.length, typed);
  }
  assert.equal(ask(searchOver(BASE), "focal").mode, "exact");
});
test("a corrected query keeps the blanks, punctuation and other words of the query", () => {
  for (const [titles, typed, meant] of [
    [["损失函数有哪些", "图像"], " 损失 涵数， 哪些", " 损失 函数， 哪些"],
    [["Attribute a licensed work", "Attribution of a license"], "atribution  of licence!", "attribution  of license!"],
    [["교착상태의 조건", "스레드"], "교작상태의  조건", "교착상태의  조건"],
  ] as const) {
    const samples = titles.map((title) => ({ title }));
    const answer = ask(searchOver(samples, { words: "损失 5 函数 4", terms: "损失函数 교착상태의" }), typed);
    assert.deepEqual([answer.mode, answer.corrected], ["fuzzy", meant]);
  }
});
test("another Korean particle is no misspelling", () => {
  const answer = ask(searchOver([{ title: "교착상태의 조건" }, { title: "스레드" }], { terms: "교착상태의" }), "교착 상태가 조건");
  assert.deepEqual([answer.mode, answer.corrected, ids(answer)], ["exact", "", ["1"]]);
});
test("words of all alphabets are corrected, short ones by no other letter", () => {
  const samples = [{ title: "Шаблон микросервисов", passages: [body("Микросервисы и кодер.")] }, { title: "Другое" }];
  const search = searchOver(samples, { language: "ru" });
  const answer = ask(search, "микросирвисов");
  assert.deepEqual([answer.mode, answer.corrected, ids(answer)], ["fuzzy", "микросервисов", ["1"]]);
  assert.deepEqual(found([{ title: "Кода" }, { title: "Другое" }], "кота"), []);
});
test("spelling is corrected only if an eighth more of the query is found then", () => {
  const words = Array.from("abcdefhijklmnopqr", (letter) => letter.repeat(6));
  const mode = (known: number): string => {
    const asked = words.slice(0, known).join(" ");
    return ask(searchOver([{ title: `${asked} gradient` }, { title: "other" }, { title: "more" }]), `${asked} gradinet`).mode;
  };
  assert.deepEqual([mode(15), mode(16)], ["fuzzy", "exact"]);
});
test("a word that is split into single characters is corrected", () => {
  const samples = [{ title: "召开会议", passages: [body("效率高。")] }, { title: "召回率" }];
  const answer = ask(searchOver(samples, { queryWords: { ...NO_WORDS, question: "会" } }), "召会率");
  assert.deepEqual([answer.mode, answer.corrected, ids(answer)], ["fuzzy", "召回率", ["2"]]);
});
test("a misspelled synonym finds the word that it stands for", () => {
  const answer = ask(searchOver([{ title: "召回率" }], { synonyms: [["召回率", "损失函率"]] }), "损失涵率");
  assert.deepEqual([answer.mode, ids(answer)], ["fuzzy", ["1"]]);
});
test("a word that no result contains is shown as missing", () => {
  const [best] = ask(searchOver(BASE), "处理 数据不平衡 召回率 少数类 区块链").results;
  assert.deepEqual([best?.id, best?.match, best?.missing], ["3", "partial", ["区块链"]]);
});
test("common words of a sentence are not required", () => {
  const answer = ask(searchOver(BASE), "怎么知道召回率足够");
  assert.deepEqual([answer.mode, ids(answer)], ["exact", ["3"]]);
});
test("common words do not outweigh a topic that occurs in every text", () => {
  const samples = [{ title: "召回率" }, { title: "召回率", passages: [body("足够了。")] }, { title: "召回率" }];
  const { matches } = searchOver(samples).match("怎么知道召回率足够");
  assert.ok(matches.every(({ coverage }) => coverage > 0.7));
});
test("aspect words only rank the documents about a topic; alone they are searched", () => {
  const samples = [
    { title: "召回率", passages: [body("高好。")] },
    { title: "图像", passages: [body("优点很多。")] },
    { title: "召回率", passages: [body("优点。")] },
  ];
  const queryWords = { ...NO_WORDS, question: "的 怎么", aspect: "优点 缺点" };
  const ask = (query: string): string[] => ids(searchOver(samples, { queryWords }).answer({ query, filters: NO_FILTERS }));
  assert.deepEqual(ask("召回率的优点"), ["3", "1"]);
  assert.deepEqual(ask("召回率的缺点"), ["1", "3"]);
  assert.deepEqual(ask("优点").sort(), ["2", "3"]);
});
test("a query of question words and single characters is searched as one string", () => {
  const samples = [{ title: "会有什么" }, { title: "统计会议", passages: [body("何时有几个。")] }, { title: "几何" }];
  const queryWords = { ...NO_WORDS, question: "几 何 会 有" };
  assert.deepEqual(found(samples, "会计"), []);
  assert.deepEqual(ids(ask(searchOver(samples, { queryWords }), "几何")), ["3"]);
  assert.deepEqual(ids(ask(searchOver(samples, { queryWords }), "会计")), []);
});
test("a question word between single characters belongs to their word", () => {
  const samples = [{ title: "新的图像", passages: [body("源头能有。")] }, { title: "召回率" }];
  const queryWords = { ...NO_WORDS, question: "能 的" };
  assert.deepEqual(full(ask(searchOver(samples, { queryWords }), "新能源图像")), []);
  assert.deepEqual(ids(ask(searchOver(samples, { queryWords }), "新的图像")), ["1"]);
});
test("inflected names are recognized", () => {
  const search = searchOver(BASE, { synonyms: [["召回率", "hit rate", "sensitivity"]] });
  for (const query of ["hit rates", "sensitivities"])
    assert.deepEqual([ids(ask(search, query)), ask(search, query).mode], [["3"], "exact"], query);
});
test("names of several words are recognized, also within Chinese and without blanks", () => {
  const search = searchOver([...BASE, { title: "图像 Image" }], { synonyms: [["召回率", "hit rate", "f值"]] });
  for (const query of ["hit rate", "怎么 hit rate", "hitrate", "F值有哪些", "f 值"])
    assert.deepEqual(ids(ask(search, query)), ["3"], query);
  assert.deepEqual(full(ask(search, "hit image")), []);
});
test("a synonym counts less if a text contains the typed word", () => {
  const samples = [{ title: "题", passages: [body("图像，图像，图像。")] }, { title: "题", passages: [body("影像。")] }, { title: "别的" }];
  const search = searchOver(samples, { synonyms: [["图像", "影像", "照片"]] });
  assert.deepEqual(ids(ask(search, "影像")), ["2", "1"]);
  assert.deepEqual(ids(ask(search, "照片")), ["1", "2"]);
});
test("adjacent words rank above words that are apart, even in heads", () => {
  const samples = [
    { title: "题", passages: [head("图像"), head("处理"), body("处理数据。")] },
    { title: "题", passages: [body("图像处理任务。")] },
    { title: "别的" },
  ];
  assert.equal(found(samples, "图像处理")[0], "2");
});
test("a title may contain the parts of a compound in reversed order", () => {
  const samples = [
    { title: "如何对待不平衡数据？" },
    { title: "别的", passages: [body("数据很多。不平衡。")] },
    { title: "图像", passages: [body("数据不平衡。")] },
  ];
  assert.equal(ids(ask(searchOver(samples, { synonyms: [["数据不平衡", "imbalance"]] }), "数据不平衡"))[0], "1");
});
test("a title that equals the query ranks first", () => {
  const samples = [
    { title: "图像算法在医疗的优化", passages: [head("算法"), head("优化"), head("图像"), body("图像算法的优化。")] },
    { title: "图像算法的优化" },
  ];
  assert.equal(found(samples, "图像算法的优化")[0], "2");
});
test("the last word of a query may be unfinished", () => {
  assert.deepEqual(found([{ title: "召回率数据处理" }, { title: "图像" }], "数据处"), ["1"]);
  assert.deepEqual(found([{ title: "数据处理图像" }], "数据处图像"), ["1"]);
});
test("question words are recognized in pinyin", () => {
  for (const query of ["zenmesunshihanshu", "zenme sunshihanshu"]) assert.equal(found(BASE, query)[0], "1", query);
});
test("single characters do not match a query of words", () => {
  const samples = [{ title: "数字", passages: [body("电动。")] }, { title: "图像" }];
  const queryWords = { ...NO_WORDS, question: "没 了 吗", common: "手机" };
  assert.deepEqual(ids(ask(searchOver(samples, { queryWords }), "手机没电了吗")), []);
});
test("a name that lacks one character is corrected", () => {
  const samples = [{ title: "损失函数调整" }, { title: "图像" }];
  const other = ask(searchOver(samples, { terms: "损失函数调整", words: "损失 5 函数 4 图像 2" }), "损失函数整");
  assert.deepEqual([other.mode, other.corrected, ids(other)], ["fuzzy", "损失函数调整", ["1"]]);
});
test("a name of three characters is corrected in the middle, another word is not", () => {
  assert.deepEqual(found(BASE, "召同率"), ["3"]);
  assert.deepEqual(fully(BASE, "召回库"), []);
  assert.deepEqual(fully(BASE, "如何召同率"), []);
});
test("short words are corrected only by neighbouring keys", () => {
  const samples = [
    { title: "题", passages: [body("data")] },
    { title: "题二", passages: [body("adam")] },
  ];
  assert.deepEqual(found(samples, "dota"), []);
  for (const typed of ["adan", "adma", "adaam"]) assert.deepEqual(found(samples, typed), ["2"], typed);
});
test("a synonym between unknown characters is not recognized", () => {
  assert.deepEqual(found([{ title: "医疗" }], "山看病水吗"), []);
  assert.deepEqual(found([{ title: "医疗" }], "看病"), ["1"]);
});
test("a query that names a concept or domain also finds its page, by any of its names", () => {
  const search = searchOver([...BASE, { title: "医疗" }]);
  const named = (query: string): string[] => ask(search, query).pages.map(({ kind, id }) => `${kind} ${id}`);
  for (const query of ["召回率", "Recall", "recall", "什么是召回率", "zhaohuilv", "召会率"])
    assert.deepEqual(named(query), ["concept recall"], query);
  for (const query of ["医疗", "medical", "看病"]) assert.deepEqual(named(query), ["domain medical"], query);
  for (const query of ["", "loss function", "召回率 优化", "los", "区块链"]) assert.deepEqual(named(query), [], query);
  assert.deepEqual(search.answer({ query: "recall", filters: { ...NO_FILTERS, formulas: true } }).pages, []);
});
test("with mentions, a domain filter includes questions that only mention it", () => {
  const search = searchOver([
    { title: "图像一", domains: [0] },
    { title: "图像二", domains: [1], mentions: [0] },
    { title: "图像三", domains: [1] },
  ]);
  const under = (filters: Partial<Filters>): Answer => search.answer({ query: "图像", filters: { ...NO_FILTERS, ...filters } });
  assert.deepEqual(ids(under({ domains: [0] })), ["1"]);
  assert.deepEqual(ids(under({ domains: [0], mentions: true })), ["1", "2"]);
  assert.deepEqual(under({ domains: [0] }).counts.domains, [1, 2]);
  assert.deepEqual(under({ domains: [0], mentions: true }).counts.domains, [2, 2]);
  assert.equal(under({ domains: [0] }).counts.mentions, 2);
  assert.deepEqual(ids(under({ mentions: true })), ["1", "2", "3"]);
});
test("a character after a word makes it another name", () => {
  const samples = [{ title: "正则化算法" }, { title: "召回率" }, { title: "图像" }];
  assert.deepEqual(fully(samples, "正则化树"), []);
  assert.deepEqual(fully([{ title: "正则化", passages: [body("树木。")] }, { title: "图像" }], "正则化树"), []);
  assert.deepEqual(found([{ title: "正则化树木" }, { title: "图像" }], "正则化树"), ["1"]);
  assert.equal(found(samples, "正则化的树吗")[0], "1");
  assert.deepEqual(found(samples, "召回率业"), ["2"]);
});
test("a number finds its question", () => {
  for (const query of ["第 3 题", "第3", "question 3", "Question 3", "#3", "3题"]) assert.equal(found(BASE, query)[0], "3", query);
  assert.equal(found(BASE, "3")[0], "3");
});
test("an empty query lists all questions in order", () => {
  for (const query of ["", "  ", "？！"]) {
    const answer = ask(searchOver(BASE), query);
    assert.deepEqual([answer.mode, ids(answer)], ["browse", ["1", "2", "3", "4"]]);
  }
});
test("an operator is a word of its own, and punctuation where the base does not use it", () => {
  const samples = [
    { title: "== 是什么？", passages: [body("它会转换类型。")] },
    { title: "=== 是什么？", passages: [body("它不转换类型。")] },
    { title: "可选链 a?.b 是什么？" },
  ];
  assert.deepEqual(found(samples, "=="), ["1"]);
  assert.deepEqual(found(samples, "==="), ["2"]);
  assert.deepEqual(fully(samples, "== 和 === 是什么")[0], undefined);
  assert.deepEqual(fully(samples, "转换类型 => ::").sort(), ["1", "2"]);
});
test("unusual input is answered without errors", () => {
  const search = searchOver(BASE);
  for (const query of ["\ud800", "a".repeat(3000), "损".repeat(500), "*:^~+-", "constructor", "__proto__", "𠮷", "%00"]) ask(search, query);
});
test("other forms of a word are found in languages without a stemmer", () => {
  const samples = [{ title: "Где хранится пароль?" }, { title: "Сколько стоит доставка?" }, { title: "Порты" }];
  const asked = (query: string, language: string): string[] => ids(ask(searchOver(samples, { language }), query));
  assert.deepEqual(asked("паролем", "ru"), ["1"]);
  assert.deepEqual(asked("доставки", "ru"), ["2"]);
  assert.deepEqual(asked("паролем", "en"), []);
  assert.deepEqual(asked("порог", "ru"), [], "three letters in common are too few");
  assert.deepEqual(asked("паролирование", "ru"), [], "so is less than two thirds of the longer form");
});
test("a word is found with particles written onto it and without, by its beginning too", () => {
  const samples = [{ title: "اين المكان" }, { title: "وصف مكانها" }, { title: "وجد" }];
  const asked = (query: string, affixes?: string): string[] =>
    ids(ask(searchOver(samples, { language: "ar", ...(affixes ? { affixes } : {}) }), query)).sort();
  const affixes = "^(?:وال|ال|و)?(.{3,}?)(?:ها)?$";
  for (const query of ["مكان ", "المكان ", "والمكان ", "مكانها ", "مكا"]) assert.deepEqual(asked(query, affixes), ["1", "2"], query);
  assert.deepEqual(asked("مكان "), ["2"]);
  assert.deepEqual(asked("جد ", affixes), [], "what is left must have three letters");
});
test("a word of a script without blanks is found within others, by its beginning too, and never within a cluster", () => {
  const samples = [{ title: "ฉันจะถอนการติดตั้งโปรแกรมอย่างไร" }, { title: "เปิดบัญชี" }];
  for (const query of ["ถอนการติดตั้ง", "โปรแกรม", "ติดตั", "โปรแก"]) assert.deepEqual(full(ask(searchOver(samples), query)), ["1"], query);
  const { title } = ask(searchOver(samples), "ติดตั").results[0]!;
  assert.deepEqual(title, ["ฉันจะถอนการ", "ติดตั้", "งโปรแกรมอย่างไร"]);
});
test("facets show how many results each choice would leave", () => {
  const search = searchOver([
    { title: "图像一", domains: [0], formulas: 1 },
    { title: "图像二", domains: [0, 1] },
    { title: "别的", domains: [1], formulas: 2 },
  ]);
  const answer = search.answer({ query: "图像", filters: { ...NO_FILTERS, domains: [1] } });
  assert.deepEqual(ids(answer), ["2"]);
  assert.deepEqual(answer.counts.domains, [2, 1]);
  assert.equal(answer.counts.formulas, 0);
  assert.deepEqual(
    search.answer({ query: "", filters: { ...NO_FILTERS, domains: [0, 1], formulas: true } }).results.map(({ id }) => id),
    ["1", "3"],
  );
});
test("notes filter results: any chosen value of a kind, and all kinds together", () => {
  const notes: NoteData[] = [
    ["difficulty", "简单"],
    ["difficulty", "困难"],
    ["tag", "图"],
  ];
  const samples = [
    { title: "图像一", notes: [0, 2] },
    { title: "图像二", notes: [1] },
    { title: "图像三", notes: [1, 2] },
    { title: "图像四" },
  ];
  const search = searchOver(samples, { notes });
  const filtered = (...chosen: readonly number[][]): Answer => search.answer({ query: "图像", filters: { ...NO_FILTERS, notes: chosen } });
  assert.deepEqual(filtered().counts.notes, [1, 2, 2]);
  assert.deepEqual(ids(filtered([0, 1])), ["1", "2", "3"]);
  assert.deepEqual(ids(filtered([1], [2])), ["3"]);
  assert.deepEqual(filtered([1], [2]).counts.notes, [1, 1, 1]);
  assert.deepEqual(filtered([0]).pages, []);
});
test("a section filter shows that section's passage", () => {
  const search = searchOver([
    {
      title: "题",
      passages: [
        [1, 0, 0, "答案里的算法。"],
        [2, 0, 0, "解析里的算法。"],
      ],
    },
    { title: "题二", passages: [[1, 0, 0, "算法。"]] },
  ]);
  const answer = search.answer({
    query: "算法",
    filters: { ...NO_FILTERS, sections: ["analysis"] },
  });
  assert.deepEqual(ids(answer), ["1"]);
  assert.equal(answer.results[0]!.section, "analysis");
  assert.deepEqual(answer.results[0]!.excerpt, ["解析里的", "算法", "。"]);
});
test("a result opens at the section of its excerpt only if that is far below the top of the page", () => {
  const section = (above: number): string | undefined => {
    const search = searchOver([
      {
        title: "题",
        passages: [
          [1, 0, 0, "字".repeat(above)],
          [2, 0, 0, "解析里的算法。"],
        ],
      },
    ]);
    return search.answer({ query: "算法", filters: NO_FILTERS }).results[0]!.section;
  };
  assert.deepEqual([section(300), section(301)], [undefined, "analysis"]);
});
test("a term that is found as a correction of itself is no correction", () => {
  const search = searchOver([{ title: "转专业", passages: [[1, 0, 0, "专业可以转。"]] }], {
    words: "",
    terms: "转专业",
    queryWords: { ...NO_WORDS, aspect: "专业" },
    readings: { common: "", special: { 转: "zhuan", 专: "zhuan", 业: "ye" } },
  });
  const answer = search.answer({ query: "转专业", filters: NO_FILTERS });
  assert.deepEqual([answer.mode, answer.corrected, ids(answer)], ["exact", "", ["1"]]);
});
test("snippets mark the matching characters exactly", () => {
  const result = ask(searchOver([{ title: "题", passages: [head("ROC 曲线（Receiver）"), [1, 0, 1, "画出 ROC 曲线。"]] }]), "roc曲线")
    .results[0]!;
  assert.deepEqual(result.heading, ["", "ROC 曲线", "（Receiver）"]);
  assert.deepEqual(result.excerpt, ["画出 ", "ROC 曲线", "。"]);
  assert.deepEqual(result.marks, ["ROC 曲线"]);
});
test("words inside other words are not marked", () => {
  assert.deepEqual(ask(searchOver([{ title: "题", passages: [body("gloss, loss, losses")] }]), "loss ").results[0]!.excerpt, [
    "gloss, ",
    "loss",
    ", ",
    "losses",
    "",
  ]);
});
test("long passages are cut around their matches", () => {
  const long = `${"甲".repeat(300)}损失函数${"乙".repeat(300)}`;
  const { excerpt } = ask(searchOver([{ title: "题", passages: [body(long)] }]), "损失函数").results[0]!;
  assert.equal(excerpt[1], "损失函数");
  assert.ok(excerpt.join("").length < 120);
  assert.ok(excerpt[0]!.startsWith("…甲") && excerpt[2]!.endsWith("乙…"));
});
test("punctuation that formulas leave behind is not shown", () => {
  const sub = (text: string): readonly [number, number, number, string] => [1, 1, 2, text];
  const under = (text: string): readonly [number, number, number, string] => [1, 0, 2, text];
  const shown = (passages: Sample["passages"]): string =>
    ask(searchOver([{ title: "题", passages: passages! }]), "召回率").results[0]!.excerpt.join("");
  assert.equal(shown([head("召回率"), sub("公式"), under("。"), sub("解释"), under("召回的比例。")]), "召回的比例。");
  assert.equal(shown([head("召回率"), sub("公式"), under("，其中 为真， 为假。"), sub("解释"), under("召回的比例。")]), "召回的比例。");
  assert.equal(shown([head("召回率"), sub("公式"), under("包含四个值： 、 、 、 。")]), "包含四个值。");
});
test("a snippet that ends with a colon is continued by the list after it", () => {
  const { excerpt } = ask(searchOver([{ title: "题", passages: [body("有以下几种："), head("Adam（自适应）"), head("SGD")] }]), "题")
    .results[0]!;
  assert.equal(excerpt.join(""), "有以下几种：Adam、SGD");
});
test("preparing the search in slices gives the same search", async () => {
  let pauses = 0;
  const whole = searchOver(BASE);
  const sliced = await prepare(
    whole.data,
    () => whole.engine,
    async () => {
      pauses += 1;
    },
  );
  assert.deepEqual(ask(sliced, "损失函数"), ask(whole, "损失函数"));
  assert.ok(pauses > 1);
});

test("Japanese phrases are not corrected to each other", () => {
  const search = searchOver([{ title: "領収書とは何ですか" }, { title: "発行" }], { words: "領収書と 1 発行 1", terms: "" });
  assert.notEqual(ask(search, "領収書の発行").mode, "fuzzy");
});
