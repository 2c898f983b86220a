"""Nearest neighbours of questions by the cosines of their feature vectors and of their vectors of meaning.

The score is a weighted mean of the cosines, so it lies in 0..1, and a long text does not drown the few things it is about. Where
the table of word vectors does not know the language of the base, features alone make the score. They count less where two
questions share hardly more than one thing, however rare that is: it may have another sense in each (*block*), or be named in
passing.

Compared are questions that share a subject or one of their weightiest words (an inverted index), of these only the most promising
by all they share, and those that are most alike in meaning. The products of the vectors of meaning are the one step that grows
with the square of the base: two seconds for 10,000 questions.
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
    from zhiku.analysis.related.meaning import Meaning

_WEIGHTIEST = 40
_MAX_POSTING_LENGTH = 64
"""A feature that more questions share makes none of them neighbours, or the cost would be quadratic; it still counts."""
_COMPARED = 32
"""So many of the most promising questions are compared by all they share."""
_ALIKE = 24
"""So many of the questions that are most alike in meaning are compared as well."""
_NEAREST = 16
_FIRM, _ALONE = 6, 0.25
"""Features that two questions share from which the cosines of features count in full, and what they count without any."""
_NOTHING = 1e-9
"""Sums of the same numbers in another order differ by less."""


class Neighbor(NamedTuple):
    """Another question, by index, and its similarity."""

    other: int
    score: float


class _Posting(NamedTuple):
    """The questions that have a feature, with its weight in each."""

    questions: array[int]
    weights: array[float]


class Neighbors:
    """The nearest neighbours of a base's questions."""

    def __init__(self, features: Features, names: Sequence[str], meaning: Meaning | None = None) -> None:
        """``names`` decide between questions that are alike by as much."""
        self._features, self._names, self._meaning = features, names, meaning
        self._alike = [*meaning.nearest(_ALIKE)] if meaning else []
        postings: dict[int, _Posting] = defaultdict(lambda: _Posting(array("L"), array("d")))
        for question in range(len(names)):
            for feature, weight in self._weightiest(question):
                postings[feature].questions.append(question)
                postings[feature].weights.append(weight)
        self._postings = {feature: found for feature, found in postings.items() if len(found.questions) <= _MAX_POSTING_LENGTH}

    def _weightiest(self, question: int) -> Iterable[tuple[int, float]]:
        """The features by which the neighbours of a question are found."""
        words = self._features.words[question].items()
        return chain(self._features.subjects[question].items(), nlargest(_WEIGHTIEST, words, key=itemgetter(1, 0)))

    def nearest(self, question: int) -> list[Neighbor]:
        """The questions most similar to one, best first."""
        found = self._scored(question, sorted(self._sharing(question).union(self._alike[question] if self._meaning else ())))
        return sorted(found, key=lambda neighbor: (-neighbor.score, self._names[neighbor.other]))[:_NEAREST]

    def _sharing(self, question: int) -> set[int]:
        """The questions that share most of the weightiest features."""
        bound: dict[int, float] = defaultdict(float)
        for feature, weight in self._weightiest(question):
            if posting := self._postings.get(feature):
                for other, theirs in zip(*posting, strict=True):
                    bound[other] += weight * theirs
        bound.pop(question, None)
        if not bound:
            return set()
        least = nlargest(_COMPARED, bound.values())[-1] - _NOTHING
        return {other for other, partial in bound.items() if partial >= least}

    def _scored(self, question: int, others: Sequence[int]) -> list[Neighbor]:
        """The others with their scores; those without similarity are left out."""
        shared = [self._products(question, other) for other in others]
        scores = [fsum(products) * _certainty(len(products)) for products in shared]
        if self._meaning and others:
            similar = self._meaning.similarities(question, others)
            scores = [(1 - self._meaning.share) * score + meaning for score, meaning in zip(scores, similar, strict=True)]
        return [Neighbor(other, min(1.0, score)) for other, score in zip(others, scores, strict=True) if score > 0]

    def _products(self, question: int, other: int) -> list[float]:
        """The products of the weights of all features that two questions share."""
        vectors = self._features.subjects, self._features.words
        return [*chain.from_iterable(_products(vector[question], vector[other]) for vector in vectors)]


def _products(mine: dict[int, float], theirs: dict[int, float]) -> Iterable[float]:
    shared = mine.keys() & theirs.keys()
    return map(mul, map(mine.__getitem__, shared), map(theirs.__getitem__, shared))


def _certainty(shared: int) -> float:
    """What the cosines of two questions count that share so many features."""
    return min(1.0, _ALONE + (1 - _ALONE) * shared / _FIRM)
