/** How many documents hold something, and how rare that makes it. */

import type { Document } from "../data/document.ts";
import { FIELD_BIT } from "../data/posting.ts";
import type { Documents, Index } from "../index/index.ts";
import type { Unit } from "../query/segment.ts";

const LEAST_IDF = 0.12;

export class DocFrequency {
  constructor(private readonly index: Index, private readonly documents: Documents) {}

  /** How many documents hold a token in any of its readings, or in parts. */
  count(unit: Unit): number {
    const met = new Uint8Array(this.index.size);
    let count = 0;
    for (const text of [...unit.alternatives.map((one) => one.text), ...unit.parts]) {
      const { documents } = this.index.phrase(text);
      for (let index = 0; index < documents.length; index++) {
        const document = documents[index]!;
        count += 1 - met[document]!;
        met[document] = 1;
      }
    }
    return count;
  }

  /** How many documents have a head that `is` this; of those whose texts are not here, one that holds it. */
  heads(text: string, is: (document: Document) => boolean): number {
    const { documents, fields } = this.index.phrase(text);
    return Array.from(documents).filter((place, index) => (fields[index]! & FIELD_BIT.heads) > 0 && (!this.index.complete || is(this.documents.get(place)!))).length;
  }

  /** BM25's inverse document frequency, brought to 0 to 1. */
  rarity(count: number): number {
    const total = this.index.size;
    return Math.max(LEAST_IDF, Math.log(1 + (total - count + 0.5) / (count + 0.5)) / Math.log(2 * total + 2));
  }
}
