/** The data file as `generator/zhiku/search/bundle.py` writes it. */

export const SECTIONS = ["prompt", "answer", "analysis", "example"] as const;
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
  /** Of a part of the text; domains and topics have none. */
  readonly kind?: "part";
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
  /** The hand-written pages of the site, which come in a file of their own. */
  readonly pages?: readonly SitePageData[];
  /** `word count word count …` */
  readonly words: string;
  readonly terms?: string;
  readonly synonyms: readonly (readonly string[])[];
  readonly directed: readonly (readonly [typed: string, found: readonly string[]])[];
  readonly frames: { readonly all: string; readonly light: string; readonly everyday: string };
  /** Traditional and simplified characters in turn. */
  readonly fold: string;
  readonly readings?: { readonly common: string; readonly special: Readonly<Record<string, string>> };
  /** The file with the vectors of the base; none where meaning is off. */
  readonly meaning?: string;
  readonly engine: { readonly kind: "lunr"; readonly index: LunrIndex } | ChunkIndex;
}

/** What only pinyin, beginnings and slips ask for. */
export interface Vocabulary {
  readonly terms: string;
  readonly readings: { readonly common: string; readonly special: Readonly<Record<string, string>> };
}

/** The vocabulary of a large base as a file of its own, its terms packed as words (`coding.ts`). */
export interface VocabularyData extends Vocabulary {
  /** Terms of letters: words. */
  readonly latin: string;
}

/** What a large base tells of all its questions at once (`generator/zhiku/search/chunked_index.py`); words and numbers are packed, too. */
export interface ChunkIndex {
  readonly kind: "chunks";
  /** Of chunks and texts. */
  readonly version: string;
  /** How each chunk begins: words. */
  readonly beginnings: string;
  /** A file. */
  readonly vocabulary: string;
  readonly kinds: readonly (readonly [domains: readonly number[], mentions: readonly number[], formulas: number, sections: readonly number[]])[];
  /** Of each question its kind: numbers. */
  readonly kindOf: string;
  /** How many different terms each title, all names, all heads, and how many terms the running text of each question has: numbers. */
  readonly lengths: { readonly title: string; readonly names: string; readonly heads: string; readonly body: string };
  /** Numbers of the questions; none where each has that of its place. */
  readonly numbers: readonly (number | null)[];
}

/** A hand-written page: its address from the base's root, its title, its text. */
export type SitePageData = readonly [url: string, title: string, text: string];

/** The entry file: where the data file is, seen from there, and which engine reads it. */
export interface EntryData {
  readonly data: string;
  readonly engine: SearchData["engine"]["kind"];
  /** The file with the hand-written pages, where the site has some. */
  readonly pages?: string;
}

declare global {
  var kbSearchEntry: ((entry: EntryData) => void) | undefined;
  var kbSearchData: ((data: SearchData) => void) | undefined;
  var kbSearchPages: ((pages: readonly SitePageData[]) => void) | undefined;
  var kbSearchVocabulary: ((data: VocabularyData) => void) | undefined;
}

/** An index as the generator packs it: of each term, by field, the places in `references` of the documents that hold it, each followed by
 * how often, as a negative number, where that is more than once. */
export interface LunrIndex {
  readonly version: string;
  readonly fields: readonly string[];
  readonly boosts: readonly number[];
  readonly references: readonly string[];
  readonly terms: string;
  /** Words of letters before stemming, packed as words. */
  readonly words: string;
  readonly postings: readonly (readonly (readonly number[])[])[];
}

/** Names that mean the same: those of concepts that have several. */
export const aliasesOf = ({ concepts }: SearchData): (readonly string[])[] => concepts.map(([names]) => names).filter((names) => names.length > 1);

export const conceptsOf = ({ concepts }: SearchData): Concept[] =>
  concepts.map(([names, id, name]) => ({ id: typeof id === "number" ? names[id]!.replaceAll(" ", "-") : id, name: name ?? names[0]!, names }));

/** The words of a blank-separated list; none of an empty one. */
export const list = (text: string): string[] => text.split(" ").filter(Boolean);
