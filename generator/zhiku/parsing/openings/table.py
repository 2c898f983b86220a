"""Rows of tables that open questions: one column is named after questions, one after answers. Tables may be HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import bare
from zhiku.lang import reader as lang
from zhiku.markdown.tables import cells_of
from zhiku.model import SectionKind, Span
from zhiku.parsing.html_blocks import HTML_BLOCK
from zhiku.parsing.html_tables import html_rows
from zhiku.parsing.html_words import html_words
from zhiku.parsing.numbering import Numeral
from zhiku.parsing.openings.opening import LabelledSegment, Opening, Scan, Segment
from zhiku.source.excerpt import Wrapping, cell_escapes, hanging_indent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.question_format import Opener, QuestionFormat
    from zhiku.parsing.blocks import Block
    from zhiku.source.text import SourceText

_NUMBER_COLUMNS = frozenset(bare(name) or name for name in lang.words("number_columns"))
_LOOSE = {
    SectionKind.PROMPT: frozenset(map(bare, lang.words("question_columns"))),
    SectionKind.ANSWER: frozenset(map(bare, lang.words("answer_columns"))),
}
"""Names of columns that hold questions or answers only beside one of the other kind: ``Front`` and ``Back``."""
_ROWS_BELOW_HEADER = 2
_MIN_COLUMNS = 2
_MAX_PLURAL_LENGTH = 2
"""Letters that a plural may have more than its singular."""
_MIN_SINGULAR_LENGTH = 4
"""Letters of the shortest label that is looked for in the plural: shorter ones are found in too many words."""


class Columns(NamedTuple):
    """Which columns of a table hold what: indices of the question's and the number's (-1: none), kind and name of the others.

    Those that are no section have no kind.
    """

    question: int
    number: int
    others: tuple[tuple[int, SectionKind | None, str], ...]


def columns_of(header: Sequence[str], form: QuestionFormat) -> Columns | None:
    """The columns of a table of questions and answers; ``None`` for any other table."""
    kinds = _with_loose_names(header, [_kind_of_column(name, form) for name in header])
    if SectionKind.PROMPT not in kinds or SectionKind.ANSWER not in kinds:
        return None
    question = kinds.index(SectionKind.PROMPT)
    numbers = [index for index, name in enumerate(header) if (bare(name) or name.strip()) in _NUMBER_COLUMNS]
    number = numbers[0] if numbers else -1
    others = tuple(
        (index, kind, name.strip())
        for index, (kind, name) in enumerate(zip(kinds, header, strict=True))
        if index not in {question, number}
    )
    return Columns(question, number, others)


def _with_loose_names(header: Sequence[str], kinds: list[SectionKind | None]) -> list[SectionKind | None]:
    """The kinds of columns, those of the questions and of the answers also by looser names if a table of two has no others."""
    if len(header) != _MIN_COLUMNS:
        return kinds
    loose = [
        kind or next((kind for kind, names in _LOOSE.items() if bare(name) in names), None)
        for name, kind in zip(header, kinds, strict=True)
    ]
    return loose if set(loose) == set(_LOOSE) else kinds


def _kind_of_column(name: str, form: QuestionFormat) -> SectionKind | None:
    """The kind of section that a column holds, by a label of it or by one in the plural (Questions, Fragen, Вопросы)."""
    words = bare(name)
    shorter = (words[:-cut] for cut in range(1, _MAX_PLURAL_LENGTH + 1) if len(words) - cut >= _MIN_SINGULAR_LENGTH)
    return next(filter(None, map(form.kind_of, (words, *shorter))), None)


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The questions that the rows of a table open."""
    block, source = scan.blocks[index], scan.source
    if block.type == HTML_BLOCK and scan.tables_until <= scan.span(block).start:
        yield from _html_rows(scan, block)
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
        spans = (Span(row.start + first, row.start + last) for first, last in cells_of(source.line(number), len(names)))
        cells = [_Cell(cell, _words(source, cell), Segment(cell.start, cell.end, 0, Wrapping.CELL)) for cell in spans]
        if opening := _row(scan, columns, Span(start, row.end), cells):
            yield opening
            start = source.offset_of_line(number + 1)


def _words(source: SourceText, cell: Span) -> str:
    return source.slice(cell).replace("\\|", "|").strip()


def _html_rows(scan: Scan, block: Block) -> Iterator[Opening]:
    """The questions of the table that begins in a block of HTML; it may reach over several."""
    source, span = scan.source, scan.span(block)
    header, *rows = html_rows(source.text, span.start, span.end) or (None,)
    columns = columns_of([html_words(source.slice(cell)) for cell in header.cells], scan.form) if header else None
    if columns is None or header is None or not rows:
        return
    scan.tables_until = rows[-1].end
    start = header.start
    for row in rows:
        cells = [_Cell(cell, html_words(source.slice(cell)), _html_segment(scan, cell)) for cell in row.cells]
        if opening := _row(scan, columns, Span(start, row.end), cells):
            yield opening
            start = row.end


def _html_segment(scan: Scan, cell: Span) -> Segment:
    return Segment(cell.start, cell.end, hanging_indent(scan.source.slice(cell)))


class _Cell(NamedTuple):
    """A cell: where it stands, its words on one line, and its content."""

    span: Span
    words: str
    segment: Segment


def _row(scan: Scan, columns: Columns, span: Span, cells: Sequence[_Cell]) -> Opening | None:
    """The question of a row; ``span`` reaches from the end of the last one to its own."""
    source = scan.source
    if columns.question >= len(cells) or not cells[columns.question].words:
        return None
    head = cells[columns.question].span
    words, numeral, explicit, asked = scan.read_title(cells[columns.question].words)
    if 0 <= columns.number < len(cells):
        written = cells[columns.number].words.rstrip(".、)")
        numeral = Numeral((int(written),), 0, -1) if written.isdecimal() else numeral
    labelled = [
        LabelledSegment(kind, name, cells[index].segment)
        if kind
        else LabelledSegment(SectionKind.ANSWER, "", cells[index].segment, name)
        for index, kind, name in columns.others
        if index < len(cells) and cells[index].words
    ]
    held = sorted([head, *(Span(item.segment.start, item.segment.end) for item in labelled)], key=lambda span: span.start)
    escapes = [
        escape
        for item in labelled
        if item.segment.wrapping is Wrapping.CELL
        for escape in cell_escapes(source, item.segment.start, item.segment.end)
    ]
    markup = (*_between(span, held), *escapes)
    return Opening(
        span.start, head, words, numeral, explicit, 0, (), markup, asked=asked, labelled=tuple(labelled), complete=True
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
