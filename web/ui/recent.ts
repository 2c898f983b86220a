/** Recent queries, kept in this browser only, separately for each site: one origin can serve many bases. */

import type { Site } from "../state/site.ts";

const MAX_QUERIES = 6;

const keyOf = (site: Site): string => `kb-recent:${new URL(site.root).pathname}`;

/** Recent queries, latest first; empty if the browser has no storage. */
export function recentQueries(site: Site): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(site)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Remembers a query whose result was opened. */
export function rememberQuery(site: Site, query: string): void {
  const text = query.trim();
  if (text) store(site, [text, ...recentQueries(site).filter((one) => one !== text)].slice(0, MAX_QUERIES));
}

export const clearQueries = (site: Site): void => store(site, []);

function store(site: Site, queries: readonly string[]): void {
  try {
    if (queries.length) localStorage.setItem(keyOf(site), JSON.stringify(queries));
    else localStorage.removeItem(keyOf(site));
  } catch {
    // Without storage, the search works all the same.
  }
}
