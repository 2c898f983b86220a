"""How alike questions and groups of questions are: questions in, mean similarities out.

Questions are alike in the words that they share (tf-idf) and in what they mean (word vectors). What is alike in all questions of
a base counts for nothing, so a group around a word that is asked about anything (*data*) is like no question.

Values are whole numbers until they are divided, so the result depends on no order of addition.
"""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from zhiku.analysis.concepts.candidates import read_candidates, recurring_keys
from zhiku.analysis.related.meaning import meaning_of
from zhiku.lang.word_lists import ADJECTIVE, VERB

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from zhiku.analysis.concepts.candidates import Candidate
    from zhiku.model import Classified

    _Matrix = NDArray[np.float64]

MEANING = 0.5
"""How much likeness in meaning counts beside likeness in words."""
_COMMON_SHARES = 0.2, 0.4
"""Shares of the questions from which a word counts less and less, and from which it does not count."""
_SCALE = 2048.0
"""Length of a vector of words; sums over ten thousand questions of the products of two are exact."""
_BLOCK = 32
"""Groups whose sums of vectors are held at a time."""


class Likeness:
    """The vectors of a base's questions; questions are their places in the base."""

    def __init__(self, questions: Sequence[Classified]) -> None:
        """Make the vectors of the words and of the meaning of each question."""
        rarity = _rarity(questions)
        self._words = sorted(rarity)
        places = {word: place for place, word in enumerate(self._words)}
        self._vectors: list[tuple[NDArray[np.int64], _Matrix]] = []
        for item in questions:
            vector = _vector(item, rarity)
            weights = np.fromiter(vector.values(), np.float64, len(vector))
            self._vectors.append((np.array([places[word] for word in vector], np.int64), np.round(weights * _SCALE)))
        meaning = meaning_of([item.question for item in questions], [()] * len(questions)) if questions else None
        self._meaning = None if meaning is None else meaning.vectors.astype(np.float64)

    def to_groups(self, groups: Sequence[Sequence[int]]) -> _Matrix:
        """The mean similarity [questions, groups] of each question to the others of each group, less that to all others."""
        total = len(self._vectors)
        sizes = np.array([len(group) for group in groups], np.float64)
        found = np.empty((total, len(groups)))
        for start in range(0, len(groups), _BLOCK):
            found[:, start : start + _BLOCK] = self._sums(groups[start : start + _BLOCK])
        member = np.zeros((total, len(groups)))
        for column, group in enumerate(groups):
            member[list(group), column] = 1
        whole = self._sums([range(total)]) / max(1, total - 1)
        mean: _Matrix = found / np.maximum(sizes - member, 1) - whole
        return mean

    def shared_words(self, question: int, group: Sequence[int]) -> list[str]:
        """The keys of the words that a question shares with others, those first that bring it nearest to them."""
        keys, weights = self._vectors[question]
        sums = self._sum(other for other in group if other != question)[keys] * weights
        order = sorted(range(len(keys)), key=lambda place: (-sums[place], self._words[keys[place]]))
        return [self._words[keys[place]] for place in order if sums[place] > 0]

    def _sums(self, groups: Sequence[Sequence[int]]) -> _Matrix:
        """The sum of the similarities [questions, groups] of each question to the others of each group."""
        sums = np.stack([self._sum(iter(group)) for group in groups], axis=1)
        found = np.stack([weights @ sums[keys] for keys, weights in self._vectors])
        own = np.array([float(weights @ weights) for _, weights in self._vectors])
        if self._meaning is not None:
            centres = np.stack([self._meaning[list(group)].sum(axis=0) for group in groups], axis=1)
            found += MEANING * (self._meaning @ centres)
            own += MEANING * (self._meaning**2).sum(axis=1)
        for column, group in enumerate(groups):
            found[list(group), column] -= own[list(group)]
        scaled: _Matrix = found / _SCALE**2
        return scaled

    def _sum(self, group: Iterator[int]) -> _Matrix:
        """The sum of the vectors of words of a group."""
        total = np.zeros(len(self._words))
        for question in group:
            keys, weights = self._vectors[question]
            total[keys] += weights
        return total


def _rarity(questions: Sequence[Classified]) -> dict[str, float]:
    """The weight of words that several questions have: it falls to nothing towards those that too many have.

    A weight that ended at a limit instead would move all questions about a word when one question more has it.
    """
    recurring = recurring_keys(item.features.candidates for item in questions)
    frequency: Counter[str] = Counter()
    for item in questions:
        frequency.update(found.key for found in _words(item, recurring))
    few, many = (max(2.0, len(questions) * share) for share in _COMMON_SHARES)
    return {
        key: log(len(questions) / count) * min(1.0, (many - count) / (many - few) if many > few else 1.0)
        for key, count in frequency.items()
        if count > 1 and (count <= few or count < many)
    }


def _vector(item: Classified, rarity: Mapping[str, float]) -> dict[str, float]:
    """The tf-idf vector of a question's words, of unit length; a word of the title counts double."""
    weights = {
        found.key: (1 + log(found.occurrences)) * (2 if found.titles else 1) * rarity[found.key] for found in _words(item, rarity)
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {key: weight / length for key, weight in weights.items()}


def _words(item: Classified, wanted: Container[str]) -> Iterator[Candidate]:
    return (found for found in read_candidates(item.features.candidates, wanted) if found.kinds not in {VERB, ADJECTIVE})
