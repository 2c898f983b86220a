"""Rows of tables that open questions: one column is named after questions, one after answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import bare
from zhiku.lang import reader as lang
from zhiku.markdown.tables import cells_of
from zhiku.model import SectionKind, Span
from zhiku.parsing.numbering import Numeral
from zhiku.parsing.openings.opening import LabelledSegment, Opening, Scan, Segment
from zhiku.source.excerpt import Wrapping, cell_escapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.question_format import Opener, QuestionFormat

_NUMBER_COLUMNS = frozenset(bare(name) or name for name in lang.words("number_columns"))
_ROWS_BELOW_HEADER = 2
_MAX_PLURAL_LENGTH = 2
"""Letters that a plural may have more than its singular."""
_MIN_SINGULAR_LENGTH = 4
"""Letters of the shortest label that is looked for in the plural: shorter ones are found in too many words."""


class Columns(NamedTuple):
    """Which columns of a table hold what: indices of the question's and the number's (-1: none), kind and name of the others."""

    question: int
    number: int
    others: tuple[tuple[int, SectionKind, str], ...]


def columns_of(header: Sequence[str], form: QuestionFormat) -> Columns | None:
    """The columns of a table of questions and answers; ``None`` where it is none."""
    kinds = [_kind_of_column(name, form) for name in header]
    if SectionKind.PROMPT not in kinds or SectionKind.ANSWER not in kinds:
        return None
    question = kinds.index(SectionKind.PROMPT)
    numbers = [index for index, name in enumerate(header) if (bare(name) or name.strip()) in _NUMBER_COLUMNS]
    number = numbers[0] if numbers else -1
    others = tuple(
        (index, kind or SectionKind.ANSWER, name.strip() if kind else "")
        for index, (kind, name) in enumerate(zip(kinds, header, strict=True))
        if index not in {question, number}
    )
    return Columns(question, number, others)


def _kind_of_column(name: str, form: QuestionFormat) -> SectionKind | None:
    """The kind of section that a column holds, by a label of it or by one in the plural (Questions, Fragen, Вопросы)."""
    words = bare(name)
    shorter = (words[:-cut] for cut in range(1, _MAX_PLURAL_LENGTH + 1) if len(words) - cut >= _MIN_SINGULAR_LENGTH)
    return next(filter(None, map(form.kind_of, (words, *shorter))), None)


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The questions that the rows of a table open."""
    block, source = scan.blocks[index], scan.source
    if block.type != "table":
        return
    header_span = scan.lines(block.first, block.first)
    header = cells_of(source.line(block.first), 0)
    names = [source.line(block.first)[start:end] for start, end in header]
    columns = columns_of(names, scan.form)
    if columns is None:
        return
    start = header_span.start
    for number in range(block.first + _ROWS_BELOW_HEADER, block.last + 1):
        row = scan.lines(number, number)
        cells = [Span(row.start + first, row.start + last) for first, last in cells_of(source.line(number), len(names))]
        opening = _row(scan, columns, start, row, cells)
        if opening:
            yield opening
            start = source.offset_of_line(number + 1)


def _row(scan: Scan, columns: Columns, start: int, row: Span, cells: Sequence[Span]) -> Opening | None:
    source = scan.source
    if columns.question >= len(cells) or not source.slice(cells[columns.question]).strip():
        return None
    head = cells[columns.question]
    words, numeral, explicit, asked = scan.read_title(source.slice(head).replace("\\|", "|"))
    if columns.number >= 0 and columns.number < len(cells):
        written = source.slice(cells[columns.number]).strip().rstrip(".、)")
        numeral = Numeral((int(written),), 0, -1) if written.isdecimal() else numeral
    labelled = [
        LabelledSegment(kind, name, Segment(cells[index].start, cells[index].end, 0, Wrapping.CELL))
        for index, kind, name in columns.others
        if index < len(cells) and source.slice(cells[index]).strip()
    ]
    held = sorted([head, *(Span(item.segment.start, item.segment.end) for item in labelled)], key=lambda span: span.start)
    escapes = [span for item in labelled for span in cell_escapes(source, item.segment.start, item.segment.end)]
    markup = [*_between(Span(start, row.end), held), *escapes]
    return Opening(
        start, head, words, numeral, explicit, 0, (), tuple(markup), asked=asked, labelled=tuple(labelled), complete=True
    )


def _between(row: Span, held: Sequence[Span]) -> Iterator[Span]:
    """What of a row, and of the header above the first, lies between its cells."""
    at = row.start
    for span in held:
        if at < span.start:
            yield Span(at, span.start)
        at = span.end
    if at < row.end:
        yield Span(at, row.end)
