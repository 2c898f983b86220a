/** Keeps queries without a full result in this browser, and offers them as a file on the search page. It is loaded only where the owner
 * has set `keep_unanswered`; nothing is ever sent. */

import { actionButton, download, element } from "../ui/dom.ts";
import type { AnswerDetail } from "../ui/panel.ts";
import { continues, toCsv, withQuery, type UnansweredQuery } from "./queries.ts";

/** Milliseconds for which a query must stand before it counts as asked. */
const SETTLED_MS = 3000;

// Attributes of the script element hold the texts, so that sites without this script do not carry them.
const { root: base, note, save, clear } = (document.currentScript as HTMLScriptElement).dataset as Record<string, string>;
const key = `kb-unanswered:${new URL(base!, location.href).pathname}`;
let pending: Pick<UnansweredQuery, "query" | "found"> | undefined;
let settled = "";
let timer: ReturnType<typeof setTimeout> | undefined;

function kept(): readonly UnansweredQuery[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}

function store(queries: readonly UnansweredQuery[]): void {
  try {
    if (queries.length) localStorage.setItem(key, JSON.stringify(queries));
    else localStorage.removeItem(key);
  } catch {
    // Without storage nothing is kept.
  }
  show();
}

/** Keeps the query that stood last, if it was without a full result. */
function settle(): void {
  clearTimeout(timer);
  if (!pending) return;
  settled = pending.query;
  store(withQuery(kept(), pending, new Date()));
  pending = undefined;
}

/** The line on the search page: how many queries are kept, a button that saves them and one that deletes them. */
function show(): void {
  const search = document.querySelector("#kb-search");
  search?.querySelector(".kb-search__kept")?.remove();
  const queries = kept();
  if (!search || !queries.length) return;
  const buttons = { class: "kb-search__reset" };
  search.append(
    element(
      "p",
      { class: "kb-search__kept" },
      `${note} ${queries.length}`,
      actionButton(save!, () => download("unanswered.csv", toCsv(queries), "text/csv"), buttons),
      actionButton(clear!, () => store([]), buttons),
    ),
  );
}

document.addEventListener("kb:answer", (event) => {
  const { query, total, full, filtered } = (event as CustomEvent<AnswerDetail>).detail;
  if (pending && !continues(query, pending.query)) settle();
  clearTimeout(timer);
  // Instant navigation may have brought the search page after this script.
  if (!document.querySelector(".kb-search__kept")) show();
  // Another answer to the same query, as when a list is sorted, is not another search.
  if (query === settled) return;
  settled = "";
  pending = query && !filtered && !full ? { query, found: total ? "some words" : "nothing" } : undefined;
  if (pending) timer = setTimeout(settle, SETTLED_MS);
});
addEventListener("pagehide", settle);
show();
