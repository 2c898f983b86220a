"""Files in memory whose texts are compressed: those of a base of ten thousand questions would take 200 MB."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

_LEVEL = 1
"""The fastest compression, to a quarter of a page; the slowest takes a tenth less."""


def compress(text: str) -> bytes:
    """A text as ``CompressedFiles`` stores it."""
    return zlib.compress(text.encode(), _LEVEL)


class CompressedFiles(Mapping[str, str | bytes]):
    """Texts, given compressed, and other files as they are, both by their path; a text is decompressed whenever it is read."""

    def __init__(self, texts: Mapping[str, bytes], others: Mapping[str, bytes] | None = None) -> None:
        self._texts = texts
        self._others = others or {}

    def __getitem__(self, path: str) -> str | bytes:
        """The text or the bytes of a file."""
        found = self._others.get(path)
        return self.text(path) if found is None else found

    def text(self, path: str) -> str:
        """A text."""
        return zlib.decompress(self._texts[path]).decode()

    def __contains__(self, path: object) -> bool:
        """Whether there is a file, without decompressing it."""
        return path in self._texts or path in self._others

    def __iter__(self) -> Iterator[str]:
        """The paths of the texts, then those of the others."""
        yield from (path for path in self._texts if path not in self._others)
        yield from self._others

    def __len__(self) -> int:
        """The number of files."""
        return len(self._texts.keys() | self._others.keys())
