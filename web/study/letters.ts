/** Options that are marked by letters (`A. four`), and the letters that an answer gives (`B`, `Answer: B`, `B and C`, `b) six`). */

const MARKER = /^\s*[(（]?([A-Ha-h])\s*[.．、:：)）]\s*\S/;
/** Letters at the start of an answer, before punctuation or alone. */
const LEADING = /^\s*[(（]?((?:[A-H][\s,，、;；/&]*)+)(?:$|[.．:：)）。,，、;；])/;
const LEADING_LOWER = /^\s*[(（]?([a-h])[.．:：)）]/;
/** Letters at the end of a short answer, as a word of their own. */
const TRAILING = /(?:^|[^A-Za-z])((?:[A-H][\s,，、;；/&]*)+)[.。)）#¶\s]*$/;
const MAX_ANSWER = 60;
/** Longest word that joins two letters (`and`, `und`, `y`). */
const MAX_JOINER = 3;

/** The letters that mark options, from A on, in upper case; none if they do not mark at least two lines in order. */
export function optionLetters(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines) {
    const letter = MARKER.exec(line)?.[1]?.toUpperCase();
    if (letter === nextLetter(found)) found.push(letter);
  }
  return found.length > 1 ? found : [];
}

const nextLetter = (found: readonly string[]): string => String.fromCharCode("A".charCodeAt(0) + found.length);

/** The letters of options that the first line of an answer gives; none if it gives none, or others. */
export function answerLetters(line: string, options: readonly string[]): string[] {
  const given =
    joinedLetters(line) ?? LEADING.exec(line)?.[1] ?? LEADING_LOWER.exec(line)?.[1]?.toUpperCase() ?? trailingLetters(line) ?? "";
  const letters = [...new Set(given.replace(/[^A-H]/g, ""))];
  return letters.every((letter) => options.includes(letter)) ? letters : [];
}

const trailingLetters = (line: string): string | undefined => (line.length <= MAX_ANSWER ? TRAILING.exec(line)?.[1] : undefined);

/** Letters with short words between them. */
function joinedLetters(line: string): string | undefined {
  const words = line.match(/\p{L}+/gu) ?? [];
  const letters = words.filter((word) => /^[A-H]$/.test(word));
  const joiners = words.filter((word) => !letters.includes(word));
  const isList = letters.length > 1 && joiners.length < letters.length && joiners.every((word) => word.length <= MAX_JOINER);
  return isList ? letters.join("") : undefined;
}
