"""Whether words of Japanese are a term: their counts in, a score out, which is 0 where they are none.

Hiragana sets nouns off, so most are found whole, and what needs telling is which of them a text is about. A noun is judged by
its keyness, by titles, and by how often its questions repeat it. A verbal noun (削除, 離婚) is the word for what one does in
most texts, and a term only where it is rare or titles ask about it. A compound is judged by its log-likelihood ratio, by
how much of its rarer part's use it is, and by whether hiragana or punctuation stand at its ends.
"""

from __future__ import annotations

from functools import cache
from math import log2
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.counts import BOUND, CERTAIN, MIN_HEAD, MIN_QUESTIONS, MIN_STICKY
from zhiku.analysis.words import NOMINAL
from zhiku.lang.reader import language_by_code
from zhiku.lang.word_lists import ADJECTIVE, VERBAL_NOUN, known_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts

_LIST_SIZE = 60_000_000
"""The bands of the list are binary logarithms of frequencies in so many words."""
_RARE_BAND = 2
"""The band of a word that is so rare that the list has none for it, or that no list has."""
_MIN_RARE, _MIN_LISTED = 14.0, 15.5
"""The score of a rare noun, and of one that is frequent elsewhere."""
_MIN_PASSING = 14.5
"""The score of a rare noun that no title has and that its questions have about once each."""
_RECURRING, _MIN_RECURRING = 2.5, 16.0
"""A frequent noun without a title must occur so many times in each of its questions, and have such a score."""
_MIN_VERBAL, _MIN_RARE_VERBAL = 16.5, 14.5
"""The score of a frequent verbal noun, and of a rare one."""
_MIN_RATIO, _MIN_SHOWN_RATIO = 25.0, 16.0
"""The log-likelihood ratio of a compound, and of one in titles or heads."""
_LOOSE, _FIXED = 0.16, 0.5
"""Share of the rarer part's uses of a compound in titles or heads, and of one that ends with a verbal noun and stands in none."""


def score_japanese(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> float:
    """How strongly a word, or several, are a term."""
    if found.questions < MIN_QUESTIONS:
        return 0
    return _score_word(base, words[0], found) if len(words) == 1 else _score_phrase(base, words, found)


def _score_word(base: BaseCounts, key: str, found: CandidateCounts) -> float:
    known = known_words(base.language).get(key)
    kind, band = found.kinds, max(known.band if known else 0, _RARE_BAND)
    if len(key) == 1 or kind not in NOMINAL:
        return 0
    if found.closes < MIN_HEAD * found.count or key in _no_terms(base.language) or key in _generic(base.language):
        return 0
    score = found.score(log2(found.count / base.words * _LIST_SIZE) - band, 0.0)
    if kind == VERBAL_NOUN:
        is_term = _is_verbal_term(found, score, rare=band == _RARE_BAND)
    elif band == _RARE_BAND:
        is_term = score >= (_MIN_RARE if found.prominence >= 1 or found.treated else _MIN_PASSING)
    else:
        recurs = found.count >= _RECURRING * found.questions and score >= _MIN_RECURRING
        is_term = (found.titles >= 1 and score >= _MIN_LISTED) or recurs
    return score if is_term else 0


def _is_verbal_term(found: CandidateCounts, score: float, *, rare: bool) -> bool:
    """Whether a verbal noun is what its questions are about; those that する makes a verb of are not counted."""
    if rare:
        return score >= _MIN_RARE_VERBAL and (found.prominence >= 1 or found.recurs)
    return score >= _MIN_VERBAL and found.titles >= 1 and found.treated


def _score_phrase(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> float:
    measured = base.association(words, found)
    if measured is None or not _is_nominal(found.kinds) or not _no_terms(base.language).isdisjoint((words[0], words[-1])):
        return 0
    ratio, sticky = measured
    least = MIN_HEAD if ratio >= CERTAIN and sticky >= _FIXED else BOUND
    if min(found.opens, found.closes) < least * found.count:
        return 0
    shown = found.prominence >= 1
    least_sticky = _LOOSE if shown else _FIXED if found.kinds[-1] == VERBAL_NOUN else MIN_STICKY
    if ratio < (_MIN_SHOWN_RATIO if shown else _MIN_RATIO) or sticky < least_sticky:
        return 0
    return log2(ratio) + found.emphasis


def _is_nominal(kinds: str) -> bool:
    """Whether classes of words make a noun; an adjective may begin it: 公正証書."""
    return NOMINAL.issuperset(kinds[1:]) and kinds[0] in NOMINAL | {ADJECTIVE}


@cache
def _generic(language: str) -> frozenset[str]:
    return frozenset(language_by_code(language).generic_nouns)


@cache
def _no_terms(language: str) -> frozenset[str]:
    """Words that ask, and words for what is asked of any topic, which no term begins or ends with."""
    known = language_by_code(language)
    return frozenset((*known.question_words, *known.aspect_words))
