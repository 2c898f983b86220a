/** Optimal string alignment distance: insertions, deletions, substitutions and transpositions that turn one word into another; `limit +
 * 1` if there are more than `limit`. */
export function editDistance(one: string, other: string, limit: number): number {
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

/** Most edits in a misspelling of a word of this length. */
export const maxEdits = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const keyPosition = (key: string): readonly [row: number, column: number] => {
  const row = ROWS.findIndex((keys) => keys.includes(key));
  return [row, ROWS[row]?.indexOf(key) ?? -9];
};

/** True if two words of one length differ in a single letter that is not a neighbour on the keyboard, or is on no Latin one: then short
 * words (dota, data) are two words. */
export function differsByDistantKey(one: string, other: string): boolean {
  const differing = [...one].flatMap((key, index) => (key === other[index] ? [] : [[key, other[index]!] as const]));
  if (one.length !== other.length || differing.length !== 1) return false;
  const [[row, column], [otherRow, otherColumn]] = [keyPosition(differing[0]![0]), keyPosition(differing[0]![1])];
  return row < 0 || otherRow < 0 || Math.abs(row - otherRow) > 1 || Math.abs(column - otherColumn) > 1;
}

/** True if both begin with the same letter, or with their first two letters swapped: people rarely get the first letter wrong. */
export const sameInitial = (one: string, other: string): boolean => one[0] === other[0] || (one[0] === other[1] && one[1] === other[0]);
