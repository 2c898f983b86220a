r"""Text with positions: a file's decoded text in, offset ↔ line and column out.

Lines end at ``\n``, ``\r\n`` or a lone ``\r``, which is where CommonMark ends them, and nowhere else:
``str.splitlines`` would also split at U+2028 and form feeds, which would shift all later positions. Columns and lines count code
points from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from zhiku.model import Lines, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_LONG = 1000
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class SourceText:
    """A file: ``path`` as diagnostics show it, ``text`` with its line ends and byte order mark as they are."""

    path: str
    text: str
    name: str = ""
    """Path below the content folder, with slashes; empty for a text outside one."""
    original: SourceText | None = None
    """The text as the file has it, with as many lines, where this one was made of it; positions and excerpts are those in it."""
    offsets: tuple[tuple[int, int], ...] = ()
    """Pairs (offset in ``text``, offset in the original); after each, both advance together."""

    @property
    def file(self) -> str:
        """Path below the content folder; the name of the file if it is outside one."""
        return self.name or self.path.rpartition("/")[2]

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each line; there is at least one line."""
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    @property
    def line_count(self) -> int:
        """Number of lines, an unfinished or empty last one included."""
        return len(self.line_starts)

    def line_of(self, offset: int) -> int:
        """Line (from 1) of an offset."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1) of an offset, in the file."""
        if self.original is not None:
            return self.original.position(self._in_original(offset))
        line = self.line_of(offset)
        return line, offset - self.line_starts[line - 1] + 1

    def _in_original(self, offset: int) -> int:
        """The offset in the original of an offset in the text."""
        index = bisect_right(self.offsets, offset, key=itemgetter(0)) - 1
        here, there = self.offsets[index]
        following = (
            self.offsets[index + 1][1] if index + 1 < len(self.offsets) else len(self.original.text if self.original else "")
        )
        return min(there + offset - here, following)

    def offset_of_line(self, line: int) -> int:
        """Offset of the start of a line (from 1); the end of the text for lines after the last."""
        return self.line_starts[line - 1] if line <= self.line_count else len(self.text)

    def line(self, line: int) -> str:
        """A line (from 1) without its line end."""
        text = self.text[self.offset_of_line(line) : self.offset_of_line(line + 1)].rstrip("\r\n")
        return text if len(text) < _LONG else self._long_lines.setdefault(line, text)

    def written_line(self, line: int) -> str:
        """A line as the file has it."""
        return (self.original or self).line(line)

    def written(self, span: Span) -> str:
        """The text of a span as the file has it; empty where it is the same throughout the file."""
        return self.original.text[self._in_original(span.start) : self._in_original(span.end)] if self.original else ""

    @cached_property
    def _long_lines(self) -> dict[int, str]:
        """Cache of long lines, so that thousands of problems on one line share its text."""
        return {}

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def lines_of(self, span: Span) -> Lines:
        """First and last line with a non-blank character of the span (its first line if all are blank)."""
        text = self.slice(span)
        first = span.start + len(text) - len(text.lstrip())
        last = span.start + len(text.rstrip()) - 1
        return Lines(self.line_of(min(first, span.end)), self.line_of(max(first, last)))


def damage_in(data: bytes) -> tuple[int, int, str] | None:
    """Where the first byte stands that is not UTF-8: line, column (from 1, in code points), and the line up to it."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = SourceText("", data[: error.start].decode())
        line, column = before.position(len(before.text))
        return line, column, before.line(line)
    return None
