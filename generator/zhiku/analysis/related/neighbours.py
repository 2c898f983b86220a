"""Which questions meet, and how alike they are: bags of features in, the nearest questions of each out.

The score is the mean of the cosines of both bags, so it lies in 0..1, and a long text does not drown the few things it is about.
Only questions that share a thing or one of their rarest words meet (an inverted index), and only the most promising of these are
weighed up, so the cost follows what is shared, not the square of the base.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from math import fsum
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.analysis.related.features import Things, Words

_RAREST = 40
_LONGEST_POSTING = 64
"""A feature that more questions share makes none of them meet, because the cost would be quadratic; it counts where they meet."""
_WEIGHED_UP = 32
"""So many of the most promising questions are compared by all they share."""
_NEAREST = 16
_NOTHING = 1e-9
"""Sums of the same numbers in another order differ by less."""


class Meeting(NamedTuple):
    """Another question, by its place, how alike it is, and how many words are shared."""

    other: int
    score: float
    words: int


class _Posting(NamedTuple):
    """Which questions have a feature, and its weight in each."""

    questions: array[int]
    weights: array[float]


class Meetings:
    """Which questions meet."""

    def __init__(self, things: Things, words: Words, names: Sequence[str]) -> None:
        """``names`` decide between questions that are alike by as much."""
        self._things, self._words, self._names = things, words, names
        self._squares = [rarity * rarity for rarity in words.rarity]
        having: dict[int, _Posting] = defaultdict(lambda: _Posting(array("L"), array("d")))
        for question in range(len(names)):
            for feature, weight in self._telling(question):
                posting = having[feature]
                posting.questions.append(question)
                posting.weights.append(weight)
        self._having = {feature: posting for feature, posting in having.items() if len(posting.questions) <= _LONGEST_POSTING}

    def _telling(self, question: int) -> Iterator[tuple[int, float]]:
        """The features by which a question meets others, and their weights: things; numbered behind them, its rarest words."""
        yield from self._things.bags[question].items()
        words, length = self._words, self._words.lengths[question]
        first = len(self._things.features)
        for word in sorted(words.bags[question])[-_RAREST:]:
            yield first + word, words.rarity[word] / length

    def nearest(self, question: int) -> list[Meeting]:
        """The questions most like one, the best first."""
        promise: dict[int, float] = defaultdict(float)
        for feature, weight in self._telling(question):
            if posting := self._having.get(feature):
                for other, theirs in zip(*posting, strict=True):
                    promise[other] += weight * theirs
        promise.pop(question, None)
        if not promise:
            return []
        least = sorted(promise.values(), reverse=True)[:_WEIGHED_UP][-1] - _NOTHING
        met = [self._meeting(question, other) for other, promised in promise.items() if promised >= least]
        return sorted(met, key=lambda meeting: (-meeting.score, self._names[meeting.other]))[:_NEAREST]

    def _meeting(self, question: int, other: int) -> Meeting:
        mine, theirs = self._things.bags[question], self._things.bags[other]
        things = mine.keys() & theirs.keys()
        of_things = fsum(map(mul, map(mine.__getitem__, things), map(theirs.__getitem__, things)))
        words = self._words
        shared = words.bags[question] & words.bags[other]
        of_words = fsum(map(self._squares.__getitem__, shared)) / (words.lengths[question] * words.lengths[other])
        return Meeting(other, min(1.0, of_things + of_words), len(shared))
