/** Document frequency, and the inverse document frequency that follows from it. */

import type { Document } from "../data/document.ts";
import { FIELD_BIT } from "../data/posting.ts";
import type { Documents, Index } from "../index/index.ts";
import type { QueryToken } from "../query/segment.ts";

const MIN_IDF = 0.12;

export class DocFrequency {
  constructor(
    private readonly index: Index,
    private readonly documents: Documents,
  ) {}

  /** The number of documents that contain any alternative of a token, or part of a compound. */
  count(token: QueryToken): number {
    const counted = new Uint8Array(this.index.size);
    let count = 0;
    for (const text of [...token.alternatives.map((one) => one.text), ...token.compoundParts]) {
      const { documents } = this.index.phrase(text);
      for (let index = 0; index < documents.length; index++) {
        const document = documents[index]!;
        count += 1 - counted[document]!;
        counted[document] = 1;
      }
    }
    return count;
  }

  /** The number of documents with a head for which `is` holds; documents whose texts are not loaded count if a head contains the text. */
  countWithHead(text: string, is: (document: Document) => boolean): number {
    const { documents, fields } = this.index.phrase(text);
    return Array.from(documents).filter(
      (ordinal, index) => (fields[index]! & FIELD_BIT.heads) > 0 && (!this.index.complete || is(this.documents.get(ordinal)!)),
    ).length;
  }

  /** BM25's inverse document frequency, scaled to 0..1. */
  rarity(count: number): number {
    const total = this.index.size;
    return Math.max(MIN_IDF, Math.log(1 + (total - count + 0.5) / (count + 0.5)) / Math.log(2 * total + 2));
  }
}
