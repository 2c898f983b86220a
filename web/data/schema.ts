/** The search data, as written by `generator/zhiku/search/bundle.py`. */

export const SECTIONS = ["prompt", "answer", "analysis", "example"] as const;
export type SectionKind = (typeof SECTIONS)[number];
export const TEXT = 0;
/** The domain of questions without any other. */
export const GENERAL = "general";

/** `[section, role, depth, text]`: index into SECTIONS; 0 text, 1 list head, 2 heading; list nesting depth. */
export type PassageData = readonly [section: number, role: number, depth: number, text: string];

export interface DomainData {
  readonly id: string;
  readonly name: string;
  readonly english: string;
  readonly url: string;
  /** `part` for a part of the text; absent for domains and topics. */
  readonly kind?: "part";
  /** Words that indicate the domain, in normal form. */
  readonly terms: readonly string[];
}

/** Names in normal form, the displayed one first; the id, or the index of the name that gives it with hyphens for blanks; the display
 * name if it differs from the first name. */
export type ConceptData = readonly [names: readonly string[], id: string | number, name?: string];

export interface Concept {
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
}

/** A value noted of questions, by which results can be filtered. */
export type NoteData = readonly [kind: "difficulty" | "frequency" | "tag", value: string];

export interface DocumentData {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  /** What tells it apart from others with the same title. */
  readonly beginning?: string;
  /** Aliases and tags, in normal form. */
  readonly names?: readonly string[];
  readonly url: string;
  readonly domains: readonly number[];
  /** Domains that it mentions without being about them. */
  readonly mentions: readonly number[];
  readonly formulas: number;
  readonly sections: readonly number[];
  /** Indices of what is noted of it; absent if nothing is. */
  readonly notes?: readonly number[];
  readonly passages: readonly PassageData[];
}

export interface SearchData {
  readonly version: number;
  readonly language: string;
  readonly domains: readonly DomainData[];
  /** Difficulties, frequencies and tags; absent if no question has any. */
  readonly notes?: readonly NoteData[];
  /** Absent in the data of a large base. */
  readonly documents?: readonly DocumentData[];
  readonly concepts: readonly ConceptData[];
  /** Hand-written pages of the site; they are loaded from a file of their own. */
  readonly pages?: readonly SitePageData[];
  /** `word frequency word frequency …` */
  readonly words: string;
  readonly terms?: string;
  readonly synonyms: readonly (readonly string[])[];
  readonly directed: readonly (readonly [typed: string, found: readonly string[]])[];
  /** Blank-separated words, the first three as they are written, the others in their form for comparison. Aspect words are question words, too; the last two stand before and after the number of a question. */
  readonly queryWords: Readonly<Record<"question" | "aspect" | "common" | "beforeNumber" | "afterNumber", string>>;
  /** A regular expression whose first group is a word without what is written onto it; absent for languages without such particles. */
  readonly affixes?: string;
  /** Letters and their forms for comparison, alternating. */
  readonly fold: string;
  readonly readings?: { readonly common: string; readonly special: Readonly<Record<string, string>> };
  /** The file of word vectors; absent if the search by meaning is off. */
  readonly meaning?: string;
  readonly engine: { readonly kind: "lunr"; readonly index: LunrIndex } | ChunkIndex;
}

/** The part of the vocabulary that only pinyin, prefixes and spelling correction need. */
export interface Vocabulary {
  readonly terms: string;
  readonly readings: { readonly common: string; readonly special: Readonly<Record<string, string>> };
}

/** The vocabulary of a large base in a file of its own, its terms front-coded (`web/text/codec.ts`). */
export interface VocabularyData extends Vocabulary {
  /** Terms of letters, front-coded. */
  readonly latin: string;
}

/** The index of a large base except its chunks (`generator/zhiku/search/chunked_index.py`). Words are front-coded, numbers packed. */
export interface ChunkIndex {
  readonly kind: "chunks";
  /** Version of chunks and texts, part of their addresses. */
  readonly version: string;
  /** The shortest prefixes that separate the chunks, front-coded. */
  readonly beginnings: string;
  /** Name of the vocabulary file. */
  readonly vocabulary: string;
  readonly kinds: readonly (readonly [
    domains: readonly number[],
    mentions: readonly number[],
    formulas: number,
    sections: readonly number[],
    notes?: readonly number[],
  ])[];
  /** For each question its index into `kinds`, packed. */
  readonly kindOf: string;
  /** For each question the number of distinct terms of its title, names and heads, and the number of terms of its body, packed. */
  readonly lengths: { readonly title: string; readonly names: string; readonly heads: string; readonly body: string };
  /** Numbers of the questions; empty if each equals the question's ordinal plus 1. */
  readonly numbers: readonly (number | null)[];
}

/** A hand-written page: its address relative to the root, its title, its text. */
export type SitePageData = readonly [url: string, title: string, text: string];

/** The entry file: the address of the data file relative to it, and the kind of index. */
export interface EntryData {
  readonly data: string;
  readonly engine: SearchData["engine"]["kind"];
  /** The file of hand-written pages, if there are any. */
  readonly pages?: string;
}

declare global {
  var kbSearchEntry: ((entry: EntryData) => void) | undefined;
  var kbSearchData: ((data: SearchData) => void) | undefined;
  var kbSearchPages: ((pages: readonly SitePageData[]) => void) | undefined;
  var kbSearchVocabulary: ((data: VocabularyData) => void) | undefined;
}

/** The small index. For each term and field, indices into `references` of the documents that contain it, each followed by its negated
 * frequency if that is more than 1. */
export interface LunrIndex {
  readonly version: string;
  readonly fields: readonly string[];
  readonly boosts: readonly number[];
  readonly references: readonly string[];
  readonly terms: string;
  /** Words of letters, unstemmed, front-coded. */
  readonly words: string;
  readonly postings: readonly (readonly (readonly number[])[])[];
}

/** The groups of names that mean the same: concepts with several names. */
export const aliasesOf = ({ concepts }: SearchData): (readonly string[])[] =>
  concepts.map(([names]) => names).filter((names) => names.length > 1);

export const conceptsOf = ({ concepts }: SearchData): Concept[] =>
  concepts.map(([names, id, name]) => ({
    id: typeof id === "number" ? names[id]!.replaceAll(" ", "-") : id,
    name: name ?? names[0]!,
    names,
  }));

/** The words of a blank-separated list. */
export const list = (text: string): string[] => text.split(" ").filter(Boolean);
