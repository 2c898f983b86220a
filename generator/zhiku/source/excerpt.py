"""Cut Markdown out of a file: a span and its indentation in, an ``Excerpt`` that maps each character to its origin out."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.model import Excerpt, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.source.text import SourceText

_TAB = 4
_QUOTE_MARK = re.compile(r"(?m)^ {0,3}>[ \t]?")
_ESCAPED_BAR = re.compile(r"\\(?=\|)")


class Wrapping(StrEnum):
    """Syntax of the enclosing block that occurs within an excerpt, besides indentation."""

    NONE = "none"
    QUOTE = "quote"
    """``>`` before its lines."""
    CELL = "cell"
    """A backslash before each ``|``."""


def quote_marks(source: SourceText, span: Span) -> Iterator[Span]:
    """The blockquote markers at the start of the lines of a span."""
    for found in _QUOTE_MARK.finditer(source.text[span.start : span.end]):
        yield Span(span.start + found.start(), span.start + found.end())


def cell_escapes(source: SourceText, start: int, end: int) -> Iterator[Span]:
    """The backslashes that escape ``|`` in a table cell."""
    for found in _ESCAPED_BAR.finditer(source.text, start, end):
        yield Span(found.start(), found.end())


def hanging_indent(text: str) -> int:
    """The indentation that all lines after the first share, in columns; tabs advance to multiples of four."""
    lines = [line.expandtabs(_TAB) for line in text.split("\n")[1:] if line.strip()]
    return min((len(line) - len(line.lstrip(" ")) for line in lines), default=0)


def cut(source: SourceText, start: int, end: int, indent: int = 0, wrapping: Wrapping = Wrapping.NONE) -> Excerpt:
    """The text from ``start`` to ``end``, with up to ``indent`` columns of leading white space removed from each line.

    What belongs to the block around it (``wrapping``) is left out as well.
    """
    if wrapping is not Wrapping.NONE:
        span = Span(start, end)
        marks = quote_marks(source, span) if wrapping is Wrapping.QUOTE else cell_escapes(source, start, end)
        return _without(source, span, marks)
    if indent <= 0 or start >= end:
        return Excerpt(source.text[start:end], ((0, start),), max(start, end))
    parts: list[str] = []
    offsets: list[tuple[int, int]] = []
    length = 0
    line = source.line_of(start)
    while (line_start := source.offset_of_line(line)) < end:
        following = min(source.offset_of_line(line + 1), end)
        if line_start >= start:
            spaces, skipped = _dedent(source.text[line_start:following], indent)
        else:
            line_start, spaces, skipped = start, "", 0  # the rest of a line, behind a title
        offsets += (
            [(length, line_start), (length + len(spaces), line_start + skipped)] if spaces else [(length, line_start + skipped)]
        )
        parts.append(spaces + source.text[line_start + skipped : following])
        length += len(parts[-1])
        line += 1
        if following == line_start:
            break
    return Excerpt("".join(parts), tuple(offsets) or ((0, start),), end)


def named(excerpt: Excerpt, name: str) -> Excerpt:
    """An excerpt with a name before it, which is where the excerpt begins; blocks of HTML stand below it."""
    if not name or not excerpt.text.strip():
        return excerpt
    words = f"{name}:\n\n" if excerpt.text.lstrip().startswith("<") else f"{name}: "
    start = excerpt.offsets[0][1]
    moved = ((length + len(words), place) for length, place in excerpt.offsets)
    return Excerpt(words + excerpt.text, (*((at, start) for at in range(len(words))), *moved), excerpt.end)


def _without(source: SourceText, span: Span, left_out: Iterator[Span]) -> Excerpt:
    """The parts of a span that remain without some of its stretches, given in order."""
    parts: list[str] = []
    offsets: list[tuple[int, int]] = []
    at = span.start
    for mark in (*left_out, Span(span.end, span.end)):
        if mark.start > at:
            offsets.append((sum(map(len, parts)), at))
            parts.append(source.text[at : mark.start])
        at = mark.end
    return Excerpt("".join(parts), tuple(offsets) or ((0, span.start),), max(span.start, span.end))


def _dedent(line: str, indent: int) -> tuple[str, int]:
    """The spaces that replace a line's remaining indentation, and the number of characters they replace.

    Tabs reach to the next multiple of four columns, so half a tab may be left.
    """
    column = index = 0
    while index < len(line) and line[index] in " \t":
        column += _TAB - column % _TAB if line[index] == "\t" else 1
        index += 1
    if "\t" not in line[:index]:
        return "", min(indent, index)
    return " " * max(0, column - indent), index


def slice_excerpt(excerpt: Excerpt, start: int, end: int) -> Excerpt:
    """A part of an excerpt, by offsets into its text."""
    offsets = [(max(at, start) - start, place + max(0, start - at)) for at, place in excerpt.offsets if at < end]
    first = max((index for index, (at, _) in enumerate(excerpt.offsets) if at <= start), default=0)
    return Excerpt(excerpt.text[start:end], tuple(offsets[first:]) or ((0, excerpt.offset(start)),), excerpt.offset(end))


def span_of(excerpt: Excerpt) -> Span:
    """The span of the file that an excerpt covers."""
    return Span(excerpt.offsets[0][1], excerpt.end)


def shared_indent(text: str, most: int) -> int:
    """The indentation of the first non-blank line, at most ``most`` columns."""
    for line in text.splitlines():
        if line.strip():
            expanded = line.expandtabs(_TAB)
            return min(most, len(expanded) - len(expanded.lstrip(" ")))
    return 0
