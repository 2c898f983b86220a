"""Whether Han characters are a term: words of the list, strings that no list has, and phrases with Latin words.

A string (``han_strings``) is judged by the log-odds that it is a term, a sum of what is known of it with weights that a logistic
regression found on strings of six bases that a person had judged: how much more frequent its words are here than elsewhere,
their classes, how well it holds together and how free it stands, the titles, how often questions repeat it, whether it follows
what precedes nouns or what precedes verbs, its coherence with the base, and whether the words of its field know it. Words of the
list and other strings have weights of their own. A phrase with Latin words is judged by its log-likelihood ratio and its ends.
"""

from __future__ import annotations

from collections import Counter
from math import log, log2, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhiku.analysis.concepts.counts import (
    BOUND,
    LOOSE,
    MIN_QUESTIONS,
    STICKY,
    prominence,
)
from zhiku.analysis.concepts.han_strings import begins_name
from zhiku.analysis.words import ACRONYM, NAME, NOMINAL, NUMBER
from zhiku.lang.question_words import ASPECT_WORDS, QUESTION_WORDS, TASK_WORDS
from zhiku.lang.reader import language_by_code
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, VERB, field_words, known_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
    from zhiku.analysis.concepts.han_strings import HanString

_NO_NOUNS = frozenset({VERB, ADJECTIVE})
_NO_TERMS = frozenset((*TASK_WORDS, *ASPECT_WORDS, *QUESTION_WORDS, *language_by_code("zh").generic_nouns))
_IMPOSSIBLE = -99.0
_PRIOR_WEIGHT, _ROUNDS, _DECIMALS = 20, 30, 4
"""How many strings the usual share of terms counts for, and how often the share in a base is estimated anew."""
_LEAST_LOG_ODDS, _LEAST_LOG_ODDS_OF_FEW = -0.3, 2.0
"""What a string must have to be a term, and one that only two questions have."""
_HAN_CHARACTERS = 100_000_000
"""Han characters of the text that the frequencies of the Chinese list were counted in."""


class _Weights(NamedTuple):
    """What a unit of each measure adds to the log-odds, and the log-odds where all are nothing.

    ``keyness`` is in bits, ``unity`` the root of cohesion times freedom, ``no_noun`` is for a verb or adjective at the end, and
    ``unbounded`` for what no phrase begins with, or ends with: 型肝炎. Found by logistic regression on 4,496 strings of six bases
    (help, patients' questions, office, billing, registration, an epidemic), 1,205 of which a person had called terms; ``share``
    is that of terms among them.
    """

    share: float
    bias: float
    keyness: float
    unity: float
    titles: float
    recurrence: float
    after_noun_markers: float
    after_verb_markers: float
    fit: float
    no_noun: float
    unbounded: float
    field: float


_OF_WORD = _Weights(
    share=0.22,
    bias=-4.26,
    keyness=0.32,
    unity=0.43,
    titles=1.99,
    recurrence=0.38,
    after_noun_markers=0.57,
    after_verb_markers=-3.48,
    fit=1.26,
    no_noun=-1.16,
    unbounded=-0.56,
    field=2.03,
)
_OF_STRING = _Weights(
    share=0.322,
    bias=-5.44,
    keyness=0.16,
    unity=1.01,
    titles=0.44,
    recurrence=1.62,
    after_noun_markers=1.48,
    after_verb_markers=-5.89,
    fit=0.91,
    no_noun=-0.69,
    unbounded=-0.81,
    field=2.1,
)
_WEB = -0.22
"""And for words of the list: each band of their frequency on the web."""
_BEGINS_NAME = -1.3
"""And for what begins with a word that stands before others in any text, and in some names: 后|付费."""
_LONG, _LONG_LENGTH = 1.48, 3
"""And for those that are no adjectives: so many characters or more."""
_MIN_CHINESE, _MIN_CHINESE_IN_TEXT = 9.5, 11.0
"""The score of a phrase in titles and heads, and elsewhere."""
_OPENING, _CLOSING = 0.4, 0.7
"""Shares of the occurrences of a Latin word with a character that must begin and end phrases."""
_NAMES, _MIN_NAMED, _FREE = frozenset({NAME, ACRONYM}), 30.0, 0.5
"""The log-likelihood ratio of a phrase that begins with a name, and the share of its uses that phrases begin and end with."""
_MIN_BOUND = 0.08
"""Share of each end of a phrase with a function word or punctuation behind."""


def score_strings(strings: Mapping[str, HanString], fits: Mapping[str, float], language: str = "zh") -> dict[str, float]:
    """The log-odds that each string is a term, words of the list and others each adapted to their share of terms in this base.

    What counts of the field of a string is how much more it is than of those strings on average. Strings of few questions are
    judged like the others, and say nothing of the base.
    """
    scores: dict[str, float] = {}
    telling = {text for text, found in strings.items() if found.is_telling}
    fields = _shares_of_fields(strings.keys(), telling)
    for weights in (_OF_WORD, _OF_STRING):
        judged = [text for text, found in strings.items() if _weights(found) is weights]
        usual = sum(fields[text] for text in telling.intersection(judged)) / max(1, len(telling.intersection(judged)))
        own = {text: score_han(strings[text], fits.get(text, 0.0), fields[text] - usual, language) for text in judged}
        shift = _shift([score for text, score in own.items() if text in telling], weights.share)
        scores |= {text: score + shift for text, score in own.items()}
    return scores


def least_log_odds(questions: int) -> float:
    """What the log-odds of a string in so many questions must exceed for it to be a term."""
    return _LEAST_LOG_ODDS if questions >= MIN_QUESTIONS else _LEAST_LOG_ODDS_OF_FEW


def _shift(scores: Sequence[float], usual: float) -> float:
    """What to add to log-odds where another share of the strings are terms than the usual one.

    That share is found by expectation maximization (Saerens, Latinne and Decaestecker 2002); few strings say little of it.
    """
    odds, start = np.exp(np.array(scores)), _log_odds(usual)
    share = usual
    for _ in range(_ROUNDS):
        own = odds * np.exp(_log_odds(share) - start)
        share = float((own / (1 + own)).sum() + _PRIOR_WEIGHT * usual) / (len(scores) + _PRIOR_WEIGHT)
    return round(_log_odds(share) - start, _DECIMALS)


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


def _shares_of_fields(texts: AbstractSet[str], telling: AbstractSet[str]) -> Counter[str]:
    """For each of the texts that fields know how many of the telling ones belong to the fields that it does."""
    sizes = [len(words & telling) for words in field_words()]
    known = max(1, sum(sizes))
    shares = Counter[str]()
    for words, size in zip(field_words(), sizes, strict=True):
        shares.update(dict.fromkeys(words & texts, size / known))
    return shares


def score_han(found: HanString, fit: float, field: float = 0.0, language: str = "zh") -> float:
    """The log-odds that a string of Han characters is a term.

    ``fit`` is its coherence with the base, ``field`` how much more of the base is of the fields that know it than usual.
    """
    if found.text in _NO_TERMS or found.kinds == FUNCTION:
        return _IMPOSSIBLE
    weights = _weights(found)
    titles = found.titles / found.questions if found.is_word else log2(1 + prominence(found.titles, found.heads))
    is_long = found.is_word and found.kinds != ADJECTIVE and len(found.text) >= _LONG_LENGTH
    return (
        weights.bias
        + weights.keyness * _keyness(found, language)
        + weights.unity * sqrt(max(0.0, found.cohesion * found.freedom))
        + weights.titles * titles
        + weights.recurrence * log2(found.occurrences / found.questions)
        + weights.after_noun_markers * found.after_noun_markers
        + weights.after_verb_markers * found.after_verb_markers
        + weights.fit * fit
        + weights.no_noun * (found.kinds[-1] in _NO_NOUNS)
        + weights.unbounded * (not found.bounded)
        + weights.field * field
        + _WEB * _band(found.text, "zh.web")
        + _LONG * is_long
        + _BEGINS_NAME * (language == "zh" and begins_name(found.words))
    )


def _weights(found: HanString) -> _Weights:
    return _OF_WORD if found.is_word else _OF_STRING


def _keyness(found: HanString, language: str) -> float:
    """How many bits more frequent a string is than its words are elsewhere, on average."""
    bands = [_band(word.key, language) for word in found.words]
    return log2(found.frequency * _HAN_CHARACTERS) - sum(bands) / len(bands)


def _band(word: str, of_list: str) -> int:
    """The band of a word in a list, 0 where it has none."""
    known = known_words(of_list).get(word)
    return known.band if known else 0


def score_chinese_phrase(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> float:
    """How strongly words, some with Han characters, are one term."""
    if not TASK_WORDS.isdisjoint(words):
        return 0
    if _is_named_by_character(base, words, found):
        return 1.0
    measured = base.association(words, found)
    # A word that phrases neither begin nor end with is a part of another one.
    bounded = min(found.opens, found.closes) >= _MIN_BOUND * found.count and found.opens + found.closes >= BOUND * found.count
    if measured is None or not bounded or not NOMINAL.issuperset(found.kinds):
        return 0
    ratio, sticky = measured
    score = log2(max(1.0, ratio)) + found.emphasis + (sticky > STICKY)
    is_free = min(found.opens, found.closes) >= _FREE * found.count
    if found.kinds[0] in _NAMES and len(words[0]) > 1 and ratio >= _MIN_NAMED and is_free:
        return score
    if found.prominence >= 1:
        return score if score >= _MIN_CHINESE and sticky >= LOOSE else 0
    return score if score >= _MIN_CHINESE_IN_TEXT and sticky >= STICKY and found.treated else 0


def _is_named_by_character(base: BaseCounts, words: Sequence[str], found: CandidateCounts) -> bool:
    """Whether a Latin word and the character behind it are one term by themselves, since characters are not counted: hash 值."""
    first, last = words[0], words[-1]
    if len(words) > 2 or len(first) == 1 or len(last) > 1 or base.known(last) or not first.isascii() or found.kinds[0] == NUMBER:  # noqa: PLR2004 - two
        return False
    return found.treated and found.opens >= _OPENING * found.count and found.closes >= _CLOSING * found.count
