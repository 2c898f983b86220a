"""Flashcards that open questions: ``Question::Answer`` or ``Question >> Answer``, in paragraphs and in items of lists.

Also ``Question #card`` above the answer, and a paragraph with a line ``?`` between the two, whose answer reaches to a blank line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.model import Span
from zhiku.parsing.openings.list_item import LISTS, MARKER, content_column, count_properties
from zhiku.parsing.openings.opening import CARD_TAG, Opening, Scan, Segment, read_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener
    from zhiku.parsing.blocks import Block

CARD = re.compile(
    r"(?P<question>[^\s:`][^\n`]*?)[ \t]*(?P<mark>:::?(?!:)|(?<=[ \t?])>>>?(?=[ \t]))[ \t]*(?=\S)(?![^\n]*[ \t]>>[ \t])"
)
"""A card on one line; what has several ``>>`` is a path of menus."""
_NAME = re.compile(r"[!-~]+")
"""A single word before ``::`` is code: ``std::vector``, ``word[::-1]``."""
_SEPARATOR = re.compile(r"[ \t]*\?\??\s*")
_MAY_DIVIDE = LISTS | {"paragraph"}
"""Blocks that a line ``?`` may stand in: to CommonMark it goes on with the last item of a list."""


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The questions that a paragraph or the items of a list open."""
    block = scan.blocks[index]
    if block.type in LISTS:
        found = (_tagged_item(scan, item) or _card(scan, block, item.first) for item in _items_of(block))
        yield from (opening for opening in found if opening)
    if block.type != "paragraph":
        return
    lines = block.content.split("\n")
    if divided := _divided(scan, index):
        yield divided
        return
    if is_tagged(lines[0]):
        words, numeral, explicit, asked = scan.read_title(lines[0])
        head = scan.lines(block.first, block.first)
        yield Opening(head.start, head, words, numeral, explicit, 0, (), asked=asked)
        return
    for count in range(len(lines)):
        if opening := _card(scan, block, block.first + count):
            yield opening


class _Item(NamedTuple):
    """An item of a list that begins with a paragraph: its lines (from 1), and the words of the paragraph."""

    first: int
    last: int
    words: str


def _items_of(block: Block) -> Iterator[_Item]:
    """The items of a list that begin with a paragraph, at any depth."""
    for place, token in enumerate(block.tokens):
        if token.type == "list_item_open" and token.map and block.tokens[place + 1].type == "paragraph_open":
            first = block.first + token.map[0] - (block.tokens[0].map or (0, 0))[0]
            yield _Item(first, first + token.map[1] - token.map[0] - 1, block.tokens[place + 2].content)


def is_tagged(line: str) -> bool:
    """Whether a line has the tag of flashcards before or behind its words."""
    found = CARD_TAG.search(line)
    return found is not None and (found.start() > 0) != (found.end() < len(line))


def _tagged_item(scan: Scan, item: _Item) -> Opening | None:
    """The question of an item with the tag of flashcards, its answer being the rest of the item."""
    title, own = item.words.partition("\n")[0], scan.lines(item.first, item.last)
    head = scan.lines(item.first, item.first + count_properties(item.words))
    if not is_tagged(title):
        return None
    words, numeral, explicit, asked = scan.read_title(title)
    column = content_column(scan.source.line(item.first), on_first_line=True)
    body = (Segment(head.end, own.end, column),) if head.end < own.end else ()
    return Opening(head.start, head, words, numeral, explicit, 0, body, asked=asked, complete=True)


def _has_text_below(scan: Scan, index: int) -> bool:
    """Whether something other than a heading follows a block."""
    return index + 1 < len(scan.blocks) and not scan.blocks[index + 1].level


def _divided(scan: Scan, index: int) -> Opening | None:
    """The question of a paragraph, and of a list right below it, above a line ``?``; the answer reaches to a blank line."""
    last = index
    while _has_text_below(scan, last) and scan.source.line(scan.blocks[last + 1].first - 1).strip():
        last += 1
    block, end = scan.blocks[index], scan.span(scan.blocks[last]).end
    within = (item for item in scan.blocks[index : last + 1] if item.type in _MAY_DIVIDE)
    numbers = (number for item in within for number in range(item.first, item.last + 1) if number > block.first)
    divider = next((number for number in numbers if _SEPARATOR.fullmatch(scan.source.line(number))), None)
    if divider is None or (scan.lines(divider, divider).end == end and not _has_text_below(scan, last)):
        return None
    line, head = scan.lines(divider, divider), scan.lines(block.first, min(divider, block.last))
    prompt = (Segment(head.end, line.start),) if divider > block.last else ()
    body = (Segment(line.end, end),) if line.end < end else ()
    words, numeral, explicit, asked = scan.read_title(" ".join(block.content.split("\n")[: divider - block.first]))
    markup = (line,) if prompt else ()
    return Opening(head.start, head, words, numeral, explicit, 0, body, markup, asked=asked, prompt=prompt, complete=bool(body))


def _card(scan: Scan, block: Block, number: int) -> Opening | None:
    start, line = scan.source.offset_of_line(number), scan.source.line(number)
    marker = MARKER.match(line) if block.type in LISTS else None
    lead = marker.end() if marker else len(line) - len(line.lstrip())
    found = CARD.match(line, lead)
    if not found or block.level or line.startswith(":::"):
        return None
    if found["mark"].startswith(":") and _NAME.fullmatch(found["question"]):
        return None
    return _opening(Span(start, start + found.end()), found["question"])


def _opening(head: Span, title: str) -> Opening:
    words, numeral, explicit, asked = read_title(title)
    return Opening(head.start, head, words, numeral, explicit, 0, (), asked=asked, complete=True)
