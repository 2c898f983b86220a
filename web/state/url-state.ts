/** The state of the search and its form in the address: `?q=…&domain=medical,finance&section=answer&formulas=1&note=difficulty:hard&mentions=1&grouped=1`. */

import { SECTIONS, type DomainData, type NoteData, type SectionKind } from "../data/schema.ts";
import type { Filters } from "../results/facets.ts";

export interface State {
  readonly query: string;
  readonly domains: readonly string[];
  readonly sections: readonly SectionKind[];
  readonly formulas: boolean;
  /** Kinds and values: `difficulty:hard`. */
  readonly notes: readonly string[];
  readonly mentions: boolean;
  /** Search the words as typed, without correction. */
  readonly exact?: boolean;
  /** Group results by part of the base. */
  readonly grouped?: boolean;
  /** Sort by title when browsing. */
  readonly sorted?: boolean;
  /** Explain the ranking below the results. */
  readonly debug?: boolean;
}

const FLAGS = ["exact", "grouped", "sorted", "debug"] as const;

export const EMPTY: State = { query: "", domains: [], sections: [], formulas: false, notes: [], mentions: false };

export function readState(search: string): State {
  const parameters = new URLSearchParams(search);
  const several = (name: string): string[] =>
    parameters
      .getAll(name)
      .flatMap((value) => value.split(","))
      .filter(Boolean);
  return {
    query: parameters.get("q") ?? "",
    domains: [...new Set(several("domain"))],
    sections: SECTIONS.filter((section) => several("section").includes(section)),
    formulas: parameters.get("formulas") === "1",
    notes: [...new Set(parameters.getAll("note"))],
    mentions: parameters.get("mentions") === "1",
    ...Object.fromEntries(FLAGS.filter((flag) => parameters.get(flag) === "1").map((flag) => [flag, true])),
  };
}

/** The query string for a state; commas stay unescaped: `domain=medical,finance`. */
export function writeState(state: State): string {
  const parameters = new URLSearchParams();
  if (state.query) parameters.set("q", state.query);
  if (state.domains.length) parameters.set("domain", state.domains.join(","));
  if (state.sections.length) parameters.set("section", state.sections.join(","));
  if (state.formulas) parameters.set("formulas", "1");
  for (const note of state.notes) parameters.append("note", note);
  if (state.mentions) parameters.set("mentions", "1");
  for (const flag of FLAGS) if (state[flag]) parameters.set(flag, "1");
  return parameters.toString().replaceAll("%2C", ",");
}

/** A note in the address. */
export const noteId = ([kind, value]: NoteData): string => `${kind}:${value}`;

/** The filters of a state; unknown domains and notes in old links are ignored. */
export const filtersOf = (state: State, domains: readonly Pick<DomainData, "id">[], notes: readonly NoteData[] = []): Filters => ({
  domains: state.domains.map((id) => domains.findIndex((domain) => domain.id === id)).filter((index) => index >= 0),
  sections: state.sections,
  formulas: state.formulas,
  notes: [...new Set(notes.map(([kind]) => kind))]
    .map((kind) => Array.from(notes.keys()).filter((note) => notes[note]![0] === kind && state.notes.includes(noteId(notes[note]!))))
    .filter(({ length }) => length),
  mentions: state.mentions,
});

export const hasFilters = (state: State): boolean =>
  state.domains.length > 0 || state.sections.length > 0 || state.formulas || state.notes.length > 0;

/** A list with a value added or removed. */
export const toggled = <Value>(values: readonly Value[], value: Value): readonly Value[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
