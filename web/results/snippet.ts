/** The snippet of a result: a window of the best passage, with the matched characters marked. */

import { TEXT } from "../data/schema.ts";
import { clusterEnd, fold, type NormalText, type TextRules } from "../text/analyzer.ts";
import { occurrences, type Document, type Passage } from "../data/document.ts";
import type { Match } from "../ranking/ranker.ts";
import type { Alternative } from "../query/segment.ts";
import { bestWindow, joinMarks, normalizeMarks, sliceMarked, type MarkedText } from "./marked-text.ts";

const LEADING_PUNCTUATION = /^[，。、；：,.;:\s]+/;
/** Punctuation around formulas, which are left out of the text: 包含四个值：、、。 */
const HAS_FORMULA_GAP = /^[，。、；：]|[，、：；（]\s|\s[，。、；）]/;
const DANGLING_SEPARATORS = /[：，、]\s*(?:[，、]\s*)+(?=[。；])/g;
const ENDS_WITH_COLON = /[：:]\s*$/;
/** The letter of an option to choose from. */
const OPTION_LETTER = /^[(（]?\p{L}\p{M}*[.)）．、:：]/u;
const PARENTHESIS = /\s*[（(：:]|$/;

export function excerpt(
  match: Match,
  selected?: readonly Passage[],
): { text: MarkedText; heading: MarkedText; passage: Passage | undefined } {
  const { passages } = match.document;
  const choice = selected ?? passages;
  const first = choice.find((one) => one.role === TEXT && one.section === "answer") ?? choice[0];
  const matching = match.passage && choice.includes(match.passage) ? match.passage : bestPassage(choice, match.matched);
  const chosen = (matching && isOption(matching) ? besidesOptions(choice, match) : matching) ?? matching ?? first;
  if (!chosen) return { text: [], heading: [], passage: undefined };
  // A head alone says little: show the text under it.
  const texts =
    chosen.role === TEXT
      ? []
      : choice.filter((one) => one.role === TEXT && one.normal.text && (one.head === chosen || one.head?.head === chosen));
  const textBelow = texts.find((one) => !HAS_FORMULA_GAP.test(one.text)) ?? texts[0];
  const passage = textBelow ?? chosen;
  const head = textBelow ? chosen : passage.head;
  const heads = [head?.head, head].filter((one) => one !== undefined);
  const path = heads.flatMap((one, index) => joinMarks(index ? " › " : "", mark(one.text, one.normal, match.matched)));
  const [start = "", ...more] = mark(passage.text, passage.normal, match.matched);
  // Punctuation that remains where a formula opened the sentence.
  const text = [start.replace(LEADING_PUNCTUATION, ""), ...more].map((piece, index) =>
    index % 2 ? piece : piece.replace(DANGLING_SEPARATORS, ""),
  );
  return {
    text: bestWindow(normalizeMarks([...text, ...(text.length % 2 ? [""] : []), ...announcedHeads(passage, passages, match.matched)])),
    heading: normalizeMarks(path),
    passage: chosen,
  };
}

const isOption = ({ section, text }: Passage): boolean => section === "prompt" && OPTION_LETTER.test(text);

/** The best passage that is no option, which may be wrong: any if the title matches, which is shown, too. */
function besidesOptions(choice: readonly Passage[], { document, matched }: Match): Passage | undefined {
  const others = choice.filter((one) => !isOption(one));
  const inTitle = matched.some((one) => !occurrences(document.title.text, one.text).next().done);
  return bestPassage(others, matched) ?? (inTitle ? (others.find((one) => one.section !== "prompt") ?? others[0]) : undefined);
}

/** For a sentence that ends with a colon, the heads of the list that follows. */
function announcedHeads(passage: Passage, passages: readonly Passage[], found: readonly Alternative[]): string[] {
  if (passage.role !== TEXT || !ENDS_WITH_COLON.test(passage.text)) return [];
  const items = passages
    .slice(passages.indexOf(passage) + 1)
    .filter((one) => one.section === passage.section && one.role !== TEXT && one.depth === passage.depth + 1);
  return items.flatMap((one, index) => {
    const name = sliceMarked(mark(one.text, one.normal, found), 0, one.text.search(PARENTHESIS));
    return joinMarks(index ? "、" : "", name);
  });
}

function bestPassage(passages: readonly Passage[], found: readonly Alternative[]): Passage | undefined {
  const scores = passages.map((passage) => found.filter((one) => !occurrences(passage.normal.text, one.text).next().done).length);
  const most = Math.max(0, ...scores);
  return most ? passages[scores.indexOf(most)] : undefined;
}

/** A word in its form for comparison as a text writes it; the form itself if the text does not contain it. */
export function asWritten(form: string, text: string, { table }: TextRules): string {
  const { text: folded, origin } = fold(text, table);
  const at = occurrences(folded, form).next();
  return at.done ? form : text.slice(origin[at.value], origin[at.value + form.length]);
}

/** The forms in which a document writes a phrase in normal form, in small letters. */
export const writtenForms = ({ data, title, passages }: Document, phrase: string): string[] =>
  [{ text: data.title, normal: title }, ...passages].flatMap(({ text, normal }) =>
    mark(text, normal, [{ text: phrase }])
      .filter((_, index) => index % 2)
      .map((form) => form.toLowerCase()),
  );

/** Marks all occurrences of the `found` normalized texts in a text. */
export function mark(text: string, normal: NormalText, found: readonly { readonly text: string }[]): MarkedText {
  const ranges: [number, number][] = [];
  for (const one of found) {
    for (const at of occurrences(normal.text, one.text)) {
      ranges.push([normal.origin[at]!, clusterEnd(text, normal.origin[at + one.text.length - 1]!)]);
    }
  }
  ranges.sort(([one], [other]) => one - other);
  const pieces: string[] = [];
  let end = 0;
  for (const [start, stop] of ranges) {
    if (stop <= end) continue;
    if (pieces.length && (start <= end || !text.slice(end, start).trim())) pieces[pieces.length - 1] += text.slice(end, stop);
    else pieces.push(text.slice(end, start), text.slice(start, stop));
    end = stop;
  }
  return [...pieces, text.slice(end)];
}
