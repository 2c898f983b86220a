"""Bold lines that open questions: ``**6. Title**``, ``**Title?**``, and ``**6. Title** the answer`` on one line.

In a glossary, whose headings are letters or which calls itself one, ``**Term**: …`` opens one as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.model import Span
from zhiku.parsing.openings.opening import BOLD_LINE, Opening, Scan, Segment, is_separator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener
    from zhiku.parsing.blocks import Block

_BOLD_RUN = re.compile(r" {0,3}(?P<marks>\*\*|__)(?P<words>[^*_\n]+)(?P=marks)[ \t]*(?P<divider>[:：–—]|-(?=\s))?[ \t]*")
_HTML_RUN = re.compile(
    r" {0,3}(?:<p\b[^<>]*>\s*)?<(?P<tag>b|strong)\b[^<>]*>(?P<words>[^<>\n]+)</(?P=tag)>[ \t]*(?P<divider>[:：–—])?[ \t]*"
    r"(?:<br\s*/?>\s*)*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_PARAGRAPH_END = re.compile(r"</p\s*>\s*$", re.IGNORECASE)


def openings(scan: Scan, opener: Opener, index: int) -> Iterator[Opening]:
    """The questions that bold lines of a paragraph open."""
    block = scan.blocks[index]
    if block.type != "paragraph":
        return
    if opener.inline:
        yield from _bold_run(scan, opener, block)
        return
    lines = block.content.split("\n")
    for count, line in enumerate(lines):
        # The words that open a paragraph may be a title on several lines; a line within one, a title of its own.
        found = BOLD_LINE.match(line if count else block.content)
        if found:
            yield from _bold_title(scan, opener, index, count, found)


def _bold_title(scan: Scan, opener: Opener, index: int, line: int, found: re.Match[str]) -> Iterator[Opening]:
    if scan.form.kind_of(found["words"].rstrip(":：")) is not None:
        return
    words, numeral, explicit, asked = scan.read_title(found["words"] + found["tail"])
    counted = not line and index in scan.counted_in_bold
    if opener.numbered and not (numeral or explicit or counted):
        return
    apart = not line and (_stands_apart(scan, index) or index in scan.said_in_bold)
    if not (numeral or explicit or counted or asked or apart):
        return
    first = scan.blocks[index].first + line
    head = scan.lines(first, first + found.group().count("\n"))
    yield Opening(head.start, head, " ".join(words.split()), numeral, explicit, 0, (), asked=asked)


def _bold_run(scan: Scan, opener: Opener, block: Block) -> Iterator[Opening]:
    """A bold title followed by its answer on the same line: ``**6. Title** The answer``."""
    start = scan.source.offset_of_line(block.first)
    line = scan.source.line(block.first)
    found = _BOLD_RUN.match(line) or _HTML_RUN.match(line)
    if not found or scan.form.kind_of(found["words"].strip(":： ")) is not None:
        return
    words, numeral, explicit, asked = scan.read_title(found["words"])
    divided = found["divider"] is not None or found.group().rstrip().rstrip("*_").endswith((":", "："))
    is_term = (bool(scan.index_levels) or (scan.is_glossary and divided)) and line[found.end() :].strip() != ""
    if not any(map(str.isalnum, _NOTE.sub("", words))):
        return  # no more than the number is bold
    if numeral or explicit or ((asked or is_term) and not opener.numbered):
        end = start + found.end()
        closing = _PARAGRAPH_END.search(line, found.end()) if found.re is _HTML_RUN else None
        body = (Segment(end, start + closing.start()),) if closing else ()
        markup = (Span(start + closing.start(), start + len(line)),) if closing else ()
        yield Opening(start, Span(start, end), words.strip(":： "), numeral, explicit, 0, body, markup, asked=asked)


def _stands_apart(scan: Scan, index: int) -> bool:
    """Whether a separator or a heading stands right before a block."""
    if index == 0:
        return False
    before = scan.blocks[index - 1]
    return before.type in {"hr", "heading"} or is_separator(before)
