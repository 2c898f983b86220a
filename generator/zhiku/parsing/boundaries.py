"""Find where the records of a text begin: ``SourceText``, ``QuestionFormat`` and ``Block`` in, ``Boundary`` out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.front_matter import FRONT_MATTER, read_front_matter
from zhiku.content.question_format import OpenerKind, bare
from zhiku.markdown.admonitions import ADMONITION
from zhiku.markdown.attributes import split_title
from zhiku.model import ProseRole, SectionKind, Span
from zhiku.parsing.lead_title import lead_sentence
from zhiku.parsing.numbering import Numeral, numeral_of
from zhiku.parsing.openings import openings_in
from zhiku.parsing.openings.callout import CALLOUT
from zhiku.parsing.openings.opening import PART_DIRECTIVE, Opening, Scan, is_separator, stretch_below
from zhiku.parsing.section_labels import find_labels, is_label, is_metadata, kind_of_heading_with_text
from zhiku.parsing.title_marks import without_marks
from zhiku.source.slug import title_of_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.parsing.blocks import Block
    from zhiku.source.text import SourceText

_LINK = re.compile(r"\[[^\[\]\n]{0,500}\]\([^()\n]{0,500}\)|\[+_*toc_*\]+|@\[toc\]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
_LISTED = {"bullet_list", "ordered_list", "table", "html_block", "hr"}
_MAX_OTHER_SHARE = 0.1
"""Share of a table of contents that may be words outside links."""
_NO_HEADING = 7
_COUNTED = re.compile(r"(?P<name>[^\W\d_]{1,12})[ #-]{0,2}(?P<n>\d{1,4})[^\W\d_]?\W*")
"""A title that only counts: ``Day 1``."""
_MIN_COUNTED, _MOSTLY_COUNTED = 2, 0.9
"""Titles, and their share, that count and have a labelled question below."""
_ONLY_NUMBER = re.compile(r"#?\s*(?P<n>\d{1,4}(?:-\d{1,4}){0,3})\W*")
_TITLE_LINE = re.compile(r"(?!#|[\w.-]+:: )(?=.*[^\W\d_])[^\[\]<>`|\n]{1,60}(?<![.。!！:：;；,，])")
"""A line that may be the title of a text: no sentence, no link, no tag, no property of an outline."""


@dataclass(frozen=True, slots=True)
class ProseBoundary:
    """Where a record of prose begins."""

    start: int
    head: Span
    role: ProseRole
    title: str
    level: int


Boundary = Opening | ProseBoundary
"""Where a record begins."""


def find_boundaries(source: SourceText, form: QuestionFormat, blocks: Sequence[Block]) -> tuple[Boundary, ...]:
    """The boundaries of a text in order; a text without questions is one page."""
    if not form.has_questions(source.file):
        return tuple(_page_boundaries(source, blocks))
    boundaries = _with_closing(
        _with_plain_titles(_with_prompts_as_titles(source, form, blocks, tuple(_boundaries(source, form, blocks))))
    )
    if any(isinstance(boundary, Opening) for boundary in boundaries):
        return boundaries
    return tuple(_page_boundaries(source, blocks))


def is_question_level(form: QuestionFormat, level: int) -> bool:
    """Whether headings of a level open questions."""
    return any(item.kind is OpenerKind.HEADING and level == item.levels[0] for item in form.openers)


def _with_prompts_as_titles(
    source: SourceText, form: QuestionFormat, blocks: Sequence[Block], boundaries: tuple[Boundary, ...]
) -> tuple[Boundary, ...]:
    """The boundaries; titles such as ``Day 1`` are numbers where nearly all are such and the questions have labels."""
    openings = [boundary for boundary in boundaries if isinstance(boundary, Opening)]
    counted = [_COUNTED.fullmatch(opening.title) for opening in openings]
    enough = max(_MIN_COUNTED, len(openings) * _MOSTLY_COUNTED)
    if sum(map(bool, counted)) < enough or len({found["name"] for found in counted if found}) > 1:
        return boundaries
    if sum(label.kind is SectionKind.PROMPT for label in find_labels(source, blocks, form)) < enough:
        return boundaries
    numerals = {opening.start: int(found["n"]) for opening, found in zip(openings, counted, strict=True) if found}
    return tuple(
        replace(boundary, title="", numeral=boundary.numeral or Numeral((numerals[boundary.start],), 0, 0))
        if isinstance(boundary, Opening) and boundary.start in numerals
        else boundary
        for boundary in boundaries
    )


def _with_plain_titles(boundaries: tuple[Boundary, ...]) -> tuple[Boundary, ...]:
    """The boundaries, the titles of questions without what a run of them proves to be numbers or decoration."""
    openings = [boundary for boundary in boundaries if isinstance(boundary, Opening)]
    titles = iter(without_marks([opening.title for opening in openings], [opening.numeral is not None for opening in openings]))
    return tuple(replace(boundary, title=next(titles)) if isinstance(boundary, Opening) else boundary for boundary in boundaries)


def _with_closing(boundaries: tuple[Boundary, ...]) -> tuple[Boundary, ...]:
    """The boundaries, a passage without heading behind the last question being the closing of the text."""
    if boundaries and isinstance(last := boundaries[-1], ProseBoundary) and last.role is ProseRole.PART and not last.level:
        return (*boundaries[:-1], replace(last, role=ProseRole.CLOSING, title=""))
    return boundaries


class _Surroundings(NamedTuple):
    """The surroundings of a block: levels of the headings of a table of contents (0: none) and of a question (7: none)."""

    contents: int = 0
    question: int = _NO_HEADING
    asked: bool = False
    """Whether a question precedes it."""
    inside: bool = False
    """Whether it is inside a question."""
    matter: bool = False
    """Whether the file's front matter is right before it."""
    complete: bool = False
    """Whether the syntax of the preceding question marks its end."""


def _boundaries(source: SourceText, form: QuestionFormat, blocks: Sequence[Block]) -> Iterator[Boundary]:
    scan, around = Scan(source, form, blocks), _Surroundings()
    behind = 0  # offset up to which the text certainly belongs to a question
    for index, block in enumerate(blocks):
        start, end = source.offset_of_line(block.first), source.offset_of_line(block.last + 1)
        if 0 < around.contents < block.level and _lists_links(_below(blocks, index)):
            continue
        openings = [item for item in openings_in(scan, index) if item.start >= behind]
        if openings:
            yield from _numbered_above(scan, index, openings)
            last = openings[-1]
            around = _Surroundings(question=last.level or _NO_HEADING, asked=True, inside=True, complete=last.complete)
            ends = [span.end for item in openings for span in item.markup]
            ends += [segment.end for item in openings for segment in item.body]
            behind = max(ends, default=len(source.text) * last.whole)
        elif around.complete and start >= behind and not (0 < block.level <= form.parts or block.first in scan.part_lines):
            if _is_of_section(scan, index):
                around = around._replace(complete=False)
            elif not is_separator(block):
                yield _between(source, block)
                around = _Surroundings(asked=True)
        elif block.is_empty_heading or _number_above(scan, index):
            continue  # an empty heading ends nothing, and a number is that of the question below
        elif around.inside and _ends_question(form, block.level, around) and _is_of_answer(scan, index):
            continue
        elif start >= behind and (prose := _prose_boundary(scan, index, Span(start, end), around)):
            yield prose
            around = _Surroundings(
                prose.level if prose.role is ProseRole.CONTENTS else 0,
                asked=around.asked,
                matter=prose.role is ProseRole.FRONT_MATTER,
            )


def _number_above(scan: Scan, index: int) -> Numeral | None:
    """The number that a heading consists of, right above the deeper heading of a question."""
    block, below = scan.blocks[index], scan.blocks[index + 1 : index + 2]
    found = _ONLY_NUMBER.fullmatch(block.content.strip()) if block.level else None
    if not found or not below or below[0].level <= block.level:
        return None
    if not any(item.kind is OpenerKind.HEADING and below[0].level in item.levels for item in scan.form.openers):
        return None
    return Numeral(tuple(map(int, found["n"].split("-"))), 0, 0)


def _numbered_above(scan: Scan, index: int, openings: Sequence[Opening]) -> Iterator[Opening]:
    """The questions that open in a block, the first with the number in the heading above it."""
    numeral = _number_above(scan, index - 1) if index and scan.blocks[index].level else None
    first, *others = openings
    if numeral:
        start = scan.span(scan.blocks[index - 1]).start
        first = replace(first, start=start, head=Span(start, first.head.end), numeral=first.numeral or numeral)
    yield first
    yield from others


def _is_of_section(scan: Scan, index: int) -> bool:
    """Whether a block behind a question that is complete goes on with it all the same: a label, or a box of its answer."""
    block, source = scan.blocks[index], scan.source
    if block.type == ADMONITION or (block.type == "blockquote" and CALLOUT.match(source.line(block.first))):
        return True
    return bool(find_labels(source, (block,), scan.form))


def _between(source: SourceText, block: Block) -> ProseBoundary:
    """A passage that belongs to no question, called after its heading, else after what it begins with."""
    start, end = source.offset_of_line(block.first), source.offset_of_line(block.last + 1)
    if block.level:
        return ProseBoundary(start, Span(start, end), ProseRole.PART, _title_of(block), block.level)
    return ProseBoundary(start, Span(start, start), ProseRole.PART, lead_sentence(source.text[start:end]), 0)


def _page_boundaries(source: SourceText, blocks: Sequence[Block]) -> Iterator[ProseBoundary]:
    """A text without questions as one page, called after its first heading, its metadata or its file."""
    title, start, first = "", 0, 0
    if blocks and blocks[0].type == FRONT_MATTER:
        start, first = source.offset_of_line(blocks[0].last + 1), 1
        title = read_front_matter(source.text[:start]).title
        yield ProseBoundary(0, Span(0, start), ProseRole.FRONT_MATTER, "", 0)
    if start >= len(source.text) or not source.text[start:].strip():
        return
    heading = blocks[first] if len(blocks) > first and blocks[first].level == 1 else None
    head = Span(start, source.offset_of_line(heading.last + 1) if heading else start)
    words = _title_of(heading) if heading else title or title_of_name(source.path.rpartition("/")[2].rpartition(".")[0])
    yield ProseBoundary(start, head, ProseRole.PART, words, 1)


def _title_of(heading: Block) -> str:
    return split_title(heading.content.strip())[0]


def _prose_boundary(scan: Scan, index: int, span: Span, around: _Surroundings) -> ProseBoundary | None:
    """The record of prose that begins with a block, if one does."""
    form, blocks = scan.form, scan.blocks
    block = blocks[index]
    groups = block.first in scan.part_lines
    if groups or _is_title_line(scan, index):
        named = PART_DIRECTIVE.fullmatch(block.content)
        title = named["title"] if named else block.content.strip("*_ ")
        return ProseBoundary(span.start, span, ProseRole.PART, title, max(1, form.parts) if groups else 1)
    if block.type == FRONT_MATTER:
        return ProseBoundary(0, Span(0, span.end), ProseRole.FRONT_MATTER, "", 0)
    ends = _ends_question(form, block.level, around)
    if block.level and form.is_contents(block.content) and (ends or not around.asked or _lists_links(_below(blocks, index))):
        return ProseBoundary(span.start, span, ProseRole.CONTENTS, _title_of(block), block.level)
    if ends:
        return ProseBoundary(span.start, span, ProseRole.PART, _title_of(block), block.level)
    if around.matter or (around.contents and not (block.type in _LISTED or _lists_links(blocks[index : index + 1]))):
        return ProseBoundary(span.start, Span(span.start, span.start), ProseRole.PREAMBLE, "", 0)
    return None


def _is_title_line(scan: Scan, index: int) -> bool:
    """Whether a text without a heading of the first level begins with a short line, no sentence, right above a question."""
    block, blocks = scan.blocks[index], scan.blocks
    if any(before.type != FRONT_MATTER for before in blocks[:index]) or index + 1 >= len(blocks):
        return False
    if block.type != "paragraph" or not _TITLE_LINE.fullmatch(block.content) or any(other.level == 1 for other in blocks):
        return False
    return bool(openings_in(Scan(scan.source, scan.form, blocks), index + 1)) or blocks[index + 1].first in scan.part_lines


def _is_of_answer(scan: Scan, index: int) -> bool:
    """Whether a heading is in the middle of an answer, although its level would end the question.

    That is so where the rest of the question's sections follows, or the number that comes next.
    """
    block, form = scan.blocks[index], scan.form
    if form.is_aside(block.content) and scan.headings[block.level, bare(block.content)] > 1:
        return True  # each answer has its references
    if is_metadata(block.content) or kind_of_heading_with_text(block.content, form):
        return True
    if is_label(scan.source, block, form) and _has_text(scan, index):
        return True
    labels = find_labels(scan.source, stretch_below(scan, index), form)
    if labels and labels[0].kind in {SectionKind.ANALYSIS, SectionKind.EXAMPLE}:
        return True
    numbered = any(opener.numbered and opener.levels[:1] == (block.level,) for opener in form.openers)
    if not numbered or not _has_text(scan, index) or numeral_of(block.content):
        return False
    numerals = (numeral_of(item.content) for item in islice(scan.blocks, index + 1, None) if item.level == block.level)
    following = next(filter(None, numerals), None)
    return following is not None and following.follows(scan.last)


def _has_text(scan: Scan, index: int) -> bool:
    return any(not is_separator(block) for block in _below(scan.blocks, index))


def _below(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """The blocks from behind a heading to the next."""
    end = index + 1
    while end < len(blocks) and not blocks[end].level:
        end += 1
    return blocks[index + 1 : end]


def _lists_links(blocks: Iterable[Block]) -> bool:
    """Whether some blocks have hardly any words but those of links."""
    content = "\n".join(token.content for block in blocks for token in block.tokens if token.type == "inline")
    without = _LINK.sub("", content)
    return without != content and len(_WORD.findall(without)) <= _MAX_OTHER_SHARE * len(_WORD.findall(content))


def _ends_question(form: QuestionFormat, level: int, around: _Surroundings) -> bool:
    """Whether a heading ends the question before it: one that groups, or one on the level of questions that opens none.

    What lies deeper than the question's own heading belongs to its answer.
    """
    return 0 < level <= form.parts or (level <= around.question and is_question_level(form, level))
