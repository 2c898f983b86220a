/** When cards are due again: FSRS with its default parameters, over records that IndexedDB and JSON can store. */

import { fsrs, createEmptyCard, State, type Card, type Grade } from "ts-fsrs";
import { GRADES, type CardRecord, type GradeName } from "./records.ts";

const scheduler = fsrs();

export function reviewCard(id: string, before: CardRecord | undefined, grade: GradeName, now: number): CardRecord {
  const { card } = scheduler.next(cardOf(before, now), now, (GRADES.indexOf(grade) + 1) as Grade);
  return {
    id,
    due: card.due.getTime(),
    stability: card.stability,
    difficulty: card.difficulty,
    scheduledDays: card.scheduled_days,
    learningSteps: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    lastReview: now,
    lastGrade: grade,
  };
}

/** The interval until a card is due again, for each grade, in milliseconds. */
export const intervalsAfter = (before: CardRecord | undefined, now: number): readonly number[] =>
  GRADES.map((grade) => reviewCard("", before, grade, now).due - now);

export type Stage = "new" | "learning" | "known";

/** `known` is a card in FSRS's review state: it has passed its learning steps and was not forgotten since. */
export const stageOf = (card: CardRecord | undefined): Stage =>
  card === undefined ? "new" : card.state === State.Review ? "known" : "learning";

function cardOf(record: CardRecord | undefined, now: number): Card {
  const empty = createEmptyCard(now);
  if (!record) return empty;
  return {
    ...empty,
    due: new Date(record.due),
    stability: record.stability,
    difficulty: record.difficulty,
    scheduled_days: record.scheduledDays,
    learning_steps: record.learningSteps,
    reps: record.reps,
    lapses: record.lapses,
    state: record.state,
    last_review: new Date(record.lastReview),
  };
}
