/** Pagefind's index chunks as the generator has them made: bytes in, of every word the documents that hold it and how.
 *
 * The twin of `generator/search/postings.py`, whose docstring holds the meaning of a weight. A chunk is gzip around CBOR (RFC 8949):
 * `[[[word, [[page, [weight and place], []], …], variants], …]]`, pages as differences, a weight as `-1 - weight`. */

/** Where a document holds a term. */
export interface Posting {
  readonly title: boolean;
  readonly names: boolean;
  readonly heads: boolean;
  /** How often in running text; three stands for more. */
  readonly times: number;
  /** Bits for prompt, answer and analysis. */
  readonly sections: number;
}

/** Of a word the documents in their order, and a weight for each. */
export interface Holders {
  readonly documents: Uint32Array;
  readonly weights: Uint8Array;
}

export const MOST_WEIGHT = 200;
const SIGNATURE = "pagefind_dcd";
/** What Pagefind leaves out because it is the usual weight. */
const USUAL = 25;
const ESCAPE = "\u2d30";
const PLAIN = /^[a-z0-9\u3400-\u9fff]*$/;

const decode = (weight: number): Posting => {
  const body = Math.floor((weight - 1) / 4);
  const written = body && Math.floor((body - 1) / 7) + 1;
  return {
    title: ((weight - 1) & 1) > 0, names: ((weight - 1) & 2) > 0, heads: written > 3, times: written & 3, sections: body && ((body - 1) % 7) + 1,
  };
};

/** What each weight means. */
export const POSTINGS: readonly Posting[] = [
  { title: false, names: false, heads: false, times: 0, sections: 0 }, ...Array.from({ length: MOST_WEIGHT }, (_, index) => decode(index + 1)),
];

/** A term as the index writes it. */
export const wordOf = (term: string): string =>
  PLAIN.test(term) ? term : ESCAPE + Array.from(term, (char) => char.codePointAt(0)!.toString(16)).join("");

/** The words of a chunk. */
export async function readChunk(packed: ArrayBuffer): Promise<Map<string, Holders>> {
  const bytes = new Uint8Array(packed);
  // Some servers unpack what they serve.
  const data = bytes[0] === 0x1f ? new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()) : bytes;
  const reader = new Reader(data);
  reader.skip(SIGNATURE.length);
  reader.head();
  const words = new Map<string, Holders>();
  for (let left = reader.head(); left > 0; left--) {
    reader.head();
    words.set(reader.text(), readPages(reader));
    reader.ignore();
  }
  return words;
}

function readPages(reader: Reader): Holders {
  const count = reader.head();
  const documents = new Uint32Array(count), weights = new Uint8Array(count);
  let page = 0;
  for (let index = 0; index < count; index++) {
    reader.head();
    page += reader.head();
    documents[index] = page;
    weights[index] = USUAL;
    for (let left = reader.head(); left > 0; left--) {
      const value = reader.whole();
      if (value < 0) weights[index] = -1 - value;
    }
    reader.ignore();
  }
  return { documents, weights };
}

/** Walks through CBOR as far as Pagefind uses it: whole numbers, texts, arrays. */
class Reader {
  #at = 0;
  #kind = 0;
  readonly #decoder = new TextDecoder();

  constructor(private readonly data: Uint8Array) {}

  skip(bytes: number): void {
    this.#at += bytes;
  }

  /** The number that a value begins with: its own, or how long a text or an array is. */
  head(): number {
    const first = this.data[this.#at++]!;
    this.#kind = first >> 5;
    const size = first & 31;
    if (size < 24) return size;
    let value = 0;
    for (let left = 1 << (size - 24); left > 0; left--) value = value * 256 + this.data[this.#at++]!;
    return value;
  }

  whole(): number {
    const size = this.head();
    return this.#kind === 1 ? -1 - size : size;
  }

  text(): string {
    const length = this.head();
    this.#at += length;
    return this.#decoder.decode(this.data.subarray(this.#at - length, this.#at));
  }

  /** Passes over a value. */
  ignore(): void {
    const size = this.head();
    if (this.#kind === 4) for (let left = size; left > 0; left--) this.ignore();
    else if (this.#kind > 1) this.#at += size;
  }
}
