"""Whether Han characters are a term: words of the list, strings that no list has, and phrases with Latin words.

A string (``han_strings``) is judged by the log-odds that it is a term, a sum of what is known of it with weights that a logistic
regression found on strings of five bases that a person had judged. For a word of the list that is how much more frequent it is
here than elsewhere and its class, for any other string how well it holds together and how free it stands; for both the titles,
how often questions repeat it, whether it follows what precedes nouns or what precedes verbs, and its coherence with the base. A
phrase with Latin words is judged by its log-likelihood ratio and its ends.
"""

from __future__ import annotations

from math import exp, log, log2, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhiku.analysis.concepts.counts import (
    BOUND,
    CERTAIN,
    LOOSE,
    MIN_STICKY,
    PROMINENT,
    STICKY,
    prominence,
)
from zhiku.analysis.words import HAN_RUN, NOMINAL, listed
from zhiku.lang.question_words import ASPECT_WORDS, QUESTION_WORDS, TASK_WORDS
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, VERB, VERBAL_NOUN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
    from zhiku.analysis.concepts.han_strings import HanString

_NO_NOUNS = frozenset({VERB, VERBAL_NOUN, ADJECTIVE})
_NO_TERMS = frozenset((*TASK_WORDS, *ASPECT_WORDS, *QUESTION_WORDS))
_IMPOSSIBLE = -99.0
_PRIOR, _PRIOR_WEIGHT, _ROUNDS, _DECIMALS = 0.155, 20, 30, 4
"""The share of terms among those strings, how many strings it counts for, and how often the share in a base is estimated anew."""
_HAN_CHARACTERS = 100_000_000
"""Han characters of the text that the frequencies of the Chinese list were counted in."""


class _Weights(NamedTuple):
    """What a unit of each measure adds to the log-odds, and the log-odds where all are nothing.

    Found by logistic regression on 5,119 strings of five bases (help, patients' questions, office, billing, registration), 793 of
    which a person had called terms.
    """

    bias: float
    titles: float
    recurrence: float
    after_noun_markers: float
    after_verb_markers: float
    fit: float


_OF_WORD = _Weights(bias=-6.04, titles=1.79, recurrence=0.56, after_noun_markers=0.71, after_verb_markers=-3.83, fit=1.03)
_KEYNESS, _NO_NOUN, _FREEDOM, _LONG = 0.52, -1.07, 0.29, 1.62
"""And for words of the list: a bit of keyness, a verb or adjective, a bit of freedom, three characters or more."""
_LONG_LENGTH = 3
_OF_STRING = _Weights(bias=-8.89, titles=0.75, recurrence=1.86, after_noun_markers=2.66, after_verb_markers=-4.24, fit=0.8)
_UNITY, _ENDS_WITH_VERB, _HOLDS_FUNCTION_WORD = 1.58, -0.68, -0.89
"""And for other strings: the root of cohesion times freedom, and the classes of their words."""
_MIN_CHINESE, _MIN_CHINESE_IN_TEXT = 9.5, 11.0
"""The score of a phrase in titles and heads, and elsewhere."""
_MIN_BOUND = 0.08
"""Share of each end of a phrase with a function word or punctuation behind."""


def score_strings(strings: Mapping[str, HanString], fits: Mapping[str, float]) -> dict[str, float]:
    """The log-odds that each string is a term, words of the list and others each adapted to their share of terms in this base."""
    scores: dict[str, float] = {}
    for listed_words in (True, False):
        own = {text: score_han(found, fits.get(text, 0.0)) for text, found in strings.items() if found.is_word == listed_words}
        shift = _shift([*own.values()])
        scores |= {text: score + shift for text, score in own.items()}
    return scores


def _shift(scores: Sequence[float]) -> float:
    """What to add to log-odds where another share of the strings are terms than of those that the weights come from.

    That share is found by expectation maximization (Saerens, Latinne and Decaestecker 2002); few strings say little of it.
    """
    odds, start = np.exp(np.array(scores)), _log_odds(_PRIOR)
    share = _PRIOR
    for _ in range(_ROUNDS):
        own = odds * np.exp(_log_odds(share) - start)
        share = float((own / (1 + own)).sum() + _PRIOR_WEIGHT * _PRIOR) / (len(scores) + _PRIOR_WEIGHT)
    return round(_log_odds(share) - start, _DECIMALS)


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


def score_han(found: HanString, fit: float) -> float:
    """The log-odds that a string of Han characters is a term; ``fit`` is its coherence with the base."""
    if found.text in _NO_TERMS or found.kinds == FUNCTION:
        return _IMPOSSIBLE
    return _score_word(found, fit) if found.is_word else _score_string(found, fit)


def _score_word(found: HanString, fit: float) -> float:
    kind, band = listed(found.text)
    keyness = log2(found.frequency * _HAN_CHARACTERS) - band
    return (
        _sum(_OF_WORD, found, found.titles / found.questions, fit)
        + _KEYNESS * keyness
        + _NO_NOUN * (kind in _NO_NOUNS)
        + _FREEDOM * found.freedom
        + _LONG * (kind != ADJECTIVE and len(found.text) >= _LONG_LENGTH)
    )


def _score_string(found: HanString, fit: float) -> float:
    return (
        _sum(_OF_STRING, found, log2(1 + prominence(found.titles, found.heads)), fit)
        + _UNITY * sqrt(max(0.0, found.cohesion * found.freedom))
        + _ENDS_WITH_VERB * (found.kinds[-1] == VERB)
        + _HOLDS_FUNCTION_WORD * (FUNCTION in found.kinds[1:])
    )


def _sum(weights: _Weights, found: HanString, titles: float, fit: float) -> float:
    return (
        weights.bias
        + weights.titles * titles
        + weights.recurrence * log2(found.occurrences / found.questions)
        + weights.after_noun_markers * found.after_noun_markers
        + weights.after_verb_markers * found.after_verb_markers
        + weights.fit * fit
    )


def probability(log_odds: float) -> float:
    """The probability of these log-odds."""
    return 1 / (1 + exp(-log_odds))


def score_chinese_phrase(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> float:
    """How strongly words, some with Han characters, are one term."""
    if not TASK_WORDS.isdisjoint(words):
        return 0
    measured = base.association(words, found)
    # A word that phrases neither begin nor end with is a part of another one.
    bounded = min(found.opens, found.closes) >= _MIN_BOUND * found.count and found.opens + found.closes >= BOUND * found.count
    if measured is None or not bounded or not _is_nominal(words, found, *measured):
        return 0
    ratio, sticky = measured
    score = log2(max(1.0, ratio)) + found.emphasis + (sticky > STICKY)
    if found.prominence >= 1:
        return score if score >= _MIN_CHINESE and sticky >= LOOSE else 0
    return score if score >= _MIN_CHINESE_IN_TEXT and sticky >= STICKY and found.treated else 0


def _is_nominal(words: Sequence[str], found: CandidateCounts, ratio: float, sticky: float) -> bool:
    """Whether Chinese words of these classes are a noun phrase; a verb or adjective is allowed where titles show it."""
    kinds = found.kinds
    if kinds[-1] in {VERB, ADJECTIVE}:
        return found.titles >= PROMINENT and ratio >= CERTAIN and sticky > 1 / 2 and kinds[0] in NOMINAL  # 胃胀
    if (kinds[-1] == VERBAL_NOUN or VERB in kinds[1:]) and found.prominence <= 1:
        return False
    if kinds[0] in {VERB, ADJECTIVE} and (kinds[-1] == VERBAL_NOUN or found.prominence <= 1 or sticky < MIN_STICKY):
        return False
    return found.prominence >= 1 or len(words[-1]) > 1 or not HAN_RUN.match(words[-1])
