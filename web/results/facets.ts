/** Filters for matches, and how many results each further choice would leave. */

import { SECTIONS, type SectionKind } from "../data/schema.ts";
import { countOccurrences } from "../data/document.ts";
import type { Match } from "../ranking/ranker.ts";

/** Active filters. Domains (by index) and sections: any of those chosen; formulas: only documents that have some. All must hold. */
export interface Filters {
  readonly domains: readonly number[];
  readonly sections: readonly SectionKind[];
  readonly formulas: boolean;
  /** Indices of notes, those of one kind together: any of each kind. */
  readonly notes: readonly (readonly number[])[];
  /** True if a domain also includes documents that only mention it. */
  readonly mentions: boolean;
}

/** Result counts per domain, per section, with formulas and per note, each under the filters of the other groups. */
export interface Counts {
  readonly domains: readonly number[];
  readonly sections: Readonly<Record<SectionKind, number>>;
  readonly formulas: number;
  readonly notes: readonly number[];
  /** Number of results if mentions are included. */
  readonly mentions: number;
}

export const NO_FILTERS: Filters = { domains: [], sections: [], formulas: false, notes: [], mentions: false };

const isInDomain = ({ document: { data } }: Match, domain: number, mentions: boolean): boolean =>
  data.domains.includes(domain) || (mentions && data.mentions.includes(domain));
const inDomain = (match: Match, { domains, mentions }: Filters): boolean =>
  !domains.length || domains.some((domain) => isInDomain(match, domain, mentions));
const inSection = (match: Match, sections: readonly SectionKind[]): boolean =>
  !sections.length || sections.some((section) => matchedSections(match).has(section));
const withFormulas = (match: Match, only: boolean): boolean => !only || match.document.data.formulas > 0;
const hasNote = ({ document: { data } }: Match, notes: readonly number[]): boolean => notes.some((note) => data.notes?.includes(note));

export const passes = (match: Match, filters: Filters): boolean =>
  inDomain(match, filters) &&
  inSection(match, filters.sections) &&
  withFormulas(match, filters.formulas) &&
  filters.notes.every((notes) => hasNote(match, notes));

const SECTION_SETS = Array.from({ length: 1 << SECTIONS.length }, (_, bits) => new Set(SECTIONS.filter((_, index) => (bits >> index) & 1)));
const sections = new WeakMap<Match, ReadonlySet<SectionKind>>();

/** The sections with a passage that contains a token; all sections of a document if only its title does. */
function matchedSections(match: Match): ReadonlySet<SectionKind> {
  let found = sections.get(match);
  if (!found) {
    const own = match.document.data.sections.map((index) => SECTIONS[index]!);
    if (match.sections !== undefined) return match.sections ? SECTION_SETS[match.sections]! : new Set(own);
    const holding = match.document.passages.filter((passage) =>
      match.matched.some((one) => countOccurrences(passage.normal.text, one.text, 1)),
    );
    found = new Set(holding.length ? holding.map((passage) => passage.section) : own);
    sections.set(match, found);
  }
  return found;
}

/** Counts in one pass over the matches; `domains` is the number of domains, `kinds` the kind of each note. */
export function facets(matches: readonly Match[], filters: Filters, domains: number, kinds: readonly string[]): Counts {
  const byDomain = new Array<number>(domains).fill(0);
  const bySection = { prompt: 0, answer: 0, analysis: 0, example: 0 };
  const byNote = new Array<number>(kinds.length).fill(0);
  let [formulas, mentions] = [0, 0];
  for (const match of matches) {
    const { data } = match.document;
    const groups = {
      domains: inDomain(match, filters),
      sections: inSection(match, filters.sections),
      formulas: withFormulas(match, filters.formulas),
    };
    const failedNotes = filters.notes.filter((notes) => !hasNote(match, notes));
    const failures = Object.values(groups).filter((holds) => !holds).length + failedNotes.length;
    /** True if the filters of all groups but one hold; `holds` tells whether that of the one does. */
    const othersHold = (holds: boolean): boolean => failures === Number(!holds);
    if (othersHold(groups.domains)) {
      for (const domain of new Set(filters.mentions ? [...data.domains, ...data.mentions] : data.domains)) byDomain[domain]!++;
      if (inDomain(match, { ...filters, mentions: true })) mentions++;
    }
    if (othersHold(groups.sections)) for (const section of matchedSections(match)) bySection[section]++;
    if (othersHold(groups.formulas) && data.formulas > 0) formulas++;
    for (const note of data.notes ?? []) {
      if (othersHold(!failedNotes.some(([other]) => kinds[other!] === kinds[note]))) byNote[note]!++;
    }
  }
  return { domains: byDomain, sections: bySection, formulas, notes: byNote, mentions };
}
