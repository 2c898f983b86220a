"""Nouns with an adjective before them in languages whose endings tell both: *пользовательский интерфейс*."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from zhiku.analysis.clitics import longest_ending
from zhiku.analysis.concepts.counts import FREE
from zhiku.analysis.inflection import noun_share, stem
from zhiku.lang.reader import language_by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.analysis.concepts.counts import CandidateCounts

_MIN_RATIO, _MIN_STICKY = 22.0, 0.2
"""The ratio that an adjective and a noun need, and the share that they are of the rarer one's uses."""


def is_adjectival_term(words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float, language: str) -> bool:
    """Whether an adjective and a noun are one term: the adjective is none of any text, and phrases end with the noun.

    What stands before them says nothing, as nouns do that they belong to: *тестирование пользовательского интерфейса*.
    """
    if len(words) != 2 or ratio < _MIN_RATIO or sticky < _MIN_STICKY or found.closes < FREE * found.count:  # noqa: PLR2004 - an adjective and a noun
        return False
    return words[0] not in _generic(language) and _is_agreeing(found, language)


@cache
def _generic(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in language_by_code(language).generic_adjectives)


def _is_agreeing(found: CandidateCounts, language: str) -> bool:
    """Whether most occurrences end as adjectives do in their first word, and the last one is a noun by its endings."""
    known = language_by_code(language)
    pairs = [(form.casefold().split(" "), count) for form, count in found.forms.items()]
    adjectives = sum(
        count
        for (first, *_), count in pairs
        if len(longest_ending(first, known.adjective_endings)) > len(longest_ending(first, known.noun_only_endings))
    )
    lasts = Counter[str]()
    for (*_, last), count in pairs:
        lasts[last] += count
    nouns = noun_share(lasts, language) or 0.0
    return 2 * adjectives > found.count and 2 * nouns > 1
