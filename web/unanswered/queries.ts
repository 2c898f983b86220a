/** Queries without a full result, and how often they were asked: what the owner exports to see what the base lacks. */

export interface UnansweredQuery {
  readonly query: string;
  /** Whether the list was empty, or no result had all of the words. */
  readonly found: "nothing" | "some words";
  readonly times: number;
  /** Time of the last such search, as `Date.toISOString` writes it. */
  readonly last: string;
}

/** More than a reader asks; beyond it the oldest are dropped, as storage is limited. */
const MAX_QUERIES = 500;

/** Whether one of two queries only continues the other, as happens while somebody types or deletes. */
export const continues = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/** The queries with one more, which is counted if it is among them. The latest come first. */
export function withQuery(
  kept: readonly UnansweredQuery[],
  asked: Pick<UnansweredQuery, "query" | "found">,
  now: Date,
): readonly UnansweredQuery[] {
  const same = (one: UnansweredQuery): boolean => one.query.toLowerCase() === asked.query.toLowerCase();
  const times = (kept.find(same)?.times ?? 0) + 1;
  return [{ ...asked, times, last: now.toISOString() }, ...kept.filter((one) => !same(one))].slice(0, MAX_QUERIES);
}

/** The queries as a table with comma-separated values (RFC 4180), with a byte order mark, so that spreadsheets read it as UTF-8. */
export function toCsv(queries: readonly UnansweredQuery[]): string {
  const rows = queries.map(({ query, found, times, last }) => [asText(query), found, String(times), last]);
  return `\uFEFF${[["query", "found", "times", "last"], ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** A cell that a spreadsheet does not take for a formula. */
const asText = (value: string): string => (/^[=+\-@]/.test(value) ? `'${value}` : value);
