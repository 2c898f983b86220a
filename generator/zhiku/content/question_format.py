"""What the questions of a text look like, as data: the declarative format of ``kb.yml``.

A ``QuestionFormat`` describes how questions open, which words label their sections, and which headings are not questions.
``parsing.parse`` applies it, ``parsing.detect`` proposes one, ``settings`` reads it, ``commands.scaffold`` writes it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache

from zhiku.lang import reader as lang
from zhiku.model import SectionKind


class OpenerKind(StrEnum):
    """The kind of element that opens a question."""

    HEADING = "heading"
    """A heading of one of the levels: ``### 6. Title``."""
    BOLD = "bold"
    """A paragraph whose first line is bold: ``**6. Title**``, ``**Title?**``."""
    ITEM = "item"
    """An item of a list on the top level, its answer indented below, or not."""
    LINE = "line"
    """A paragraph whose first line has a number or asks: ``Q1: Title``, ``1、Title``."""
    SENTENCE = "sentence"
    """A paragraph that is a question and nothing else, or whose first line is one: ``How do I pay?``."""
    DETAILS = "details"
    """``<details><summary>Title</summary>``, up to ``</details>``."""
    CALLOUT = "callout"
    """``> [!question]- Title``, the rest of the quote being the answer."""
    ADMONITION = "admonition"
    """``??? question "Title"``, the answer indented below."""
    DEFINITION = "definition"
    """``<dt>Title</dt>`` with its ``<dd>``, or a term with lines ``: answer`` below it."""
    TABLE = "table"
    """A row of a table that has a column named after questions and one named after answers."""
    CARD = "card"
    """``Title::answer`` on a line, or a line ``?`` between them."""
    DOCUMENT = "document"
    """A file: ``question:`` or ``title:`` in its front matter, or its first heading, and everything below."""


class ItemHead(StrEnum):
    """What the title of a list item is written as."""

    HEADING = "heading"
    BOLD = "bold"
    TEXT = "text"
    PLAIN = "plain"
    """Plain words in a list whose items ask; an answer below them is optional."""
    TERM = "term"
    """Bold words with what they mean behind them: ``- **Term**: …``."""
    LABEL = "label"
    """A label, the answer being the next item: ``- Q: …`` and ``- A: …``."""


@dataclass(frozen=True, slots=True)
class Opener:
    """One way a question opens.

    ``levels`` are heading levels, the usual one first: a heading on another level opens a question only if no headings are below
    it and its number continues the last one, or if it asks and is on a higher level. With ``numbered``, an element without a
    number opens a question only if its text marks it as one.
    """

    kind: OpenerKind
    levels: tuple[int, ...] = ()
    numbered: bool = False
    head: ItemHead = ItemHead.HEADING
    inline: bool = False
    """For bold lines: the answer follows on the same line."""
    labelled: bool = False
    """For files of one question: only those that label their question and their answer."""

    @property
    def is_explicit(self) -> bool:
        """Whether the syntax itself marks a question, so that other elements are unlikely to match."""
        return self.kind in _EXPLICIT


_EXPLICIT = frozenset({OpenerKind.CALLOUT, OpenerKind.ADMONITION, OpenerKind.TABLE})
DEFAULT_LABELS: tuple[tuple[SectionKind, tuple[str, ...]], ...] = tuple(
    (SectionKind(kind), titles) for kind, titles in lang.labels()
)
DEFAULT_CONTENTS = lang.words("contents_titles")
DEFAULT_ASIDES = lang.words("aside_titles")
INDEX_NAMES = frozenset({"readme", "index", "_index"})
"""Names of files that represent their folder, without endings."""


@dataclass(frozen=True, slots=True)
class QuestionFormat:
    r"""How a text is written.

    ``parts`` is the lowest level of headings that group questions; ``contents`` are titles of tables of contents, ``asides``
    titles that open no question; with ``dollars``, ``$…$`` and ``$$…$$`` delimit formulas in addition to ``\(…\)`` and ``\[…\]``.
    """

    openers: tuple[Opener, ...] = (Opener(OpenerKind.HEADING, (3,), numbered=True),)
    labels: tuple[tuple[SectionKind, tuple[str, ...]], ...] = DEFAULT_LABELS
    parts: int = 2
    contents: tuple[str, ...] = DEFAULT_CONTENTS
    asides: tuple[str, ...] = DEFAULT_ASIDES
    dollars: bool = False
    files: tuple[str, ...] = ()
    """The files that hold questions, by their paths in the content folder or by patterns of such; all files if empty."""

    def has_questions(self, file: str) -> bool:
        """Whether a file holds questions, by its path in the content folder; another one is a page."""
        return not self.files or any(file == pattern or fnmatchcase(file, pattern) for pattern in self.files)

    def kind_of(self, label: str) -> SectionKind | None:
        """The kind of section that a label opens; a number after it (``A1``, ``答案2``) names the question it belongs to.

        A letter in brackets, ``(a)``, counts the parts of a question.
        """
        if (found := _COUNTER.fullmatch(label)) and found["letter"].lower() != found["letter"].upper():
            return None
        kinds, words = _kinds(self.labels), bare(label)
        return kinds.get(words) or kinds.get(without_number(words))

    @property
    def initials(self) -> tuple[str, ...]:
        """Prompt labels of one letter, or of these texts only: ``S: …`` opens a question as ``Q: …`` does."""
        return _initials(self.labels)

    def kind_of_heading(self, title: str) -> SectionKind | None:
        """Like ``kind_of``, for a heading: a single letter is not enough."""
        return self.kind_of(title) if len(title.strip("*_ ")) > 1 else None

    def is_contents(self, title: str) -> bool:
        """Whether a title is that of a table of contents."""
        return bare(title) in _bare_all(self.contents)

    def is_aside(self, title: str) -> bool:
        """Whether a title is one of those that open no question."""
        return bare(title) in _bare_all(self.asides)


@cache
def _kinds(labels: tuple[tuple[SectionKind, tuple[str, ...]], ...]) -> dict[str, SectionKind]:
    return {bare(label): kind for kind, words in reversed(labels) for label in words}


@cache
def _initials(labels: tuple[tuple[SectionKind, tuple[str, ...]], ...]) -> tuple[str, ...]:
    usual = dict(DEFAULT_LABELS)[SectionKind.PROMPT]
    return tuple(label for label in dict(labels).get(SectionKind.PROMPT, ()) if len(label) == 1 or label not in usual)


@cache
def _bare_all(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(bare, titles))


def without_number(label: str) -> str:
    """A label without the number after it."""
    return _NUMBER.sub("", label)


_NUMBER = re.compile(r"\s*[.#]?\s*\d{1,6}$")
_COUNTER = re.compile(r"[*_\s]*[(（](?P<letter>[^\W\d_])[)）][*_\s:：.]*")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def bare(words: str) -> str:
    """Words normalized for comparison: without tags, case, width, and surrounding marks and symbols."""
    return _AROUND.sub("", unicodedata.normalize("NFKC", _TAG.sub("", words) if "<" in words else words)).casefold()
