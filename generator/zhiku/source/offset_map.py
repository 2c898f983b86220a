r"""Map content that a Markdown parser returns to offsets in its file.

The inline content of a block has lost the indentation, quote marks and list markers of its lines, and ``\r\n`` is ``\n`` in
it; table cells have also lost the backslash before ``|``. The rest of each line is unchanged, so it can be found in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from sys import maxsize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhiku.source.text import SourceText


@dataclass(frozen=True)
class OffsetMap:
    """Maps offsets in some content to offsets in its file; computed when first used."""

    find: Callable[[], tuple[tuple[int, int], ...]]

    @cached_property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """For each contiguous piece, its offset in the content (ascending) and in the file."""
        return self.find()

    def offset(self, at: int) -> int:
        """The offset in the file for an offset in the content."""
        inside = [start for start, _ in self.pieces]
        start, origin = self.pieces[max(0, bisect_right(inside, at) - 1)]
        return origin + at - start

    def beginning_at(self, start: int) -> OffsetMap:
        """The map of the content from an offset on."""
        return OffsetMap(lambda: tuple((at - start, origin) for at, origin in self.pieces))


def after_replacements(offsets: OffsetMap, replaced: Sequence[tuple[int, int, int]]) -> OffsetMap:
    """The map of content in which stretches were replaced: their former starts and ends, in order, and new lengths.

    An offset within a replacement is that of its start.
    """
    if not replaced:
        return offsets

    def find() -> tuple[tuple[int, int], ...]:
        pieces, grown, last = [], 0, 0
        for start, end, length in (*replaced, (maxsize, maxsize, 0)):
            pieces += [(at + grown, origin) for at, origin in offsets.pieces if last <= at < start]
            if start < maxsize:
                pieces += [(start + grown, offsets.offset(start)), (start + grown + length, offsets.offset(end))]
            grown += length - (end - start)
            last = end
        return tuple(pieces)

    return OffsetMap(find)


def of_lines(source: SourceText, content: str, line: int, floor: int) -> OffsetMap:
    """The map of content whose first line is ``line``; nothing of it lies before the offset ``floor``."""
    return OffsetMap(lambda: _pieces_of_lines(source, content, line, floor))


def _pieces_of_lines(source: SourceText, content: str, line: int, floor: int) -> tuple[tuple[int, int], ...]:
    pieces, at, number = [], 0, _first_line(source, content, line, floor)
    for text in content.split("\n"):
        pieces.append(
            (at + len(text) - len(text.lstrip()), max(0, _last(source, text, number, floor)) + _start(source, number, floor))
        )
        at += len(text) + 1
        number += 1
    return tuple(pieces)


def _first_line(source: SourceText, content: str, line: int, floor: int) -> int:
    """The line of the content's first word: the parser strips preceding lines of Unicode white space."""
    words = content.partition("\n")[0]
    return next((number for number in range(line, source.line_count + 1) if _last(source, words, number, floor) >= 0), line)


def _last(source: SourceText, text: str, line: int, floor: int) -> int:
    """The offset of the last occurrence of a text in a line, whose end the parser leaves unchanged; it writes NUL as U+FFFD."""
    row = source.text[_start(source, line, floor) : source.offset_of_line(line + 1)]
    return row.replace("\0", "\ufffd").rfind(text.strip())


def _start(source: SourceText, line: int, floor: int) -> int:
    return max(source.offset_of_line(line), floor)


def of_cell(source: SourceText, content: str, line: int, floor: int) -> OffsetMap:
    """The map of a table cell; ``floor`` is the end of the cell before it."""
    start = _start(source, line, floor)
    row = source.text[start : source.offset_of_line(line + 1)].replace("\0", "\ufffd")
    found = start + max(0, row.find(content.replace("|", "\\|")))
    bars = [index for index, char in enumerate(content) if char == "|"]
    return OffsetMap(lambda: ((0, found), *((index, found + index + count) for count, index in enumerate(bars, 1))))
