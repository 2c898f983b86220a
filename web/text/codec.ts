/** Decodes numbers and words written by `generator/zhiku/search/codec.py`. */

const LOWEST = 40;
const NO_SHARED = "A".charCodeAt(0);
const WORD = /([A-Z])([^A-Z]*)/g;

/** Reads LEB128 numbers and raw bytes in sequence. */
export class ByteReader {
  #at = 0;

  constructor(private readonly data: Uint8Array) {}

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.data[this.#at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  bytes(length: number): Uint8Array {
    this.#at += length;
    return this.data.subarray(this.#at - length, this.#at);
  }
}

/** Decodes small numbers, one character each. */
export const numbersOf = (characters: string): number[] => Array.from(characters, (character) => character.charCodeAt(0) - LOWEST);

/** Decodes front-coded words: sorted words, each given by the length of the prefix it shares with the one before. */
export function wordsOf(frontCoded: string): string[] {
  let word = "";
  return Array.from(frontCoded.matchAll(WORD), ([, shared, rest]) => (word = word.slice(0, shared!.charCodeAt(0) - NO_SHARED) + rest!));
}
