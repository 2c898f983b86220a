/** Spelling distance: insertions, deletions, substitutions and swaps of neighbours that turn one word into another
 * (optimal string alignment), `limit + 1` where it is more than `limit`. */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, before[column - 2]! + 1);
      }
      next.push(cost);
    }
    if (Math.min(...next) > limit) return limit + 1;
    [before, last] = [last, next];
  }
  return Math.min(last[other.length]!, limit + 1);
}

/** How many slips a typed word of this length is forgiven. */
export const tolerance = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const place = (key: string): readonly [row: number, column: number] => {
  const row = ROWS.findIndex((keys) => keys.includes(key));
  return [row, ROWS[row]?.indexOf(key) ?? -9];
};

/** Whether two words of one length differ in one letter that is no neighbour on the keyboard: short words (dota, data) are then two. */
export function otherKey(one: string, other: string): boolean {
  const differing = [...one].flatMap((key, index) => (key === other[index] ? [] : [[key, other[index]!] as const]));
  if (one.length !== other.length || differing.length !== 1) return false;
  const [[row, column], [otherRow, otherColumn]] = [place(differing[0]![0]), place(differing[0]![1])];
  return Math.abs(row - otherRow) > 1 || Math.abs(column - otherColumn) > 1;
}

/** Whether both begin alike: people rarely get the first letter wrong, and dictionaries are full of near words. */
export const sameStart = (one: string, other: string): boolean =>
  one[0] === other[0] || (one[0] === other[1] && one[1] === other[0]);
