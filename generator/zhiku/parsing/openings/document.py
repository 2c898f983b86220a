"""Files with one question each: the title is in the front matter or the first heading, the rest is the answer.

In a folder that also has files with many questions, only a file that labels its question and its answer is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.content.front_matter import FRONT_MATTER, question_title
from zhiku.content.question_format import INDEX_NAMES
from zhiku.model import SectionKind, Span
from zhiku.parsing.numbering import without_question_word
from zhiku.parsing.openings.opening import Opening, Scan
from zhiku.parsing.question_sentences import is_question
from zhiku.parsing.section_labels import find_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.question_format import Opener
    from zhiku.parsing.blocks import Block
    from zhiku.parsing.section_labels import Label


def openings(scan: Scan, opener: Opener, index: int) -> Iterator[Opening]:
    """The question that a file is, if it is one."""
    block = scan.blocks[index]
    if index or not scan.blocks:
        return
    if opener.labelled:
        yield from _labelled(scan)
        return
    matter = block.type == FRONT_MATTER
    title, declared = question_title(scan.source.slice(scan.span(block))) if matter else ("", False)
    head = scan.span(block) if matter else Span(0, 0)
    after = scan.blocks[1] if matter and len(scan.blocks) > 1 else block
    if after.level and (not title or after.content.strip() == title):
        title, head = after.content, Span(0, scan.span(after).end)
    words, numeral, explicit, asked = scan.read_title(title)
    named = scan.form.kind_of_heading(words) is SectionKind.PROMPT or (numeral is not None and not words)
    words = "" if named else words  # ``# Question 7``, and the question itself below
    is_page = _stem(scan).casefold() in INDEX_NAMES or scan.form.is_aside(words) or scan.form.is_contents(words)
    if not (words or named) or (is_page and not declared and not is_question(words)):
        return
    yield Opening(0, head, words, numeral, explicit, 0, (), asked=asked)


def labels_its_question(scan: Scan) -> bool:
    """Whether a file begins with the label of a question, has no other one, and labels its answer."""
    return _labels_one_question(scan) and len(_answers(scan)) == 1


def _labelled(scan: Scan) -> Iterator[Opening]:
    """The question of a file that labels it, or whose name asks it."""
    first = _first(scan.blocks)
    if first is None:
        return
    if _labels_one_question(scan):
        title = scan.read_title(first.content.split("\n", 1)[0])
        words = "" if scan.form.kind_of(title.words) is SectionKind.PROMPT else title.words
        head = Span(0, scan.lines(first.first, first.last if first.level else first.first).end)
        yield Opening(0, head, words, title.numeral, title.explicit, 0, (), asked=True, whole=True)
        return
    name = scan.read_title(_stem(scan))
    starts_with_answer = [label.start for label in _answers(scan)] == [scan.span(first).start]
    if is_question(name.words) and (starts_with_answer or not any(block.level for block in scan.blocks)):
        yield Opening(0, Span(0, 0), name.words, None, "", 0, (), asked=True, whole=True)


def _labels_one_question(scan: Scan) -> bool:
    first = _first(scan.blocks)
    return first is not None and _asks(first, scan) and sum(_asks(block, scan) for block in scan.blocks) == 1


def _answers(scan: Scan) -> list[Label]:
    return [label for label in find_labels(scan.source, scan.blocks, scan.form) if label.kind is SectionKind.ANSWER]


def _stem(scan: Scan) -> str:
    return scan.source.path.rpartition("/")[2].rpartition(".")[0]


def _first(blocks: Sequence[Block]) -> Block | None:
    """The first block behind the front matter."""
    return next((block for block in blocks if block.type != FRONT_MATTER), None)


def _asks(block: Block, scan: Scan) -> bool:
    """Whether a block is a heading or paragraph that begins with the label of a question."""
    if not (block.level or block.type == "paragraph"):
        return False
    line = block.content.split("\n", 1)[0]
    alone = scan.form.kind_of_heading(line) if block.level else None
    return without_question_word(line, scan.initials)[1] or alone is SectionKind.PROMPT
