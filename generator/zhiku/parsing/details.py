"""Find the ``<details>`` elements of a text: its blocks in, where each starts and ends out.

What site generators write for them counts as well (see ``containers``).
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from zhiku.model import Span
from zhiku.parsing.containers import OPENING, containers
from zhiku.parsing.html_words import html_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.parsing.blocks import Block
    from zhiku.source.text import SourceText

_DETAILS = re.compile(r"<(?P<end>/?)(?P<tag>details|summary)\b[^>]*>", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_TITLE_END = re.compile(r"[ \t]*(?:<br\b[^>]*>[ \t]*)*\r?\n[ \t]*(?:\r?\n|```|~~~|[-*+][ \t]|\d{1,3}[.)][ \t])")


class DetailsElement(NamedTuple):
    """A ``<details>``: where it starts, the words of its summary, its content, and where it ends."""

    start: int
    summary: Span
    content: Span
    end: int


def details_elements(source: SourceText, blocks: Sequence[Block]) -> tuple[DetailsElement, ...]:
    """The outermost ``<details>`` of some blocks; where not all are closed, each ends where the next begins."""
    if not blocks:
        return ()
    span = _span(source, blocks[0].first, blocks[-1].last)
    elements: list[DetailsElement] = []
    if _DETAILS.search(source.text, *span):
        tags = tuple(_tags(source, blocks))
        count = sum(-1 if tag["end"] else 1 for tag in tags if tag["tag"].lower() == "details")
        elements += _elements(tags, span[1], nested=count <= 0)
    if OPENING.search(source.text, *span):
        paragraphs = (_span(source, block.first, block.last) for block in blocks if block.type == "paragraph")
        found = (DetailsElement(*item) for item in containers(source.text, paragraphs, span[1]))
        elements = sorted([*elements, *found], key=attrgetter("start"))
    return tuple(elements)


def without_summary(source: SourceText, blocks: Sequence[Block]) -> Iterator[int]:
    """Offsets of ``<details>`` that no ``<summary>`` follows."""
    tags = [(tag["end"] + tag["tag"].lower(), tag.start()) for tag in _tags(source, blocks)]
    for (tag, start), (following, _) in pairwise((*tags, ("", 0))):
        if tag == "details" and following != "summary":
            yield start


def _tags(source: SourceText, blocks: Sequence[Block]) -> Iterator[re.Match[str]]:
    """The tags in HTML and running text, not those in code; a blank line in a summary makes Markdown of what follows it."""
    for block in blocks:
        for token in block.tokens:
            if token.map and (token.type == "html_block" or (token.type == "inline" and _DETAILS.search(token.content))):
                start, end = _span(source, token.map[0] + 1, token.map[1])
                code = [] if token.type == "html_block" else [found.span() for found in _CODE.finditer(source.text, start, end)]
                for tag in _DETAILS.finditer(source.text, start, end):
                    if not any(first <= tag.start() < last for first, last in code):
                        yield tag


def _span(source: SourceText, first: int, last: int) -> tuple[int, int]:
    return source.offset_of_line(first), source.offset_of_line(last + 1)


def _elements(tags: Iterable[re.Match[str]], end: int, *, nested: bool) -> Iterator[DetailsElement]:
    depth, start, inside = 0, 0, -1
    summary: Span | None = None
    for tag in tags:
        closes = bool(tag["end"])
        if tag["tag"].lower() == "details":
            if not closes and depth and not nested:
                if summary:
                    yield DetailsElement(start, summary, Span(inside, tag.start()), tag.start())
                depth = 0
            if not closes and depth == 0:
                start, summary, inside = tag.start(), None, -1
            depth = max(0, depth + (-1 if closes else 1))
            if closes and depth == 0 and summary:
                yield DetailsElement(start, summary, Span(inside, tag.start()), tag.end())
                summary = None
        elif depth == 1 and summary is None:
            if closes and inside >= 0:
                summary = Span(inside, tag.start())
            inside = tag.end()
    if depth and summary:
        yield DetailsElement(start, summary, Span(inside, end), end)


def title_of(source: SourceText, element: DetailsElement) -> tuple[str, int]:
    """The words of a summary without tags, and the offset at which they end: before a list, code or paragraph that follows."""
    text = source.slice(element.summary)
    lead = len(text) - len(text.lstrip())
    found = _TITLE_END.search(text, lead)
    end = found.start() if found and text[found.end() :].strip() else len(text)
    return html_words(text[:end]), element.summary.start + end
