/** Interprets typed words of Latin letters: a word of the base, a prefix of one, a variant spelling, two words run together, pinyin, or
 * initials; and proposes spelling corrections. */

import { isCjk, stemWords, type TextRules } from "../text/analyzer.ts";
import { editDistance, differsByDistantKey, sameInitial, maxEdits } from "../text/edit-distance.ts";
import type { Index } from "../index/index.ts";
import type { LexiconEntry, Lexicon } from "./lexicon.ts";
import { alternativesOf, exactAlternative, type Alternative, type MatchKind } from "./segment.ts";
import { SIMILARITY, UNFINISHED_PINYIN } from "./similarity.ts";

const MAX_ALTERNATIVES = 16;
/** Shortest initials, shortest typed pinyin, and shortest and longest pinyin of a term in a word without blanks. */
const MIN_INITIALS = 3,
  MIN_PINYIN = 2,
  MIN_TERM_PINYIN = 3,
  MAX_TERM_PINYIN = 40;
/** Shortest pinyin that is corrected. */
const MIN_CORRECTED_PINYIN = 6;
/** Shortest word in which any letter may be replaced by any other; in shorter ones only by its neighbours on the keyboard. */
const MIN_ANY_LETTER = 5;
/** Shortest word that is corrected to a name which occurs in no text. */
const MIN_UNWRITTEN_NAME = 6;
/** Shortest name of several words in which two letters may be wrong. */
const MIN_TWO_EDITS = 12;
/** Shortest word whose first letter may be wrong. */
const MIN_ANY_INITIAL = 8;
/** Where a word may be split into two. */
const SPLIT_PATTERNS = [/^(\p{L}+)(\p{N}+)$/u, /^(\p{N}+)(\p{L}+)$/u, /^(\p{L})(\p{L}{2,})$/u];
const ASCII = /^[a-z]+$/;
/** Other forms of a word share at least so many letters at the start, and this part of the longer form. */
const MIN_COMMON_PREFIX = 4,
  MIN_COMMON_PART = 0.65;
/** Shortest common beginning of two words whose different endings need no other words of the base with these endings to be forms of
 * one word, and how many such pairs of words are needed after a shorter beginning (Goldsmith 2001, "Unsupervised Learning of the
 * Morphology of a Natural Language"). */
const MIN_CERTAIN_PREFIX = 5,
  MIN_ENDING_PAIRS = 2;
/** Shortest beginning of such words. */
const MIN_PAIR_PREFIX = 3;
/** Languages whose words the stemmer unites, or that have no words of letters. */
const STEMMED = /^(?:en|zh|ja|ko)\b/;

/** A token of a query in pinyin. */
export interface PinyinToken {
  readonly alternatives: readonly Alternative[];
  readonly isQuestionWord: boolean;
}

export class LatinInterpreter {
  readonly #words: readonly string[];
  /** True if words of the base that differ in their endings from a typed one are looked for too. */
  readonly inflects: boolean;
  readonly #namesByInitials = new Map<string, string[]>();
  readonly #knownWords: ReadonlySet<string>;

  constructor(
    private readonly engine: Index,
    private readonly lexicon: Lexicon,
    aliases: readonly (readonly string[])[],
    private readonly stem: TextRules["stem"],
    language = "en",
  ) {
    this.inflects = !STEMMED.test(language);
    this.#words = engine.words;
    this.#knownWords = new Set(this.#words);
    for (const name of aliases.flat()) {
      const words = name.split(" ");
      if (words.length > 1 && !isCjk(name)) add(this.#namesByInitials, words.map((word) => word[0]).join(""), stemWords(name, stem));
    }
  }

  /** The alternatives to look for. `last` is true if the word may be unfinished. */
  interpret(word: string, last: boolean): Alternative[] {
    const form = this.stem(word);
    const known = this.engine.has(form);
    const found = [...(known ? [exactAlternative(form)] : []), ...this.#synonyms(form), ...this.#splitForms(word)];
    if (this.inflects) found.push(...this.#inflections(word));
    if (!known || last) found.push(...this.#completions(word, known ? SIMILARITY.longerThanKnown : SIMILARITY.completion));
    if (!found.length || (!known && last))
      found.push(...this.pinyinMatches(word, last, found.length ? SIMILARITY.ambiguousPinyin : SIMILARITY.pinyin));
    if (!found.length) found.push(...this.#split(word), ...this.#initialsOf(word));
    return unique(found);
  }

  /** Terms whose pinyin or initials the word is. */
  pinyinMatches(word: string, last: boolean, similarity: number = SIMILARITY.pinyin): Alternative[] {
    if (!ASCII.test(word) || word.length < MIN_PINYIN) return [];
    const spelled = word.replaceAll("ve", "ue");
    const whole = this.lexicon.byPinyin.get(spelled);
    if (whole) return mostFrequent(whole, "pinyin", similarity);
    const initials = word.length < MIN_INITIALS ? undefined : this.lexicon.byInitials.get(word);
    const unfinished = last ? this.#withPinyinStarting(spelled) : [];
    return [...mostFrequent(initials ?? [], "pinyin", similarity), ...mostFrequent(unfinished, "pinyin", similarity * UNFINISHED_PINYIN)];
  }

  /** Segments pinyin of several words without blanks into terms and question words, as few as possible; the last may be unfinished. */
  segmentPinyin(word: string): PinyinToken[] | undefined {
    if (!ASCII.test(word)) return undefined;
    const text = word.replaceAll("ve", "ue");
    const best: ({ start: number; count: number } | undefined)[] = [{ start: 0, count: 0 }];
    for (let end = 1; end <= text.length; end++) {
      for (let start = Math.max(0, end - MAX_TERM_PINYIN); start < end - 1; start++) {
        const before = best[start];
        if (!before || !this.#isPinyinOrQuestionWord(text.slice(start, end))) continue;
        const known = best[end];
        if (!known || before.count + 1 < known.count) best[end] = { start, count: before.count + 1 };
      }
    }
    return this.#backtrack(text, best);
  }

  #isPinyinOrQuestionWord(text: string): boolean {
    return this.lexicon.questionWordPinyin.has(text) || (text.length >= MIN_TERM_PINYIN && this.lexicon.byPinyin.has(text));
  }

  #backtrack(text: string, best: readonly ({ start: number } | undefined)[]): PinyinToken[] | undefined {
    let end = text.length;
    const tokens: PinyinToken[] = [];
    while (end > 0 && !best[end]) end--;
    if (end < text.length) {
      const rest = this.#withPinyinStarting(text.slice(end));
      if (!end || !rest.length) return undefined;
      tokens.push({ alternatives: mostFrequent(rest, "pinyin", SIMILARITY.pinyin * UNFINISHED_PINYIN), isQuestionWord: false });
    }
    for (; end > 0; end = best[end]!.start) {
      const syllables = text.slice(best[end]!.start, end);
      const entries = this.lexicon.byPinyin.get(syllables);
      tokens.push(
        entries
          ? { alternatives: mostFrequent(entries, "pinyin", SIMILARITY.pinyin), isQuestionWord: false }
          : { alternatives: [exactAlternative(syllables)], isQuestionWord: true },
      );
    }
    return tokens.some((token) => !token.isQuestionWord) ? tokens.reverse() : undefined;
  }

  /** Spelling corrections: words of the base at the smallest edit distance, or terms with similar pinyin. */
  corrections(word: string): Alternative[] {
    const limit = maxEdits(word.length);
    if (!limit || !/\p{L}/u.test(word)) return [];
    const found: { text: string; edits: number }[] = [];
    const names = word.length < MIN_UNWRITTEN_NAME ? [] : this.lexicon.latinNames;
    for (const text of [...this.#words.filter((one) => !this.lexicon.questionWords.has(one)), ...names]) {
      if (word.length < MIN_ANY_INITIAL && !sameInitial(word, text)) continue;
      const edits = editDistance(word, text, limit);
      if (edits <= limit && !(word.length < MIN_ANY_LETTER && differsByDistantKey(word, text))) found.push({ text, edits });
    }
    const least = Math.min(...found.map((one) => one.edits));
    const texts = unique(
      found
        .filter((one) => one.edits === least)
        .map(({ text }) => ({ text: this.stem(text), similarity: SIMILARITY.correction, kind: "fuzzy", surface: text })),
    );
    // A correction may be a name that occurs in no text; look for its synonyms.
    const synonyms = texts.flatMap((one) =>
      this.#synonyms(one.text).map((other) => ({ ...other, similarity: SIMILARITY.correction * other.similarity })),
    );
    const forms = this.inflects ? texts.flatMap((one) => this.#inflections(one.text)) : [];
    const others = forms.map((other) => ({ ...other, similarity: SIMILARITY.correction * other.similarity }));
    return texts.length ? unique([...texts, ...synonyms, ...others]) : this.#nearPinyin(word);
  }

  /** The name of several words that a misspelled phrase is closest to (`risk ontrol`). */
  correctedName(words: string): string | undefined {
    const limit = words.length < MIN_TWO_EDITS ? 1 : 2;
    const typed = words.replaceAll(" ", "");
    const names = [...this.lexicon.namesWithoutBlanks].map(([name, form]) => ({ name: form, edits: editDistance(typed, name, limit) }));
    return names.filter(({ edits }) => edits <= limit).sort((one, other) => one.edits - other.edits)[0]?.name;
  }

  #nearPinyin(word: string): Alternative[] {
    if (!ASCII.test(word) || word.length < MIN_CORRECTED_PINYIN) return [];
    const keys = this.lexicon.sortedPinyin.filter(
      (key) => key.length >= MIN_CORRECTED_PINYIN && key[0] === word[0] && editDistance(word, key, 1) <= 1,
    );
    return mostFrequent(
      keys.flatMap((key) => this.lexicon.byPinyin.get(key) ?? []),
      "fuzzy",
      SIMILARITY.correctedPinyin,
    );
  }

  #withPinyinStarting(start: string): LexiconEntry[] {
    const keys = this.lexicon.sortedPinyin;
    let low = 0,
      high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle]! < start) low = middle + 1;
      else high = middle;
    }
    const found: LexiconEntry[] = [];
    for (; low < keys.length && keys[low]!.startsWith(start); low++) found.push(...this.lexicon.byPinyin.get(keys[low]!)!);
    return found;
  }

  /** Synonyms of a word, given as its stem. */
  #synonyms(word: string): Alternative[] {
    return this.lexicon.synonymsOf(word).map((other) => ({ ...other, kind: "synonym" as const }));
  }

  /** Other forms of a word in the base, in languages without a stemmer: words that differ in their affixes or endings only. */
  #inflections(word: string): Alternative[] {
    const own = [word, this.lexicon.withoutAffixes(word)];
    const others = this.#words.filter((text) => text !== word && !this.lexicon.questionWords.has(text));
    const affixed = others.filter((text) => own.includes(text) || own.includes(this.lexicon.withoutAffixes(text)));
    const alike = others.filter((text) => commonPrefix(word, text) >= commonPrefixNeeded(word, text) && this.#differsInEnding(word, text));
    const forms = [...new Set([...affixed, ...alike].map((text) => this.stem(text)))].slice(0, MAX_ALTERNATIVES);
    return forms.map((text) => ({ text, similarity: SIMILARITY.inflection, kind: "exact" as const }));
  }

  /** True if two words with a common beginning differ as forms of one word do: one is the other with an ending, the beginning is long, or
   * other words of the base differ in the same way (`pokuta` and `pokud` do not). */
  #differsInEnding(word: string, other: string): boolean {
    const length = commonPrefix(word, other);
    const [ending, otherEnding] = [word.slice(length), other.slice(length)];
    if (!ending || !otherEnding || length >= MIN_CERTAIN_PREFIX) return true;
    const isPair = (text: string): boolean =>
      text !== word &&
      text.length >= MIN_PAIR_PREFIX + ending.length &&
      text.endsWith(ending) &&
      this.#knownWords.has(text.slice(0, -ending.length) + otherEnding);
    return this.#words.filter(isPair).length >= MIN_ENDING_PAIRS;
  }

  #completions(word: string, similarity: number): Alternative[] {
    const longer = [
      ...new Set(
        this.#words
          .filter((text) => text !== word && (text.startsWith(word) || this.lexicon.withoutAffixes(text).startsWith(word)))
          .map((text) => this.stem(text)),
      ),
    ].slice(0, MAX_ALTERNATIVES);
    const synonyms = longer.length
      ? []
      : this.lexicon.latinNames.filter((name) => name.startsWith(word)).flatMap((name) => this.#synonyms(this.stem(name)));
    return [
      ...longer.map((text) => ({ text, similarity, kind: "prefix" as const })),
      ...synonyms.map((one) => ({ ...one, similarity: similarity * one.similarity, kind: "prefix" as const })),
    ];
  }

  /** `covid19` where the base writes `covid-19`, `email` where it writes `e-mail`: a word split between letters and digits and after its
   * first letter. */
  #splitForms(word: string): Alternative[] {
    const forms = SPLIT_PATTERNS.flatMap(
      (pattern) =>
        pattern
          .exec(word)
          ?.slice(1, 3)
          .map((half) => this.stem(half))
          .join(" ") ?? [],
    );
    return forms
      .filter((form) => form.split(" ").every((half) => this.engine.has(half)) && this.engine.phrase(form).documents.length > 0)
      .map((text) => ({ ...exactAlternative(text), similarity: SIMILARITY.split }));
  }

  /** `focalloss`, `gpt4o`: a name or two words of the base without blanks. */
  #split(word: string): Alternative[] {
    const name = this.lexicon.namesWithoutBlanks.get(word);
    if (name) return alternativesOf(name, this.lexicon);
    for (let at = 2; at <= word.length - 2; at++) {
      const both = [this.stem(word.slice(0, at)), this.stem(word.slice(at))];
      if (both.every((half) => this.engine.has(half))) return [{ text: both.join(" "), similarity: SIMILARITY.split, kind: "exact" }];
    }
    return [];
  }

  /** `mtl`: the initials of a name that the text only writes in full. */
  #initialsOf(word: string): Alternative[] {
    if (word.length < MIN_INITIALS) return [];
    return (this.#namesByInitials.get(word) ?? []).map((text) => ({ text, similarity: SIMILARITY.initials, kind: "synonym" as const }));
  }
}

const commonPrefixNeeded = (one: string, other: string): number =>
  Math.max(MIN_COMMON_PREFIX, MIN_COMMON_PART * Math.max(one.length, other.length));

/** Number of letters that two words share at the start. */
function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function mostFrequent(entries: readonly LexiconEntry[], kind: MatchKind, similarity: number): Alternative[] {
  const ranked = [...entries].sort((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1)).slice(0, MAX_ALTERNATIVES);
  return unique(ranked.map(({ text }) => ({ text, similarity, kind })));
}

function unique(found: readonly Alternative[]): Alternative[] {
  const kept = new Map<string, Alternative>();
  for (const one of found) if ((kept.get(one.text)?.similarity ?? 0) < one.similarity) kept.set(one.text, one);
  return [...kept.values()];
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
