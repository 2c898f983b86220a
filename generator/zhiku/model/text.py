"""Texts divided into questions and prose, each with its span in the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING

from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from zhiku.model.ids import QuestionId


class SectionKind(StrEnum):
    """What a part of a question is for; the value is also the anchor of its heading on the page."""

    PROMPT = "prompt"
    ANSWER = "answer"
    ANALYSIS = "analysis"
    EXAMPLE = "example"


@by_fields
@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code point offsets into one file."""

    start: int
    end: int


@by_fields
@dataclass(frozen=True, slots=True)
class Lines:
    """A range of lines of one file, both ends included."""

    first: int
    last: int


@by_fields
@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of a file as separate Markdown, without the indentation of an enclosing list.

    ``offsets`` are pairs (offset in ``text``, offset in the file); after each, both advance together. The first is at 0.
    """

    text: str
    offsets: tuple[tuple[int, int], ...]
    end: int
    """Offset in the file of the end of the passage."""

    def offset(self, at: int) -> int:
        """The offset in the file of an offset in ``text``."""
        index = bisect_right(self.offsets, at, key=itemgetter(0)) - 1
        here, there = self.offsets[max(index, 0)]
        following = self.offsets[index + 1][1] if index + 1 < len(self.offsets) else self.end
        return min(there + at - here, following)


@by_fields
@dataclass(frozen=True, slots=True)
class ParsedSection:
    """A labelled part of a question: ``label`` covers ``**答案：**``, ``body`` is all that follows up to the next label.

    A body has several stretches if the answer continues after the list item that contains it; each is parsed separately.
    """

    kind: SectionKind
    title: str
    label: Span
    body: tuple[Excerpt, ...]


@by_fields
@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question in its file; ``span`` extends from its opening to the next record.

    ``id`` is the explicit one (``{#id}``) or else the numeral; ``parsing.ids`` makes ids unique in the base.
    """

    id: QuestionId
    explicit: bool
    number: int | None
    numeral: str
    """The number as an id: ``6``, ``2-2-1``; empty if there is none."""
    title: str
    span: Span
    lines: Lines
    sections: tuple[ParsedSection, ...]
    head: Span
    """The element that opens it, such as a heading or a bold line."""
    markup: tuple[Span, ...]
    """Syntax that is not shown: rules between questions, closing tags."""
    part: int
    """Index of its part among the prose records of the file; -1 if it is in no part."""


class ProseRole(StrEnum):
    """What text that belongs to no question is for."""

    FRONT_MATTER = "front-matter"
    PREAMBLE = "preamble"
    PART = "part"
    """A heading that groups what follows, with its introduction; possibly with nothing below it."""
    CONTENTS = "contents"
    """A table of contents, which is not shown because the site generates its own."""
    CLOSING = "closing"


@by_fields
@dataclass(frozen=True, slots=True)
class Prose:
    """Text that belongs to no question. ``level`` is the heading's, 0 without one; ``parent`` as in ``ParsedQuestion.part``."""

    role: ProseRole
    title: str
    level: int
    span: Span
    lines: Lines
    head: Span
    body: tuple[Excerpt, ...]
    parent: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """One file, divided into records without gaps: the joined spans are the whole text.

    ``references`` are link definitions, ``footnotes`` are definitions of footnotes by label; any record may use them.
    """

    path: str
    text: str
    records: tuple[Prose | ParsedQuestion, ...]
    references: tuple[tuple[str, tuple[str, str]], ...] = ()
    footnotes: tuple[tuple[str, Excerpt], ...] = ()
    name: str = ""
    """Path below the content folder."""

    @property
    def file(self) -> str:
        """Path below the content folder; the name of the file if it is not in one."""
        return self.name or self.path.rpartition("/")[2]

    @property
    def questions(self) -> tuple[ParsedQuestion, ...]:
        """The records that are questions, in the order of the file."""
        return tuple(record for record in self.records if isinstance(record, ParsedQuestion))

    @property
    def prose(self) -> tuple[Prose, ...]:
        """The records that are not, in the order of the file."""
        return tuple(record for record in self.records if isinstance(record, Prose))
