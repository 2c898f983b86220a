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

/** The values of each group that a match is counted for: its own values, if it passes the filters of all other groups. */
interface CountedValues {
  readonly domains: Iterable<number>;
  readonly sections: Iterable<SectionKind>;
  readonly formulas: boolean;
  readonly notes: Iterable<number>;
  readonly mentions: boolean;
}

function countedValues(match: Match, filters: Filters, kinds: readonly string[]): CountedValues {
  const { data } = match.document;
  const [domains, sections, formulas] = [
    inDomain(match, filters),
    inSection(match, filters.sections),
    withFormulas(match, filters.formulas),
  ];
  const failedKinds = filters.notes.filter((notes) => !hasNote(match, notes)).map(([note]) => kinds[note!]);
  const failures = [domains, sections, formulas].filter((passed) => !passed).length + failedKinds.length;
  const othersPassed = (passed: boolean): boolean => failures === (passed ? 0 : 1);
  return {
    domains: othersPassed(domains) ? (filters.mentions ? new Set([...data.domains, ...data.mentions]) : data.domains) : [],
    sections: othersPassed(sections) ? matchedSections(match) : [],
    formulas: othersPassed(formulas) && data.formulas > 0,
    notes: (data.notes ?? []).filter((note) => othersPassed(!failedKinds.includes(kinds[note]))),
    mentions: othersPassed(domains) && (domains || inDomain(match, { ...filters, mentions: true })),
  };
}

/** Counts in one pass over the matches; `domains` is the number of domains, `kinds` the kind of each note. */
export function facets(matches: readonly Match[], filters: Filters, domains: number, kinds: readonly string[]): Counts {
  const byDomain = new Array<number>(domains).fill(0);
  const bySection = { prompt: 0, answer: 0, analysis: 0, example: 0 };
  const byNote = new Array<number>(kinds.length).fill(0);
  let [formulas, mentions] = [0, 0];
  for (const match of matches) {
    const counted = countedValues(match, filters, kinds);
    for (const domain of counted.domains) byDomain[domain]!++;
    for (const section of counted.sections) bySection[section]++;
    for (const note of counted.notes) byNote[note]!++;
    formulas += Number(counted.formulas);
    mentions += Number(counted.mentions);
  }
  return { domains: byDomain, sections: bySection, formulas, notes: byNote, mentions };
}
