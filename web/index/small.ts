/** lunr.js behind `Index`: reads the index that Python's lunr wrote, and asks it by lunr's query interface. */

import lunr from "lunr";
import { isCjk, termsOf } from "../text/analyzer.ts";
import { wordsOf } from "../text/codec.ts";
import { FIELD_BIT, type Postings } from "../data/posting.ts";
import { list, type LunrIndex } from "../data/schema.ts";
import { idf, saturated } from "./bm25.ts";
import type { Index, WeightedTerm } from "./index.ts";
import { PhraseFinder, type TermPostings } from "./phrases.ts";

/** A place in the base and how often the document there holds a term. */
type Held = readonly (readonly [place: number, times: number])[];
const MOST_TIMES = 255;

export class LunrIndexReader implements Index {
  readonly page = 30;
  readonly complete = true;
  readonly size: number;
  readonly words: readonly string[];
  readonly #index: lunr.Index;
  /** Of each term and field who holds it. */
  readonly #held = new Map<string, readonly Held[]>();
  readonly #places: ReadonlyMap<string, number>;
  readonly #postings = new Map<string, TermPostings>();
  readonly #phrases: PhraseFinder;
  #byCharacter: Map<string, string[]> | undefined;

  constructor(private readonly data: LunrIndex) {
    this.words = wordsOf(data.words);
    this.size = data.references.length;
    this.#places = new Map(data.references.map((reference, place) => [reference, place]));
    for (const [index, term] of list(data.terms).entries()) this.#held.set(term, data.postings[index]!.map(heldOf));
    this.#phrases = new PhraseFinder(this.size, (term) => this.#postingsOf(term));
    this.#index = unpacked(data, this.#held);
  }

  about(): void {
    // Nothing to prepare: all of the index is here.
  }

  has(term: string): boolean {
    return this.#held.has(term);
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
    // Lunr divides by the length of the query's vector.
    const length = Math.sqrt(known.reduce((sum, { weight }) => sum + weight ** 2, 0));
    for (const { ref, score } of results) scores[this.#places.get(ref)!] = score * length / total;
    return scores;
  }

  frequency(term: string): number {
    return this.#held.get(term)?.reduce((sum, held) => sum + held.length, 0) ?? 0;
  }

  /** The index as lunr.js writes it. */
  serialized(): object {
    return this.#index.toJSON();
  }

  /** All of it is here. */
  supply(): Promise<boolean> {
    return Promise.resolve(false);
  }

  #postingsOf(term: string): TermPostings {
    let found = this.#postings.get(term);
    if (!found) this.#postings.set(term, found = isCjk(term) && Array.from(term).length === 1 ? this.#character(term) : this.#gathered([term]));
    return found;
  }

  /** Documents that hold a CJK character in any of their terms. */
  #character(character: string): TermPostings {
    if (!this.#byCharacter) {
      this.#byCharacter = new Map();
      for (const term of this.#held.keys()) {
        if (!isCjk(term)) continue;
        for (const one of new Set(term)) this.#byCharacter.set(one, [...(this.#byCharacter.get(one) ?? []), term]);
      }
    }
    return this.#gathered(this.#byCharacter.get(character) ?? []);
  }

  /** What fields of what documents hold any of the terms, and how often the most frequent stands in running text. */
  #gathered(terms: readonly string[]): TermPostings {
    const fields = new Uint8Array(this.size), times = new Uint8Array(this.size), any = new Uint8Array(this.size);
    let count = 0;
    for (const term of terms) {
      this.#held.get(term)?.forEach((held, order) => {
        const bit = FIELD_BIT[this.data.fields[order] as keyof typeof FIELD_BIT] ?? 0;
        for (const [place, often] of held) {
          count += 1 - any[place]!;
          any[place] = 1;
          if (bit) fields[place]! |= bit;
          else times[place] = Math.max(times[place]!, Math.min(often, MOST_TIMES));
        }
      });
    }
    const documents = new Uint32Array(count);
    for (let place = 0, at = 0; place < this.size; place++) if (any[place]) documents[at++] = place;
    return { documents, fields: Uint8Array.from(documents, (place) => fields[place]!), times: Uint8Array.from(documents, (place) => times[place]!) };
  }
}

/** Places, each followed by how often, as a negative number, where that is more than once. */
function heldOf(packed: readonly number[]): Held {
  const found: [number, number][] = [];
  for (const number of packed) {
    if (number < 0) found.at(-1)![1] = -number;
    else found.push([number, 1]);
  }
  return found;
}

/** The index as lunr.js has it. Its vectors hold the score of every term in every field of a document, which follow from how often each
 * holds it. Its set of terms answers only for whole terms, which is all that is asked, and much faster than lunr's own. */
function unpacked({ fields, boosts, references }: LunrIndex, terms: ReadonlyMap<string, readonly Held[]>): lunr.Index {
  const lengths = fields.map(() => new Float64Array(references.length));
  for (const byField of terms.values()) {
    for (const [field, held] of byField.entries()) for (const [place, times] of held) lengths[field]![place]! += times;
  }
  const averages = lengths.map((all) => all.reduce((sum, length) => sum + length, 0) / references.length);
  const vectors = fields.map(() => references.map((): number[] => []));
  const invertedIndex: Record<string, object> = Object.create(null);
  for (const [index, [term, byField]] of [...terms].entries()) {
    const rarity = idf(byField.reduce((sum, held) => sum + held.length, 0), references.length);
    const holders = byField.map((held, field) => {
      for (const [place, times] of held) {
        const score = boosts[field]! * rarity * saturated(times, lengths[field]![place]! / averages[field]!);
        vectors[field]![place]!.push(index, Math.round(score * 1000) / 1000);
      }
      return [fields[field]!, Object.fromEntries(held.map(([place]) => [references[place]!, {}]))] as const;
    });
    invertedIndex[term] = { _index: index, ...Object.fromEntries(holders) };
  }
  const fieldVectors = fields.flatMap((field, order) => references.map((reference, place) => [`${field}/${reference}`, new lunr.Vector(vectors[order]![place]!)] as const));
  const tokenSet = { intersect: (typed: lunr.TokenSet) => ({ toArray: () => typed.toArray().filter((term) => terms.has(term)) }) };
  const attributes = { fields: [...fields], fieldVectors: Object.fromEntries(fieldVectors), invertedIndex, tokenSet: tokenSet as unknown as lunr.TokenSet, pipeline: new lunr.Pipeline() };
  return new lunr.Index(attributes as unknown as lunr.Index.Attributes);
}
