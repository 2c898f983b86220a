"""Callouts that open questions: ``> [!question]- Title``, the rest of the quote being the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.markdown.admonitions import ASKING
from zhiku.model import Span
from zhiku.parsing.openings.opening import Opening, Scan, Segment, mostly_followed
from zhiku.source.excerpt import Wrapping, quote_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener

CALLOUT = re.compile(r" {0,3}>[ \t]*\[!(?P<kind>[\w-]+)\](?P<fold>[+-]?)[ \t]*(?P<title>[^\r\n]*)")


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The question that a callout opens, if it opens one."""
    block = scan.blocks[index]
    if block.type != "blockquote":
        return
    found = CALLOUT.match(scan.source.line(block.first))
    if not found:
        return
    asks = found["kind"].casefold() in ASKING
    title, last = found["title"], block.first
    if asks and not title.strip() and block.last > block.first:
        last += 1  # GitHub's alerts have no titles: the first line asks
        title = scan.source.line(last).lstrip("> \t")
    words, numeral, explicit, asked = scan.read_title(title)
    if not words or not (asks or (found["fold"] and asked)):
        return
    head, span = scan.lines(block.first, last), scan.span(block)
    body = Span(head.end, span.end)
    markup = tuple(quote_marks(scan.source, body))
    answered = bool(scan.source.slice(body).strip("> \t\r\n"))
    yield Opening(
        span.start,
        head,
        words,
        numeral,
        explicit,
        0,
        (Segment(*_ends(body), 0, Wrapping.QUOTE),),
        markup,
        asked=asked,
        complete=answered and (bool(found["fold"]) or not mostly_followed(scan, index)),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
