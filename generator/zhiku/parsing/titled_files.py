"""Parts from metadata: the title in the front matter of a file with several questions groups these, as a heading would.

That is so in a folder; of a single file it is the title of the base.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.content.front_matter import front_matter_of
from zhiku.model import ParsedQuestion, ParsedText, Prose, ProseRole, Span
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Sequence

_MIN_FILES = 2
"""Files with questions that need names to be told apart."""
_MIN_QUESTIONS = 2
"""Questions that a title groups; what stands above a single one may be the question itself."""
_PLACE = 1
"""Of the part among the records of its file: behind the front matter."""


def with_titled_parts(texts: Sequence[ParsedText]) -> tuple[ParsedText, ...]:
    """The texts of a base, each with the part that its metadata name, unless it has a heading for all of its questions."""
    several = sum(bool(text.questions) for text in texts) >= _MIN_FILES
    return tuple(_with_part(text) if several else text for text in texts)


def _with_part(text: ParsedText) -> ParsedText:
    matter = text.records[0] if text.records else None
    title = front_matter_of(text.text).title
    if not isinstance(matter, Prose) or matter.role is not ProseRole.FRONT_MATTER or not title:
        return text
    parts = (record for record in text.prose if record.role is ProseRole.PART)
    if len(text.questions) < _MIN_QUESTIONS or any(part.level == 1 or part.title == title for part in parts):
        return text
    above = text.records[_PLACE]
    has_preamble = isinstance(above, Prose) and above.role is ProseRole.PREAMBLE
    part = _part(text, title, above if has_preamble else None, matter.span.end)
    moved = (_below(record, inserted=not has_preamble) for record in text.records[_PLACE + has_preamble :])
    return replace(text, records=(matter, part, *moved))


def _part(text: ParsedText, title: str, preamble: Prose | ParsedQuestion | None, start: int) -> Prose:
    """The part, the preamble of its file being its text."""
    span = preamble.span if preamble else Span(start, start)
    body = preamble.body if isinstance(preamble, Prose) else ()
    lines = SourceText(text.path, text.text).lines_of(span)
    return Prose(ProseRole.PART, title, 1, span, lines, Span(span.start, span.start), body, -1)


def _below(record: Prose | ParsedQuestion, *, inserted: bool) -> Prose | ParsedQuestion:
    """A record in the part if it was in none; the places of all parts but the first are one further where one was inserted."""
    if isinstance(record, ParsedQuestion):
        return replace(record, part=_place(record.part, inserted=inserted))
    inside = record.role is not ProseRole.CLOSING
    return replace(record, parent=_place(record.parent, inserted=inserted)) if inside else record


def _place(part: int, *, inserted: bool) -> int:
    return _PLACE if part < 0 else part + inserted


__all__ = ["with_titled_parts"]
