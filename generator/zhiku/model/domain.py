"""Domains and topics, and the evidence that a question belongs to one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from zhiku.model.ids import DomainId
    from zhiku.model.question import Question, QuestionFeatures


class DomainKind(StrEnum):
    """Where a domain comes from: the owner's file, a part of the text, or the program."""

    DOMAIN = "domain"
    PART = "part"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of application, or a topic. ``name`` is what readers see, ``terms`` are the words that indicate it.

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
    """How strongly a question belongs to a domain: ``ABOUT`` is a tag on its page, ``MENTIONS`` is a mention in passing."""

    ABOUT = "about"
    MENTIONS = "mentions"


@by_fields
@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a question was given a domain: the term found, the passage that contains it, and its line in the file."""

    term: str
    text: str
    line: int


@by_fields
@dataclass(frozen=True, slots=True)
class DomainTag:
    """A domain of a question with the evidence for it, the strongest first.

    ``is_certain`` is false if the question does not name the topic but only shares words with the questions that do.
    """

    domain: DomainId
    strength: Strength
    evidence: tuple[Evidence, ...]
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Classified:
    """A question with its domains; ``tags`` follow the order of the taxonomy and are never empty."""

    question: Question
    features: QuestionFeatures
    tags: tuple[DomainTag, ...]

    @property
    def about(self) -> tuple[DomainId, ...]:
        """The domains shown on the page; ``GENERAL`` where there is no other."""
        return tuple(tag.domain for tag in self.tags if tag.strength is Strength.ABOUT)
