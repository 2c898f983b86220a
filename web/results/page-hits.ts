/** Finds the pages whose name the query is: concepts and domains, by name, alias, synonym, pinyin, or misspelling. */

import { joinWords, normalize, stemWords, type TextRules } from "../text/analyzer.ts";
import { conceptsOf, GENERAL, type SearchData } from "../data/schema.ts";
import type { MarkedText } from "./marked-text.ts";
import type { QueryToken } from "../query/segment.ts";

export interface PageResult {
  readonly kind: "concept" | "domain" | "page";
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** For a hand-written page: whether it contains all words of the query, and the part of its text that has most of them. */
  readonly full?: boolean;
  readonly excerpt?: MarkedText;
}

const MAX_PAGES = 2;

export class PageFinder {
  readonly #byName = new Map<string, PageResult[]>();

  constructor(data: SearchData, rules: TextRules) {
    for (const { id, name, names } of conceptsOf(data))
      for (const one of names) this.#add(stemWords(one, rules.stem), { kind: "concept", id, name, url: `concepts/${id}/` });
    for (const { id, name, english, url } of data.domains) {
      if (id === GENERAL) continue;
      for (const one of new Set([name, english])) this.#add(normalize(one, rules).text, { kind: "domain", id, name, url });
    }
  }

  /** At most two pages named by the tokens, question words excluded (什么是召回率), most likely first. */
  find(tokens: readonly QueryToken[]): PageResult[] {
    const content = tokens.filter((token) => !token.isQuestionWord);
    const whole = joinWords((content.length ? content : tokens).map((token) => token.text));
    // An unfinished word is not a name.
    const alternatives = content.map((token) => token.alternatives.filter((one) => one.kind !== "prefix").map((one) => one.text));
    const likeliest = joinWords(content.map((token, index) => alternatives[index]![0] ?? token.text));
    const others = content.length === 1 ? alternatives[0]! : [];
    const found = [whole, likeliest, ...others].flatMap((name) => this.#byName.get(name) ?? []);
    return [...new Map(found.map((page) => [page.url, page])).values()].slice(0, MAX_PAGES);
  }

  #add(name: string, page: PageResult): void {
    if (!name) return;
    const pages = this.#byName.get(name);
    if (pages) pages.push(page);
    else this.#byName.set(name, [page]);
  }
}
