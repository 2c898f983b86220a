"""Cut Markdown out of a file: a stretch and its indentation in, an ``Excerpt`` that knows where each character came from out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.model import Excerpt, Span

if TYPE_CHECKING:
    from zhiku.source.text import SourceText

_TAB = 4


def cut(source: SourceText, start: int, end: int, indent: int = 0) -> Excerpt:
    """The text from ``start`` to ``end``, its lines without up to ``indent`` columns of white space in front of them."""
    if indent <= 0 or start >= end:
        return Excerpt(source.text[start:end], ((0, start),), max(start, end))
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    line = source.line_of(start)
    while (line_start := source.offset_of_line(line)) < end:
        following = min(source.offset_of_line(line + 1), end)
        if line_start >= start:
            spaces, skipped = _dedent(source.text[line_start:following], indent)
        else:
            line_start, spaces, skipped = start, "", 0  # the rest of a line, behind a title
        places += (
            [(length, line_start), (length + len(spaces), line_start + skipped)] if spaces else [(length, line_start + skipped)]
        )
        parts.append(spaces + source.text[line_start + skipped : following])
        length += len(parts[-1])
        line += 1
        if following == line_start:
            break
    return Excerpt("".join(parts), tuple(places) or ((0, start),), end)


def _dedent(line: str, indent: int) -> tuple[str, int]:
    """The spaces that stand for what is left of the indentation, and the number of characters they replace.

    Tabs reach to the next multiple of four columns, so half a tab may be left.
    """
    column = index = 0
    while index < len(line) and line[index] in " \t":
        column += _TAB - column % _TAB if line[index] == "\t" else 1
        index += 1
    if "\t" not in line[:index]:
        return "", min(indent, index)
    return " " * max(0, column - indent), index


def part(excerpt: Excerpt, start: int, end: int) -> Excerpt:
    """A part of an excerpt, by offsets into its text."""
    places = [(max(at, start) - start, place + max(0, start - at)) for at, place in excerpt.places if at < end]
    first = max((index for index, (at, _) in enumerate(excerpt.places) if at <= start), default=0)
    return Excerpt(excerpt.text[start:end], tuple(places[first:]) or ((0, excerpt.offset(start)),), excerpt.offset(end))


def span_of(excerpt: Excerpt) -> Span:
    """The stretch of the file that an excerpt covers."""
    return Span(excerpt.places[0][1], excerpt.end)


def shared_indent(text: str, most: int) -> int:
    """The indentation of the first line that is not blank, up to ``most`` columns."""
    for line in text.splitlines():
        if line.strip():
            expanded = line.expandtabs(_TAB)
            return min(most, len(expanded) - len(expanded.lstrip(" ")))
    return 0
