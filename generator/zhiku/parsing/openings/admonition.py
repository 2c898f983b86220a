"""Admonitions that open questions: ``??? question "Title"`` with the answer indented below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.markdown.admonitions import ADMONITION, INDENT, read_opening
from zhiku.parsing.openings.callout import ASKING_KINDS
from zhiku.parsing.openings.opening import Opening, Scan, Segment, mostly_followed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The question that an admonition opens, if it opens one."""
    block = scan.blocks[index]
    if block.type != ADMONITION:
        return
    found = read_opening(scan.source.line(block.first).strip())
    if found is None or not found.title:
        return
    words, numeral, explicit, asked = scan.read_title(found.title)
    if found.kind not in ASKING_KINDS and not (found.folds and asked):
        return
    head, span = scan.lines(block.first, block.first), scan.span(block)
    body = (Segment(head.end, span.end, INDENT),)
    answered = bool(scan.source.text[head.end : span.end].strip())
    complete = answered and (found.folds or not mostly_followed(scan, index))
    yield Opening(span.start, head, words, numeral, explicit, 0, body, asked=asked, complete=complete)
