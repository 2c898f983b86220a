"""The ``<details>`` of a text: its blocks in, where each starts and ends out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.blocks import Block
    from generator.source import SourceText

_DETAILS = re.compile(r"<(?P<end>/?)(?P<tag>details|summary)\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")


class Disclosure(NamedTuple):
    """A ``<details>``: where it starts, the words of its summary, its content, and where it ends."""

    start: int
    summary: Span
    content: Span
    end: int


def disclosures(source: SourceText, blocks: Sequence[Block]) -> tuple[Disclosure, ...]:
    """The outermost ``<details>`` of a text; where not all are closed, each ends where the next begins."""
    tags = [
        tag
        for block in blocks
        for token in block.tokens
        if token.type == "html_block" and token.map
        for tag in _DETAILS.finditer(
            source.text, source.offset_of_line(token.map[0] + 1), source.offset_of_line(token.map[1] + 1)
        )
    ]
    count = sum(-1 if tag["end"] else 1 for tag in tags if tag["tag"].lower() == "details")
    end = source.offset_of_line(blocks[-1].last + 1) if blocks else 0
    return tuple(_disclosures(tags, end, nested=count <= 0))


def _disclosures(tags: Iterable[re.Match[str]], end: int, *, nested: bool) -> Iterator[Disclosure]:
    depth, start, inside = 0, 0, -1
    summary: Span | None = None
    for tag in tags:
        closes = bool(tag["end"])
        if tag["tag"].lower() == "details":
            if not closes and depth and not nested:
                if summary:
                    yield Disclosure(start, summary, Span(inside, tag.start()), tag.start())
                depth = 0
            if not closes and depth == 0:
                start, summary, inside = tag.start(), None, -1
            depth = max(0, depth + (-1 if closes else 1))
            if closes and depth == 0 and summary:
                yield Disclosure(start, summary, Span(inside, tag.start()), tag.end())
                summary = None
        elif depth == 1 and summary is None:
            if closes and inside >= 0:
                summary = Span(inside, tag.start())
            inside = tag.end()
    if depth and summary:
        yield Disclosure(start, summary, Span(inside, end), end)


def summary_words(source: SourceText, disclosure: Disclosure) -> str:
    """The words of a summary, without tags."""
    return " ".join(_TAGS.sub("", source.slice(disclosure.summary)).split())
