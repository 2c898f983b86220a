"""Cut a text into questions: ``SourceText`` in, ``ParsedText`` and diagnostics out.

Grammar, by top-level CommonMark blocks (never by a regex over raw text, so ``###`` in a code block is no question)::

    text     = unclaimed? ( question | unclaimed )*
    question = heading(level = N) block* section*       N = format.level, title = [number] words [{#id}]
    section  = label block*       label = **words：** at the start of a paragraph, or a heading of these words
    unclaimed: all from a heading above level N to the next question, and what stands before the first

A question's text before its first label is its prompt where a label follows, else its answer.
Always holds: the spans of the records, joined, are the whole text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from generator.diagnostics import Diagnostic, Severity, at_line
from generator.model import ParsedQuestion, ParsedSection, ParsedText, QuestionId, SectionKind, Span, Unclaimed
from generator.source import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from generator.settings import QuestionFormat
    from generator.source import SourceText

_NUMBER = re.compile(r"(?P<number>\d{1,6})\s*[.．、:：)）]\s*")
_EXPLICIT_ID = re.compile(r"\s*\{#(?P<id>[A-Za-z0-9][A-Za-z0-9_-]*)\}\s*$")
_BOLD_LABEL = re.compile(r"[ ]{0,3}(?P<marks>\*\*|__)[ \t]*(?P<words>[^*_\n]+?)[ \t]*[:：]?[ \t]*(?P=marks)[ \t]*[:：]?[ \t]*")
_HEADING_LABEL = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(?P<words>.+?)[ \t]*[:：]?[ \t]*#*[ \t]*$")
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")


@dataclass(frozen=True, slots=True)
class _Block:
    """A top-level block that can open something: a heading (``level`` 1-6) or a paragraph (0)."""

    level: int
    line: int
    """The first line of the block, from 1."""
    end: int
    """The line behind the block."""
    content: str


def parse(source: SourceText, form: QuestionFormat) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """The text cut into records, and what is wrong with its structure."""
    blocks = tuple(_blocks(source))
    openings = [block for block in blocks if 0 < block.level <= form.level]
    bounds = [source.offset_of_line(block.line) for block in openings] + [len(source.text)]
    problems: list[Diagnostic] = []
    records: list[Unclaimed | ParsedQuestion] = []
    if bounds[0] > 0:
        records.append(Unclaimed(Span(0, bounds[0])))
    for opening, (start, end) in zip(openings, pairwise(bounds), strict=True):
        span = Span(start, end)
        if opening.level < form.level:
            records.append(Unclaimed(span))
            continue
        inner = [block for block in blocks if start < source.offset_of_line(block.line) < end]
        records.append(_question(source, form, opening, inner, span, problems))
    text = ParsedText(source.path, source.text, tuple(records))
    problems += _check(source, text)
    return text, tuple(problems)


def _blocks(source: SourceText) -> Iterator[_Block]:
    # The byte order mark would hide a heading on the first line; it is one character, so positions by line stay right.
    tokens = _BLOCKS.parse(source.text.removeprefix(BYTE_ORDER_MARK))
    for token, following in pairwise(tokens):
        if token.level == 0 and token.map and token.type in {"heading_open", "paragraph_open"}:
            yield _Block(_heading_level(token), token.map[0] + 1, token.map[1] + 1, following.content)


def _heading_level(token: Token) -> int:
    return int(token.tag[1]) if token.type == "heading_open" else 0


def _question(  # noqa: PLR0913, PLR0917 - the question's place in the text and the list that collects problems
    source: SourceText,
    form: QuestionFormat,
    opening: _Block,
    inner: list[_Block],
    span: Span,
    problems: list[Diagnostic],
) -> ParsedQuestion:
    words, explicit = opening.content.strip(), None
    if found := _EXPLICIT_ID.search(words):
        words, explicit = words[: found.start()], found["id"]
    number = None
    if found := _NUMBER.match(words):
        words, number = words[found.end() :], int(found["number"])
    elif form.numbered and explicit is None:
        problems.append(
            at_line(
                source, opening.line, "KB110", "this question has no number", hint="write `### 21. Title`, or `### Title {#id}`"
            )
        )
    if not words:
        problems.append(at_line(source, opening.line, "KB111", "this question has no title", hint="write it after the number"))
    name = explicit or (str(number) if number is not None else f"line-{opening.line}")
    lines = source.lines_of(span)
    return ParsedQuestion(QuestionId(name), number, words, span, lines, _sections(source, form, opening, inner, span))


def _sections(
    source: SourceText, form: QuestionFormat, opening: _Block, inner: list[_Block], span: Span
) -> tuple[ParsedSection, ...]:
    labels = [label for block in inner if (label := _label(source, form, block))]
    body_start = min(source.offset_of_line(opening.end), span.end)
    ends = [*(label.start for _, _, label in labels[1:]), span.end][: len(labels)]
    sections = [
        ParsedSection(kind, title, label, Span(label.end, end)) for (kind, title, label), end in zip(labels, ends, strict=True)
    ]
    lead = Span(body_start, labels[0][2].start if labels else span.end)
    if source.slice(lead).strip():
        kind = SectionKind.PROMPT if labels else SectionKind.ANSWER
        sections.insert(0, ParsedSection(kind, "", Span(lead.start, lead.start), lead))
    return tuple(sections)


def _label(source: SourceText, form: QuestionFormat, block: _Block) -> tuple[SectionKind, str, Span] | None:
    """The label at the start of a block: what it opens, its words and the characters it takes."""
    pattern = _HEADING_LABEL if block.level else _BOLD_LABEL
    found = pattern.match(source.line(block.line))
    kind = form.kind_of(found["words"].strip("*_ \t:：")) if found else None
    if found is None or kind is None:
        return None
    start = source.offset_of_line(block.line)
    return kind, found["words"].strip("*_ \t:："), Span(start, start + found.end())


def _check(source: SourceText, text: ParsedText) -> Iterator[Diagnostic]:
    """What a well-formed text does not have: nothing to show, questions without answer, text of no question."""
    if not source.text.removeprefix(BYTE_ORDER_MARK).strip():
        yield at_line(source, 1, "KB102", "the file is empty", hint="write a question, or delete the file")
        return
    if not text.questions:
        hint = "write `### 1. Title`, then `**答案：**`; or describe your form under `format:` in kb.yml"
        yield at_line(source, 1, "KB103", "no question found in this file", hint=hint)
    for question in text.questions:
        answers = [source.slice(section.body).strip() for section in question.sections if section.kind is SectionKind.ANSWER]
        if not any(answers):
            hint = "write it below a line `**答案：**`" if not answers else "write it below the label"
            yield at_line(source, question.lines.first, "KB112", f"question `{question.id}` has no answer", hint=hint)
    for record in text.records:
        if isinstance(record, Unclaimed) and source.slice(record.span).removeprefix(BYTE_ORDER_MARK).strip():
            line = source.lines_of(record.span).first
            hint = "it will not be on the site; put it below a question"
            yield at_line(source, line, "KB105", "text that belongs to no question", hint=hint, severity=Severity.WARNING)
