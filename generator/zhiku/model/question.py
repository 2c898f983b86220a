"""Rendered questions and parts, and the features of questions that later stages need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from zhiku.model.ids import PartId, QuestionId
    from zhiku.model.text import Lines, SectionKind


_LABEL = re.compile(r"\S{1,30}(?: \S{1,30})?\s?[:：]")


class PassageRole(StrEnum):
    """The role of a passage, which determines how strongly it indicates the subject of its question."""

    HEADING = "heading"
    """A heading inside an answer."""
    LIST_HEAD = "list-head"
    """The bold words that open a list item: ``**交叉熵（Cross-Entropy）**：``."""
    TEXT = "text"
    REFERENCE = "reference"
    """The words of a link to another site that stand alone: the title of what is there, which is none of the author's words."""


@by_fields
@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of plain text: one paragraph, list head, heading, table cell or code block, without its formulas' TeX.

    ``depth`` is the number of enclosing lists; ``line`` is where it starts in the file; ``code`` lists its pieces of code (all of
    it, for a code block).
    """

    section: SectionKind
    role: PassageRole
    text: str
    depth: int
    line: int
    code: tuple[str, ...] = ()

    @property
    def is_code(self) -> bool:
        """Whether it is nothing but code."""
        return self.code == (self.text,)

    @property
    def is_head(self) -> bool:
        """Whether it stands above other text."""
        return self.role in {PassageRole.HEADING, PassageRole.LIST_HEAD}

    @property
    def is_prose(self) -> bool:
        """Whether the author says something with it: it is neither nothing but code nor the title of another site's page."""
        return not self.is_code and self.role is not PassageRole.REFERENCE

    @property
    def may_name(self) -> bool:
        """Whether it may name what its question is about: the author says something with it, and it is no label.

        A word or two with a colon, such as the name of who speaks in the next passage, are one.
        """
        return self.is_prose and (self.is_head or not _LABEL.fullmatch(self.text))


@by_fields
@dataclass(frozen=True, slots=True)
class Formula:
    r"""A formula of the text: ``tex`` without its delimiters; ``line``, ``column`` point at the opening ``\(`` or ``\[``."""

    tex: str
    display: bool
    line: int
    column: int
    opening: int = 2
    """Length of the delimiter that opens it: 1 for ``$``."""


@by_fields
@dataclass(frozen=True, slots=True)
class Section:
    """A part of a question, ready for a page.

    ``markdown`` is the author's text without the label, ``html`` its CommonMark rendering: sanitized, with every formula
    shielded as ``<span class="arithmatex">`` around escaped TeX.
    """

    kind: SectionKind
    title: str
    markdown: str
    html: str


@by_fields
@dataclass(frozen=True, slots=True)
class Notes:
    """Tags, aliases for the search, difficulty and frequency of a question, given by the owner or in the text."""

    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    difficulty: str = ""
    frequency: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What a question is also called in the search: its aliases and tags."""
        return tuple(dict.fromkeys((*self.aliases, *self.tags)))


NO_NOTES = Notes()


@by_fields
@dataclass(frozen=True, slots=True)
class Part:
    """Text that belongs to no question, on a page of its own; a heading's page lists the questions below it.

    ``words`` are its plain words; ``parent`` is the part around it.
    """

    id: PartId
    title: str
    level: int
    parent: PartId | None
    path: str
    lines: Lines
    html: str
    words: str
    formulas: int

    name: str = ""
    """Path of the file below the content folder."""
    category: str = ""
    """The category that the front matter of the file gives."""

    @property
    def url(self) -> str:
        """Address of the page, relative to the root of the site."""
        return f"parts/{self.id}/"

    @property
    def file(self) -> str:
        """Path of the file below the content folder."""
        return self.name or self.path.rpartition("/")[2]


@by_fields
@dataclass(frozen=True, slots=True)
class Question:
    """A rendered question with its passages and formulas."""

    id: QuestionId
    number: int | None
    title: str
    path: str
    lines: Lines
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    formulas: tuple[Formula, ...]
    numeral: str = ""
    """The number as the text writes it: ``6``, ``2.2.1``."""
    part: PartId | None = None
    notes: Notes = NO_NOTES
    links: tuple[tuple[str, str], ...] = ()
    """Text and address of the links to other sites in the title, which itself is plain text."""

    name: str = ""
    """Path of the file below the content folder."""
    category: str = ""
    """The category that the front matter of the file gives."""

    @property
    def url(self) -> str:
        """Address of the page, relative to the root of the site."""
        return f"questions/{self.id}/"

    @property
    def file(self) -> str:
        """Path of the file below the content folder."""
        return self.name or self.path.rpartition("/")[2]

    @property
    def label(self) -> str:
        """The title as lists show it, with its number where it has one."""
        number = self.numeral or ("" if self.number is None else str(self.number))
        return f"{number}. {self.title}" if number else self.title


@by_fields
@dataclass(frozen=True, slots=True)
class TermOccurrence:
    """A place where a text introduces a name, with its aliases; ``passage`` is the index of the passage in the question."""

    name: str
    aliases: tuple[str, ...]
    is_head: bool
    """Whether the passage is about the thing, as the head of an item, and does not only mention it."""
    passage: int


@by_fields
@dataclass(frozen=True, slots=True)
class CandidateTable:
    """Word sequences of one question that may be terms of the base (``analysis.concepts.candidates``), by column.

    ``keys``, ``forms`` and ``kinds`` hold a line for each; ``counts`` holds the same number of bytes for each.
    """

    keys: str = ""
    forms: str = ""
    kinds: str = ""
    counts: bytes = b""


@by_fields
@dataclass(frozen=True, slots=True)
class QuestionFeatures:
    """Features that later stages need and that depend on one question alone, not on its position."""

    occurrences: tuple[TermOccurrence, ...]
    terms: str
    """Index terms of its title, heads and text, separated by spaces."""
    fields: bytes
    """The fields that contain each term (``search.postings``)."""
    times: bytes
    """How often running text contains each term."""
    candidates: CandidateTable = CandidateTable()
