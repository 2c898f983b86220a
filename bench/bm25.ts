/** Plain BM25 over titles and texts, a baseline for the search: CJK bigrams, words of letters and digits, no stemming. */

interface Exported {
  readonly questions: readonly { readonly id: string; readonly title: string; readonly sections: Readonly<Record<string, string>> }[];
}

const K1 = 1.2,
  B = 0.75,
  TITLE = 2;
const RUN = /[a-z0-9]+|[\u3040-\u30ff\u4e00-\u9fff]+/g;

function tokens(text: string): string[] {
  return [...text.toLowerCase().matchAll(RUN)].flatMap(([run]) =>
    run[0]! > "\u3000" && run.length > 1 ? Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2)) : [run],
  );
}

/** A function from a query to the ids of the ten best questions of a `questions.json`. */
export function plainBm25({ questions }: Exported): (query: string) => string[] {
  const bags = questions.map(({ title, sections }) => {
    const bag = new Map<string, number>();
    for (const token of Object.values(sections).flatMap(tokens)) bag.set(token, (bag.get(token) ?? 0) + 1);
    for (const token of tokens(title)) bag.set(token, (bag.get(token) ?? 0) + TITLE);
    return bag;
  });
  const lengths = bags.map((bag) => [...bag.values()].reduce((sum, count) => sum + count, 0));
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const postings = new Map<string, [question: number, count: number][]>();
  for (const [question, bag] of bags.entries()) {
    for (const [token, count] of bag) postings.set(token, [...(postings.get(token) ?? []), [question, count]]);
  }
  return (query) => {
    const scores = new Map<number, number>();
    for (const token of tokens(query)) {
      const held = postings.get(token) ?? [];
      const idf = Math.log(1 + (bags.length - held.length + 0.5) / (held.length + 0.5));
      for (const [question, count] of held) {
        scores.set(
          question,
          (scores.get(question) ?? 0) + (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * lengths[question]!) / average)),
        );
      }
    }
    return [...scores]
      .sort(([, one], [, other]) => other - one)
      .slice(0, 10)
      .map(([question]) => questions[question]!.id);
  };
}
