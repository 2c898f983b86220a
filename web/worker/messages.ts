/** What page and worker say to each other. */

import type { DomainData } from "../data/schema.ts";
import type { Answer } from "../results/search.ts";
import type { State } from "../state/url-state.ts";

/** Whether vectors of meaning are here: `loading` until the first query is answered and they have come. */
export type MeaningState = "off" | "loading" | "ready";

export interface Ready {
  readonly kind: "ready";
  /** How many results a list shows at once. */
  readonly page: number;
  readonly meaning: MeaningState;
  /** Whether all titles are here, so that what is browsed can be sorted by them. */
  readonly sortable: boolean;
  readonly domains: readonly Pick<DomainData, "id" | "name" | "url" | "kind">[];
}

export type ToWorker = { readonly kind: "load"; readonly entry: string } | { readonly kind: "ask"; readonly state: State; readonly size: number };
export type FromWorker = Ready | { readonly kind: "meaning"; readonly state: MeaningState } | { readonly kind: "answer"; readonly answer: Answer } | { readonly kind: "failed"; readonly reason: string };
