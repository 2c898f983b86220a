/** What the study page knows of a base: one row for each question, without its text, which stands on the question's own page. */

/** As `generator/zhiku/pages/study.py` writes it. */
export interface StudyData {
  readonly schema: 1;
  readonly title: string;
  readonly questions: readonly QuestionRow[];
  readonly topics: readonly (readonly [id: string, name: string])[];
  readonly parts: readonly (readonly [id: string, name: string])[];
  /** Ids that questions had before, and those that they have now. */
  readonly moved: Readonly<Record<string, string>>;
  readonly strings: Strings;
}

export type QuestionRow = readonly [id: string, label: string, topics: readonly number[], part: number, difficulty: string];

export interface Question {
  readonly id: string;
  readonly label: string;
  readonly topics: readonly string[];
  /** Empty where it stands in none. */
  readonly part: string;
  /** As the owner writes it; empty where nothing is said. */
  readonly difficulty: string;
}

export const questionsOf = (data: StudyData): readonly Question[] =>
  data.questions.map(([id, label, topics, part, difficulty]) =>
    ({ id, label, topics: topics.map((index) => data.topics[index]![0]), part: data.parts[part]?.[0] ?? "", difficulty }));

/** The words of the interface, by their key below `cards` in the files of `generator/zhiku/lang/ui/`. */
export type Strings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Says a string of the interface, `{name}` filled in and in the plural of `n`; a key that is missing stands for itself. */
export function speaker(strings: Strings, language: string) {
  const plural = new Intl.PluralRules(language);
  return (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const found = strings[key] ?? key, number = values["n"];
    const pattern = typeof found === "string" ? found : (found[plural.select(Number(number ?? 0))] ?? found["other"] ?? key);
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

export type Say = ReturnType<typeof speaker>;

declare global {
  /** Called by the data file, a classic script so that pages opened from a disk can load it. */
  var kbStudyData: ((data: StudyData) => void) | undefined;
}
