"""Account for every line of a text: ``ParsedText`` in, what each line became out.

Every line belongs to one record; within a question it is title, section, label or markup. Lines that no page shows are listed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.diagnostics.wording import quantity
from zhiku.model import ParsedQuestion, ProseRole
from zhiku.source.excerpt import span_of
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.model import ParsedText, Prose, Span
    from zhiku.source.text import SourceText

_UNSHOWN = {ProseRole.FRONT_MATTER, ProseRole.CONTENTS}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many lines of a file became what; ``lost`` are lines with words that no record holds: always empty."""

    path: str
    total: int
    kinds: tuple[tuple[str, int], ...]
    unshown: tuple[tuple[int, int, str], ...]
    """Ranges of lines that are on no page, and what they are."""
    lost: tuple[int, ...]


def coverage_of(text: ParsedText, source: SourceText) -> Coverage:
    """What every line of a text became; the first element on a line that is more than markup counts."""
    lines = [""] * (source.line_count + 1)
    unshown: list[tuple[int, int, str]] = []
    for record in text.records:
        if not isinstance(record, ParsedQuestion) and record.role in _UNSHOWN:
            unshown.append((record.lines.first, record.lines.last, record.role.value))
        for kind, span in _of_record(record):
            _mark(lines, source, kind, span)
    for line in range(1, source.line_count + 1):
        if not source.line(line).replace(BYTE_ORDER_MARK, "").strip():
            lines[line] = "blank"
    lost = tuple(line for line in range(1, source.line_count + 1) if not lines[line])
    return Coverage(source.path, source.line_count, tuple(sorted(Counter(lines[1:]).items())), tuple(unshown), lost)


def _of_record(record: ParsedQuestion | Prose) -> Iterator[tuple[str, Span]]:
    if isinstance(record, ParsedQuestion):
        yield "question title", record.head
        for section in record.sections:
            yield from ((section.kind.value, span_of(excerpt)) for excerpt in section.body)
            yield "label", section.label
        yield from (("markup", span) for span in record.markup)
    else:
        yield "heading", record.head
        yield from ((record.role.value, span_of(excerpt)) for excerpt in record.body)


def _mark(lines: list[str], source: SourceText, kind: str, span: Span) -> None:
    if span.end <= span.start:
        return
    text = source.slice(span)
    first = source.line_of(span.start + len(text) - len(text.lstrip()))
    last = source.line_of(max(span.start, span.start + len(text.rstrip()) - 1))
    for line in range(first, min(last, source.line_count) + 1):
        lines[line] = lines[line] or kind


def show_coverage(found: Coverage) -> str:
    """The account of one file, a line for each kind."""
    lines = [f"{found.path}: {quantity(found.total, 'line')}, {found.total - len(found.lost)} accounted for"]
    lines += [f"  {count:>7}  {kind}" for kind, count in sorted(found.kinds, key=lambda item: (-item[1], item[0]))]
    lines += [f"  not shown: {found.path}:{first}-{last} ({what})" for first, last, what in found.unshown]
    lines += [f"  LOST: {found.path}:{line}" for line in found.lost]
    return "\n".join(lines)
