/** Reads numbers and words as `generator/zhiku/search/codec.py` writes them. */

const LOWEST = 40;
const NONE = "A".charCodeAt(0);
const WORD = /([A-Z])([^A-Z]*)/g;

/** Walks through numbers in LEB128, and whatever stands between them. */
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

/** Small numbers, a character each. */
export const numbersOf = (characters: string): number[] => Array.from(characters, (character) => character.charCodeAt(0) - LOWEST);

/** Sorted words, each told by what it shares with the one before it. */
export function wordsOf(frontCoded: string): string[] {
  let word = "";
  return Array.from(frontCoded.matchAll(WORD), ([, shared, rest]) => (word = word.slice(0, shared!.charCodeAt(0) - NONE) + rest!));
}
