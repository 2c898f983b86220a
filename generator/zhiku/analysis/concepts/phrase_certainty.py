"""How certain it is that several words are a term if they belong together: their counts in, a probability out."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.counts import FREE, probability
from zhiku.analysis.concepts.unlisted_nouns import keyness
from zhiku.analysis.inflection import is_comparative, singular
from zhiku.analysis.words import CAPITALIZED, ENGLISH
from zhiku.lang.word_lists import ADJECTIVE, frequent_stems, relational_adjectives

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts

_LOG_ODDS, _OF_KEYNESS, _OF_FIT, _OF_ADJECTIVE, _OF_COMPARATIVE = -0.4, 0.38, 0.3, -0.7, -1.4
"""The weights of a logistic regression for English phrases, fitted on 460 of nine bases."""
_FOREIGN_LOG_ODDS, _OF_RECURRENCE, _OF_WEAKEST_FIT, _OF_MEAN_KEYNESS, _OF_COMPLEMENTS = 0.8, 1.4, 0.26, 0.17, -1.9
"""And for phrases of languages with lists of their frequent words, fitted on 496 of eleven bases in five."""
_UNLISTED_LOG_ODDS, _OF_UNLISTED_RECURRENCE, _OF_UNLISTED_FIT = 0.95, 1.1, 0.7
"""And for phrases of other languages, fitted on 425 of eight bases in five."""
_MIN_COLLOCATION = 50.0
"""The ratio of an adjective of any text and a noun that are a thing of their own."""


def phrase_certainty(base: BaseCounts, words: Sequence[str], found: CandidateCounts, fit: float) -> float:
    """How certain it is that a phrase is a term if its words belong together; ``fit`` is the least coherence of the words."""
    if base.english:
        return english_certainty(base, words, found, fit)
    recurrence = found.recurrence - base.usual_recurrence
    if not frequent_stems(base.language):
        return probability(_UNLISTED_LOG_ODDS + _OF_UNLISTED_RECURRENCE * recurrence + _OF_UNLISTED_FIT * fit)
    odds = _FOREIGN_LOG_ODDS + _OF_RECURRENCE * recurrence + _OF_WEAKEST_FIT * fit
    odds += _OF_MEAN_KEYNESS * _mean_keyness(base, words) + _OF_COMPLEMENTS * found.complements / found.count
    return probability(odds)


def _mean_keyness(base: BaseCounts, words: Iterable[str]) -> float:
    """The mean keyness of those of some words that the base counts."""
    keys = [key for word in words if (key := base.known(word))]
    return fsum(keyness(base, key, base.of[key]) for key in keys) / max(1, len(keys))


def english_certainty(base: BaseCounts, words: Sequence[str], found: CandidateCounts, fit: float) -> float:
    """How certain it is that an English phrase is a term if its words belong together: each must be key to the base.

    What judges or compares (*extra water*, *higher risk*) is less likely one than what classifies.
    """
    parts = [(word, base.of.get(word)) for word in (*words[:-1], singular(words[-1]))]
    odds = _LOG_ODDS + _OF_FIT * fit + _OF_KEYNESS * min(keyness(base, word, part) if part else 0.0 for word, part in parts)
    odds += _OF_ADJECTIVE * (found.kinds[0] in {ADJECTIVE, CAPITALIZED} and words[0] not in relational_adjectives())
    compares = is_comparative(words[0]) or (words[0] in ENGLISH.generic_adjectives and not _is_collocation(base, words, found))
    return probability(odds + _OF_COMPARATIVE * compares)


def _is_collocation(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> bool:
    """Whether half of the uses of a word of a phrase are within it: *third party*."""
    measured = base.association(words, found)
    return measured is not None and measured[0] >= _MIN_COLLOCATION and measured[1] >= FREE
