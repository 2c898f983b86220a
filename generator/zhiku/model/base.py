"""The whole knowledge base, as the pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.model.domain import DomainKind, Strength
from zhiku.model.ids import GENERAL
from zhiku.model.options import Export

if TYPE_CHECKING:
    from zhiku.model.concept import Concept
    from zhiku.model.domain import Domain, DomainTag
    from zhiku.model.ids import ConceptId, DomainId, QuestionId
    from zhiku.model.question import Part, Question
    from zhiku.model.relation import Relation


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished question: rendered, classified and related; ``concepts`` are those it mentions, in the order of the base."""

    question: Question
    tags: tuple[DomainTag, ...]
    concepts: tuple[ConceptId, ...]
    related: tuple[Relation, ...]

    @property
    def about(self) -> tuple[DomainId, ...]:
        """The domains shown on the page."""
        return tuple(tag.domain for tag in self.tags if tag.strength is Strength.ABOUT)

    @property
    def uncertain(self) -> frozenset[DomainId]:
        """Those of the domains that the question only seems to be about."""
        return frozenset(tag.domain for tag in self.tags if not tag.is_certain)


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything that the pages show; ``domains`` are those with at least one question, in the order of the taxonomy."""

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
    """Identifies the base to other programs across builds; the GUIDs of Anki notes contain it."""
    exports: tuple[Export, ...] = tuple(Export)
    offline: bool = True
    """Whether browsers cache the site for use without a network."""
    share_images: bool = True
    """Whether pages have a preview image for links on other sites."""
    dates: tuple[tuple[QuestionId, int], ...] = ()
    """When questions were last changed, in seconds since 1970; only those known to git."""
    image_sizes: tuple[tuple[str, tuple[int, int]], ...] = ()
    """Width and height in pixels of images, by their address below the site."""

    @property
    def has_domains(self) -> bool:
        """Whether there are domains other than ``general``."""
        return any(domain.id != GENERAL for domain in self.domains)

    @property
    def has_own_domains(self) -> bool:
        """Whether the owner named domains other than ``general``."""
        return any(domain.id != GENERAL and domain.kind is DomainKind.DOMAIN for domain in self.domains)

    def of_domain(self, domain: DomainId) -> tuple[Entry, ...]:
        """The questions that are about a domain, in the order of the base."""
        return tuple(entry for entry in self.entries if domain in entry.about)
