/** Parses a query into tokens, as typed or with its spelling corrected.
 *
 * A query is read from left to right. At each position the interpretations below are tried in order; the first that applies consumes the
 * runs that it covers. */

import { fold, isCjk, isOperator, joinRuns, runs as runsOf, type Run, type TextRules } from "../text/analyzer.ts";
import { isLetterAt } from "../data/document.ts";
import type { Index } from "../index/index.ts";
import type { LatinInterpreter } from "./latin.ts";
import type { Lexicon } from "./lexicon.ts";
import { SIMILARITY } from "./similarity.ts";
import { correctedSegment } from "./spelling.ts";
import { alternativesOf, joinSyllables, segmentRun, exactAlternative, tokensOf, type Alternative, type QueryToken } from "./segment.ts";

export interface Query {
  readonly tokens: readonly QueryToken[];
  /** The query in normal form. */
  readonly text: string;
}

/** A run whose text is stemmed; `typed` is the unstemmed text, `marked` the same with the marks of its letters. */
interface TypedRun extends Run {
  readonly typed: string;
  readonly marked: string;
}

/** The tokens at the beginning of a query, and the runs after them. */
type ParsedPart = readonly [tokens: readonly QueryToken[], rest: readonly TypedRun[]];

/** The state of the parser where an interpretation is tried. */
interface ParserState {
  readonly runs: readonly TypedRun[];
  /** True if tokens precede. */
  readonly isFollowing: boolean;
  /** True if the last word may be unfinished. */
  readonly mayBeUnfinished: boolean;
  readonly correctSpelling: boolean;
}

type Interpretation = (at: ParserState) => ParsedPart | undefined;

/** Most words of a name that is looked for with its spelling corrected. */
const MAX_NAME_WORDS = 5;

export class QueryParser {
  readonly #interpretations: readonly Interpretation[];

  constructor(
    private readonly engine: Index,
    private readonly lexicon: Lexicon,
    private readonly latin: LatinInterpreter,
    private readonly rules: TextRules,
  ) {
    this.#interpretations = [
      (at) => this.#knownName(at),
      (at) => this.#misspeltName(at),
      (at) => this.#cjkRun(at),
      (at) => this.#pinyinOverWords(at),
      (at) => this.#questionWord(at),
      (at) => this.#splitWord(at),
      (at) => this.#word(at),
    ];
  }

  parse(typed: string, correctSpelling = false): Query {
    const tokens: QueryToken[] = [];
    const mayBeUnfinished = /[\p{L}\p{N}]$/u.test(typed);
    // Operators that the base does not use are punctuation.
    const { text, origin } = fold(typed, this.rules.table);
    const marked = ({ start, text }: Run): string => typed.slice(origin[start], origin[start + text.length]).toLowerCase();
    const runs = runsOf(text)
      .filter(({ text }) => !isOperator(text) || this.engine.has(text))
      .map((run) => ({ ...run, typed: run.text, marked: marked(run), text: run.cjk ? run.text : this.rules.stem(run.text) }));
    for (let rest: readonly TypedRun[] = runs; rest.length; ) {
      const [found, left] = this.#step({ runs: rest, isFollowing: tokens.length > 0, mayBeUnfinished, correctSpelling });
      tokens.push(...found);
      rest = left;
    }
    return { tokens: tokens.map((_, index) => this.#withClosedCompounds(tokens, index)), text: joinRuns(runs) };
  }

  #step(at: ParserState): ParsedPart {
    for (const interpretation of this.#interpretations) {
      const found = interpretation(at);
      if (found) return found;
    }
    return [[], at.runs.slice(1)];
  }

  /** The longest name of several words that the rest of the query begins with (`computer vision`, `f1 值`). */
  #knownName({ runs }: ParserState): ParsedPart | undefined {
    const first = runs[0]!;
    const text = first.cjk ? "" : joinRuns(runs);
    const name = this.lexicon.namesStartingWith(first.text).find((one) => text.startsWith(one) && !isLetterAt(text, one.length));
    if (name === undefined) return undefined;
    const rest = runsAfter(runs, name);
    return [[makeToken(name, alternativesOf(name, this.lexicon), first, typedText(runs, rest))], rest];
  }

  #misspeltName({ runs, correctSpelling }: ParserState): ParsedPart | undefined {
    if (!correctSpelling || runs[0]!.cjk) return undefined;
    const stop = runs.findIndex((run, index) => run.cjk || (index > 0 && run.gap === "\n"));
    for (let end = Math.min(stop < 0 ? runs.length : stop, MAX_NAME_WORDS); end > 1; end--) {
      const text = runs
        .slice(0, end)
        .map((run) => run.typed)
        .join(" ");
      const name = this.latin.correctedName(text);
      if (name)
        return [
          [
            makeToken(
              text,
              alternativesOf(name, this.lexicon).map((one) => ({
                ...one,
                similarity: SIMILARITY.correction * one.similarity,
                kind: one.text === name ? "fuzzy" : one.kind,
              })),
              runs[0]!,
              text,
            ),
          ],
          runs.slice(end),
        ];
    }
    return undefined;
  }

  /** CJK text up to the next word of letters, segmented into words. */
  #cjkRun({ runs, correctSpelling }: ParserState): ParsedPart | undefined {
    if (!runs[0]!.cjk) return undefined;
    const end = runs.findIndex((run, index) => index > 0 && (!run.cjk || run.gap === "\n"));
    const whole = runs.slice(0, end < 0 ? runs.length : end);
    const run = { ...whole[0]!, text: whole.map((one) => one.text).join("") };
    const contains = (text: string): boolean => this.engine.phrase(text).documents.length > 0;
    const correct = correctSpelling ? (text: string) => correctedSegment(text, text === run.text, this.lexicon, contains) : () => undefined;
    const frequency = (text: string): number => this.engine.phrase(text).documents.length / this.engine.size;
    const segments = joinSyllables(segmentRun(run.text, this.lexicon, contains, correct), this.lexicon, frequency);
    return [tokensOf(run, segments, this.lexicon, contains), runs.slice(whole.length)];
  }

  /** `sunshi hanshu`: several words that together are the pinyin of one term. */
  #pinyinOverWords({ runs }: ParserState): ParsedPart | undefined {
    const stop = runs.findIndex((run, index) => run.cjk || (index > 0 && run.gap === "\n") || this.engine.has(run.text));
    for (let end = stop < 0 ? runs.length : stop; end > 1; end--) {
      const entries = this.latin.pinyinMatches(
        runs
          .slice(0, end)
          .map((run) => run.typed)
          .join(""),
        false,
      );
      if (entries.length) return [[makeToken(entries[0]!.text, entries, runs[0]!, typedText(runs, runs.slice(end)))], runs.slice(end)];
    }
    return undefined;
  }

  /** A question word. Alone it may be an unfinished word (`re`); one that occurs in the base is a question word only next to other
   * words. */
  #questionWord({ runs, isFollowing, mayBeUnfinished }: ParserState): ParsedPart | undefined {
    const run = runs[0]!,
      rest = runs.slice(1);
    const isUnfinished = mayBeUnfinished && !isFollowing && !rest.length;
    const isPinyin = this.lexicon.questionWordPinyin.has(run.typed);
    const isListed = this.lexicon.questionWords.has(run.typed) || this.lexicon.questionWords.has(run.text);
    if (
      isUnfinished ||
      !(isListed || isPinyin) ||
      this.lexicon.isMarkedOtherwise(run.marked) ||
      (this.engine.has(run.text) && !(isListed && (isFollowing || rest.length > 0)))
    )
      return undefined;
    return [[{ ...makeToken(run.text, alternativesOf(run.text, this.lexicon), run), isQuestionWord: true }], rest];
  }

  /** `bce loss` for `BCELoss`: two typed words that the base writes as one. */
  #splitWord({ runs }: ParserState): ParsedPart | undefined {
    const [run, next] = [runs[0]!, runs[1]];
    if (!next || next.cjk || next.gap === "\n" || this.engine.has(run.text)) return undefined;
    const whole = this.rules.stem(run.typed + next.typed);
    return this.engine.has(whole)
      ? [[makeToken(whole, [exactAlternative(whole)], run, `${run.typed} ${next.typed}`)], runs.slice(2)]
      : undefined;
  }

  /** Adds the closed compounds of a word and its neighbours that the base writes (`e-mail`, `covid 19`). */
  #withClosedCompounds(tokens: readonly QueryToken[], index: number): QueryToken {
    const token = tokens[index]!,
      before = tokens[index - 1],
      behind = tokens[index + 1];
    if (token.isQuestionWord || !isSpaced(token)) return token;
    const typed = [
      ...(before && token.adjacent && isSpaced(before) ? [before.typed + token.typed] : []),
      ...(behind?.adjacent && isSpaced(behind) ? [token.typed + behind.typed] : []),
    ];
    const whole = typed.map((word) => this.rules.stem(word)).filter((word) => this.engine.has(word));
    return whole.length
      ? {
          ...token,
          alternatives: [
            ...token.alternatives,
            ...whole.map((text) => ({ ...exactAlternative(text), similarity: SIMILARITY.closedCompound })),
          ],
        }
      : token;
  }

  /** A word of letters: a word of the base, a prefix, a synonym, or pinyin; with `correctSpelling` also a correction. */
  #word({ runs, mayBeUnfinished, correctSpelling }: ParserState): ParsedPart {
    const run = runs[0]!,
      rest = runs.slice(1);
    let found = this.latin.interpret(run.typed, mayBeUnfinished && !rest.length);
    if (!found.length) {
      const spelled = this.latin.segmentPinyin(run.typed);
      if (spelled)
        return [
          spelled.map(({ alternatives: found, isQuestionWord }) => ({
            ...makeToken(found[0]?.text ?? run.text, found, run),
            isQuestionWord,
          })),
          rest,
        ];
    }
    if (correctSpelling && !found.length) found = this.latin.corrections(run.typed);
    return [[makeToken(run.text, found.length ? found : [exactAlternative(run.text)], run)], rest];
  }
}

/** True if a token is one typed word in a script that separates words. */
const isSpaced = ({ typed }: QueryToken): boolean => !isCjk(typed[0] ?? "") && !typed.includes(" ");

const makeToken = (text: string, alternatives: readonly Alternative[], run: TypedRun, typed = run.typed): QueryToken => ({
  text,
  typed,
  isQuestionWord: false,
  alternatives,
  compoundParts: [],
  adjacent: run.gap !== "\n",
});

/** The typed text of all runs before `rest`. */
const typedText = (runs: readonly TypedRun[], rest: readonly TypedRun[]): string =>
  joinRuns(runs.slice(0, Math.max(1, runs.length - rest.length)).map((run) => ({ ...run, text: run.typed })));

/** The runs that remain after `name`, which the normal form of `runs` begins with. */
function runsAfter(runs: readonly TypedRun[], name: string): TypedRun[] {
  let length = 0;
  for (const [index, run] of runs.entries()) {
    const start = joinRuns(runs.slice(0, index + 1)).length - run.text.length;
    length = start + run.text.length;
    if (length < name.length) continue;
    const rest = run.text.slice(name.length - start);
    return [...(rest ? [{ ...run, text: rest, typed: rest, marked: rest, gap: "" as const }] : []), ...runs.slice(index + 1)];
  }
  return [];
}
