/** The data of the study page: one row for each question. The texts are on the questions' own pages. */

/** In the format of `generator/zhiku/pages/study.py`. */
export interface StudyData {
  readonly schema: 1;
  readonly title: string;
  readonly questions: readonly QuestionRow[];
  readonly topics: readonly (readonly [id: string, name: string])[];
  readonly parts: readonly (readonly [id: string, name: string])[];
  /** Former ids of questions, and their current ids. */
  readonly moved: Readonly<Record<string, string>>;
  readonly strings: Strings;
}

export type QuestionRow = readonly [id: string, label: string, topics: readonly number[], part: number, difficulty: string];

export interface Question {
  readonly id: string;
  readonly label: string;
  readonly topics: readonly string[];
  /** Empty if it belongs to no part. */
  readonly part: string;
  /** As the owner writes it; empty if unknown. */
  readonly difficulty: string;
}

export const questionsOf = (data: StudyData): readonly Question[] =>
  data.questions.map(([id, label, topics, part, difficulty]) => ({
    id,
    label,
    topics: topics.map((index) => data.topics[index]![0]),
    part: data.parts[part]?.[0] ?? "",
    difficulty,
  }));

/** Interface strings by key, from `cards` in the files of `generator/zhiku/lang/ui/`. */
export type Strings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Returns a function that translates a key: fills in `{name}`, selects the plural of `n`, and falls back to the key itself. */
export function translator(strings: Strings, language: string) {
  const plural = new Intl.PluralRules(language);
  return (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const found = strings[key] ?? key,
      number = values["n"];
    const pattern = typeof found === "string" ? found : (found[plural.select(Number(number ?? 0))] ?? found["other"] ?? key);
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

export type Translate = ReturnType<typeof translator>;

declare global {
  /** Called by the data file, a classic script so that pages opened from disk can load it. */
  var kbStudyData: ((data: StudyData) => void) | undefined;
}
