"""Flashcards that open questions: ``Question::Answer`` or ``Question >> Answer``, in paragraphs and in items of lists.

In a paragraph also a line ``?`` between the two, or ``Question #card`` above the answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.model import Span
from zhiku.parsing.openings.list_item import LISTS, MARKER
from zhiku.parsing.openings.opening import CARD_TAG, Opening, Scan, read_title

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
_SEPARATOR = re.compile(r"[ \t]*\?\??[ \t]*")


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The questions that the lines of a paragraph open."""
    block = scan.blocks[index]
    if block.type in LISTS:
        found = (_card(scan, block, number) for number in lines_of_items(block))
        yield from (opening for opening in found if opening)
    if block.type != "paragraph":
        return
    lines = block.content.split("\n")
    divider = next((place for place, line in enumerate(lines) if place and _SEPARATOR.fullmatch(line)), None)
    if divider is not None and divider + 1 < len(lines):
        head = scan.lines(block.first, block.first + divider)
        yield _opening(head, " ".join(lines[:divider]))
        return
    if is_tagged(lines[0]):
        words, numeral, explicit, asked = scan.read_title(lines[0])
        head = scan.lines(block.first, block.first)
        yield Opening(head.start, head, words, numeral, explicit, 0, (), asked=asked)
        return
    for count in range(len(lines)):
        if opening := _card(scan, block, block.first + count):
            yield opening


def lines_of_items(block: Block) -> list[int]:
    """The lines on which the items of a list begin that have text, at any depth."""
    tokens = zip(block.tokens, block.tokens[1:], strict=False)
    opened = [paragraph for item, paragraph in tokens if item.type == "list_item_open" and paragraph.type == "paragraph_open"]
    return [block.first + token.map[0] - block.tokens[0].map[0] for token in opened if token.map and block.tokens[0].map]


def is_tagged(line: str) -> bool:
    """Whether a line ends in the tag of flashcards, with words before it."""
    found = CARD_TAG.search(line)
    return found is not None and found.start() > 0 and found.end() == len(line)


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
