"""Whether words of Japanese are a term: their counts in, a score out, which is 0 where they are none.

Hiragana sets nouns off, so most are found whole, and what needs telling is which of them a text is about. A noun is judged by
the log-odds that it is a term: by its keyness, how often its questions repeat it, how near it is in meaning to the base, and
its length. A compound is judged by its log-likelihood ratio, by how much of its rarer part's use it is, and by whether
hiragana or punctuation stand at its ends.
"""

from __future__ import annotations

from functools import cache
from math import log2
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.counts import BOUND, CERTAIN, MIN_HEAD, MIN_QUESTIONS, MIN_STICKY, probability
from zhiku.analysis.japanese import has_determiner
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
_BIAS, _KEYNESS, _RECURRENCE, _FIT, _LENGTH = -8.21, 0.52, 0.49, 0.96, 0.64
"""What is added to the log-odds that a noun is a term: for nothing, a bit of keyness, of recurrence, a standard deviation of
coherence, and a character.

Found by logistic regression on 693 nouns of three bases (help, law, a village), 322 of which a person had called terms; titles,
and whether a noun is verbal or in katakana, add nothing to it.
"""
_LEAST_LOG_ODDS, _LEAST_LOG_ODDS_OF_FEW = -0.7, 2.0
"""What a noun must have to be a term, and one that only two questions have."""
_VARIED = 0.5
"""Share of the occurrences of a noun that hardly ends phrases that must have others behind than the commonest."""
_MIN_RATIO, _MIN_SHOWN_RATIO = 25.0, 16.0
"""The log-likelihood ratio of a compound, and of one in titles or heads."""
_LOOSE, _FIXED = 0.16, 0.5
"""Share of the rarer part's uses of a compound in titles or heads, and of one that ends with a verbal noun and stands in none."""


def score_japanese(base: BaseCounts, words: Sequence[str], found: CandidateCounts, fit: float = 0.0) -> float:
    """How certain it is that a word, or several, are a term, 0 where they are none; ``fit`` is the coherence of a word."""
    if has_determiner(words[0]):
        return 0
    return _score_word(base, words[0], found, fit) if len(words) == 1 else _score_phrase(base, words, found)


def _score_word(base: BaseCounts, key: str, found: CandidateCounts, fit: float) -> float:
    if len(key) == 1 or found.kinds not in NOMINAL:
        return 0
    if not _is_free(base, key, found) or key in _no_terms(base.language) or key in _generic(base.language):
        return 0
    known = known_words(base.language).get(key)
    log_odds = (
        _BIAS
        + _KEYNESS * (log2(found.count / base.words * _LIST_SIZE) - max(known.band if known else 0, _RARE_BAND))
        + _RECURRENCE * log2(found.count / found.questions)
        + _FIT * fit
        + _LENGTH * len(key)
    )
    least = _LEAST_LOG_ODDS if found.questions >= MIN_QUESTIONS else _LEAST_LOG_ODDS_OF_FEW
    return probability(log_odds) if log_odds > least else 0


def _is_free(base: BaseCounts, key: str, found: CandidateCounts) -> bool:
    """Whether a noun ends phrases, or begins most of them with several nouns behind: 輸出 of 輸出取引, 輸出許可."""
    least = _VARIED * found.count
    return found.closes >= MIN_HEAD * found.count or (found.opens >= least and base.varied_ends(key) >= least)


def _score_phrase(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> float:
    measured = base.association(words, found)
    if (
        found.questions < MIN_QUESTIONS
        or measured is None
        or not _is_nominal(found.kinds)
        or not _no_terms(base.language).isdisjoint((words[0], words[-1]))
    ):
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
