"""Admonitions and directives that open questions: ``??? question "Title"``, ``.. question:: Title``, the answer below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.markdown.admonitions import ADMONITION, ASKING, read_opening
from zhiku.model import Span
from zhiku.parsing.openings.opening import Opening, Scan, Segment, mostly_followed
from zhiku.parsing.section_labels import is_metadata
from zhiku.source.excerpt import shared_indent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener

_DIRECTIVE = ".."
_OPTION = re.compile(r"[ \t]+:(?P<words>[A-Za-z][\w -]*:(?:[ \t]+\S[^\r\n]*)?)[ \t]*(?:\r\n|\r|\n|\Z)")
"""A line below a directive that sets one of its options: ``:level: 3``."""
_DEEPEST = 40
"""Columns by which a body may be indented."""


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The question that an admonition opens, if it opens one."""
    block = scan.blocks[index]
    if block.type != ADMONITION:
        return
    line = scan.source.line(block.first).strip()
    found = read_opening(line)
    if found is None or not found.title:
        return
    words, numeral, explicit, asked = scan.read_title(found.title)
    if found.kind not in ASKING and not (found.folds and asked):
        return
    head, span = scan.lines(block.first, block.first), scan.span(block)
    indent = shared_indent(scan.source.text[head.end : span.end], _DEEPEST)
    notes, markup, start = _options(scan, head.end) if line.startswith(_DIRECTIVE) else ((), (), head.end)
    body = (*notes, Segment(start, span.end, indent))
    answered = bool(scan.source.text[start : span.end].strip())
    complete = answered and (found.folds or not mostly_followed(scan, index))
    yield Opening(span.start, head, words, numeral, explicit, 0, body, markup, asked=asked, complete=complete)


def _options(scan: Scan, start: int) -> tuple[tuple[Segment, ...], tuple[Span, ...], int]:
    """The options below a directive that are notes on its question (``:tags: a, b``), the others, and where all of them end."""
    notes, markup = [], []
    while found := _OPTION.match(scan.source.text, start):
        if is_metadata(found["words"]):
            notes.append(Segment(found.start("words"), found.end()))
            markup.append(Span(start, found.start("words")))
        else:
            markup.append(Span(start, found.end()))
        start = found.end()
    return tuple(notes), tuple(markup), start
