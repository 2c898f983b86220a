"""Plain lines that open questions: ``Q1: Title``, ``1、Title``, ``一、Title``, ``问：Title``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.model import SectionKind
from zhiku.parsing.numbering import numeral_of, without_question_word
from zhiku.parsing.openings.opening import BOLD_LINE, Opening, Scan
from zhiku.parsing.question_sentences import has_question_mark, is_question, is_wrapped_title, lines_of_question
from zhiku.parsing.section_labels import kind_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.question_format import Opener
    from zhiku.parsing.blocks import Block


_ITEM = [
    "ordered_list_open",
    "list_item_open",
    "paragraph_open",
    "inline",
    "paragraph_close",
    "list_item_close",
    "ordered_list_close",
]
_CLOSES = re.compile(r"[)\]}）】.。]+")
"""What is left of a line that only names another question: ``(see\nquestion 2.6.)``."""


def openings(scan: Scan, opener: Opener, index: int) -> Iterator[Opening]:
    """The questions that lines of a paragraph open."""
    block = scan.blocks[index]
    if block.type == "ordered_list":
        yield from _item_that_goes_on(scan, block)
    if block.type != "paragraph":
        return
    last, lines, behind = scan.last, block.content.split("\n"), 0
    for count, line in enumerate(lines):
        if count < behind:
            continue
        number = block.first + count
        words, numeral, explicit, asked = scan.read_title(line.lstrip("#"))
        alone = _is_label_alone(scan, line, leads=not count and "\n" in block.content)
        named = is_labelled_question(line, scan.initials) or (alone and scan.answered)
        # Within a paragraph a number opens a question only where it goes on and the line asks, or a name stands before it.
        within = bool(count and numeral and (named or (numeral.follows(last) and is_question(words))))
        first = not count and numeral is not None and not BOLD_LINE.match(block.content)
        label = kind_of_line(scan.source, number, scan.form)
        scan.answered |= label is SectionKind.ANSWER
        opens = (first or within or (named and not opener.numbered)) and not _CLOSES.fullmatch(words)
        if not opens or label not in {None, SectionKind.PROMPT}:
            continue
        last, scan.answered = numeral or last, False
        behind = count + (len(lines) if not count and _hangs(scan, index, lines) else lines_of_question(lines[count:]))
        words = "" if alone else " ".join((words, *map(str.strip, lines[count + 1 : behind])))
        asked |= has_question_mark(words)
        head = scan.lines(number, block.first + behind - 1)
        yield Opening(head.start, head, words, numeral, explicit, 0, (), asked=asked)


def _hangs(scan: Scan, index: int, lines: Sequence[str]) -> bool:
    """Whether a paragraph is a title that goes on in indented lines, text being below."""
    indented = all(line[:1].isspace() for line in lines[1:])
    below = scan.blocks[index + 1] if index + 1 < len(scan.blocks) else None
    return indented and is_wrapped_title(lines) and below is not None and not below.level


def is_labelled_question(line: str, initials: tuple[str, ...]) -> bool:
    """Whether a line begins with a name of questions, followed by a number or a colon; ``initials`` are further names."""
    return without_question_word(line, initials)[1] or _is_named(line)


def _item_that_goes_on(scan: Scan, block: Block) -> Iterator[Opening]:
    """The question of a list of one item with the number that comes next: to Markdown, ``3. Title`` among ``2、Title``."""
    tokens = block.tokens
    if [token.type for token in tokens] != _ITEM or "\n" in tokens[3].content:
        return
    words, numeral, explicit, asked = scan.read_title(scan.source.line(block.first).strip())
    if numeral and scan.last and numeral.follows(scan.last) and is_question(words):
        head = scan.lines(block.first, block.first)
        yield Opening(head.start, head, words, numeral, explicit, 0, (), asked=asked)


def _is_label_alone(scan: Scan, line: str, *, leads: bool) -> bool:
    """Whether a line is the label of a question below it: ``Question:``, or without a colon if it ``leads`` a paragraph."""
    if not (leads and line.isalpha()) and not line.rstrip("*_ \t").endswith((":", "：")):
        return False
    return scan.form.kind_of_heading(line) is SectionKind.PROMPT


def _is_named(line: str) -> bool:
    """Whether the number follows a name of questions: ``Q1.``, ``问题3：``."""
    numeral = numeral_of(line)
    return numeral is not None and line.lstrip(" *_#[【")[:1].isalpha() and not numeral.in_words
