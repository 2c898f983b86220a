"""Topics that are near each other: they share questions, or their questions name the same concepts."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING

from zhiku.model import GENERAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhiku.model import ConceptId, DomainId
    from zhiku.pages.context import Page, Writer

_MAX_NEIGHBOURS, _SHARE = 4, 3
"""A topic has at most so many neighbours, and at most one of so many topics is one: where all are near, that tells nothing."""
_LEAST = 0.25
"""From this nearness on a topic is shown: a quarter of the questions in common, or profiles of concepts as like as that."""


class TopicNeighbours:
    """The neighbours of all topics of a base."""

    def __init__(self, writer: Writer) -> None:
        """Make the profile of each topic: how many of its questions name a concept, by how few of all questions do."""
        self._writer = writer
        self._profiles = {domain: _profile(writer, domain) for domain in writer.domains if domain != GENERAL}
        self._members = {domain: {entry.question.id for entry in members} for domain, members in writer.members.items()}

    def of(self, domain: DomainId) -> list[Page]:
        """A few topics, the nearest first."""
        if domain not in self._profiles:
            return []
        near = {other: self._nearness(domain, other) for other in self._profiles if other != domain}
        ordered = sorted((other for other in near if near[other] >= _LEAST), key=lambda other: -near[other])
        return [self._writer.domains[other] for other in ordered[: min(_MAX_NEIGHBOURS, len(self._profiles) // _SHARE)]]

    def _nearness(self, one: DomainId, other: DomainId) -> float:
        mine, theirs = self._members[one], self._members[other]
        shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        return shared + sum(weight * self._profiles[other].get(concept, 0.0) for concept, weight in self._profiles[one].items())


def _profile(writer: Writer, domain: DomainId) -> Mapping[ConceptId, float]:
    """Weights of concepts, of unit length."""
    counts = Counter(concept for entry in writer.members[domain] for concept in entry.concepts if writer.concepts[concept].linked)
    total = len(writer.entries)
    weights = {concept: count * log(total / writer.question_counts[concept]) for concept, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {concept: weight / length for concept, weight in weights.items()}
