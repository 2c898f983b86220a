/** The base of `fixture.ts` behind the engine of large bases: chunks of CBOR as Pagefind writes them, handed out from memory. */

import { analyze, isCjk, terms } from "./analyzer.ts";
import { list, TEXT, type DocumentData, type PagefindIndex, type SearchData, type VocabularyData } from "./data.ts";
import { PagefindEngine, type Source } from "./engine-pagefind.ts";
import { searchOver, type Sample } from "./fixture.ts";
import { POSTINGS, wordOf, type Posting } from "./postings.ts";
import { Search, tableOf } from "./search.ts";
import { saying } from "./sketch.ts";

const NO_TABLE: ReadonlyMap<string, string> = new Map();
const WORDS_OF_A_CHUNK = 5;

/** What was asked of a source, in order. */
export interface Large {
  readonly search: Search;
  readonly asked: readonly string[];
}

export function largeOver(samples: readonly Sample[], more: Partial<SearchData> = {}): Large {
  const { data } = searchOver(samples, more);
  const documents = data.documents!;
  const words = new Map<string, [number, number][]>();
  documents.forEach((document, place) => {
    for (const [term, posting] of postingsOf(document)) {
      const weight = POSTINGS.findIndex((one) => JSON.stringify(one) === JSON.stringify(posting));
      words.set(wordOf(term), [...(words.get(wordOf(term)) ?? []), [place, weight]]);
    }
  });
  const sorted = [...words].sort(([one], [other]) => (one < other ? -1 : 1));
  const chunks = Array.from({ length: Math.ceil(sorted.length / WORDS_OF_A_CHUNK) }, (_, index) => sorted.slice(index * WORDS_OF_A_CHUNK, (index + 1) * WORDS_OF_A_CHUNK));
  const frames = new Set(list(data.frames.all));
  const index: PagefindIndex = {
    kind: "pagefind", texts: "1", vocabulary: "words.js", chunks: chunks.map((chunk, at) => `${chunk[0]![0]} ${at}`).join(" "),
    kinds: documents.map(({ domains, mentions, formulas, sections }) => [domains, mentions, formulas, sections]), kindOf: documents.map((_, place) => place),
    titles: documents.map(({ title }) => saying(title, frames)), numbers: [],
  };
  const asked: string[] = [];
  const latin = [...new Set(documents.flatMap((document) => [...postingsOf(document).keys()]))].filter((term) => !isCjk(term)).sort().join(" ");
  const source: Source = {
    chunk: (name) => handed(asked, `chunk ${name}`, () => chunk(chunks[Number(name)]!)),
    text: (place) => handed(asked, `text ${place}`, () => documents[Number(place)]!),
    vocabulary: () => handed(asked, "vocabulary", (): VocabularyData => ({ terms: data.terms!, readings: data.readings!, latin })),
  };
  const { documents: _, terms: __, readings: ___, ...first } = data;
  const large = { ...first, engine: index };
  const engine = new PagefindEngine(index, source, data.domains, tableOf(data), [...frames]);
  return { search: new Search(large, engine, engine), asked };
}

async function handed<Value>(asked: string[], name: string, value: () => Value): Promise<Value> {
  asked.push(name);
  return value();
}

/** As `generator/search/postings.py` reads them. */
function postingsOf({ title, called = [], passages }: DocumentData): Map<string, Posting> {
  const found = new Map<string, { title: boolean; names: boolean; heads: boolean; times: number; sections: number }>();
  const place = (text: string, change: (posting: { title: boolean; names: boolean; heads: boolean; times: number; sections: number }) => void): void => {
    const pieces = analyze(text, NO_TABLE);
    const last = pieces.filter((run) => run.cjk && run.text.length > 1).map((run) => Array.from(run.text).at(-1)!);
    for (const term of [...terms(pieces), ...last]) {
      const posting = found.get(term) ?? { title: false, names: false, heads: false, times: 0, sections: 0 };
      change(posting);
      found.set(term, posting);
    }
  };
  place(title, (one) => { one.title = true; });
  for (const name of called) place(name, (one) => { one.names = true; });
  for (const [section, role, , text] of passages) {
    place(text, (one) => {
      one.sections |= 1 << section;
      if (role === TEXT) one.times = Math.min(3, one.times + 1);
      else one.heads = true;
    });
  }
  return found;
}

function chunk(words: readonly (readonly [string, readonly [number, number][]])[]): ArrayBuffer {
  const array = (items: readonly number[][]): number[] => [...head(4, items.length), ...items.flat()];
  const text = (value: string): number[] => [...head(3, new TextEncoder().encode(value).length), ...new TextEncoder().encode(value)];
  const pages = (holders: readonly [number, number][]): number[] => array(holders.map(([place, weight], index) => {
    const position = head(0, index);
    return array([head(0, place - (holders[index - 1]?.[0] ?? 0)), array(weight === 25 ? [position] : [head(1, weight), position]), array([])]);
  }));
  const bytes = [...new TextEncoder().encode("pagefind_dcd"), ...array([array(words.map(([word, holders]) => array([text(word), pages(holders), array([])])))])];
  return Uint8Array.from(bytes).buffer;
}

const head = (kind: number, value: number): number[] => (value < 24 ? [kind << 5 | value] : value < 256 ? [kind << 5 | 24, value] : [kind << 5 | 25, value >> 8, value & 255]);
