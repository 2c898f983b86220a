"""The records that flow through the generator, and the ids that name them.

Nothing here reads, writes or computes; every stage is a function from one of these types to the next:

``SourceText`` (source) → ``ParsedText`` (parse, identity) → ``Question``, ``Part`` (markup) → ``Digest`` (digest)
→ ``Classified`` (classify) → ``KnowledgeBase`` (relate) → pages (render).

Records are frozen and hold tuples, so a stage cannot change what an earlier one decided. Offsets count code points from 0,
lines and columns count code points from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import NewType

from zhiku.runtime.pickling import by_fields

QuestionId = NewType("QuestionId", str)
PartId = NewType("PartId", str)
DomainId = NewType("DomainId", str)
ConceptId = NewType("ConceptId", str)

GENERAL = DomainId("general")
"""The domain of every question that is about no other."""


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


# --- parse ----------------------------------------------------------------------------------------------------------


@by_fields
@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a file as Markdown of its own: without the indentation that a list around it asks for.

    ``places`` are pairs (offset in ``text``, offset in the file), from each of which both go on alike; the first is at 0.
    """

    text: str
    places: tuple[tuple[int, int], ...]
    end: int
    """Offset in the file behind the stretch."""

    def offset(self, at: int) -> int:
        """The offset in the file of an offset in ``text``."""
        index = bisect_right(self.places, at, key=itemgetter(0)) - 1
        here, there = self.places[max(index, 0)]
        following = self.places[index + 1][1] if index + 1 < len(self.places) else self.end
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


# --- markup ---------------------------------------------------------------------------------------------------------


class PassageRole(StrEnum):
    """How much a piece of text says of what its question is about."""

    HEADING = "heading"
    """A heading inside an answer."""
    LIST_HEAD = "list-head"
    """The bold words that open a list item: ``**交叉熵（Cross-Entropy）**：``."""
    TEXT = "text"


@by_fields
@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of plain text: one paragraph, list head, heading, table cell or code block, without its formulas' TeX.

    ``depth`` is the number of lists around it; ``line`` where it starts in the file; ``code`` holds what the text shows as code,
    a block of code being all of it.
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


@dataclass(frozen=True, slots=True)
class Notes:
    """What the owner adds to a question without touching the text: tags, other words that find it, how hard it is."""

    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    difficulty: str = ""


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
    """A question with its text rendered and taken apart."""

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
    """The links to other sites in the title, which itself is words: what they say, and where they lead."""

    name: str = ""
    """Path of the file below the content folder."""

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


# --- digest ---------------------------------------------------------------------------------------------------------


@by_fields
@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a text names a thing: ``name`` first, then its other names; ``passage`` is its index in the question's."""

    name: str
    aliases: tuple[str, ...]
    is_head: bool
    """Whether the passage is about the thing, as the head of an item, and does not only mention it."""
    passage: int


@by_fields
@dataclass(frozen=True, slots=True)
class Digest:
    """What later stages need of one question and what follows from it alone; it is the same wherever the question stands."""

    namings: tuple[Naming, ...]
    terms: str
    """Index terms of its title, heads and text, with blanks between."""
    fields: bytes
    """Where it holds each of them (``search.postings``)."""
    times: bytes
    """How often its running text has each of them."""
    candidates: str = ""
    """Stretches of words that may be terms of the base (``analysis.concepts.candidates``)."""


# --- domains --------------------------------------------------------------------------------------------------------


class DomainKind(StrEnum):
    """Where a domain comes from: the owner's file, a part of the text, or the program."""

    DOMAIN = "domain"
    PART = "part"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of application, or a topic. ``name`` is what readers see, ``terms`` the words that give it away.

    A part has no terms: the questions in it belong to it.
    """

    id: DomainId
    name: str
    english: str
    icon: str
    terms: tuple[str, ...]
    kind: DomainKind = DomainKind.DOMAIN

    @property
    def url(self) -> str:
        """Address of the page, relative to the root of the site."""
        return f"domains/{self.id}/"


class Strength(StrEnum):
    """How firmly a question belongs to a domain: ``ABOUT`` is a tag on its page, ``MENTIONS`` a passing word."""

    ABOUT = "about"
    MENTIONS = "mentions"


@by_fields
@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a question was given a domain: the words found, the passage they stand in, and its line in the file."""

    term: str
    text: str
    line: int


@by_fields
@dataclass(frozen=True, slots=True)
class DomainTag:
    """A domain of a question with the evidence for it, the strongest first."""

    domain: DomainId
    strength: Strength
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Classified:
    """A question with its domains; ``tags`` follow the order of the taxonomy and are never empty."""

    question: Question
    digest: Digest
    tags: tuple[DomainTag, ...]

    @property
    def about(self) -> tuple[DomainId, ...]:
        """The domains shown on the page; ``GENERAL`` where there is no other."""
        return tuple(tag.domain for tag in self.tags if tag.strength is Strength.ABOUT)


# --- concepts -------------------------------------------------------------------------------------------------------


@by_fields
@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that names a concept; ``section`` is ``None`` in a title.

    ``defining`` where the passage is about the concept: the item of a list that its name heads.
    """

    question: QuestionId
    section: SectionKind | None
    text: str
    line: int
    defining: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing the text gives names to; ``neighbours`` are met in the same questions, the closest first.

    ``linked`` is false where a link at its mentions would tell a reader nothing, or the owner has switched it off.
    """

    id: ConceptId
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    neighbours: tuple[ConceptId, ...]
    linked: bool
    spellings: tuple[str, ...] = ()
    """All ways in which the text writes its names, plurals and capitals among them; what is found and linked as the concept."""

    @property
    def url(self) -> str:
        """Address of the page, relative to the root of the site."""
        return f"concepts/{self.id}/"

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the one that readers see first."""
        return (self.name, *self.aliases)

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions that name it, in the order of the base."""
        return tuple(dict.fromkeys(mention.question for mention in self.mentions))


@dataclass(frozen=True, slots=True)
class ConceptOverlay:
    """The owner's word on concepts: names that are one, other names to show, names that are none, names not to link."""

    merged: tuple[tuple[str, ...], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    banned: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()


# --- search ---------------------------------------------------------------------------------------------------------


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


# --- exports --------------------------------------------------------------------------------------------------------


class Export(StrEnum):
    """A form in which a site offers the whole base: an Anki collection, a table, a page for print."""

    ANKI = "anki"
    CSV = "csv"
    BOOK = "book"


# --- relations and the whole base -----------------------------------------------------------------------------------


class RelationKind(StrEnum):
    """Whether another question goes on where this one ends, or says the same again."""

    RELATED = "related"
    DUPLICATE = "duplicate"


@by_fields
@dataclass(frozen=True, slots=True)
class Relation:
    """A way from one question to another; ``score`` lies in 0..1.

    ``concepts`` (names), ``domains`` (names), ``linked`` and ``phrases`` (that both have) are the reasons, the weightiest first;
    where there are none of these, ``passages`` are the two that are most alike. ``unique`` are the heads that only the target
    has, where the two are duplicates.
    """

    target: QuestionId
    score: float
    kind: RelationKind
    concepts: tuple[str, ...]
    domains: tuple[str, ...]
    phrases: tuple[str, ...]
    unique: tuple[str, ...]
    linked: bool = False
    """Whether one of the two texts links to the other."""
    passages: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """All reasons in one list; alike passages stand in one, with ``≈`` between them."""
        return (*self.concepts, *self.domains, *self.phrases, *((" ≈ ".join(self.passages),) if self.passages else ()))


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished question: rendered, classified and related; ``concepts`` are those it names, in the order of the base's."""

    question: Question
    tags: tuple[DomainTag, ...]
    concepts: tuple[ConceptId, ...]
    related: tuple[Relation, ...]

    @property
    def about(self) -> tuple[DomainId, ...]:
        """The domains shown on the page."""
        return tuple(tag.domain for tag in self.tags if tag.strength is Strength.ABOUT)


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All that the pages show; ``domains`` are those with at least one question, in the order of the taxonomy."""

    title: str
    description: str
    language: str
    entries: tuple[Entry, ...]
    domains: tuple[Domain, ...]
    concepts: tuple[Concept, ...]
    parts: tuple[Part, ...] = ()
    """The pages of text that belongs to no question, in the order of the texts."""
    kind: str = "questions"
    """What it is (``interview``, ``faq``, …), which decides the words of the interface."""
    words: tuple[tuple[str, str], ...] = ()
    """The owner's own words for the interface, by their names in ``lang/ui/``."""
    identity: str = ""
    """What other programs know the base by from one build to the next: Anki's notes belong to it."""
    exports: tuple[Export, ...] = tuple(Export)
    offline: bool = True
    """Whether browsers keep its site for when there is no network."""
    share_images: bool = True
    """Whether pages name a picture for sites that show links to them."""

    @property
    def has_domains(self) -> bool:
        """Whether domains tell its questions apart: a base of which all is general shows none."""
        return any(domain.id != GENERAL for domain in self.domains)

    def of_domain(self, domain: DomainId) -> tuple[Entry, ...]:
        """The questions that are about a domain, in the order of the base."""
        return tuple(entry for entry in self.entries if domain in entry.about)
