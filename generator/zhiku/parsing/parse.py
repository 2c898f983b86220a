"""Divide a text into questions: ``SourceText`` and its ``QuestionFormat`` in, ``ParsedText`` and diagnostics out.

Grammar, by CommonMark blocks (never by a regex over raw text, so ``###`` in a code block is no question)::

    text     = front-matter? ( question | prose )*
    question = opening block* section*     opening: one of format.openers, title = [number] words [{#id}]
    section  = label block*                label: see section_labels
    prose    = heading block*              a part, where the heading's level is at most format.parts; a table of contents
             | block*                      what stands before the first record (preamble), behind the last rule (closing)

``boundaries`` finds where records begin, ``records`` makes them of the text between.
A question's text before its first label is its prompt where an answer is labelled, else its answer; that of a question without a
title of its own is its prompt where other questions label their answers.
Always holds: the spans of the records, joined, are the whole text; within a record its head, sections and markup hold every
character that is not blank, once.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.model import ParsedQuestion, ParsedText, Prose, ProseRole, Span
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.boundaries import find_boundaries, is_question_level
from zhiku.parsing.openings.opening import Opening
from zhiku.parsing.records import RecordCutter, preamble, with_unanswered_prompts
from zhiku.parsing.structure_lint import lint_structure
from zhiku.source.excerpt import cut

if TYPE_CHECKING:
    from zhiku.content.question_format import QuestionFormat
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.parsing.blocks import Blocks
    from zhiku.source.text import SourceText

_HALF = 0.5
_NOTHING = re.compile(r"(?:\s|<br\s*/?>|---|\*\*\*)*", re.IGNORECASE)


def parse(source: SourceText, form: QuestionFormat) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """The text divided into records, and the warnings about its structure."""
    blocks = read_blocks(source, form)
    text = parse_blocks(source, form, blocks)
    return text, lint_structure(source, form, blocks, text) if form.has_questions(source.file) else ()


def parse_blocks(source: SourceText, form: QuestionFormat, blocks: Blocks) -> ParsedText:
    """The text divided into records."""
    boundaries = find_boundaries(source, form, blocks.blocks)
    offsets = [*(boundary.start for boundary in boundaries), len(source.text)]
    records: list[Prose | ParsedQuestion] = []
    if offsets[0] > 0 or not boundaries:
        records.append(preamble(source, offsets[0]))
    cutter = RecordCutter(source, form, blocks.blocks)
    parts: list[tuple[float, int]] = []  # the levels and places of the headings around
    count = len(records)
    for boundary, following, (start, end) in zip(boundaries, (*boundaries, None)[1:], pairwise(offsets), strict=True):
        span = Span(start, end)
        if isinstance(boundary, Opening):
            if boundary.level:
                parts = [part for part in parts if part[0] < boundary.level]
            level = boundary.level or form.parts + 1
            parent = next((place for above, place in reversed(parts) if above < level), -1)
            records += cutter.question(boundary, span, parent, last=end == len(source.text))
            continue
        # A heading of the questions' own level that has nothing below groups them all the same, unless deeper ones follow.
        deeper = following is not None and following.level > boundary.level
        empty = is_question_level(form, boundary.level) and _NOTHING.fullmatch(source.text, boundary.head.end, end) is not None
        empty = empty and not deeper
        groups = boundary.level - _HALF * empty
        if boundary.level and boundary.role is not ProseRole.CONTENTS:
            parts = [part for part in parts if part[0] < groups]
        records.append(cutter.prose(boundary, span, parts[-1][1] if parts else -1))
        if boundary.level and boundary.role is ProseRole.PART:
            parts.append((groups, count))
        count += 1
    footnotes = tuple(
        (label, cut(source, source.offset_of_line(first), source.offset_of_line(last + 1)))
        for label, first, last in blocks.footnotes
    )
    untitled = {boundary.start for boundary in boundaries if isinstance(boundary, Opening) and not boundary.title}
    made = with_unanswered_prompts(records, untitled)
    return ParsedText(source.path, source.text, made, blocks.references, footnotes, source.name)
