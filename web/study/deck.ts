/** Which cards a reader has chosen and which of them comes next. Pure: questions, progress and a time in, cards out. */

import type { Question } from "./data.ts";
import type { CardRecord } from "./records.ts";
import { stageOf, type Stage } from "./schedule.ts";

export interface Choice {
  readonly topic: string;
  readonly part: string;
  readonly difficulty: string;
  readonly bookmarked: boolean;
  readonly query: string;
}

export const EVERYTHING: Choice = { topic: "", part: "", difficulty: "", bookmarked: false, query: "" };

/** `?topic=…&part=…&level=…&marked=1&q=…`; `domain` is what the search calls a topic, so that its addresses can be followed here. */
export function readChoice(search: string): Choice {
  const parameters = new URLSearchParams(search);
  const first = (...names: string[]): string => names.map((name) => parameters.get(name)?.split(",")[0] ?? "").find(Boolean) ?? "";
  return {
    topic: first("topic", "domain"), part: first("part"), difficulty: parameters.get("level") ?? "",
    bookmarked: parameters.get("marked") === "1", query: parameters.get("q") ?? "",
  };
}

export function writeChoice(choice: Choice): string {
  const parameters = new URLSearchParams();
  if (choice.topic) parameters.set("topic", choice.topic);
  if (choice.part) parameters.set("part", choice.part);
  if (choice.difficulty) parameters.set("level", choice.difficulty);
  if (choice.bookmarked) parameters.set("marked", "1");
  if (choice.query) parameters.set("q", choice.query);
  return parameters.toString();
}

/** The questions that a choice leaves; `found` are those that its search has found, where it has one. */
export const chosen = (
  questions: readonly Question[], choice: Choice, bookmarks: ReadonlySet<string>, found: ReadonlySet<string> | undefined
): readonly Question[] =>
  questions.filter((question) =>
    (!choice.topic || question.topics.includes(choice.topic)) && (!choice.part || question.part === choice.part) &&
    (!choice.difficulty || question.difficulty === choice.difficulty) && (!choice.bookmarked || bookmarks.has(question.id)) &&
    (!found || found.has(question.id)));

type Cards = ReadonlyMap<string, CardRecord>;

/** The cards that are due: those in their first steps, then those to repeat, longest due first, then new ones in the base's order. */
export function due(questions: readonly Question[], cards: Cards, now: number): readonly Question[] {
  const rank: Readonly<Record<Stage, number>> = { learning: 0, known: 1, new: 2 };
  return questions
    .map((question, index) => ({ question, index, card: cards.get(question.id) }))
    .filter(({ card }) => !card || card.due <= now)
    .sort((one, other) => rank[stageOf(one.card)] - rank[stageOf(other.card)] || (one.card?.due ?? 0) - (other.card?.due ?? 0) || one.index - other.index)
    .map(({ question }) => question);
}

/** When the next of the cards that are not due will be. */
export function nextDue(questions: readonly Question[], cards: Cards, now: number): { readonly question: Question; readonly at: number } | undefined {
  let next: { question: Question; at: number } | undefined;
  for (const question of questions) {
    const at = cards.get(question.id)?.due ?? 0;
    if (at > now && (!next || at < next.at)) next = { question, at };
  }
  return next;
}

/** The first question behind `after`, all around, that the reader has not seen, is learning, or found hard. */
export function nextUnknown(questions: readonly Question[], cards: Cards, after: string): Question | undefined {
  const start = questions.findIndex(({ id }) => id === after) + 1;
  return [...questions.slice(start), ...questions.slice(0, start)].find(({ id }) => {
    const card = cards.get(id);
    return id !== after && (stageOf(card) !== "known" || card?.lastGrade === "hard");
  });
}

/** Any of the questions but `except`, if there is another one; `chance` lies in 0..1, 1 excluded. */
export function anyOf(questions: readonly Question[], except: string, chance: number): Question | undefined {
  const others = questions.filter(({ id }) => id !== except);
  return others[Math.floor(chance * others.length)] ?? questions[0];
}

export type Tally = Record<Stage, number>;

export function tally(questions: readonly Question[], cards: Cards): Tally {
  const counts: Tally = { new: 0, learning: 0, known: 0 };
  for (const { id } of questions) counts[stageOf(cards.get(id))]++;
  return counts;
}

/** The days that end with today, each with the reviews of that day (local time): how many, and how many were forgotten. */
export function daily(reviews: readonly { readonly time: number; readonly grade: number }[], days: number, now: number): readonly Day[] {
  const today = new Date(now);
  const rows = Array.from({ length: days }, (_, index): { date: Date; reviews: number; forgotten: number } =>
    ({ date: new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days - 1 - index)), reviews: 0, forgotten: 0 }));
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
