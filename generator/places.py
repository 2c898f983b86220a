r"""Where content that a Markdown parser has handed over stands in its file: content and line in, offsets into the file out.

A block's inline content has lost the indents, quote marks and list markers of its lines, and ``\r\n`` is ``\n`` in it; a table
cell has lost the backslash before ``|`` as well. What is left of a line stands in the file as it is, so it can be found there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.source import SourceText


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the pieces of some content come from: the offset of each within the content, ascending, and in the file."""

    pieces: tuple[tuple[int, int], ...]

    def offset(self, at: int) -> int:
        """The offset in the file of an offset into the content."""
        inside = [start for start, _ in self.pieces]
        start, origin = self.pieces[max(0, bisect_right(inside, at) - 1)]
        return origin + at - start


def of_lines(source: SourceText, content: str, line: int, floor: int) -> Origin:
    """The origin of content whose first line is ``line``; nothing of it stands before the offset ``floor``."""
    pieces, at = [], 0
    for number, text in enumerate(content.split("\n"), line):
        start = max(source.offset_of_line(number), floor)
        # The end of a line is left as it was, so the last place that fits is the one. The parser writes NUL as U+FFFD.
        found = source.text[start : source.offset_of_line(number + 1)].replace("\0", "\ufffd").rfind(text.strip())
        pieces.append((at + len(text) - len(text.lstrip()), start + max(0, found)))
        at += len(text) + 1
    return Origin(tuple(pieces))


def of_cell(source: SourceText, content: str, line: int, floor: int) -> Origin:
    """The origin of a table cell; ``floor`` is the end of the cell before it."""
    start = max(source.offset_of_line(line), floor)
    row = source.text[start : source.offset_of_line(line + 1)].replace("\0", "\ufffd")
    found = start + max(0, row.find(content.replace("|", "\\|")))
    bars = [index for index, char in enumerate(content) if char == "|"]
    return Origin(((0, found), *((index, found + index + count) for count, index in enumerate(bars, 1))))
