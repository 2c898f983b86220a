/** Selects the cards to study and their order, as pure functions of questions, progress and time. */

import type { Question } from "./data.ts";
import type { CardRecord } from "./records.ts";
import { stageOf, type Stage } from "./schedule.ts";

export interface DeckFilter {
  readonly topic: string;
  readonly part: string;
  readonly difficulty: string;
  readonly bookmarked: boolean;
  readonly query: string;
}

export const NO_FILTER: DeckFilter = { topic: "", part: "", difficulty: "", bookmarked: false, query: "" };

/** `?topic=…&part=…&level=…&marked=1&q=…`; `domain`, the search's name for a topic, works too, so that addresses of the search can be
 * reused. */
export function readFilter(search: string): DeckFilter {
  const parameters = new URLSearchParams(search);
  const first = (...names: string[]): string => names.map((name) => parameters.get(name)?.split(",")[0] ?? "").find(Boolean) ?? "";
  return {
    topic: first("topic", "domain"),
    part: first("part"),
    difficulty: parameters.get("level") ?? "",
    bookmarked: parameters.get("marked") === "1",
    query: parameters.get("q") ?? "",
  };
}

export function writeFilter(filter: DeckFilter): string {
  const parameters = new URLSearchParams();
  if (filter.topic) parameters.set("topic", filter.topic);
  if (filter.part) parameters.set("part", filter.part);
  if (filter.difficulty) parameters.set("level", filter.difficulty);
  if (filter.bookmarked) parameters.set("marked", "1");
  if (filter.query) parameters.set("q", filter.query);
  return parameters.toString();
}

/** The questions that pass a filter; `found` are the results of its query, if it has one. */
export const filterQuestions = (
  questions: readonly Question[],
  filter: DeckFilter,
  bookmarks: ReadonlySet<string>,
  found: ReadonlySet<string> | undefined,
): readonly Question[] =>
  questions.filter(
    (question) =>
      (!filter.topic || question.topics.includes(filter.topic)) &&
      (!filter.part || question.part === filter.part) &&
      (!filter.difficulty || question.difficulty === filter.difficulty) &&
      (!filter.bookmarked || bookmarks.has(question.id)) &&
      (!found || found.has(question.id)),
  );

type Cards = ReadonlyMap<string, CardRecord>;

/** Cards that are due: those still being learned, then those to repeat, longest overdue first, then new ones in the order of the base. */
export function dueCards(questions: readonly Question[], cards: Cards, now: number): readonly Question[] {
  const rank: Readonly<Record<Stage, number>> = { learning: 0, known: 1, new: 2 };
  return questions
    .map((question, index) => ({ question, index, card: cards.get(question.id) }))
    .filter(({ card }) => !card || card.due <= now)
    .sort(
      (one, other) =>
        rank[stageOf(one.card)] - rank[stageOf(other.card)] || (one.card?.due ?? 0) - (other.card?.due ?? 0) || one.index - other.index,
    )
    .map(({ question }) => question);
}

/** The next card to become due, and when. */
export function nextDue(
  questions: readonly Question[],
  cards: Cards,
  now: number,
): { readonly question: Question; readonly at: number } | undefined {
  let next: { question: Question; at: number } | undefined;
  for (const question of questions) {
    const at = cards.get(question.id)?.due ?? 0;
    if (at > now && (!next || at < next.at)) next = { question, at };
  }
  return next;
}

/** The first question after `after`, cyclically, that is new, being learned, or was hard. */
export function nextUnknown(questions: readonly Question[], cards: Cards, after: string): Question | undefined {
  const start = questions.findIndex(({ id }) => id === after) + 1;
  return [...questions.slice(start), ...questions.slice(0, start)].find(({ id }) => {
    const card = cards.get(id);
    return id !== after && (stageOf(card) !== "known" || card?.lastGrade === "hard");
  });
}

/** A random question other than `except`, if there is one; `chance` is in [0, 1). */
export function randomQuestion(questions: readonly Question[], except: string, chance: number): Question | undefined {
  const others = questions.filter(({ id }) => id !== except);
  return others[Math.floor(chance * others.length)] ?? questions[0];
}

export type StageCounts = Record<Stage, number>;

export function countStages(questions: readonly Question[], cards: Cards): StageCounts {
  const counts: StageCounts = { new: 0, learning: 0, known: 0 };
  for (const { id } of questions) counts[stageOf(cards.get(id))]++;
  return counts;
}

/** The last days up to today, each with the number of its reviews (local time) and how many of them were failures. */
export function reviewsByDay(
  reviews: readonly { readonly time: number; readonly grade: number }[],
  days: number,
  now: number,
): readonly Day[] {
  const today = new Date(now);
  const rows = Array.from({ length: days }, (_, index): { date: Date; reviews: number; forgotten: number } => ({
    date: new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days - 1 - index)),
    reviews: 0,
    forgotten: 0,
  }));
  const byDay = new Map(rows.map((row) => [row.date.toDateString(), row]));
  for (const { time, grade } of reviews) {
    const row = byDay.get(new Date(time).toDateString());
    if (!row) continue;
    row.reviews++;
    if (grade === 1) row.forgotten++;
  }
  return rows;
}

export interface Day {
  readonly date: Date;
  readonly reviews: number;
  readonly forgotten: number;
}
