/** Which documents hold something, and how rare that makes it. */

import { bigrams, isCjk } from "../text/analyzer.ts";
import { count, FIELDS, type Document } from "../data/document.ts";
import type { Documents, Engine } from "../index/index.ts";
import { PLACE } from "../data/posting.ts";
import { exact, type Alternative, type Unit } from "../query/segment.ts";

const LEAST_IDF = 0.12;

export class Holders {
  constructor(private readonly engine: Engine, private readonly documents: Documents) {}

  /** Documents that hold a unit in any of its readings, or in parts. */
  of(unit: Unit): Set<string> {
    const alternatives = [...unit.alternatives, ...unit.parts.map(exact)];
    const found = new Set(alternatives.flatMap((one) => [...this.candidates(one.text)]));
    return new Set([...found].filter((id) => alternatives.some((one) => holds(this.documents.get(id)!, one))));
  }

  /** How many documents these are. */
  many(unit: Unit): number {
    const { phrase } = this.engine;
    if (!phrase) return this.of(unit).size;
    const met = new Uint8Array(this.documents.size);
    let many = 0;
    for (const text of [...unit.alternatives.map((one) => one.text), ...unit.parts]) {
      const { documents } = phrase(text);
      for (let index = 0; index < documents.length; index++) {
        const document = documents[index]!;
        many += 1 - met[document]!;
        met[document] = 1;
      }
    }
    return many;
  }

  /** How many documents have a head that `is` this; of a large base, one that has it. */
  heads(text: string, is: (document: Document) => boolean): number {
    const phrase = this.engine.phrase?.(text);
    if (phrase) return Array.from(phrase.where).filter((where) => where & PLACE.heads).length;
    return [...this.candidates(text)].filter((id) => is(this.documents.get(id)!)).length;
  }

  /** Documents that hold all index terms of a text. */
  candidates(text: string): Iterable<string> {
    return isCjk(text) && Array.from(text).length === 1 ? this.engine.holding(text) : this.engine.find(termsOf(text));
  }

  /** BM25's inverse document frequency, brought to 0 to 1. */
  rarity(holders: number): number {
    const total = this.documents.size;
    return Math.max(LEAST_IDF, Math.log(1 + (total - holders + 0.5) / (holders + 0.5)) / Math.log(2 * total + 2));
  }
}

const holds = (document: Document, one: Alternative): boolean => FIELDS.some((field) => count(document.fields[field], one.text, one.open, 1) > 0);

const some = (keys: Iterable<string>): boolean => !keys[Symbol.iterator]().next().done;

/** Whether any document may write a name; single characters stand in the index only where they stand alone. */
export const mayHold = (engine: Engine, name: string): boolean =>
  name.length === 1 && isCjk(name) ? some(engine.holding(name)) : termsOf(name).every((term) => engine.has(term));

/** The index terms of a phrase in normal form. */
const termsOf = (text: string): string[] =>
  [...text.matchAll(/[^\s]+/g)].flatMap(([word]) => word.match(/[\u3005-\u{3134f}]+|[^\u3005-\u{3134f}]+/gu)?.flatMap((run) => (isCjk(run) ? bigrams(run) : [run])) ?? []);
