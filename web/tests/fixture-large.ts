/** The base of `fixture.ts` behind the engine of large bases: chunks as the generator writes them, handed out from memory. */

import { analyze, isCjk, terms as termsOf } from "../text/analyzer.ts";
import { list, TEXT, type DocumentData, type ChunkIndex, type SearchData, type VocabularyData } from "../data/schema.ts";
import { ChunkEngine, type Source } from "../index/chunked.ts";
import { searchOver, type Sample } from "./fixture.ts";
import { PLACE } from "../data/posting.ts";
import { Search, tableOf } from "../results/search.ts";
import { saying } from "../index/document-stub.ts";

const NO_TABLE: ReadonlyMap<string, string> = new Map();

/** What was asked of a source, in order. */
export interface Large {
  readonly search: Search;
  readonly asked: readonly string[];
}

/** `size` is how many terms a chunk has. */
export function largeOver(samples: readonly Sample[], more: Partial<SearchData> = {}, size = 5): Large {
  const { data } = searchOver(samples, more);
  const documents = data.documents!;
  const terms = new Map<string, [number, number][]>();
  documents.forEach((document, place) => {
    for (const [term, posting] of postingsOf(document)) terms.set(term, [...(terms.get(term) ?? []), [place, posting]]);
  });
  const sorted = [...terms].sort(([one], [other]) => (one < other ? -1 : 1));
  const chunks = Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) => sorted.slice(index * size, (index + 1) * size));
  const frames = new Set(list(data.frames.all));
  const index: ChunkIndex = {
    kind: "chunks", version: "1", vocabulary: "words.js", beginnings: words(chunks.map((chunk) => chunk[0]![0])),
    kinds: documents.map(({ domains, mentions, formulas, sections }) => [domains, mentions, formulas, sections]), kindOf: numbers(documents.map((_, place) => place)),
    titles: numbers(documents.map(({ title }) => saying(title, frames))), numbers: [],
  };
  const asked: string[] = [];
  const latin = [...new Set(documents.flatMap((document) => [...postingsOf(document).keys()]))].filter((term) => !isCjk(term)).sort();
  const source: Source = {
    chunk: (number) => handed(asked, `chunk ${number}`, () => chunk(chunks[number]!)),
    text: (place) => handed(asked, `text ${place}`, () => documents[Number(place)]!),
    vocabulary: () => handed(asked, "vocabulary", (): VocabularyData => ({ terms: words(list(data.terms!)), readings: data.readings!, latin: words(latin) })),
  };
  const { documents: _, terms: __, readings: ___, ...first } = data;
  const large = { ...first, engine: index };
  const engine = new ChunkEngine(index, source, data.domains, tableOf(data), [...frames]);
  return { search: new Search(large, engine, engine), asked };
}

async function handed<Value>(asked: string[], name: string, value: () => Value | Promise<Value>): Promise<Value> {
  asked.push(name);
  return value();
}

/** As `generator/zhiku/search/postings.py` reads them. */
function postingsOf({ title, called = [], passages }: DocumentData): Map<string, number> {
  const found = new Map<string, number>();
  const place = (text: string, change: (posting: number) => number): void => {
    const pieces = analyze(text, NO_TABLE);
    const characters = pieces.filter((run) => run.cjk && run.text.length > 1).flatMap((run) => Array.from(run.text));
    for (const term of [...termsOf(pieces), ...characters]) found.set(term, change(found.get(term) ?? 0));
  };
  place(title, (one) => one | PLACE.title);
  for (const name of called) place(name, (one) => one | PLACE.names);
  for (const [section, role, , text] of passages) {
    const bit = PLACE.sections << section;
    place(text, (one) => (role === TEXT ? one < 3 * PLACE.times ? one + PLACE.times : one : one | PLACE.heads) | bit);
  }
  return found;
}

/** As `generator/zhiku/search/chunks.py` writes them, but that no term shares its beginning with another. */
function chunk(terms: readonly (readonly [string, readonly [number, number][]])[]): Promise<ArrayBuffer> {
  const encoded = terms.map(([term, holders]) => [[...new TextEncoder().encode(term)], holders] as const);
  const bytes = [
    ...leb128(terms.length), ...encoded.flatMap(([term, holders]) => [0, ...leb128(term.length), ...leb128(holders.length)]),
    ...encoded.flatMap(([term]) => term),
    ...encoded.flatMap(([, holders]) => holders.flatMap(([place], index) => leb128(place - (holders[index - 1]?.[0] ?? 0)))),
    ...encoded.flatMap(([, holders]) => holders.map(([, posting]) => posting)),
  ];
  return new Response(new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

const leb128 = (value: number): number[] => (value < 128 ? [value] : [value & 127 | 128, ...leb128(value >> 7)]);
const numbers = (values: readonly number[]): string => values.map((value) => String.fromCharCode(40 + value)).join("");
const words = (all: readonly string[]): string => all.map((word) => `A${word}`).join("");
