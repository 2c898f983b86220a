/** The search of one base: its data in, answers out. Nothing here knows of a page; a worker or the page itself may run it. */

import { isCjk, normalize, type TextRules } from "../text/analyzer.ts";
import { Document } from "../data/document.ts";
import { aliasesOf, conceptsOf, GENERAL, SECTIONS, type SearchData, type SectionKind } from "../data/schema.ts";
import type { Documents, Index } from "../index/index.ts";
import { stem } from "../text/stemmer.ts";
import type { Interpretation } from "./explain.ts";
import { excerpt, mark, type Marked } from "./snippet.ts";
import { facets, passes, type Counts, type Filters } from "./facets.ts";
import { Latin } from "../query/latin.ts";
import { Lexicon } from "../query/lexicon.ts";
import type { Meaning, Reason } from "../meaning/meaning.ts";
import type { Nearness } from "../meaning/nearness.ts";
import { PageFinder, type PageResult } from "./page-hits.ts";
import { SitePages } from "./site-pages.ts";
import { Suggestions } from "./suggestions.ts";
import type { SimilarPhrase } from "../ranking/first-stage.ts";
import { SIMILAR_WORD } from "../ranking/params.ts";
import { Ranker, type Match } from "../ranking/ranker.ts";
import { Reader, type Query } from "../query/parser.ts";
import type { Unit } from "../query/segment.ts";

export interface Request {
  readonly query: string;
  readonly filters: Filters;
  /** How many results are wanted, the best of them; all where it is left out. */
  readonly size?: number;
  /** Whether the words are taken as typed, without correction. */
  readonly exact?: boolean;
  /** Whether what is browsed is sorted by title. */
  readonly sorted?: boolean;
}

export interface Result {
  readonly id: string;
  readonly number: number | null;
  readonly url: string;
  readonly section: SectionKind | undefined;
  readonly title: Marked;
  readonly domains: readonly number[];
  readonly excerpt: Marked;
  /** The head that the excerpt stands under. */
  readonly under: Marked;
  /** Whether it holds all of the query, or some of its words. */
  readonly match: Match["kind"];
  /** Why its title is similar, of a match by meaning. */
  readonly similar: Reason | undefined;
  /** Words of the query, as typed, that a partial match lacks. */
  readonly lacking: readonly string[];
  /** Phrases to mark on the page. */
  readonly marks: readonly string[];
}

export interface Answer {
  readonly query: string;
  /** How many results there are; `results` holds the best of them. */
  readonly total: number;
  /** How many of these hold all of the query. */
  readonly full: number;
  readonly results: readonly Result[];
  /** Concepts and domains that the query calls by name, and hand-written pages that hold its words; none under a filter. */
  readonly pages: readonly PageResult[];
  /** `browse` lists the base as it is, `fuzzy` what was near the query only, `unserved` nothing, as the index needs a web server. */
  readonly mode: "browse" | "exact" | "fuzzy" | "unserved";
  /** What a fuzzy answer took the query for. */
  readonly meant: string;
  readonly counts: Counts;
  /** How the query may go on. */
  readonly suggestions: readonly string[];
  /** Why the best results stand where they do, where that was asked for. */
  readonly explanation?: readonly string[];
}

interface Found extends Reading {
  /** Whether another reading was tried: the vocabulary, where it has not come, might find more. */
  readonly doubtful: boolean;
}

interface Reading {
  readonly matches: Match[];
  readonly mode: Answer["mode"];
  readonly meant: string;
  /** The query as it was taken. */
  readonly units: readonly Unit[];
}

/** How much more of a query its corrected reading must explain before it is preferred. */
const CLEARLY = 0.12;
const MOST_MARKS = 8;
const SLICE = 10;
const FOREIGN = /[^\s\p{Script=Han}]/u;
const NO_VOCABULARY = { terms: "", readings: { common: "", special: {} } };
/** How often an engine may bring texts before those that are here must do. */
const MOST_ROUNDS = 4;
const NUMBER = /^(?:第|q|#)?\s*(\d{1,5})\s*(?:题|问)?$/i;

/** The documents of a base whose texts are all here. */
class DocumentList implements Documents {
  constructor(private readonly documents: readonly Document[]) {}

  get size(): number {
    return this.documents.length;
  }

  get(place: number): Document | undefined {
    return this.documents[place];
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
  #lexicon!: Lexicon;
  #latin!: Latin;
  /** Vectors of meaning, once they are here. */
  meaning: Meaning | undefined;
  #suggestions: Suggestions | undefined;
  #reader!: Reader;
  #ranker!: Ranker;

  constructor(readonly data: SearchData, readonly engine: Index, documents?: Documents) {
    this.#rules = rulesOf(data);
    this.#pages = new PageFinder(data, this.#rules);
    this.#sitePages = new SitePages(data.pages ?? [], this.#rules);
    this.documents = documents ?? new DocumentList((data.documents ?? []).map((one, place) => new Document(one, data.domains, this.#rules, place)));
    this.#learn();
  }

  /** Concepts and topics by how many documents hold them; an index that is not all here would bring all of itself to tell. */
  #suggested(): Suggestions {
    const count = (name: string): number => (this.engine.complete ? this.engine.phrase(normalize(name, this.#rules).text).documents.length : 0);
    const names = [...this.data.domains.filter(({ id }) => id !== GENERAL), ...conceptsOf(this.data)].map(({ name }) => name);
    return new Suggestions(names.map((text) => ({ text, count: count(text) })), this.#rules);
  }

  /** Takes in the vocabulary that has come. */
  #learn(): void {
    this.#lexicon = new Lexicon({ ...NO_VOCABULARY, ...this.data, ...this.engine.vocabulary }, this.#rules.stem, (name) => this.engine.phrase(name).documents.length > 0);
    this.#latin = new Latin(this.engine, this.#lexicon, aliasesOf(this.data), this.#rules.stem);
    this.#forget();
  }

  /** Drops what was concluded from an engine that knew less. */
  #forget(): void {
    this.#reader = new Reader(this.engine, this.#lexicon, this.#latin, this.documents, this.#rules);
    this.#ranker = new Ranker(this.engine, this.#lexicon, this.documents);
  }

  /** The answer to a query. What the engine lacks for it is brought, and the query gone through again. */
  async ask(request: Request): Promise<Answer> {
    const text = normalize(request.query, this.#rules).text;
    this.engine.about(text);
    await this.meaning?.prepare(request.query);
    await this.#supplied([], FOREIGN.test(text));
    const read = new Set<number>();
    for (let round = 0; ; round++) {
      let found = this.match(request.query, request.exact);
      // What the index tells comes first, so that which texts are read hangs on nothing else.
      while (await this.#supplied([], false)) found = this.match(request.query, request.exact);
      if (round === MOST_ROUNDS) return this.#answer(request, { ...found, matches: readFirst(found.matches, read) });
      const best = found.matches.filter((match) => passes(match, request.filters)).slice(0, request.size).map((match) => match.document.place);
      if (!(await this.#supplied(best, found.doubtful))) return this.#answer(request, found);
      for (const key of best) read.add(key);
    }
  }

  async #supplied(best: readonly number[], words: boolean): Promise<boolean> {
    const { vocabulary } = this.engine;
    const more = await this.engine.supply({ best, vocabulary: words });
    if (this.engine.vocabulary !== vocabulary) this.#learn();
    else if (more) this.#forget();
    return more;
  }

  /** The answer as far as the engine knows. */
  answer(request: Request): Answer {
    return this.#answer(request, this.match(request.query, request.exact));
  }

  #answer({ query, filters, size, sorted }: Request, { matches, units, mode, meant }: Found): Answer {
    const counts = facets(matches, filters, this.data.domains.length);
    const passing = matches.filter((match) => passes(match, filters));
    if (sorted && mode === "browse") passing.sort(byTitle(this.data.language));
    const results = passing.slice(0, size).map((match) => this.#result(query, match, filters));
    const narrowed = filters.domains.length > 0 || filters.sections.length > 0 || filters.formulas;
    const full = passing.filter((match) => match.kind === "full").length;
    const pages = narrowed ? [] : [...this.#pages.find(units), ...this.#sitePages.find(query)];
    return { query, total: passing.length, full, results, pages, mode, meant, counts, suggestions: (this.#suggestions ??= this.#suggested()).of(query) };
  }

  /** All documents that answer, before any filter, as far as the engine knows. */
  match(query: string, exact = false): Found {
    const read = this.#reader.read(query);
    if (!read.units.length) return { matches: Array.from(this.documents.values(), browsed), mode: "browse", meant: "", units: [], doubtful: false };
    const near = this.meaning?.near(query), similar = this.#similar(query);
    const literal = this.#ranker.rank(read, near, similar);
    if (this.#numbered(query, literal.matches)) return { matches: literal.matches, mode: "exact", meant: "", units: read.units, doubtful: false };
    const stray = read.units.filter((unit) => !unit.frame && unit.text.length === 1 && isCjk(unit.text)).map((unit) => unit.text);
    if (exact || (literal.coverage > 1 - CLEARLY && !stray.length)) return { ...this.#asTyped(read, literal.matches), doubtful: false };
    return { ...(this.#corrected(query, stray, literal, near, similar) ?? this.#asTyped(read, literal.matches)), doubtful: true };
  }

  /** Words of the base for those of a query that it does not use. */
  #similar(query: string): SimilarPhrase[] {
    const form = (word: string): string => normalize(word, this.#rules).text;
    const words = this.meaning?.similarWords(query, (word) => this.engine.phrase(form(word)).documents.length > 0) ?? [];
    return words.filter(({ typed }) => !this.#lexicon.frames.has(typed)).map((word) => ({ ...word, text: form(word.means), weight: SIMILAR_WORD * word.cosine }));
  }

  /** The answer to a query as it may have been meant; none where that explains no more than the query as it stands. */
  #corrected(
    query: string, stray: readonly string[], literal: { matches: readonly Match[]; coverage: number }, near: Nearness | undefined, similar: readonly SimilarPhrase[],
  ): Reading | undefined {
    const corrected = this.#reader.read(query, true);
    const slips = corrected.units.filter((unit) => unit.alternatives[0]?.kind === "fuzzy");
    if (!slips.length) return undefined;
    const fuzzy = this.#ranker.rank(corrected, near, similar);
    // A word that fell into single characters, each found somewhere, was not found.
    const shattered = slips.some((unit) => stray.some((char) => unit.text.includes(char)));
    if (fuzzy.coverage <= literal.coverage + (shattered ? -CLEARLY : CLEARLY)) return undefined;
    return { matches: fuzzy.matches, mode: "fuzzy", meant: meaning(corrected.units, fuzzy.matches[0]), units: corrected.units };
  }

  #asTyped(read: Query, matches: Match[]): Reading {
    return { matches, mode: "exact", meant: "", units: read.units };
  }

  /** How a query is taken and what it finds, as far as the engine knows. */
  interpret(query: string, exact = false): Interpretation {
    const { units, matches, mode, meant } = this.match(query, exact);
    const weighed = units.length ? this.#ranker.weigh({ ...this.#reader.read(query), units }) : [];
    return { query, mode, meant, weighed, similar: this.#similar(query), matches };
  }

  /** `5` and `第 5 题` mean the question of that number, before any other. */
  #numbered(query: string, matches: Match[]): boolean {
    const number = Number(NUMBER.exec(query.normalize("NFKC").trim())?.[1] ?? Number.NaN);
    if (Number.isNaN(number)) return false;
    const document = Array.from(this.documents.values()).find((one) => one.data.number === number);
    if (!document) return false;
    const rest = matches.filter((match) => match.document !== document);
    matches.splice(0, matches.length, browsed(document), ...rest);
    return true;
  }

  #result(query: string, match: Match, filters: Filters): Result {
    const { data, title } = match.document;
    const inside = filters.sections.length ? match.document.passages.filter((one) => filters.sections.includes(one.section)) : undefined;
    const shown = excerpt(match, inside);
    return {
      id: data.id,
      number: data.number,
      match: match.kind,
      similar: match.kind === "meaning" ? (match.similar ?? this.meaning?.reason(query, data.title)) : undefined,
      lacking: match.kind === "partial" ? match.lacking : [],
      url: data.url,
      section: shown.passage?.section ?? SECTIONS[data.sections[0] ?? -1],
      title: mark(data.title, title, match.found),
      domains: data.domains,
      excerpt: shown.text,
      under: shown.under,
      marks: marked(match),
    };
  }
}

/** Matches whose documents have been read before all others: of those the index alone promises too much, and there is nothing to show. */
function readFirst(matches: readonly Match[], read: ReadonlySet<number>): Match[] {
  const first: Match[] = [], others: Match[] = [];
  let at = 0;
  for (; at < matches.length && first.length < read.size; at++) (read.has(matches[at]!.document.place) ? first : others).push(matches[at]!);
  return [...first, ...others, ...matches.slice(at)];
}

/** Phrases as the document writes them, so that its page can find them without any table. */
function marked(match: Match): string[] {
  const found = new Map<string, string>();
  for (const passage of match.found.length ? match.document.passages : []) {
    mark(passage.text, passage.normal, match.found).forEach((piece, index) => {
      if (index % 2) found.set(piece.toLowerCase(), piece);
    });
    if (found.size >= MOST_MARKS) break;
  }
  return [...found.values()].slice(0, MOST_MARKS);
}

function byTitle(language: string): (one: Match, other: Match) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return (one, other) => compare(one.document.data.title, other.document.data.title);
}

const browsed = (document: Document): Match => ({ document, kind: "full", score: 0, coverage: 1, lacking: [], found: [], passage: undefined });

/** A search made ready in slices; `pause` lets the page breathe between them. */
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

/** How the texts of a base are compared. */
export function rulesOf(data: SearchData): TextRules {
  const chars = Array.from(data.fold);
  return { table: new Map(chars.flatMap((char, index) => (index % 2 ? [] : [[char, chars[index + 1]!] as const]))), stem };
}

/** The query as the best match took it. */
function meaning(units: readonly Unit[], best: Match | undefined): string {
  const held = new Set(best?.found.map((one) => one.text));
  const shown = ({ text, typed, alternatives }: Unit): string => {
    const slip = alternatives.find((one) => one.kind === "fuzzy" && held.has(one.text));
    return slip ? (slip.written ?? slip.text) : isCjk(text[0] ?? "") ? text : typed;
  };
  return units.map(shown)
    .reduce((text, word) => text + (/[\w]$/.test(text) && /^\w/.test(word) ? " " : "") + word, "");
}
