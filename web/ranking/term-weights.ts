/** Weighs the tokens of a query: by rarity (BM25's idf over phrases, not over bigrams), by length, and by kind. A name weighs more; a
 * single character, a common word of a sentence, or an aspect of the topic less; a question word next to nothing. */

import { isCjk, joinWords } from "../text/analyzer.ts";
import { isCluster } from "../text/clusters.ts";
import type { DocFrequency } from "./doc-frequency.ts";
import type { Lexicon } from "../query/lexicon.ts";
import { exactAlternative, type QueryToken } from "../query/segment.ts";

/** Weight of a question word and of an aspect word, relative to the mean of the other words. */
const QUESTION_WORD = 0.02,
  ASPECT = 0.2;
/** Factor for a single CJK character: low in sentences (usually a verb), full in noun phrases (决策[树]). */
const CHARACTER_IN_SENTENCE = 0.35,
  CHARACTER_IN_NAME = 1;
/** Most weight of a common word of a sentence: alone, relative to the topic, and if the base does not use it. */
const COMMON_WORD = 0.1,
  COMMON_WORD_SHARE = 0.15,
  UNUSED_COMMON_WORD = 0.06;
/** Factor for a word that has synonyms: it names a thing of the base. */
const HAS_SYNONYMS = 1.5;

export interface WeightedToken {
  readonly token: QueryToken;
  readonly weight: number;
}

export class TermWeights {
  constructor(
    private readonly lexicon: Lexicon,
    private readonly frequency: DocFrequency,
  ) {}

  weigh(typed: readonly QueryToken[]): WeightedToken[] {
    const isSentence = typed.some((token) => token.isQuestionWord && !this.lexicon.aspectWords.has(token.text));
    const tokens = this.#withContent(typed);
    const content = tokens.filter((token) => !token.isQuestionWord);
    const topics = new Map(
      content.filter((token) => !this.#isCommonWord(token, isSentence)).map((token) => [token, this.#weight(token, isSentence)]),
    );
    // Common words never outweigh the topic, however frequent it is.
    const mostOfCommonWord = Math.min(COMMON_WORD, COMMON_WORD_SHARE * Math.max(...topics.values(), topics.size ? 0 : 1));
    const weights = new Map(
      content.map((token) => [
        token,
        topics.get(token) ?? Math.min(mostOfCommonWord, this.frequency.count(token) ? COMMON_WORD : UNUSED_COMMON_WORD),
      ]),
    );
    const mean = [...weights.values()].reduce((one, other) => one + other, 0) / weights.size;
    return tokens.map((token) => ({
      token,
      weight: weights.get(token) ?? mean * (this.lexicon.aspectWords.has(token.text) ? ASPECT : QUESTION_WORD),
    }));
  }

  /** The tokens, of which at least one is no question word. If nothing else is asked, aspect words are searched; question words and
   * single characters alone (几何, 会计) become one token, since each is everywhere. */
  #withContent(tokens: readonly QueryToken[]): readonly QueryToken[] {
    const characters = tokens.length > 1 && tokens.every((token) => isCjk(token.text) && isCluster(token.text));
    if (!characters && tokens.some((token) => !token.isQuestionWord)) return tokens;
    const isAspect = (token: QueryToken): boolean => this.lexicon.aspectWords.has(token.text) && token.text.length > 1;
    if (tokens.some(isAspect)) return tokens.map((token) => ({ ...token, isQuestionWord: !isAspect(token) }));
    if (tokens.length < 2) return tokens.map((token) => ({ ...token, isQuestionWord: false }));
    const text = joinWords(tokens.map((token) => token.text));
    return [{ text, typed: text, isQuestionWord: false, alternatives: [exactAlternative(text)], compoundParts: [], adjacent: true }];
  }

  /** Common words count as such in sentences, and always in scripts that separate words. */
  #isCommonWord({ text }: QueryToken, isSentence: boolean): boolean {
    return (isSentence || !isCjk(text[0] ?? "")) && this.lexicon.commonWords.has(text) && !this.lexicon.hasSynonyms(text);
  }

  #weight(token: QueryToken, isSentence: boolean): number {
    const { text } = token;
    const cjk = isCjk(text[0] ?? "");
    const length = cjk ? Math.min(text.length, 4) / 2 : 1.25;
    const characterFactor = isSentence ? CHARACTER_IN_SENTENCE : CHARACTER_IN_NAME;
    return (
      this.frequency.rarity(this.frequency.count(token)) *
      (cjk && isCluster(text) ? characterFactor : length ** 0.7) *
      (this.lexicon.hasSynonyms(text) ? HAS_SYNONYMS : 1)
    );
  }
}
