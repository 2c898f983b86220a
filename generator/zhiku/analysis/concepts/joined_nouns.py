"""Whether two nouns with a preposition between them are one term: their counts in, a verdict out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.analysis.concepts.counts import CERTAIN, FREE, MIN_STICKY, STICKY
from zhiku.analysis.concepts.unlisted_nouns import begins_phrases
from zhiku.lang.word_lists import COMMON, FUNCTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts

_MIN_LINKED, _STICKY_NOUN = 28.0, 0.12
"""The ratio of nouns that begin and end phrases in half of their occurrences, and the share that they are of the rarer one's uses
if articles or prepositions tell the first."""
_MIN_COMMON, _MARKED_COMMON = 40.0, 0.3
"""The ratio where the first noun is a common word, and the share of articles before it: *dose de rappel*."""
_MIN_ENGLISH, _STICKY_ENGLISH = 45.0, 0.55
"""The ratio of English nouns, and the share that they are of the rarer one's uses."""


def is_linked_noun(found: CandidateCounts, ratio: float, sticky: float, *, english: bool = False, is_noun: bool = False) -> bool:
    """Whether two nouns with a preposition between them are one term, and not a noun with what it is of.

    English joins nouns without a preposition, so what it joins with one must hardly stand apart: *shortness of breath*. Less
    is asked, also of a common word, if the base shows that the first ``is_noun``.
    """
    if english:
        return min(found.opens, found.closes) >= FREE * found.count and ratio >= _MIN_ENGLISH and sticky >= _STICKY_ENGLISH
    if min(found.opens, found.closes) < FREE * found.count:
        return False
    if found.kinds[0] == COMMON and not is_noun:
        is_certain = ratio >= CERTAIN and sticky >= STICKY
        return is_certain or (ratio >= _MIN_COMMON and sticky >= MIN_STICKY and found.marked >= _MARKED_COMMON * found.count)
    return ratio >= _MIN_LINKED and sticky >= (_STICKY_NOUN if is_noun else MIN_STICKY)


def begins_with_noun(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> bool:
    """Whether the first of two nouns that a preposition joins is one by what stands before it, and they need no complement."""
    if FUNCTION not in found.kinds[1:-1] or not base.has_articles or found.complements >= FREE * found.count:
        return False
    head = base.of.get(words[0])
    return head is not None and begins_phrases(base, head)
