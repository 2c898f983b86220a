/** Reads a chunk of the index of a large base; `generator/zhiku/search/chunks.py`, which writes it, says how it is made. */

import { ByteReader } from "../text/codec.ts";

/** The documents that hold a term, in their order, and a posting for each (`postings.ts`). */
export interface Holders {
  readonly documents: Uint32Array;
  readonly postings: Uint8Array;
}

export const NOBODY: Holders = { documents: new Uint32Array(), postings: new Uint8Array() };

/** The terms of a chunk and who holds them. */
export async function readChunk(packed: ArrayBuffer): Promise<Map<string, Holders>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = new ByteReader(new Uint8Array(await new Response(stream).arrayBuffer()));
  const heads = Array.from({ length: reader.number() }, () => ({ shared: reader.number(), more: reader.number(), count: reader.number() }));
  const decoder = new TextDecoder();
  let word = new Uint8Array();
  const terms = heads.map(({ shared, more }) => {
    const next = new Uint8Array(shared + more);
    next.set(word.subarray(0, shared));
    next.set(reader.bytes(more), shared);
    word = next;
    return decoder.decode(word);
  });
  const documents = heads.map(({ count }) => {
    const found = new Uint32Array(count);
    let document = 0;
    for (let index = 0; index < count; index++) found[index] = document += reader.number();
    return found;
  });
  return new Map(terms.map((term, index) => [term, { documents: documents[index]!, postings: reader.bytes(heads[index]!.count) }]));
}
