"""Texts cut into questions and prose, with the stretch of the file that each piece comes from."""

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
    """A stretch of a file as Markdown of its own: without the indentation that a list around it asks for.

    ``offsets`` are pairs (offset in ``text``, offset in the file), from each of which both go on alike; the first is at 0.
    """

    text: str
    offsets: tuple[tuple[int, int], ...]
    end: int
    """Offset in the file behind the stretch."""

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

    A body has several stretches where a list item ends and the answer goes on behind it; each is Markdown of its own.
    """

    kind: SectionKind
    title: str
    label: Span
    body: tuple[Excerpt, ...]


@by_fields
@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question as it stands in its file; ``span`` reaches from its opening to the next record.

    ``id`` is the one it names itself (``{#id}``), else its numeral; ``identity`` settles it for the whole base.
    """

    id: QuestionId
    explicit: bool
    number: int | None
    numeral: str
    """The number as an id: ``6``, ``2-2-1``; empty where there is none."""
    title: str
    span: Span
    lines: Lines
    sections: tuple[ParsedSection, ...]
    head: Span
    """What opens it: the heading, the bold line."""
    markup: tuple[Span, ...]
    """What holds it together and is not shown: rules between questions, closing tags."""
    part: int
    """Index of the part it stands in among the file's prose records; -1 where it stands in none."""


class ProseRole(StrEnum):
    """What text that belongs to no question is for."""

    FRONT_MATTER = "front-matter"
    PREAMBLE = "preamble"
    PART = "part"
    """A heading that groups what follows, with its introduction; also one that nothing follows."""
    CONTENTS = "contents"
    """A table of contents, which the site makes itself."""
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
    """One file, cut into records without a gap: their spans, joined, are the file's text.

    ``references`` are its link definitions, ``footnotes`` its footnotes' definitions by label: any record may use them.
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
        """Path below the content folder; the name of the file where it stands in none."""
        return self.name or self.path.rpartition("/")[2]

    @property
    def questions(self) -> tuple[ParsedQuestion, ...]:
        """The records that are questions, in the order of the file."""
        return tuple(record for record in self.records if isinstance(record, ParsedQuestion))

    @property
    def prose(self) -> tuple[Prose, ...]:
        """The records that are not, in the order of the file."""
        return tuple(record for record in self.records if isinstance(record, Prose))
