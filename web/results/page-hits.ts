/** The pages that a query calls by name: concepts and domains, by their names, aliases, synonyms, pinyin, or a slip of these. */

import { joined, normalize, stemmed, type TextRules } from "../text/analyzer.ts";
import { conceptsOf, GENERAL, type SearchData } from "../data/schema.ts";
import type { Unit } from "../query/segment.ts";

export interface PageResult {
  readonly kind: "concept" | "domain" | "page";
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

const MOST = 2;

export class PageFinder {
  readonly #byName = new Map<string, PageResult[]>();

  constructor(data: SearchData, rules: TextRules) {
    for (const { id, name, names } of conceptsOf(data)) for (const one of names) this.#add(stemmed(one, rules.stem), { kind: "concept", id, name, url: `concepts/${id}/` });
    for (const { id, name, english, url } of data.domains) {
      if (id === GENERAL) continue;
      for (const one of new Set([name, english])) this.#add(normalize(one, rules).text, { kind: "domain", id, name, url });
    }
  }

  /** At most two pages whose name the units are, frames aside (什么是召回率), the likeliest reading first. */
  find(units: readonly Unit[]): PageResult[] {
    const content = units.filter((unit) => !unit.frame);
    const whole = joined((content.length ? content : units).map((unit) => unit.text));
    // A word begun is no name yet.
    const readings = content.map((unit) => unit.alternatives.filter((one) => one.kind !== "prefix").map((one) => one.text));
    const meant = joined(content.map((unit, index) => readings[index]![0] ?? unit.text));
    const others = content.length === 1 ? readings[0]! : [];
    const found = [whole, meant, ...others].flatMap((name) => this.#byName.get(name) ?? []);
    return [...new Map(found.map((page) => [page.url, page])).values()].slice(0, MOST);
  }

  #add(name: string, page: PageResult): void {
    if (!name) return;
    const pages = this.#byName.get(name);
    if (pages) pages.push(page);
    else this.#byName.set(name, [page]);
  }
}
