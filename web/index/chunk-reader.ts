/** Decodes a chunk of a large index, in the format of `generator/zhiku/search/chunks.py`. */

import { ByteReader } from "../text/codec.ts";
import type { TermPostings } from "./phrases.ts";

export const NO_TERM_POSTINGS: TermPostings = { documents: new Uint32Array(), fields: new Uint8Array(), frequencies: new Uint8Array() };

/** The terms of a chunk and their postings. */
export async function readChunk(packed: ArrayBuffer): Promise<Map<string, TermPostings>> {
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
  const fields = heads.map(({ count }) => reader.bytes(count));
  const frequencies = heads.map(({ count }) => reader.bytes(count));
  return new Map(
    terms.map((term, index) => [term, { documents: documents[index]!, fields: fields[index]!, frequencies: frequencies[index]! }]),
  );
}
