/** What a reader searched for last, kept in this browser only, under the path of the site: one origin can hold many bases. */

import type { Site } from "../state/site.ts";

const MOST = 6;

const keyOf = (site: Site): string => `kb-recent:${new URL(site.root).pathname}`;

/** The last queries, the latest first; none where the browser keeps nothing. */
export function recentQueries(site: Site): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(site)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Keeps a query whose result was opened. */
export function keepQuery(site: Site, query: string): void {
  const text = query.trim();
  if (text) keep(site, [text, ...recentQueries(site).filter((one) => one !== text)].slice(0, MOST));
}

export const clearQueries = (site: Site): void => keep(site, []);

function keep(site: Site, queries: readonly string[]): void {
  try {
    if (queries.length) localStorage.setItem(keyOf(site), JSON.stringify(queries));
    else localStorage.removeItem(keyOf(site));
  } catch {
    // A browser that keeps nothing searches as well.
  }
}
