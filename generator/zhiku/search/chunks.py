"""The chunked index of a large base, served as small files: postings in, chunks and the prefixes that separate them out.

Terms are sorted, and every chunk holds a range of them, so a browser finds the chunk of a term among the chunks' first words. A
chunk is gzip around five streams, one behind the other, numbers in LEB128:

1. the number of terms; for each term, the length in bytes of the prefix it shares with the one before, the length of the rest,
   and its number of documents;
2. the rest of every term (UTF-8);
3. the documents of each term, as differences from the one before (the first from 0);
4. for each of these documents, the fields that contain the term (``postings``), one byte each;
5. the frequency of the term in its running text, one byte each.

Every stream has its own deflate blocks, and so its own Huffman codes. Only runs of single bytes are encoded as repetitions: other
repetitions in postings are accidental, and encoding them would cost more than it saves.

``web/index/chunk-reader.ts`` reads chunks.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from functools import partial
from operator import sub
from typing import TYPE_CHECKING

from zhiku.search.codec import numbers, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

POSTINGS_PER_CHUNK = 2_000
"""Postings in a chunk of 1 to 2 KB; each term of a query needs one chunk. A term with more postings has its own chunk."""
_GZIP = zlib.MAX_WBITS | 16


class InvertedIndex:
    """The postings of all terms, eight bytes each: a document's number and its posting."""

    def __init__(self) -> None:
        self._lists: defaultdict[str, array[int]] = defaultdict(partial(array, "Q"))

    def add(self, number: int, postings: Mapping[str, int]) -> None:
        """Add a document by its number (ascending) and its terms with their postings (two bytes each)."""
        lists = self._lists
        number <<= 16
        for term, posting in postings.items():
            lists[term].append(number | posting)

    def terms(self) -> list[str]:
        """All terms in the order of browsers: by their UTF-16 code units."""
        return sorted(self._lists, key=lambda term: term.encode("utf-16-be"))

    def chunks(self) -> Iterator[tuple[str, bytes]]:
        """For each chunk, the shortest prefix that separates its first term from the term before it, and the file."""
        held: list[str] = []
        size, last = 0, ""
        for term in self.terms():
            count = len(self._lists[term])
            if held and size + count > POSTINGS_PER_CHUNK:
                yield _shortest_separator(last, held[0]), self._chunk(held)
                held, size, last = [], 0, held[-1]
            held.append(term)
            size += count
        if held:
            yield _shortest_separator(last, held[0]), self._chunk(held)

    def _chunk(self, terms: Sequence[str]) -> bytes:
        return packed(streams((term, self._lists[term]) for term in terms))


def _shortest_separator(before: str, term: str) -> str:
    return term[: shared(before, term) + 1]


def streams(lists: Iterable[tuple[str, array[int]]]) -> tuple[bytes, ...]:
    """The five streams of a chunk with these sorted terms and their postings (see ``InvertedIndex``)."""
    heads: list[int] = []
    words, gaps, fields, times = bytearray(), bytearray(), bytearray(), bytearray()
    before, total = b"", 0
    for term, held in lists:
        word = term.encode()
        same = shared(before, word)
        heads += (same, len(word) - same, len(held))
        words += word[same:]
        documents = [one >> 16 for one in held]
        gaps += numbers([documents[0], *map(sub, documents[1:], documents)])
        fields += bytes([one & 0xFF for one in held])
        times += bytes([one >> 8 & 0xFF for one in held])
        before = word
        total += 1
    return numbers([total, *heads]), bytes(words), bytes(gaps), bytes(fields), bytes(times)


def packed(parts: Iterable[bytes]) -> bytes:
    """Concatenate streams into one gzip file, each with deflate blocks of its own."""
    packer = zlib.compressobj(wbits=_GZIP, strategy=zlib.Z_RLE)
    return b"".join(part for stream in parts for part in (packer.compress(stream), packer.flush(zlib.Z_BLOCK))) + packer.flush()
