/** The base of `fixture.ts` in the chunked index: chunks as the generator writes them, served from memory. */

import { analyze, PLAIN_RULES, isCjk, terms as termsOf } from "../text/analyzer.ts";
import { stem } from "../text/stemmer.ts";
import { list, TEXT, type DocumentData, type ChunkIndex, type SearchData, type VocabularyData } from "../data/schema.ts";
import { ChunkedIndex, type ChunkSource } from "../index/chunked.ts";
import { coded, dataOver, latinWords, type Sample } from "./fixture.ts";
import { FIELD_BIT, FIRST_SECTION_BIT } from "../data/posting.ts";
import { rulesOf, Search } from "../results/search.ts";

const TIMES = 256;

/** A search, and the files that it has requested, in order. */
export interface Large {
  readonly search: Search;
  readonly asked: readonly string[];
}

/** A search over samples in the chunked index; `size` is the number of terms per chunk. */
export function largeOver(samples: readonly Sample[], more: Partial<SearchData> = {}, size = 5): Large {
  const { documents, terms: frequentTerms, readings, ...data } = dataOver(samples, more);
  const terms = new Map<string, [number, number][]>();
  documents.forEach((document, place) => {
    for (const [term, posting] of postingsOf(document)) terms.set(term, [...(terms.get(term) ?? []), [place, posting]]);
  });
  const sorted = [...terms].sort(([one], [other]) => (one < other ? -1 : 1));
  const chunks = Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) => sorted.slice(index * size, (index + 1) * size));
  const lengths = (count: (posting: number) => number): string =>
    numbers(
      documents.map((document) =>
        [...postingsOf(document)].reduce((sum, [term, posting]) => sum + (isCjk(term) && term.length === 1 ? 0 : count(posting)), 0),
      ),
    );
  const index: ChunkIndex = {
    kind: "chunks",
    version: "1",
    vocabulary: "words.js",
    beginnings: coded(chunks.map((chunk) => chunk[0]![0])),
    kinds: documents.map(({ domains, mentions, formulas, sections, notes = [] }) => [domains, mentions, formulas, sections, notes]),
    kindOf: numbers(documents.map((_, place) => place)),
    lengths: {
      title: lengths((one) => one & 1),
      names: lengths((one) => (one >> 1) & 1),
      heads: lengths((one) => (one >> 2) & 1),
      body: lengths((one) => Math.floor(one / TIMES)),
    },
    numbers: [],
  };
  const asked: string[] = [];
  const source: ChunkSource = {
    chunk: (number) => handed(asked, `chunk ${number}`, () => chunk(chunks[number]!)),
    text: (place) => handed(asked, `text ${place}`, () => documents[place]!),
    vocabulary: () =>
      handed(
        asked,
        "vocabulary",
        (): VocabularyData => ({ terms: coded(list(frequentTerms)), readings, latin: coded(latinWords(documents)) }),
      ),
  };
  const large = { ...data, engine: index };
  const engine = new ChunkedIndex(index, source, data.domains, rulesOf(large));
  return { search: new Search(large, engine, engine), asked };
}

async function handed<Value>(asked: string[], name: string, value: () => Value | Promise<Value>): Promise<Value> {
  asked.push(name);
  return value();
}

/** The postings of a document, as in `generator/zhiku/search/postings.py`. */
function postingsOf({ title, names = [], passages }: DocumentData): Map<string, number> {
  const found = new Map<string, number>();
  const place = (text: string, change: (posting: number) => number): void => {
    const pieces = analyze(text, PLAIN_RULES);
    const characters = pieces.filter((run) => run.cjk && run.text.length > 1).flatMap((run) => Array.from(run.text));
    for (const term of [...termsOf(pieces, stem), ...characters]) found.set(term, change(found.get(term) ?? 0));
  };
  place(title, (one) => one | FIELD_BIT.title);
  for (const name of names) place(name, (one) => one | FIELD_BIT.names);
  for (const [section, role, , text] of passages) {
    const bit = FIRST_SECTION_BIT << section;
    place(text, (one) => (role === TEXT ? one + TIMES : one | FIELD_BIT.heads) | bit);
  }
  return found;
}

/** A chunk as `generator/zhiku/search/chunks.py` writes it, except that terms share no prefixes. */
function chunk(terms: readonly (readonly [string, readonly [number, number][]])[]): Promise<ArrayBuffer> {
  const encoded = terms.map(([term, postings]) => [[...new TextEncoder().encode(term)], postings] as const);
  const bytes = [
    ...leb128(terms.length),
    ...encoded.flatMap(([term, postings]) => [0, ...leb128(term.length), ...leb128(postings.length)]),
    ...encoded.flatMap(([term]) => term),
    ...encoded.flatMap(([, postings]) => postings.flatMap(([place], index) => leb128(place - (postings[index - 1]?.[0] ?? 0)))),
    ...encoded.flatMap(([, postings]) => postings.map(([, posting]) => posting % TIMES)),
    ...encoded.flatMap(([, postings]) => postings.map(([, posting]) => Math.min(255, Math.floor(posting / TIMES)))),
  ];
  return new Response(new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

const leb128 = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...leb128(value >> 7)]);
const numbers = (values: readonly number[]): string => values.map((value) => String.fromCharCode(40 + value)).join("");
