/** `Index` backed by lunr.js: loads the index that Python's lunr wrote, and queries it through lunr's query API. */

import lunr from "lunr";
import { isCjk, termsOf } from "../text/analyzer.ts";
import { wordsOf } from "../text/codec.ts";
import { FIELD_BIT, type Postings } from "../data/posting.ts";
import { list, type LunrIndex } from "../data/schema.ts";
import { idf, saturation } from "./bm25.ts";
import type { Index, WeightedTerm } from "./index.ts";
import { PhraseFinder, type TermPostings } from "./phrases.ts";

/** The documents that contain a term in one field, with frequencies. */
type UnpackedPostings = readonly (readonly [ordinal: number, frequency: number])[];
const MAX_FREQUENCY = 255;

export class LunrIndexReader implements Index {
  readonly pageSize = 30;
  readonly complete = true;
  readonly size: number;
  readonly words: readonly string[];
  readonly #index: lunr.Index;
  /** Postings by term, one entry for each field. */
  readonly #postingsByTerm = new Map<string, readonly UnpackedPostings[]>();
  readonly #ordinals: ReadonlyMap<string, number>;
  readonly #merged = new Map<string, TermPostings>();
  readonly #phrases: PhraseFinder;
  #byCharacter: Map<string, string[]> | undefined;

  constructor(private readonly data: LunrIndex) {
    this.words = wordsOf(data.words);
    this.size = data.references.length;
    this.#ordinals = new Map(data.references.map((reference, ordinal) => [reference, ordinal]));
    for (const [index, term] of list(data.terms).entries()) this.#postingsByTerm.set(term, data.postings[index]!.map(unpackPostings));
    this.#phrases = new PhraseFinder(this.size, (term) => this.#postingsOf(term));
    this.#index = toLunrIndex(data, this.#postingsByTerm);
  }

  startQuery(): void {
    // Nothing to prepare: the whole index is loaded.
  }

  has(term: string): boolean {
    return this.#postingsByTerm.has(term);
  }

  phrase(text: string): Postings {
    return this.#phrases.find(text, termsOf(text));
  }

  score(terms: readonly WeightedTerm[]): Float64Array {
    const scores = new Float64Array(this.size);
    const known = terms.filter(({ term }) => this.has(term));
    const total = known.reduce((sum, { term, weight }) => sum + weight * idf(this.frequency(term), this.size), 0);
    if (!total) return scores;
    const results = this.#index.query((query) => {
      for (const { term, weight } of known) query.term(term, { boost: weight, usePipeline: false });
    });
    // Lunr divides scores by the norm of the query vector; undo this.
    const length = Math.sqrt(known.reduce((sum, { weight }) => sum + weight ** 2, 0));
    for (const { ref, score } of results) scores[this.#ordinals.get(ref)!] = (score * length) / total;
    return scores;
  }

  frequency(term: string): number {
    return this.#postingsByTerm.get(term)?.reduce((sum, postings) => sum + postings.length, 0) ?? 0;
  }

  /** The index in lunr.js's own serialization. */
  serialized(): object {
    return this.#index.toJSON();
  }

  /** The whole index is loaded. */
  load(): Promise<boolean> {
    return Promise.resolve(false);
  }

  #postingsOf(term: string): TermPostings {
    let found = this.#merged.get(term);
    if (!found)
      this.#merged.set(term, (found = isCjk(term) && Array.from(term).length === 1 ? this.#character(term) : this.#union([term])));
    return found;
  }

  /** Documents that contain a CJK character in any of their terms. */
  #character(character: string): TermPostings {
    if (!this.#byCharacter) {
      this.#byCharacter = new Map();
      for (const term of this.#postingsByTerm.keys()) {
        if (!isCjk(term)) continue;
        for (const one of new Set(term)) this.#byCharacter.set(one, [...(this.#byCharacter.get(one) ?? []), term]);
      }
    }
    return this.#union(this.#byCharacter.get(character) ?? []);
  }

  /** The union of postings: all fields that contain any of the terms, and the greatest frequency in running text. */
  #union(terms: readonly string[]): TermPostings {
    const fields = new Uint8Array(this.size),
      frequencies = new Uint8Array(this.size),
      any = new Uint8Array(this.size);
    let count = 0;
    for (const term of terms) {
      this.#postingsByTerm.get(term)?.forEach((postings, order) => {
        const bit = FIELD_BIT[this.data.fields[order] as keyof typeof FIELD_BIT] ?? 0;
        for (const [ordinal, frequency] of postings) {
          count += 1 - any[ordinal]!;
          any[ordinal] = 1;
          if (bit) fields[ordinal]! |= bit;
          else frequencies[ordinal] = Math.max(frequencies[ordinal]!, Math.min(frequency, MAX_FREQUENCY));
        }
      });
    }
    const documents = new Uint32Array(count);
    for (let ordinal = 0, at = 0; ordinal < this.size; ordinal++) if (any[ordinal]) documents[at++] = ordinal;
    return {
      documents,
      fields: Uint8Array.from(documents, (ordinal) => fields[ordinal]!),
      frequencies: Uint8Array.from(documents, (ordinal) => frequencies[ordinal]!),
    };
  }
}

/** Unpacks postings: ordinals, each followed by its negated frequency if that is more than 1. */
function unpackPostings(packed: readonly number[]): UnpackedPostings {
  const found: [number, number][] = [];
  for (const number of packed) {
    if (number < 0) found.at(-1)![1] = -number;
    else found.push([number, 1]);
  }
  return found;
}

/** Builds the lunr.js index. The field vectors, with the score of each term in each field, are computed from the postings. The token set
 * only supports whole terms, which is all that is queried, and is much faster than lunr's own. */
function toLunrIndex({ fields, boosts, references }: LunrIndex, terms: ReadonlyMap<string, readonly UnpackedPostings[]>): lunr.Index {
  const lengths = fields.map(() => new Float64Array(references.length));
  for (const byField of terms.values()) {
    for (const [field, postings] of byField.entries()) for (const [ordinal, frequency] of postings) lengths[field]![ordinal]! += frequency;
  }
  const averages = lengths.map((all) => all.reduce((sum, length) => sum + length, 0) / references.length);
  const vectors = fields.map(() => references.map((): number[] => []));
  const invertedIndex: Record<string, object> = Object.create(null);
  for (const [index, [term, byField]] of [...terms].entries()) {
    const rarity = idf(
      byField.reduce((sum, postings) => sum + postings.length, 0),
      references.length,
    );
    const byFieldName = byField.map((postings, field) => {
      for (const [ordinal, frequency] of postings) {
        const score = boosts[field]! * rarity * saturation(frequency, lengths[field]![ordinal]! / averages[field]!);
        vectors[field]![ordinal]!.push(index, Math.round(score * 1000) / 1000);
      }
      return [fields[field]!, Object.fromEntries(postings.map(([ordinal]) => [references[ordinal]!, {}]))] as const;
    });
    invertedIndex[term] = { _index: index, ...Object.fromEntries(byFieldName) };
  }
  const fieldVectors = fields.flatMap((field, order) =>
    references.map((reference, ordinal) => [`${field}/${reference}`, new lunr.Vector(vectors[order]![ordinal]!)] as const),
  );
  const tokenSet = { intersect: (typed: lunr.TokenSet) => ({ toArray: () => typed.toArray().filter((term) => terms.has(term)) }) };
  const attributes = {
    fields: [...fields],
    fieldVectors: Object.fromEntries(fieldVectors),
    invertedIndex,
    tokenSet: tokenSet as unknown as lunr.TokenSet,
    pipeline: new lunr.Pipeline(),
  };
  return new lunr.Index(attributes as unknown as lunr.Index.Attributes);
}
