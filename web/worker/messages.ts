/** Messages between the page and the worker. */

import type { DomainData, NoteData } from "../data/schema.ts";
import type { Answer } from "../results/search.ts";
import type { State } from "../state/url-state.ts";

/** State of the word vectors: `loading` until the first query is answered and they have arrived. */
export type MeaningState = "off" | "loading" | "ready";

export interface Ready {
  readonly kind: "ready";
  /** Results shown at once. */
  readonly pageSize: number;
  readonly meaning: MeaningState;
  /** True if all titles are loaded, so that browsing can sort by title. */
  readonly sortable: boolean;
  readonly domains: readonly Pick<DomainData, "id" | "name" | "url" | "kind">[];
  readonly notes: readonly NoteData[];
}

export type ToWorker =
  | { readonly kind: "load"; readonly entry: string }
  | { readonly kind: "ask"; readonly state: State; readonly size: number };
export type FromWorker =
  | Ready
  | { readonly kind: "meaning"; readonly state: MeaningState }
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly reason: string };
