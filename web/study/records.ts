/** The records of a reader's progress. */

/** A card that was graded at least once; times are milliseconds since 1970. */
export interface CardRecord {
  readonly id: string;
  /** Title of the question when it was graded; absent in records of earlier versions. */
  readonly title?: string;
  readonly due: number;
  readonly stability: number;
  readonly difficulty: number;
  readonly scheduledDays: number;
  readonly learningSteps: number;
  readonly reps: number;
  readonly lapses: number;
  /** FSRS state: 0 new, 1 learning, 2 review, 3 relearning. */
  readonly state: number;
  readonly lastReview: number;
  readonly lastGrade: GradeName;
}

/** Grades from worst to best; the number of a grade in FSRS and Anki is its index plus one. */
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

/** The format of exported progress. */
export interface Progress {
  readonly format: "zhiku-study";
  readonly version: 1;
  readonly title: string;
  readonly cards: readonly CardRecord[];
  readonly reviews: readonly Review[];
  readonly marks: readonly Mark[];
}
