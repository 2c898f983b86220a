/** What is kept of a reader's progress. */

/** A card that was graded at least once; times in milliseconds since 1970. */
export interface CardRecord {
  readonly id: string;
  /** That of the question when it was graded; records of earlier versions have none. */
  readonly title?: string;
  readonly due: number;
  readonly stability: number;
  readonly difficulty: number;
  readonly scheduledDays: number;
  readonly learningSteps: number;
  readonly reps: number;
  readonly lapses: number;
  /** As FSRS numbers them: 0 new, 1 learning, 2 review, 3 relearning. */
  readonly state: number;
  readonly lastReview: number;
  readonly lastGrade: GradeName;
}

/** From the worst to the best; a grade's number, as FSRS and Anki count, is its place here plus one. */
export const GRADES = ["again", "hard", "good", "easy"] as const;
export type GradeName = (typeof GRADES)[number];

export interface Review {
  readonly id: string;
  readonly time: number;
  /** 1 again, 2 hard, 3 good, 4 easy. */
  readonly grade: number;
}

export interface Mark {
  readonly id: string;
  readonly title?: string;
  readonly bookmark: boolean;
  readonly note: string;
  readonly changed: number;
}

/** The file that readers save and load. */
export interface Progress {
  readonly format: "zhiku-study";
  readonly version: 1;
  readonly title: string;
  readonly cards: readonly CardRecord[];
  readonly reviews: readonly Review[];
  readonly marks: readonly Mark[];
}
