/** Progress belongs to ids; where a text is numbered anew, the same id is another question's. Titles tell: records in, moves out. */

interface Titled {
  readonly id: string;
  readonly title?: string;
}

/** A label or heading without the number in front of it, which changes when questions come and go. */
export const titleOf = (label: string): string => label.replace(/^[^\p{L}]+/u, "").trim() || label.trim();

/** The new ids of records whose question has another id by now: a single other question has the title under which they were kept,
 * and that with their id has not. `titles` are those of the questions by id. */
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

/** Records with their new ids; of two that meet the later one stays. Ids that change places with each other are no matter. */
export function moved<Kept extends Titled>(records: Iterable<Kept>, moves: Readonly<Record<string, string>>, timeOf: (record: Kept) => number): Map<string, Kept> {
  const result = new Map<string, Kept>();
  for (const record of records) {
    const id = moves[record.id] ?? record.id, other = result.get(id);
    if (!other || timeOf(record) > timeOf(other)) result.set(id, { ...record, id });
  }
  return result;
}
