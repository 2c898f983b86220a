/** The data file as `generator/search/build.py` writes it. */

export const SECTIONS = ["prompt", "answer", "analysis"] as const;
export type SectionKind = (typeof SECTIONS)[number];
export const TEXT = 0;
/** The domain of questions without any other. */
export const GENERAL = "general";

/** `[section, role, depth, text]`: index into SECTIONS; 0 text, 1 list head, 2 heading; number of lists around it. */
export type PassageData = readonly [section: number, role: number, depth: number, text: string];

export interface DomainData {
  readonly id: string;
  readonly name: string;
  readonly english: string;
  readonly url: string;
  /** Words that give the domain away, in normal form. */
  readonly terms: readonly string[];
}

/** Names in normal form, the one that readers see first; the id, or which of the names it is, with hyphens for blanks; the name as
 * readers see it where that is not the first. */
export type ConceptData = readonly [names: readonly string[], id: string | number, name?: string];

export interface Concept {
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
}

export interface DocumentData {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  /** Further words of the owner's that find it, in normal form. */
  readonly called?: readonly string[];
  readonly url: string;
  readonly domains: readonly number[];
  /** Domains that it names without being about them. */
  readonly mentions: readonly number[];
  readonly formulas: number;
  readonly sections: readonly number[];
  readonly passages: readonly PassageData[];
}

export interface SearchData {
  readonly version: number;
  readonly language: string;
  readonly domains: readonly DomainData[];
  /** None in the data of a large base. */
  readonly documents?: readonly DocumentData[];
  readonly concepts: readonly ConceptData[];
  /** `word count word count …` */
  readonly words: string;
  readonly terms?: string;
  readonly synonyms: readonly (readonly string[])[];
  readonly directed: readonly (readonly [typed: string, found: readonly string[]])[];
  readonly frames: { readonly all: string; readonly light: string; readonly everyday: string; readonly how: string; readonly what: string };
  /** Traditional and simplified characters in turn. */
  readonly fold: string;
  readonly readings?: { readonly common: string; readonly special: Readonly<Record<string, string>> };
  readonly engine: { readonly kind: "lunr"; readonly index: LunrIndex } | PagefindIndex;
}

/** What only pinyin, beginnings and slips ask for; a file of its own for large bases. */
export interface VocabularyData {
  readonly terms: string;
  readonly readings: { readonly common: string; readonly special: Readonly<Record<string, string>> };
  /** Words of letters. */
  readonly latin: string;
}

/** What a large base tells of all its questions at once (`generator/search/engine_pagefind.py`). */
export interface PagefindIndex {
  readonly kind: "pagefind";
  /** `word name word name …`: the first word of every chunk and its file. */
  readonly chunks: string;
  /** Version of the texts. */
  readonly texts: string;
  readonly vocabulary: string;
  readonly kinds: readonly (readonly [domains: readonly number[], mentions: readonly number[], formulas: number, sections: readonly number[]])[];
  readonly kindOf: readonly number[];
  /** How many characters of each title say something. */
  readonly titles: readonly number[];
  /** Numbers of the questions; none where each has that of its place. */
  readonly numbers: readonly (number | null)[];
}

/** The entry file: where the data file is, seen from there. */
interface EntryData {
  readonly data: string;
}

declare global {
  var kbSearchEntry: ((entry: EntryData) => void) | undefined;
  var kbSearchData: ((data: SearchData) => void) | undefined;
  var kbSearchVocabulary: ((data: VocabularyData) => void) | undefined;
}

/** The data of a site, by the way that its entry names; `run` runs a script. */
export async function requested(entry: string, run: (script: string) => void | Promise<void>): Promise<SearchData> {
  let name = "";
  globalThis.kbSearchEntry = ({ data }) => { name = data; };
  await run(entry);
  let found: SearchData | undefined;
  globalThis.kbSearchData = (data) => { found = data; };
  await run(new URL(name, entry).href);
  return found!;
}

/** An index as the generator packs it: of each term, by field, the places in `references` of the documents that hold it. */
export interface LunrIndex {
  readonly version: string;
  readonly fields: readonly string[];
  readonly references: readonly string[];
  readonly terms: string;
  readonly postings: readonly (readonly (readonly number[])[])[];
}

/** Names that mean the same: those of concepts that have several. */
export const aliasesOf = ({ concepts }: SearchData): (readonly string[])[] => concepts.map(([names]) => names).filter((names) => names.length > 1);

export const conceptsOf = ({ concepts }: SearchData): Concept[] =>
  concepts.map(([names, id, name]) => ({ id: typeof id === "number" ? names[id]!.replaceAll(" ", "-") : id, name: name ?? names[0]!, names }));

/** The words of a blank-separated list; none of an empty one. */
export const list = (text: string): string[] => text.split(" ").filter(Boolean);
