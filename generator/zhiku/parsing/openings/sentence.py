"""Paragraphs that are questions: ``How do I pay?`` alone or as the first line, also in a quote, its answer below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.lang import reader as lang
from zhiku.parsing.openings.opening import Opening, Scan
from zhiku.parsing.question_sentences import MAX_QUESTION_LINES, has_question_mark
from zhiku.parsing.section_labels import is_labelled_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener

_MAX_LENGTH = 300
"""Characters of the longest question."""
_MORE = re.compile(rf"[{lang.scripts().sentence_ends}](?=.*\w)|(?<=\S\S\S)(?<!\.\w)[.:](?=\s)", re.DOTALL)
"""The end of a sentence behind which words follow: then the paragraph says more than it asks. Short words (vs., no.) end none."""
_COUNTED = re.compile(r"\A\w{1,5}[.)]\s+")
"""Counters before questions, besides numbers: ``III.``, ``b)``."""
_MARKS = "*_ \t"
_MARKED = re.compile(r"(?P<marks>[*_]{1,3})(?P<words>(?:(?!(?P=marks)).)+)(?P=marks)\s*")
"""A paragraph in bold or italics as a whole."""
_QUOTE = ["blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close"]


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The question that a paragraph is or begins with."""
    block = scan.blocks[index]
    quoted = [token.type for token in block.tokens] == _QUOTE
    if not (block.type == "paragraph" or quoted) or is_labelled_line(scan.source, block.first, scan.form):
        return
    lines = (block.tokens[2].content if quoted else block.content).split("\n")
    count = _lines_of_question(scan, lines)
    if not count or (quoted and count < len(lines)):
        return
    asking = " ".join(lines[:count]).strip()
    marked = _MARKED.fullmatch(asking)
    words, numeral, explicit, asked = scan.read_title(marked["words"] if marked else asking)
    head = scan.lines(block.first, block.first + count - 1)
    yield Opening(head.start, head, words, numeral, explicit, 0, (), asked=asked)


def _lines_of_question(scan: Scan, lines: list[str]) -> int:
    """The number of lines at the start of a paragraph that are a question and nothing else; 0 if there are none."""
    for count in range(1, min(len(lines), MAX_QUESTION_LINES) + 1):
        words = " ".join(lines[:count])
        if has_question_mark(words):
            title = _COUNTED.sub("", scan.read_title(words.strip(_MARKS)).words, count=1)
            return count if len(words) <= _MAX_LENGTH and not _MORE.search(title) else 0
    return 0
