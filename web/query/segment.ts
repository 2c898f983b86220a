/** Segmentation of text without blanks in a query: a run in, query tokens out.
 *
 * Dynamic programming finds the best-scoring division of a run into words of the base, names with synonyms, question words (什么 怎么
 * 有哪些), other substrings that the base contains, and unknown characters. A token carries every alternative form to look for. */

import { isCjk, type Run } from "../text/analyzer.ts";
import { cutsOf, isCluster } from "../text/clusters.ts";
import { CONTINUOUS_CLASS } from "../text/scripts.ts";
import type { Lexicon } from "./lexicon.ts";
import { SIMILARITY } from "./similarity.ts";

export type MatchKind = "exact" | "synonym" | "prefix" | "pinyin" | "fuzzy";

export interface Alternative {
  readonly text: string;
  /** Weight of a match of this form, relative to a match of what was typed (1). */
  readonly similarity: number;
  readonly kind: MatchKind;
  /** The unstemmed word to show to readers, where `text` is its stem. */
  readonly surface?: string;
}

/** A word of a query with all forms of it to look for. */
export interface QueryToken {
  readonly text: string;
  /** The word as the reader typed it. */
  readonly typed: string;
  readonly isQuestionWord: boolean;
  readonly alternatives: readonly Alternative[];
  /** The words that a compound consists of, for documents that contain only some of them; empty for any other word. */
  readonly compoundParts: readonly string[];
  /** True if only blanks or a change of script separate it from the token before. */
  readonly adjacent: boolean;
}

/** A candidate segment of a run; the division with the greatest sum of scores wins. */
export interface Segment {
  readonly text: string;
  readonly score: number;
  readonly isQuestionWord: boolean;
  readonly alternatives: readonly Alternative[];
}

/** True if the index has documents that may contain a string. */
export type ContainsPhrase = (text: string) => boolean;

/** The part of the documents that contain a string. */
export type Frequency = (text: string) => number;

const MAX_SEGMENT = 12;
/** Score of a segment: its length less a cost by kind, so that few long segments win, and at equal length names before question words,
 * words of the base, and common words. */
const COST = { name: 0.3, questionWord: 0.35, word: 0.4, commonWord: 0.45 } as const;
const QUESTION_CHARACTER = 0.45;
/** Score of any other string that the base contains, for each character and as a whole: below that of a word, since it may be no word. */
const WRITTEN_CHARACTER = 0.75,
  WRITTEN_COST = 0.5;
/** Score of a spelling correction: below that of a word as typed, above that of its parts. */
const CORRECTED_CHARACTER = 0.9,
  CORRECTED_COST = 0.6;
/** Breaks ties against unknown characters. */
const UNKNOWN_CHARACTER = -0.01;
const CONTINUOUS = new RegExp(`^[${CONTINUOUS_CLASS}]`, "u");
/** Clusters of a syllable at most, in scripts whose words are written together. */
const SYLLABLE = 2;
/** Part of the documents with the rarest syllable of a word that have the whole word, at least, unless a syllable of it is in more than
 * this part of all documents: that is part of other words, too. */
const MIN_WHOLE = 0.5,
  MAX_SYLLABLE = 0.5;
/** Shortest string that may be a compound. */
const MIN_COMPOUND = 4;

export const exactAlternative = (text: string): Alternative => ({ text, similarity: 1, kind: "exact" });

/** The score of a string as a spelling correction. */
export const correctionScore = (text: string): number => CORRECTED_CHARACTER * text.length - CORRECTED_COST;

/** A text itself and its synonyms. */
export function alternativesOf(text: string, lexicon: Lexicon): Alternative[] {
  return [exactAlternative(text), ...lexicon.synonymsOf(text).map((synonym) => ({ ...synonym, kind: "synonym" as const }))];
}

/** The best division of a run into segments. `correct` proposes a spelling correction for a string that is not in the base; strings in
 * `excluded` are not segments. */
export function segmentRun(
  run: string,
  lexicon: Lexicon,
  contains: ContainsPhrase,
  correct: (text: string) => Segment | undefined = () => undefined,
  excluded: ReadonlySet<string> = new Set(),
): Segment[] {
  const cuts = cutsOf(run);
  const best: { score: number; start: number; segment: Segment | undefined }[] = [{ score: 0, start: 0, segment: undefined }];
  for (let end = 1; end < cuts.length; end++) {
    let top = { score: -1, start: end - 1, segment: undefined as Segment | undefined };
    for (let start = Math.max(0, end - MAX_SEGMENT); start < end; start++) {
      const text = run.slice(cuts[start], cuts[end]);
      const segment = excluded.has(text) ? undefined : (exactSegment(text, lexicon, contains) ?? correct(text));
      const score = best[start]!.score + (segment?.score ?? UNKNOWN_CHARACTER);
      if ((segment || end - start === 1) && score > top.score) top = { score, start, segment };
    }
    best.push(top);
  }
  const segments = mergeStrayQuestionWords(backtrack(run, cuts, best, contains), contains);
  const rejected = segments.find((segment, index) => {
    const singles = Number(isSingleCharacter(segments[index - 1])) + Number(isSingleCharacter(segments[index + 1]));
    return singles > 1 ? isUnwrittenName(segment, contains) : singles > 0 && isShortCorrection(segment);
  });
  return rejected ? segmentRun(run, lexicon, contains, correct, new Set([...excluded, rejected.text])) : segments;
}

/** A name that the base itself never writes; between two single characters (知[识图]谱) it matches by chance. */
const isUnwrittenName = (segment: Segment, contains: ContainsPhrase): boolean =>
  segment.text.length > 1 && segment.alternatives.length > 1 && !contains(segment.text);
/** A correction of a two-character string; next to a single character ([新能]源) it is wrong. */
const isShortCorrection = (segment: Segment): boolean => segment.text.length === 2 && segment.alternatives[0]?.kind === "fuzzy";
const isSingleCharacter = (segment: Segment | undefined): boolean =>
  segment !== undefined && !segment.isQuestionWord && isCluster(segment.text);

function backtrack(
  run: string,
  cuts: readonly number[],
  best: readonly { start: number; segment: Segment | undefined }[],
  contains: ContainsPhrase,
): Segment[] {
  const segments: Segment[] = [];
  let unknown = "";
  const flush = (): void => {
    if (unknown) segments.push(unknownSegment(unknown, contains));
    unknown = "";
  };
  for (let end = best.length - 1; end > 0; end = best[end]!.start) {
    const { start, segment } = best[end]!;
    if (segment) {
      flush();
      segments.push(segment);
    } else unknown = run.slice(cuts[start], cuts[end]) + unknown;
  }
  flush();
  return segments.reverse();
}

/** Merges a one-character question word with the single characters on both sides (新[能]源). */
function mergeStrayQuestionWords(segments: readonly Segment[], contains: ContainsPhrase): Segment[] {
  const at = segments.findIndex(
    (segment, index) =>
      segment.isQuestionWord &&
      segment.text.length === 1 &&
      isSingleCharacter(segments[index - 1]) &&
      isSingleCharacter(segments[index + 1]),
  );
  if (at < 0) return [...segments];
  const text = segments
    .slice(at - 1, at + 2)
    .map((segment) => segment.text)
    .join("");
  return mergeStrayQuestionWords([...segments.slice(0, at - 1), unknownSegment(text, contains), ...segments.slice(at + 2)], contains);
}

const unknownSegment = (text: string, contains: ContainsPhrase): Segment => ({
  text,
  score: 0,
  isQuestionWord: false,
  alternatives: text.length === 1 || contains(text) ? [exactAlternative(text)] : [],
});

function exactSegment(text: string, lexicon: Lexicon, contains: ContainsPhrase): Segment | undefined {
  const { length } = text;
  const segment = (score: number, isQuestionWord = false): Segment => ({
    text,
    score,
    isQuestionWord,
    alternatives: alternativesOf(text, lexicon),
  });
  if (lexicon.aspectWords.has(text) && length > 1) return segment(length - COST.name, true);
  if (lexicon.questionWords.has(text)) return segment(length > 1 ? length - COST.questionWord : QUESTION_CHARACTER, true);
  if (lexicon.hasSynonyms(text) && length > 1) return segment(length - COST.name);
  if (lexicon.words.has(text)) return segment(length - COST.word);
  if (length > 1 && lexicon.commonWords.has(text)) return segment(length - COST.commonWord);
  if (length > 1 && !containsQuestionWord(text, lexicon) && contains(text)) return segment(WRITTEN_CHARACTER * length - WRITTEN_COST);
  return undefined;
}

function containsQuestionWord(text: string, lexicon: Lexicon): boolean {
  for (let start = 0; start < text.length; start++)
    for (let end = start + 1; end <= text.length; end++) if (lexicon.questionWords.has(text.slice(start, end))) return true;
  return false;
}

/** The segments of a run in a script that writes words and syllables together (Thai). Syllables that the base has hardly but next to each
 * other are one word; among others, a syllable that is no word of the base is found in other words only, and is not looked for. */
export function joinSyllables(segments: readonly Segment[], lexicon: Lexicon, frequency: Frequency): Segment[] {
  if (segments.length < 2 || !CONTINUOUS.test(segments[0]!.text)) return [...segments];
  const joined: Segment[] = [];
  for (let start = 0; start < segments.length; ) {
    let end = segments.slice(start).findIndex((one) => !isSyllable(one)) + start;
    if (end < start) end = segments.length;
    while (end > start + 1 && !isOneWord(segments.slice(start, end), frequency)) end--;
    joined.push(end > start + 1 ? whole(segments.slice(start, end)) : segments[start]!);
    start = Math.max(start + 1, end);
  }
  const isPartOfWord = (one: Segment): boolean => isSyllable(one) && !lexicon.words.has(one.text) && !lexicon.hasSynonyms(one.text);
  return joined.length < 2 ? joined : joined.map((one) => (isPartOfWord(one) ? { ...one, alternatives: [] } : one));
}

const isSyllable = ({ text, isQuestionWord }: Segment): boolean => !isQuestionWord && cutsOf(text).length <= SYLLABLE + 1;

function isOneWord(segments: readonly Segment[], frequency: Frequency): boolean {
  const together = frequency(whole(segments).text),
    alone = segments.map(({ text }) => frequency(text));
  return together > 0 && (together >= MIN_WHOLE * Math.min(...alone) || Math.max(...alone) > MAX_SYLLABLE);
}

function whole(segments: readonly Segment[]): Segment {
  const text = segments.map((one) => one.text).join("");
  return { text, score: 0, isQuestionWord: false, alternatives: [exactAlternative(text)] };
}

/** The query tokens for the segments of a run. */
export function tokensOf(run: Run, segments: readonly Segment[], lexicon: Lexicon, contains: ContainsPhrase): QueryToken[] {
  const isFinalCharacter = (segment: Segment, index: number): boolean =>
    isSingleCharacter(segment) && index > 0 && index === segments.length - 1 && segments[index - 1]!.text.length > 1;
  // A final character that the base never writes behind the word changes what it names (音乐[节]).
  const makesAnotherWord = (word: Segment, segment: Segment): boolean => !word.isQuestionWord && !contains(word.text + segment.text);
  return segments.map((segment, index) => ({
    text: segment.text,
    typed: segment.text,
    isQuestionWord: segment.isQuestionWord,
    alternatives: [
      ...(isFinalCharacter(segment, index) && makesAnotherWord(segments[index - 1]!, segment) ? [] : segment.alternatives),
      ...neighbourBigrams(segments, index, contains).filter((one) => !CONTINUOUS.test(one.text) || lexicon.words.has(one.text)),
    ],
    compoundParts: segment.isQuestionWord ? [] : compoundPartsOf(segment.text, lexicon),
    adjacent: index > 0 || run.gap !== "\n",
  }));
}

/** Bigrams of a single character and its neighbours that the base contains: 群租 for 群 in 群租房, segmented as 群 + 租房. */
function neighbourBigrams(segments: readonly Segment[], index: number, contains: ContainsPhrase): Alternative[] {
  if (!isSingleCharacter(segments[index])) return [];
  const character = segments[index]!.text,
    before = segments[index - 1]?.text.at(-1),
    behind = segments[index + 1]?.text[0];
  const both = [...(before ? [before + character] : []), ...(behind ? [character + behind] : [])];
  return both.filter((text) => contains(text)).map((text) => ({ text, similarity: SIMILARITY.neighbourBigram, kind: "exact" }));
}

/** The words that a compound consists of; empty if they do not cover all of it. */
function compoundPartsOf(text: string, lexicon: Lexicon): string[] {
  if (text.length < MIN_COMPOUND || !isCjk(text)) return [];
  const segments = segmentRun(text, lexicon, (part) => part !== text && lexicon.words.has(part));
  const parts = segments.filter((segment) => segment.text !== text && segment.text.length > 1).map((segment) => segment.text);
  if (segments.length === 1) return halves(text, lexicon);
  if (CONTINUOUS.test(text) && segments.some(isSyllable)) return [];
  return parts.join("").length === text.length ? parts : [];
}

function halves(text: string, lexicon: Lexicon): string[] {
  for (let at = 2; at <= text.length - 2; at++) {
    const both = [text.slice(0, at), text.slice(at)];
    if (both.every((half) => lexicon.words.has(half) || lexicon.hasSynonyms(half))) return both;
  }
  return [];
}
