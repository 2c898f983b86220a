/** The vocabulary of a base: words, terms, function words, synonyms, and their pinyin. */

import { fold, isCjk, stemWords, type TextRules } from "../text/analyzer.ts";
import { aliasesOf, list, type SearchData, type Vocabulary } from "../data/schema.ts";
import { CJK_CLASS } from "../text/scripts.ts";
import { fuzzySyllable, Pinyin } from "./pinyin.ts";
import { BESIDE_LITERAL, SIMILARITY } from "./similarity.ts";

/** A word or term and its frequency in the base. */
export interface LexiconEntry {
  readonly text: string;
  readonly count: number;
}

/** Another name for something, and the weight of a match of it relative to the name that was typed (1). */
export interface Synonym {
  readonly text: string;
  readonly similarity: number;
}

const MARK = /\p{M}/u;
/** The first word of a name, if its script separates words. */
const FIRST_WORD = new RegExp(`^[^\\s${CJK_CLASS}]+`, "u");

export class Lexicon {
  readonly words = new Map<string, number>();
  readonly terms: ReadonlySet<string>;
  readonly questionWords: ReadonlySet<string>;
  /** Question words with the marks of their letters, in languages where marks distinguish words (`đến` and `đèn`). */
  readonly #markedQuestionWords: ReadonlySet<string>;
  /** Words for a side of a topic (区别, `advantages`): asked about, but no topic themselves. */
  readonly aspectWords: ReadonlySet<string>;
  /** Everyday words that name no topic (足够 知道 准备): a document without them may still answer. */
  readonly commonWords: ReadonlySet<string>;
  readonly readings: Pinyin;
  /** CJK entries by pinyin (`sunshihanshu`), by initials (`sshs`), by fuzzy pinyin, and by length in characters. */
  readonly byPinyin = new Map<string, LexiconEntry[]>();
  readonly byInitials = new Map<string, LexiconEntry[]>();
  readonly byFuzzyPinyin = new Map<string, LexiconEntry[]>();
  readonly byLength = new Map<number, LexiconEntry[]>();
  /** Pinyin of question words of several characters (`zenme`): single syllables are too ambiguous. */
  readonly questionWordPinyin: ReadonlySet<string>;
  /** Names of several words, by their spelling without blanks (`focalloss`). */
  readonly namesWithoutBlanks = new Map<string, string>();
  readonly sortedPinyin: readonly string[];
  /** Names that are one word of Latin letters. */
  readonly latinNames: string[] = [];
  readonly #affixes: RegExp;
  readonly #synonyms = new Map<string, Set<string>>();
  readonly #namesByFirstWord = new Map<string, string[]>();

  /** `isWritten` is true for names that may occur in the texts of the base; other names are never looked for. */
  constructor(
    data: SearchData & Vocabulary,
    private readonly rules: TextRules,
    private readonly isWritten: (name: string) => boolean,
  ) {
    const counted = list(data.words);
    for (let index = 0; index < counted.length; index += 2) this.words.set(counted[index]!, Number(counted[index + 1]));
    this.aspectWords = this.#withStems(data.queryWords.aspect);
    this.questionWords = new Set([...this.#withStems(data.queryWords.question), ...this.aspectWords]);
    this.commonWords = this.#withStems(data.queryWords.common);
    this.#markedQuestionWords = new Set(list(`${data.queryWords.question} ${data.queryWords.aspect}`.normalize("NFC")));
    this.#affixes = new RegExp(data.affixes ?? "()$");
    this.#readNames(data);
    this.terms = new Set([...list(data.terms), ...[...this.#synonyms.keys()].filter((name) => isCjk(name))]);
    this.readings = new Pinyin(data.readings);
    for (const [text, count] of this.words) this.#addPinyin({ text, count });
    for (const text of this.terms) if (!this.words.has(text)) this.#addPinyin({ text, count: 1 });
    const words = [...this.questionWords].filter((word) => isCjk(word) && word.length > 1);
    this.questionWordPinyin = new Set(words.flatMap((word) => this.readings.spell(word).map((syllables) => syllables.join(""))));
    this.sortedPinyin = [...this.byPinyin.keys()].sort();
  }

  /** A word without what is written onto it before and behind, in languages that have such particles. */
  withoutAffixes(word: string): string {
    return word.replace(this.#affixes, "$1");
  }

  /** True if a word that asks in its form for comparison does not in its own, given here in small letters: it has other marks. */
  isMarkedOtherwise(word: string): boolean {
    return MARK.test(word.normalize("NFD")) && !this.#markedQuestionWords.has(word.normalize("NFC"));
  }

  /** Synonyms and aliases of a name that occur in the texts. */
  synonymsOf(text: string): Synonym[] {
    const known = this.#synonyms.get(text);
    if (!known) return [];
    const factor = this.isWritten(text) ? BESIDE_LITERAL : 1;
    return [...known].filter((other) => this.isWritten(other)).map((text) => ({ text, similarity: SIMILARITY.synonym * factor }));
  }

  /** True if the owner or the text gives other names for a name. */
  hasSynonyms(text: string): boolean {
    return this.#synonyms.has(text);
  }

  /** Names of several words that begin with a word, longest first. */
  namesStartingWith(word: string): readonly string[] {
    return this.#namesByFirstWord.get(word) ?? [];
  }

  #readNames(data: SearchData): void {
    const stems = (names: readonly string[]): string[] => names.map((name) => this.#addName(name));
    for (const group of [...aliasesOf(data), ...data.synonyms]) this.#addSynonyms(stems(group), stems(group));
    for (const [typed, found] of data.directed) this.#addSynonyms(stems([typed]), stems(found));
    for (const name of this.#synonyms.keys()) {
      const first = FIRST_WORD.exec(name)?.[0];
      if (first && first !== name) push(this.#namesByFirstWord, first, name);
    }
    for (const names of this.#namesByFirstWord.values()) names.sort((one, other) => other.length - one.length);
  }

  /** Registers a name and returns its stemmed form. */
  #addName(name: string): string {
    const form = stemWords(name, this.rules.stem);
    if (name.includes(" ")) this.namesWithoutBlanks.set(name.replaceAll(" ", ""), form);
    if (/^[a-z]+$/.test(name)) this.latinNames.push(name);
    return form;
  }

  /** The words of a blank-separated list in their form for comparison, and their stems. */
  #withStems(listed: string): Set<string> {
    const words = list(fold(listed, this.rules.table).text);
    return new Set([...words, ...words.map((word) => this.rules.stem(word))]);
  }

  #addSynonyms(from: readonly string[], to: readonly string[]): void {
    for (const one of from) {
      const others = this.#synonyms.get(one) ?? new Set<string>();
      this.#synonyms.set(one, others);
      for (const other of to) if (other !== one) others.add(other);
    }
  }

  #addPinyin(entry: LexiconEntry): void {
    // A single syllable matches dozens of characters, and is often an English word (ai).
    if (!isCjk(entry.text) || entry.text.length < 2) return;
    push(this.byLength, entry.text.length, entry);
    for (const syllables of this.readings.spell(entry.text)) {
      push(this.byPinyin, syllables.join(""), entry);
      push(this.byFuzzyPinyin, syllables.map(fuzzySyllable).join(" "), entry);
      if (syllables.length > 2) push(this.byInitials, syllables.map((syllable) => syllable[0]).join(""), entry);
    }
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, entry: Value): void {
  const entries = map.get(key);
  if (!entries) map.set(key, [entry]);
  else if (!entries.includes(entry)) entries.push(entry);
}
