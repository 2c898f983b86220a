"""Nearest neighbours of questions by the cosine of their feature vectors.

The score is the weighted mean of the cosines of both vectors, so it lies in 0..1, and a long text does not drown the few things
it is about.
Only questions that share a thing or one of their weightiest words are compared (an inverted index), and of these only the most
promising by all they share, so the cost follows what is shared, not the square of the base.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from heapq import nlargest
from itertools import chain
from math import fsum
from operator import itemgetter, mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.analysis.related.features import Features

_WEIGHTIEST = 40
_LONGEST_POSTING = 64
"""A feature that more questions share makes none of them neighbours, or the cost would be quadratic; it still counts."""
_COMPARED = 32
"""So many of the most promising questions are compared by all they share."""
_NEAREST = 16
_NOTHING = 1e-9
"""Sums of the same numbers in another order differ by less."""


class Neighbor(NamedTuple):
    """Another question, by its place, and how alike it is."""

    other: int
    score: float


class _Posting(NamedTuple):
    """Which questions have a feature, and its weight in each."""

    questions: array[int]
    weights: array[float]


class Neighbors:
    """The nearest neighbours of a base's questions."""

    def __init__(self, features: Features, names: Sequence[str]) -> None:
        """``names`` decide between questions that are alike by as much."""
        self._features, self._names = features, names
        postings: dict[int, _Posting] = defaultdict(lambda: _Posting(array("L"), array("d")))
        for question in range(len(names)):
            for feature, weight in self._weightiest(question):
                postings[feature].questions.append(question)
                postings[feature].weights.append(weight)
        self._postings = {feature: found for feature, found in postings.items() if len(found.questions) <= _LONGEST_POSTING}

    def _weightiest(self, question: int) -> Iterable[tuple[int, float]]:
        """The features by which a question finds its neighbours."""
        words = self._features.words[question].items()
        return chain(self._features.things[question].items(), nlargest(_WEIGHTIEST, words, key=itemgetter(1, 0)))

    def nearest(self, question: int) -> list[Neighbor]:
        """The questions most like one, the best first."""
        bound: dict[int, float] = defaultdict(float)
        for feature, weight in self._weightiest(question):
            if posting := self._postings.get(feature):
                for other, theirs in zip(*posting, strict=True):
                    bound[other] += weight * theirs
        bound.pop(question, None)
        if not bound:
            return []
        least = nlargest(_COMPARED, bound.values())[-1] - _NOTHING
        found = [Neighbor(other, self._score(question, other)) for other, partial in bound.items() if partial >= least]
        return sorted(found, key=lambda neighbor: (-neighbor.score, self._names[neighbor.other]))[:_NEAREST]

    def _score(self, question: int, other: int) -> float:
        vectors = self._features.things, self._features.words
        return min(1.0, fsum(_product(vector[question], vector[other]) for vector in vectors))


def _product(mine: dict[int, float], theirs: dict[int, float]) -> float:
    shared = mine.keys() & theirs.keys()
    return fsum(map(mul, map(mine.__getitem__, shared), map(theirs.__getitem__, shared)))
