/** Moves progress to new question ids. Progress is stored by id; when a text is renumbered, an id may belong to another question, which
 * titles reveal. */

interface Titled {
  readonly id: string;
  readonly title?: string;
}

/** A label or heading without its number, which changes when questions are added or removed. */
export const titleOf = (label: string): string => label.replace(/^[^\p{L}]+/u, "").trim() || label.trim();

/** New ids for records whose question has another id now: those whose title belongs to exactly one other question, and no longer to the
 * question with their id. `titles` maps ids to titles. */
export function movesByTitle(records: Iterable<Titled>, titles: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const owners = new Map<string, string | undefined>();
  for (const [id, title] of titles) owners.set(title, owners.has(title) ? undefined : id);
  const moves: Record<string, string> = {};
  for (const { id, title } of records) {
    const now = title !== undefined && titles.get(id) !== title ? owners.get(title) : undefined;
    if (now !== undefined) moves[id] = now;
  }
  return moves;
}

/** Records with their new ids; if two get the same id, the later one is kept. Ids may be swapped. */
export function moveRecords<Kept extends Titled>(
  records: Iterable<Kept>,
  moves: Readonly<Record<string, string>>,
  timeOf: (record: Kept) => number,
): Map<string, Kept> {
  const result = new Map<string, Kept>();
  for (const record of records) {
    const id = moves[record.id] ?? record.id,
      other = result.get(id);
    if (!other || timeOf(record) > timeOf(other)) result.set(id, { ...record, id });
  }
  return result;
}
