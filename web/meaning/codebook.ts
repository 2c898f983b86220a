/** Vectors coded by product quantization: each part of a vector is the number of one of 256 centroids.
 *
 * Cosines are computed from the codes, without decoding them: the products of a query's vector with all centroids are tabulated once, and
 * the product with a coded vector is the sum of one entry for each part (asymmetric distance computation: Jégou, Douze and Schmid, Product
 * Quantization for Nearest Neighbor Search, 2011). */

const CENTROIDS = 256;

/** A vector with as many components as the codebook has dimensions. */
export type Vector = Float32Array;

/** A coded vector with its weight in a sum. */
export interface WeightedCode {
  readonly weight: number;
  readonly code: Uint8Array;
}

/** Codes one after another, and for each the reciprocal of the length of its vector. */
export interface CodedVectors {
  readonly codes: Uint8Array;
  readonly scales: Float32Array;
}

export class Codebook {
  readonly #centroids: Int8Array;

  /** `size` is the number of dimensions of a part; the centroids lie at the start of `coded`. */
  constructor(
    coded: Uint8Array,
    readonly parts: number,
    readonly size: number,
  ) {
    this.#centroids = new Int8Array(coded.buffer, coded.byteOffset, this.bytes);
  }

  /** Number of bytes of all centroids. */
  get bytes(): number {
    return this.parts * CENTROIDS * this.size;
  }

  /** The weighted sum of coded vectors. */
  sum(coded: Iterable<WeightedCode>): Vector {
    const { parts, size } = this;
    const sum = new Float32Array(parts * size);
    for (const { weight, code } of coded) {
      for (let part = 0; part < parts; part++) {
        const from = (part * CENTROIDS + code[part]!) * size;
        for (let at = 0; at < size; at++) sum[part * size + at]! += weight * this.#centroids[from + at]!;
      }
    }
    return sum;
  }

  /** Codes with the lengths of their vectors. */
  withScales(codes: Uint8Array): CodedVectors {
    const { parts } = this;
    const code = (row: number): Uint8Array => codes.subarray(row * parts, (row + 1) * parts);
    return {
      codes,
      scales: Float32Array.from({ length: codes.length / parts }, (_, row) => scaleOf(this.sum([{ weight: 1, code: code(row) }]))),
    };
  }

  /** Cosines of a unit vector with coded vectors. */
  cosines(vector: Vector, { codes, scales }: CodedVectors): Float32Array {
    return this.products(vector, codes).map((product, row) => product * scales[row]!);
  }

  /** Inner products of a vector with coded vectors. */
  products(vector: Vector, codes: Uint8Array): Float32Array {
    const table = this.#table(vector),
      { parts } = this;
    const found = new Float32Array(codes.length / parts);
    for (let row = 0, at = 0; row < found.length; row++) {
      let product = 0;
      for (let from = 0; from < table.length; from += CENTROIDS) product += table[from + codes[at++]!]!;
      found[row] = product;
    }
    return found;
  }

  /** The product of each part of a vector with each of the part's centroids. */
  #table(vector: Vector): Float32Array {
    const { parts, size } = this;
    const table = new Float32Array(parts * CENTROIDS);
    for (let row = 0, from = 0; row < table.length; row++, from += size) {
      const part = Math.floor(row / CENTROIDS) * size;
      let product = 0;
      for (let at = 0; at < size; at++) product += vector[part + at]! * this.#centroids[from + at]!;
      table[row] = product;
    }
    return table;
  }
}

/** The reciprocal of a vector's length; 0 for the zero vector. */
export function scaleOf(vector: Vector): number {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length && 1 / length;
}

/** A vector divided by its length. */
export function normalized(vector: Vector): Vector {
  const scale = scaleOf(vector);
  return vector.map((value) => value * scale);
}
