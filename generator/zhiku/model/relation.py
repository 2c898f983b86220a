"""Relations between questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from zhiku.model.ids import QuestionId


class RelationKind(StrEnum):
    """Whether another question is related to this one or a duplicate of it."""

    RELATED = "related"
    DUPLICATE = "duplicate"


@by_fields
@dataclass(frozen=True, slots=True)
class Relation:
    """A relation from one question to another; ``score`` is in 0..1.

    The reasons are ``concepts`` (names), ``domains`` (names), ``linked`` and shared ``phrases``, the strongest first; without any
    of these, ``passages`` are the two most similar ones. For duplicates, ``unique`` are the list heads that only the target has.
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
        """All reasons in one list; two similar passages form one reason, joined by ``≈``."""
        return (*self.concepts, *self.domains, *self.phrases, *((" ≈ ".join(self.passages),) if self.passages else ()))
