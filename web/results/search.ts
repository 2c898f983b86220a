/** The search of one base: search data in, answers to queries out. Independent of the page: it runs in a worker, or on the page itself. */

import { isCjk, normalize, type TextRules } from "../text/analyzer.ts";
import { Document, type Passage } from "../data/document.ts";
import { aliasesOf, conceptsOf, GENERAL, list, type SearchData, type SectionKind } from "../data/schema.ts";
import type { Documents, Index } from "../index/index.ts";
import { stem } from "../text/stemmer.ts";
import type { Explanation } from "./explain.ts";
import type { MarkedText } from "./marked-text.ts";
import { correctedText } from "./corrected-text.ts";
import { asWritten, excerpt, mark, writtenForms } from "./snippet.ts";
import { facets, passes, type Counts, type Filters } from "./facets.ts";
import { LatinInterpreter } from "../query/latin.ts";
import { Lexicon } from "../query/lexicon.ts";
import type { Meaning, Reason } from "../meaning/meaning.ts";
import type { MeaningScores } from "../meaning/scores.ts";
import { PageFinder, type PageResult } from "./page-hits.ts";
import { SitePages } from "./site-pages.ts";
import { Suggestions } from "./suggestions.ts";
import type { SimilarPhrase } from "../ranking/first-stage.ts";
import { SIMILAR_WORD } from "../ranking/params.ts";
import { Ranker, type Match } from "../ranking/ranker.ts";
import { QueryParser, type Query } from "../query/parser.ts";
import type { QueryToken } from "../query/segment.ts";

export interface Request {
  readonly query: string;
  readonly filters: Filters;
  /** Number of results wanted; all if undefined. */
  readonly size?: number;
  /** Search the words as typed, without correction. */
  readonly exact?: boolean;
  /** Sort by title when browsing (empty query). */
  readonly sorted?: boolean;
}

export interface Result {
  readonly id: string;
  readonly number: number | null;
  readonly url: string;
  /** The section that the page opens at, unless what the excerpt shows is near the top. */
  readonly section: SectionKind | undefined;
  readonly title: MarkedText;
  /** What tells it apart from others with the same title. */
  readonly beginning: string | undefined;
  readonly domains: readonly number[];
  readonly excerpt: MarkedText;
  /** The head above the excerpt. */
  readonly heading: MarkedText;
  /** Whether it contains all of the query, some of its words, or none (by meaning). */
  readonly match: Match["kind"];
  /** For a match by meaning: why its title is similar. */
  readonly similar: Reason | undefined;
  /** For a partial match: words of the query, as typed, that it lacks. */
  readonly missing: readonly string[];
  /** Phrases to highlight on the page. */
  readonly marks: readonly string[];
}

export interface Answer {
  readonly query: string;
  /** Total number of results; `results` holds the first of them. */
  readonly total: number;
  /** Number of full matches among them. */
  readonly full: number;
  readonly results: readonly Result[];
  /** Concepts and domains named by the query, and hand-written pages with its words; empty if filters are active. */
  readonly pages: readonly PageResult[];
  /** `browse`: an empty query lists the whole base; `fuzzy`: the query was corrected; `unserved`: a large index opened from disk cannot
   * be searched. */
  readonly mode: "browse" | "exact" | "fuzzy" | "unserved";
  /** For a fuzzy answer: the corrected query. */
  readonly corrected: string;
  readonly counts: Counts;
  /** Completions of the query. */
  readonly suggestions: readonly string[];
  /** Why the best results rank as they do, if requested. */
  readonly explanation?: readonly string[];
}

interface MatchedQuery extends QueryResult {
  /** True if a correction was tried: loading the vocabulary might yield a better one. */
  readonly triedCorrection: boolean;
}

interface QueryResult {
  readonly matches: Match[];
  readonly mode: Answer["mode"];
  readonly corrected: string;
  /** The tokens that were searched. */
  readonly tokens: readonly QueryToken[];
}

/** Least gain in coverage for a corrected query to be preferred. */
const MIN_CORRECTION_GAIN = 0.12;
const MAX_MARKS = 8;
/** Characters above a passage with which it is still on the first screen of a phone. */
const MAX_ABOVE = 300;
const SLICE = 10;
const FOREIGN = /[^\s\p{Script=Han}]/u;
const NO_VOCABULARY = { terms: "", readings: { common: "", special: {} } };
/** Most rounds of loading texts; then the texts loaded so far must do. */
const MAX_ROUNDS = 4;

/** The documents of a base whose texts are all loaded. */
class DocumentList implements Documents {
  constructor(private readonly documents: readonly Document[]) {}

  get size(): number {
    return this.documents.length;
  }

  get(ordinal: number): Document | undefined {
    return this.documents[ordinal];
  }

  values(): Iterable<Document> {
    return this.documents;
  }
}

export class Search {
  readonly documents: Documents;
  readonly #rules: TextRules;
  readonly #pages: PageFinder;
  readonly #sitePages: SitePages;
  /** A query that names a question by its number. */
  readonly #numberPattern: RegExp;
  #lexicon!: Lexicon;
  #latin!: LatinInterpreter;
  /** Word vectors, once loaded. */
  meaning: Meaning | undefined;
  #suggestions: Suggestions | undefined;
  #parser!: QueryParser;
  #ranker!: Ranker;

  constructor(
    readonly data: SearchData,
    readonly engine: Index,
    documents?: Documents,
  ) {
    this.#rules = rulesOf(data);
    const [before, after] = [data.queryWords.beforeNumber, data.queryWords.afterNumber].map((words) => list(words).join("|"));
    this.#numberPattern = new RegExp(`^(?:${before}|#)?\\s*(\\d{1,5})\\s*(?:${after})?$`, "i");
    this.#pages = new PageFinder(data, this.#rules);
    this.#sitePages = new SitePages(data.pages ?? [], this.#rules);
    this.documents =
      documents ?? new DocumentList((data.documents ?? []).map((one, ordinal) => new Document(one, data.domains, this.#rules, ordinal)));
    this.#updateVocabulary();
  }

  /** Names of concepts and topics as suggestions, with document frequencies. A chunked index would have to load all of itself for these. */
  #buildSuggestions(): Suggestions {
    const count = (name: string): number => (this.engine.complete ? this.#documentFrequency(name) : 0);
    const names = [...this.data.domains.filter(({ id }) => id !== GENERAL), ...conceptsOf(this.data)].map(({ name }) => name);
    return new Suggestions(
      names.map((text) => ({ text, count: count(text) })),
      this.#rules,
    );
  }

  /** Rebuilds what depends on the vocabulary. */
  #updateVocabulary(): void {
    this.#lexicon = new Lexicon(
      { ...NO_VOCABULARY, ...this.data, ...this.engine.vocabulary },
      this.#rules,
      (name) => this.engine.phrase(name).documents.length > 0,
    );
    this.#latin = new LatinInterpreter(this.engine, this.#lexicon, aliasesOf(this.data), this.#rules.stem, this.data.language);
    this.#reset();
  }

  /** Drops what was derived from an index that has since loaded more. */
  #reset(): void {
    this.#parser = new QueryParser(this.engine, this.#lexicon, this.#latin, this.#rules);
    this.#ranker = new Ranker(this.engine, this.#lexicon, this.documents);
  }

  /** Answers a query: loads what the index lacks for it, and repeats the query. */
  async ask(request: Request): Promise<Answer> {
    const text = normalize(request.query, this.#rules).text;
    this.engine.startQuery(text);
    await this.meaning?.prepare(request.query);
    await this.#load([], FOREIGN.test(text));
    const loaded = new Set<number>();
    for (let round = 0; ; round++) {
      let found = this.match(request.query, request.exact);
      // Load postings before texts, so that the choice of texts depends on the index alone.
      while (await this.#load([], false)) found = this.match(request.query, request.exact);
      if (round === MAX_ROUNDS) return this.#answer(request, { ...found, matches: loadedFirst(found.matches, loaded) });
      const best = found.matches
        .filter((match) => passes(match, request.filters))
        .slice(0, request.size)
        .map((match) => match.document.ordinal);
      if (!(await this.#load(best, found.triedCorrection || this.#latin.inflects))) return this.#answer(request, found);
      for (const ordinal of best) loaded.add(ordinal);
    }
  }

  async #load(texts: readonly number[], vocabularyNeeded: boolean): Promise<boolean> {
    const { vocabulary } = this.engine;
    const loaded = await this.engine.load({ texts, vocabulary: vocabularyNeeded });
    if (this.engine.vocabulary !== vocabulary) this.#updateVocabulary();
    else if (loaded) this.#reset();
    return loaded;
  }

  /** Answers a query from what is loaded. */
  answer(request: Request): Answer {
    return this.#answer(request, this.match(request.query, request.exact));
  }

  #answer({ query, filters, size, sorted }: Request, { matches, tokens, mode, corrected }: MatchedQuery): Answer {
    const counts = facets(
      matches,
      filters,
      this.data.domains.length,
      (this.data.notes ?? []).map(([kind]) => kind),
    );
    const passing = matches.filter((match) => passes(match, filters));
    if (sorted && mode === "browse") passing.sort(byTitle(this.data.language));
    const results = passing.slice(0, size).map((match) => this.#result(query, match, filters));
    const isFiltered = filters.domains.length > 0 || filters.sections.length > 0 || filters.formulas || filters.notes.length > 0;
    const full = passing.filter((match) => match.kind === "full").length;
    const pages = isFiltered ? [] : [...this.#pages.find(tokens), ...this.#sitePages.find(tokens)];
    return {
      query,
      total: passing.length,
      full,
      results,
      pages,
      mode,
      corrected,
      counts,
      suggestions: (this.#suggestions ??= this.#buildSuggestions()).complete(query),
    };
  }

  /** All matches of a query, before filters, from what is loaded. */
  match(query: string, exact = false): MatchedQuery {
    const parsed = this.#parser.parse(query);
    if (!parsed.tokens.length)
      return { matches: Array.from(this.documents.values(), asBrowsed), mode: "browse", corrected: "", tokens: [], triedCorrection: false };
    const meaning = this.meaning?.scores(query),
      similar = this.#similarPhrases(query);
    const literal = this.#ranker.rank(parsed, meaning, similar);
    if (this.#putNumberFirst(query, literal.matches))
      return { matches: literal.matches, mode: "exact", corrected: "", tokens: parsed.tokens, triedCorrection: false };
    const singles = parsed.tokens
      .filter((token) => !token.isQuestionWord && token.text.length === 1 && isCjk(token.text))
      .map((token) => token.text);
    if (exact || (literal.coverage > 1 - MIN_CORRECTION_GAIN && !singles.length))
      return { ...this.#asTyped(parsed, literal.matches), triedCorrection: false };
    return {
      ...(this.#corrected(query, singles, literal, meaning, similar) ?? this.#asTyped(parsed, literal.matches)),
      triedCorrection: true,
    };
  }

  /** Words of the base that stand in for those of a query which it does not use. */
  #similarPhrases(query: string): SimilarPhrase[] {
    const words = this.meaning?.similarWords(query, (word) => this.#documentFrequency(word) > 0) ?? [];
    return words
      .filter(({ typed }) => !this.#lexicon.questionWords.has(typed))
      .map((word) => ({ ...word, text: normalize(word.means, this.#rules).text, weight: SIMILAR_WORD * word.cosine }));
  }

  /** Number of documents that hold a word, as far as the index is loaded. */
  #documentFrequency(word: string): number {
    return this.engine.phrase(normalize(word, this.#rules).text).documents.length;
  }

  /** The result of the corrected query; undefined if it does not cover clearly more than the query as typed. */
  #corrected(
    query: string,
    singles: readonly string[],
    literal: { matches: readonly Match[]; coverage: number },
    meaning: MeaningScores | undefined,
    similar: readonly SimilarPhrase[],
  ): QueryResult | undefined {
    const corrected = this.#parser.parse(query, true);
    const corrections = corrected.tokens.filter((token) => token.alternatives[0]?.kind === "fuzzy");
    if (!corrections.length) return undefined;
    const fuzzy = this.#ranker.rank(corrected, meaning, similar);
    // A word that was split into single characters, each found somewhere, was not found.
    const wasSplit = corrections.some((token) => singles.some((char) => token.text.includes(char)));
    if (fuzzy.coverage <= literal.coverage + (wasSplit ? -MIN_CORRECTION_GAIN : MIN_CORRECTION_GAIN)) return undefined;
    const text = correctedText(corrected.tokens, fuzzy.matches, query, this.#rules);
    // A term that segmentation divided is found as a correction of itself.
    const isTyped = normalize(text, this.#rules).text === normalize(query, this.#rules).text;
    return { matches: fuzzy.matches, mode: isTyped ? "exact" : "fuzzy", corrected: isTyped ? "" : text, tokens: corrected.tokens };
  }

  #asTyped(parsed: Query, matches: Match[]): QueryResult {
    return { matches, mode: "exact", corrected: "", tokens: parsed.tokens };
  }

  /** How a query is interpreted and what it finds, from what is loaded. */
  interpret(query: string, exact = false): Explanation {
    const { tokens, matches, mode, corrected } = this.match(query, exact);
    const weighted = tokens.length ? this.#ranker.weigh({ ...this.#parser.parse(query), tokens }) : [];
    return { query, mode, corrected, tokens: weighted, similar: this.#similarPhrases(query), matches };
  }

  /** `5` and `第 5 题` put the question of that number first. True if there is one; `matches` is changed in place. */
  #putNumberFirst(query: string, matches: Match[]): boolean {
    const number = Number(this.#numberPattern.exec(query.normalize("NFKC").trim())?.[1] ?? Number.NaN);
    if (Number.isNaN(number)) return false;
    const document = Array.from(this.documents.values()).find((one) => one.data.number === number);
    if (!document) return false;
    const rest = matches.filter((match) => match.document !== document);
    matches.splice(0, matches.length, asBrowsed(document), ...rest);
    return true;
  }

  /** Why a match by meaning is similar, its words as query and document write them. */
  #reason(query: string, { document, similar }: Match): Reason | undefined {
    const reason = similar ?? this.meaning?.reason(query, document.data.title);
    return (
      reason && {
        typed: asWritten(reason.typed, query, this.#rules),
        means: writtenForms(document, normalize(reason.means, this.#rules).text)[0] ?? reason.means,
      }
    );
  }

  #result(query: string, match: Match, filters: Filters): Result {
    const { data, title } = match.document;
    const passages = filters.sections.length ? match.document.passages.filter((one) => filters.sections.includes(one.section)) : undefined;
    const shown = excerpt(match, passages);
    return {
      id: data.id,
      number: data.number,
      match: match.kind,
      similar: match.kind === "meaning" ? this.#reason(query, match) : undefined,
      missing: match.kind === "partial" ? match.missing.map((word) => asWritten(word, query, this.#rules)) : [],
      url: data.url,
      section: shown.passage && (passages || isFarBelow(shown.passage, match.document)) ? shown.passage.section : undefined,
      title: mark(data.title, title, match.matched),
      beginning: data.beginning,
      domains: data.domains,
      excerpt: shown.text,
      heading: shown.heading,
      marks: markedPhrases(match),
    };
  }
}

/** True if a reader who opens the page at its top would hardly see a passage. */
function isFarBelow(passage: Passage, { passages }: Document): boolean {
  const above = passages.slice(0, passages.indexOf(passage));
  return above.reduce((sum, { text }) => sum + text.length, 0) > MAX_ABOVE;
}

/** Puts matches whose texts are loaded first: stubs overestimate matches, and have nothing to show. */
function loadedFirst(matches: readonly Match[], loaded: ReadonlySet<number>): Match[] {
  const first: Match[] = [],
    others: Match[] = [];
  let at = 0;
  for (; at < matches.length && first.length < loaded.size; at++)
    (loaded.has(matches[at]!.document.ordinal) ? first : others).push(matches[at]!);
  return [...first, ...others, ...matches.slice(at)];
}

/** Matched phrases as the document writes them, so that its page can find them without normalization. */
function markedPhrases(match: Match): string[] {
  const found = new Map<string, string>();
  for (const passage of match.matched.length ? match.document.passages : []) {
    mark(passage.text, passage.normal, match.matched).forEach((piece, index) => {
      if (index % 2) found.set(piece.toLowerCase(), piece);
    });
    if (found.size >= MAX_MARKS) break;
  }
  return [...found.values()].slice(0, MAX_MARKS);
}

function byTitle(language: string): (one: Match, other: Match) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return (one, other) => compare(one.document.data.title, other.document.data.title);
}

const asBrowsed = (document: Document): Match => ({
  document,
  kind: "full",
  score: 0,
  coverage: 1,
  missing: [],
  matched: [],
  passage: undefined,
});

/** Prepares a search in slices; `pause` yields to the page between them. */
export async function prepare(data: SearchData, engine: () => Index, pause: () => Promise<void>): Promise<Search> {
  const rules = rulesOf(data);
  const documents: Document[] = [];
  for (const one of data.documents ?? []) {
    documents.push(new Document(one, data.domains, rules, documents.length));
    if (documents.length % SLICE === 0) await pause();
  }
  await pause();
  const ready = engine();
  await pause();
  return new Search(data, ready, new DocumentList(documents));
}

/** Normalization rules of a base. */
export function rulesOf(data: SearchData): TextRules {
  const chars = Array.from(data.fold);
  return { table: new Map(chars.flatMap((char, index) => (index % 2 ? [] : [[char, chars[index + 1]!] as const]))), stem };
}
