"""Relations between questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from zhiku.model.ids import QuestionId


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
