"""What an owner chooses: the search of a site, the exports it offers, the form of a file that ``kb export`` writes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SearchEngine(StrEnum):
    """What finds questions in the browser; ``AUTO`` is lunr for small bases and an index in chunks for large ones."""

    AUTO = "auto"
    LUNR = "lunr"
    CHUNKS = "chunks"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words an owner wants found by other words.

    Every word of one of the ``groups`` finds all of its group; ``directed`` leads from a typed word to the words it finds.
    """

    groups: tuple[tuple[str, ...], ...]
    directed: tuple[tuple[str, tuple[str, ...]], ...]


class Export(StrEnum):
    """A form in which a site offers the whole base: an Anki collection, a table, a page for print."""

    ANKI = "anki"
    CSV = "csv"
    BOOK = "book"


class Analysis(StrEnum):
    """What the analysis finds in a text by itself: concepts, topics, and questions that are related."""

    CONCEPTS = "concepts"
    TOPICS = "topics"
    RELATED = "related"


class ExportFormat(StrEnum):
    """What ``kb export`` writes."""

    PDF = "pdf"
    EPUB = "epub"
    ANKI = "anki"
    CSV = "csv"
    JSON = "json"
