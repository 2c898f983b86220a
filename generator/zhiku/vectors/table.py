"""The table of word vectors: its file, and vectors of words and texts.

A vector has a direction and a weight. The direction is quantized: the unit vector is divided into parts of equal size, and each
part is encoded as the index of the nearest of 256 centroids (product quantization: Jégou, Douze and Schmid, 2011). The weight
is how informative the word is; it is small for words such as *the* and 的. The vector of a text is the weighted sum over its
words, of unit length: the table is fitted so that this sum points where a sentence encoder's embedding of the text points.

The file: a line of JSON with its dimensions; centroids, one signed byte a number; weights and codes, in the words' order;
the words in code point order, joined by line feeds, compressed.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from zhiku.vectors.text import Segmenter, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

TABLE = Path(__file__).with_name("table.bin")
_FORMAT = 1
_TOP = 127
_WEIGHTS = 255


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Vectors of known words.

    ``words`` are in code point order; ``numbers`` is the index of each. ``codes`` [words, parts] are the indices of the
    centroids, ``centroids`` [parts, 256, size] their values, ``weights`` [words] are between 0 and 1. ``segmenter`` cuts texts
    into known words.
    """

    words: tuple[str, ...]
    numbers: dict[str, int]
    centroids: NDArray[np.float32]
    codes: NDArray[np.uint8]
    weights: NDArray[np.float32]
    segmenter: Segmenter

    @property
    def dimensions(self) -> int:
        """The number of dimensions of a vector."""
        return int(self.centroids.shape[0] * self.centroids.shape[2])

    def word_vector(self, word: str) -> NDArray[np.float32] | None:
        """The unit vector [dimensions] of a word or of its known form; ``None`` for unknown words."""
        number = self._number(word)
        if number is None:
            return None
        direction: NDArray[np.float32] = self._directions([number])[0]
        return _unit(direction)

    def word_weight(self, word: str) -> float:
        """The weight of a word, 0..1: how informative it is; 0 for unknown words."""
        number = self._number(word)
        return 0.0 if number is None else float(self.weights[number])

    def text_weight(self, text: str) -> float:
        """The sum of the weights of a text's known words."""
        return sum(float(self.weights[self.numbers[word]]) for word in self.segmenter.words(text))

    def text_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The unit vectors [texts, dimensions] of texts; a row of zeros where no word of a text is known."""
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            numbers = [self.numbers[word] for word in self.segmenter.words(text)]
            if numbers:
                out[row] = _unit(self.weights[numbers] @ self._directions(numbers))
        return out

    def reweighted(self, factors: Mapping[str, float]) -> Table:
        """The table with the weights of some known words multiplied by factors."""
        weights = self.weights.copy()
        weights[[self.numbers[word] for word in factors]] *= np.fromiter(factors.values(), np.float32, len(factors))
        return replace(self, weights=weights)

    def encoded(self, units: NDArray[np.float32]) -> NDArray[np.uint8]:
        """The codes [rows, parts] of unit vectors [rows, dimensions]."""
        parts, _, size = self.centroids.shape
        codes = np.empty((len(units), parts), np.uint8)
        for part in range(parts):
            centres = self.centroids[part]
            products = units[:, part * size : (part + 1) * size] @ centres.T
            codes[:, part] = (products - 0.5 * (centres**2).sum(1)).argmax(1)
        return codes

    def _number(self, word: str) -> int | None:
        found = next(iter(self.segmenter.words(word)), None)
        return None if found is None else self.numbers[found]

    def _directions(self, numbers: Iterable[int]) -> NDArray[np.float32]:
        codes = self.codes[list(numbers)]
        found: NDArray[np.float32] = self.centroids[np.arange(len(self.centroids)), codes].reshape(len(codes), -1)
        return found


@cache
def load_table() -> Table:
    """The table that the package ships, read once per process."""
    return read_table(TABLE)


def read_table(path: Path) -> Table:
    """A table from its file."""
    data = path.read_bytes()
    head, _, rest = data.partition(b"\n")
    shape = json.loads(head)
    parts, size, count = shape["parts"], shape["size"], shape["words"]
    bytes_of = parts * 256 * size
    centroids = np.frombuffer(rest, np.int8, bytes_of).astype(np.float32).reshape(parts, 256, size) * np.float32(shape["scale"])
    weights = np.frombuffer(rest, np.uint8, count, bytes_of).astype(np.float32) / np.float32(_WEIGHTS)
    codes = np.frombuffer(rest, np.uint8, count * parts, bytes_of + count).reshape(count, parts)
    words = tuple(zlib.decompress(rest[bytes_of + count * (1 + parts) :]).decode().split("\n"))
    numbers = {word: number for number, word in enumerate(words)}
    return Table(words, numbers, centroids, codes, weights, Segmenter(numbers))


def write_table(
    path: Path, words: Sequence[str], centroids: NDArray[np.float32], codes: NDArray[np.uint8], weights: NDArray[np.float32]
) -> None:
    """Write the file of a table. Words need not be sorted; weights may be of any scale."""
    order = sorted(range(len(words)), key=lambda number: words[number])
    scale = float(np.abs(centroids).max()) / _TOP
    parts, _, size = centroids.shape
    head = {"format": _FORMAT, "parts": parts, "size": size, "words": len(words), "scale": scale}
    levels = np.round(weights / weights.max() * _WEIGHTS).clip(1, _WEIGHTS).astype(np.uint8)
    body = np.round(centroids / scale).astype(np.int8).tobytes() + levels[order].tobytes() + codes[order].tobytes()
    packed = zlib.compress("\n".join(words[number] for number in order).encode(), 9)
    path.write_bytes(json.dumps(head).encode() + b"\n" + body + packed)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.float32(np.linalg.norm(vector))
    unit: NDArray[np.float32] = vector / length if length else vector
    return unit


__all__ = ["Segmenter", "Table", "load_table", "normalize", "read_table", "write_table"]
