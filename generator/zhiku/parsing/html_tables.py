"""Find the rows of a table in HTML and the stretches of their cells; end tags that HTML lets one omit may be missing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhiku.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<(?P<end>/?)(?P<tag>table|thead|tbody|tfoot|tr|td|th)\b[^<>]*>", re.IGNORECASE)


class HtmlRow(NamedTuple):
    """A row: its cells, and where it begins and ends; the first begins with the table, the last ends with it."""

    start: int
    end: int
    cells: tuple[Span, ...]


def html_rows(text: str, start: int, end: int) -> tuple[HtmlRow, ...]:
    """The rows of the first table that begins in a stretch of a text; none where it has no end."""
    tags = tuple(_tags_of_table(text, start, end))
    rows: list[tuple[int, list[Span]]] = []
    inside = -1
    for tag in tags:
        if inside >= 0:
            rows[-1][1].append(Span(inside, tag.start()))
            inside = -1
        if tag["end"]:
            continue
        if tag["tag"].lower() == "tr":
            rows.append((tag.start(), []))
        elif tag["tag"].lower() in {"td", "th"} and rows:
            inside = tag.end()
    filled = [row for row in rows if row[1]]
    if not filled:
        return ()
    bounds = [tags[0].start(), *(at for at, _ in filled[1:]), tags[-1].end()]
    return tuple(HtmlRow(first, last, tuple(cells)) for (_, cells), (first, last) in zip(filled, pairwise(bounds), strict=True))


def _tags_of_table(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The tags of a table without those of tables in its cells; none where nothing closes it."""
    first = next((tag for tag in _TAG.finditer(text, start, end) if tag["tag"].lower() == "table" and not tag["end"]), None)
    tags: list[re.Match[str]] = []
    depth = 0
    for tag in _TAG.finditer(text, first.start()) if first else ():
        opens = tag["tag"].lower() == "table" and not tag["end"]
        closes = tag["tag"].lower() == "table" and bool(tag["end"])
        if depth == (0 if opens else 1):
            tags.append(tag)
        depth += opens - closes
        if depth == 0:
            yield from tags
            return
