"""Definition lists that open questions: ``<dl>`` with ``<dt>`` and ``<dd>``, and a term with ``: `` lines below it.

Also lists in HTML whose items begin with a title, most of which ask: ``<li><b>Title?</b> answer</li>``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhiku.model import Span
from zhiku.parsing.html_words import html_words
from zhiku.parsing.openings.html_items import may_have_titles, titles_of
from zhiku.parsing.openings.opening import Opening, Scan, Segment
from zhiku.source.excerpt import hanging_indent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from zhiku.content.question_format import Opener
    from zhiku.parsing.blocks import Block

_TAG = re.compile(r"<(?P<end>/?)(?P<tag>dl|dt|dd)\b[^>]*>", re.IGNORECASE)
_LIST_TAG = re.compile(r"<(?P<end>/?)(?P<tag>ul|ol|li)\b[^>]*>", re.IGNORECASE)
_LISTS = frozenset({"dl", "ul", "ol"})
_TERM = re.compile(r"<dt\b", re.IGNORECASE)
_MARK = re.compile(r"[ \t]*[:~][ \t]+")
_TAB = 4


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The questions that the terms of a definition list open."""
    block = scan.blocks[index]
    if block.type == "dl":
        yield from _terms(scan, block)
    elif block.type == "html_block" and scan.definitions_until <= scan.span(block).start:
        yield from _html_terms(scan, block)
        yield from _html_items(scan, block)


def may_hold_terms(html: str) -> bool:
    """Whether some HTML has terms of a definition list, or items of a list."""
    return _TERM.search(html) is not None or may_have_titles(html)


# --- Markdown -----------------------------------------------------------------------------------------------------------


def _terms(scan: Scan, block: Block) -> Iterator[Opening]:
    """``Term`` and ``: definition``."""
    terms = [token for token in block.tokens if token.type == "dt_open" and token.level == 1]
    for place, term in enumerate(terms):
        following = terms[place + 1] if place + 1 < len(terms) else None
        last = following.map[0] if following and following.map else block.last
        if not term.map:
            continue
        head = scan.lines(term.map[0] + 1, max(term.map[0] + 1, term.map[1]))
        end = scan.source.offset_of_line(last + 1)
        bodies, markup = _definitions(scan, block.tokens, Span(head.end, end))
        words, numeral, explicit, asked = scan.read_title(scan.source.slice(head).strip())
        yield Opening(head.start, head, " ".join(words.split()), numeral, explicit, 0, bodies, markup, asked=asked, complete=True)


def _definitions(scan: Scan, tokens: Sequence[Token], span: Span) -> tuple[tuple[Segment, ...], tuple[Span, ...]]:
    """The text of the definitions within a span, and the marks before them."""
    segments: list[Segment] = []
    markup: list[Span] = []
    lines = [_first_line(scan, token) for token in tokens if token.type == "dd_open" and token.level == 1]
    starts = [start for line in lines if span.start <= (start := scan.source.offset_of_line(line)) < span.end]
    if not starts:
        return (), ()
    for start, end in zip(starts, [*starts[1:], span.end], strict=True):
        mark = _MARK.match(scan.source.text, start, end)
        inside = mark.end() if mark else start
        if mark:
            markup.append(Span(start, inside))
        segments.append(Segment(inside, end, len(scan.source.text[start:inside].expandtabs(_TAB))))
    return tuple(segments), tuple(markup)


def _first_line(scan: Scan, definition: Token) -> int:
    """The line of a definition's mark: the plugin counts some definitions from the line of their term."""
    first, last = definition.map or (0, 0)
    return next((line for line in range(first + 1, last + 1) if _MARK.match(scan.source.line(line))), first + 1)


# --- HTML ---------------------------------------------------------------------------------------------------------------


def _html_terms(scan: Scan, block: Block) -> Iterator[Opening]:
    """``<dt>`` and the following ``<dd>``, up to ``</dl>``."""
    text, span = scan.source.text, scan.span(block)
    tags = _tags_from(text, span, _TAG)
    if not tags:
        return
    scan.definitions_until = tags[-1].end()
    term = _Term(tags[0].start())
    at, inside = tags[0].start(), ""
    for tag in tags:
        name, between = tag["tag"].lower(), Span(at, tag.start())
        if name == "dt" and not tag["end"] and term.head is not None:
            yield _opening(scan, term)
            term = _Term(tag.start())
        elif inside == "dt" and term.head is None:
            term.head = between
        elif inside != "dt" and text[between.start : between.end].strip():
            term.bodies.append(Segment(between.start, between.end, hanging_indent(text[between.start : between.end])))
        term.markup.append(Span(tag.start(), tag.end()))
        inside = name if name in {"dt", "dd"} and not tag["end"] else ""
        at = tag.end()
    if term.head is not None:
        yield _opening(scan, term)


@dataclass
class _Term:
    """A term while its tags are read."""

    start: int
    head: Span | None = None
    bodies: list[Segment] = field(default_factory=list)
    markup: list[Span] = field(default_factory=list)


def _tags_from(text: str, span: Span, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """The tags of the list that begins in a block, up to its end, which may stand behind a blank line."""
    found = pattern.finditer(text, span.start, span.end)
    first = next((tag for tag in found if tag["tag"].lower() in _LISTS and not tag["end"]), None)
    if first is None:
        return []
    tags, depth = [], 0
    for tag in pattern.finditer(text, first.start()):
        if tag["tag"].lower() in _LISTS:
            depth += -1 if tag["end"] else 1
        if depth <= 1:
            tags.append(tag)
        if depth == 0:
            return tags
    return []


def _html_items(scan: Scan, block: Block) -> Iterator[Opening]:
    """``<li>`` with a title, if the items of the list are questions."""
    text, span = scan.source.text, scan.span(block)
    tags = _tags_from(text, span, _LIST_TAG)
    starts = [tag for tag in tags if tag["tag"].lower() == "li" and not tag["end"]]
    ends = [*(tag.start() for tag in starts[1:]), tags[-1].end()] if starts else []
    closed = [*(tag.start() for tag in tags if tag["tag"].lower() == "li" and tag["end"]), *(tag.start() for tag in tags[-1:])]
    items = [
        Span(tag.end(), min((place for place in closed if tag.end() <= place < end), default=end))
        for tag, end in zip(starts, ends, strict=True)
    ]
    titles = titles_of(text, items)
    if not titles:
        return
    scan.definitions_until = tags[-1].end()
    start = tags[0].start()
    for title, item, end in zip(titles, items, ends, strict=True):
        bodies = [Segment(title.end, item.end, hanging_indent(text[title.end : item.end]))]
        around = [Span(start, title.words.start), Span(title.words.end, title.end), Span(item.end, end)]
        yield _opening(scan, _Term(start, title.words, bodies, around))
        start = end


def _opening(scan: Scan, term: _Term) -> Opening:
    head = term.head or Span(term.start, term.start)
    words, numeral, explicit, asked = scan.read_title(html_words(scan.source.slice(head)))
    bodies, markup = tuple(term.bodies), tuple(term.markup)
    return Opening(term.start, head, words, numeral, explicit, 0, bodies, markup, asked=asked, complete=True)
