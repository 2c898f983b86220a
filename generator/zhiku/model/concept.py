"""Concepts: things that the text gives names to, and where it mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from zhiku.model.ids import ConceptId, QuestionId
    from zhiku.model.text import SectionKind


@by_fields
@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that names a concept; ``section`` is ``None`` in a title.

    ``defining`` is true if the passage is about the concept: a list item that starts with its name.
    """

    question: QuestionId
    section: SectionKind | None
    text: str
    line: int
    defining: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that the text names; ``neighbours`` are concepts that share questions with it, the closest first.

    ``linked`` is false if links at its mentions would not help readers, or if the owner has switched them off.
    """

    id: ConceptId
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    neighbours: tuple[ConceptId, ...]
    linked: bool
    spellings: tuple[str, ...] = ()
    """All spellings of its names in the text, including plurals and capitals; mentions are found by them."""
    salience: float = 0.0
    """How much its questions are about it; lists for readers begin with the highest."""

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
    """The owner's decisions on concepts: names to merge, names to show instead, names to ban, names not to link."""

    merged: tuple[tuple[str, ...], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    banned: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()
