"""Whether Han characters are a term: words of the list, phrases of such words, and strings that no list has.

A word of the list is judged by its keyness and by what titles ask about; a phrase with Latin words by its log-likelihood ratio
and its ends; a string (``han_phrases``) by its cohesion times its freedom, whose limit depends on the classes of its words.
"""

from __future__ import annotations

from math import inf, log2
from typing import TYPE_CHECKING

from zhiku.analysis.concepts.counts import (
    BOUND,
    CERTAIN,
    FEW,
    LOOSE,
    MIN_HEAD,
    MIN_QUESTIONS,
    MIN_STICKY,
    NEAR,
    PROMINENT,
    STICKY,
    is_treated,
    prominence,
)
from zhiku.analysis.concepts.han_phrases import function_words, is_compound, is_noun_and_event, is_standalone
from zhiku.analysis.words import HAN_RUN, NOMINAL, UNKNOWN, listed
from zhiku.lang.question_words import ASPECT_WORDS, QUESTION_WORDS, TASK_WORDS
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, NOUN, VERB, VERBAL_NOUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
    from zhiku.analysis.concepts.han_phrases import HanPhrase
    from zhiku.analysis.words import Word

_LIST_SIZE = 60_000_000
"""Words of the text that the frequencies of the Chinese list were counted in."""
_NO_TERMS = TASK_WORDS.union(ASPECT_WORDS)
_MIN_WORD, _MIN_RARE_WORD, _MIN_RARE_VERB = 13.5, 11.0, 15.5
_RARE_VERB_BAND, _FREQUENT_BAND, _EVERYDAY_BAND = 9, 10, 12
"""Chinese words from these bands on: a verb is no term, a noun must be what questions ask about, no word is a term."""
_MAX_UNLISTED_KEYNESS = 9.0
_MIN_NEAR_WORD, _VERY_NEAR, _MIN_IDIOM_LENGTH = 9.5, 2.0, 3
"""The score of a Chinese noun of the field, the coherence of a frequent one that recurs, 进程, and the length from which what the
dictionary calls an idiom may be a noun, 操作系统."""
_NEAR_IDIOM, _OF_FIELD = 0.75, 1.1
"""The coherence of such a noun, and of one that stands once in many answers and is a term nevertheless: 维生素."""
_MIN_EVERYDAY, _MIN_EVERYDAY_VERB = 18.0, 20.0
"""The score of a word of the field that recurs, whatever its band: 变量, and 引用, which is listed as a verb."""
_RECURRING, _MIN_TREATED, _MIN_TREATED_VERB = 2.0, 10.0, 11.0
"""A word that titles ask about must occur so many times in each of its questions, whatever its class and band, and have such a
score: 会议, 合同, 崩溃."""
_SUBJECT_ASKED, _SOMETIMES_ASKED, _STRONGLY_RECURRING = 0.3, 0.2, 2.5
"""Share of its questions that must have a noun in the title, and the share for what occurs so many times in each: 频道."""
_VERB_CLOSES, _ADJECTIVE_CLOSES = 0.7, 0.5
"""Share of the occurrences of what a list calls a verb or an adjective that must end a phrase."""
_MIN_TITLE_HEAD = 0.05
"""What titles have needs less; without any it is cut from a longer word: 单线 from 单线程."""
_MANY, _ASKED = 10, 0.04
"""A word of more questions, that they have about once each, must be in this share of their titles."""
_MIN_CHINESE, _MIN_CHINESE_IN_TEXT = 9.5, 11.0
"""The score of a phrase in titles and heads, and elsewhere."""
_SEVERAL_TITLES = 2
"""Titles that let the nouns of a phrase need less."""
_PAIR = 2
"""Words of a phrase that stands about once in each question; characters of one that begins with a common verb."""
_MIN_BOUND = 0.08
"""Share of each end of a phrase with a function word or punctuation behind."""
_MIN_UNITY, _MIN_UNITY_IN_TEXT, _MIN_UNITY_OF_VERB = 13.5, 16.5, 22.0
"""What cohesion times freedom of a string of Han characters must be: in titles and heads, elsewhere, and behind a common verb."""
_STRONGLY_TREATED = 1.8
"""A string that occurs so many times in each of its questions is what they treat: 二叉树, but no turn of speech."""
_MIN_UNITY_OF_NOUNS, _MIN_UNITY_OF_TREATED = 12.5, 17.5
"""Cohesion times freedom of such a string: of nouns alone, and of any words."""
_MIN_UNITY_OF_SHOWN_NOUNS, _MIN_UNITY_OF_TREATED_NOUNS = 11.5, 13.0
"""And of nouns of two characters and more in titles and heads, and of nouns that occur more than about once in each question."""
_MIN_UNITY_OF_MANY = 25.0
"""And of two nouns in many questions that have them about once each: 系统管理员."""
_MIN_UNITY_OF_COMPOUND, _MIN_UNITY_OF_VERBAL_COMPOUND = 11.5, 16.0
"""And of a word of two characters with one behind it that nouns end with: 降压药."""
_MIN_UNITY_OF_EVENT, _MIN_UNITY_OF_LONG_EVENT = 14.5, 20.5
"""And of a noun of one character, and of two, with a verb or adjective behind it, what becomes of it: 脑出血, 内存泄露."""
_MIN_UNITY_OF_EVERYDAY_VERB = 27.5
"""And with a common verb of one character, if its questions treat it: 死锁, 回滚."""
_VERB_BAND, _EVERYDAY_VERB_BAND = 11, 14
"""Chinese verbs of two characters, and of one, from these bands on take objects more than they make names."""


def score_chinese_word(base: BaseCounts, key: str, found: CandidateCounts, fit: float) -> float:
    """How strongly a word with Han characters is a term; ``fit`` is its coherence with the base."""
    kind, band = listed(key)
    if len(key) == 1 or found.questions < MIN_QUESTIONS or kind == FUNCTION or key in _NO_TERMS:
        return 0
    keyness = log2(found.count / base.words * _LIST_SIZE) - band
    if kind == UNKNOWN:
        keyness = min(keyness, _MAX_UNLISTED_KEYNESS)
    score = found.score(keyness, fit)
    if found.closes < (_MIN_TITLE_HEAD if found.titles else MIN_HEAD) * found.count:
        return 0
    if _is_treated_noun(kind, band, found) and score >= (_MIN_TREATED_VERB if kind in {VERB, VERBAL_NOUN} else _MIN_TREATED):
        return score
    is_near, is_asked = fit >= NEAR, found.in_several_titles
    if is_near and found.recurs and score >= _least_everyday(kind, fit) and found.closes >= MIN_HEAD * found.count:
        return score
    is_phrase = kind == ADJECTIVE and len(key) >= _MIN_IDIOM_LENGTH and fit >= _NEAR_IDIOM and found.treated
    if kind in {VERB, VERBAL_NOUN, ADJECTIVE} and not is_phrase:
        is_rare = band < _RARE_VERB_BAND or (is_near and band < _FREQUENT_BAND and found.closes >= BOUND * found.count)
        is_term = is_rare and is_asked and score >= _MIN_RARE_VERB
    elif band > _FREQUENT_BAND or (band == _FREQUENT_BAND and not is_near):
        is_term = score >= _MIN_WORD and (is_asked or (fit >= _VERY_NEAR and found.recurs))
    else:
        least = _MIN_WORD if kind == UNKNOWN else _MIN_NEAR_WORD if is_near else _MIN_RARE_WORD
        is_term = score >= least and (fit >= _OF_FIELD or not is_boilerplate(found))
    return score if is_term and band < _EVERYDAY_BAND else 0


def _is_treated_noun(kind: str, band: int, found: CandidateCounts) -> bool:
    """Whether questions treat a word in titles and answers, and phrases end with it as with a noun, whatever the list says.

    A verb must end nearly all, or what follows is its object: 崩溃, 订阅.
    """
    if found.count < _RECURRING * found.questions or not found.titles:
        return False
    if kind in {VERB, VERBAL_NOUN}:
        return found.closes >= _VERB_CLOSES * found.count and band < _VERB_BAND
    often = found.count >= _STRONGLY_RECURRING * found.questions
    is_asked = found.titles >= (_SOMETIMES_ASKED if often else _SUBJECT_ASKED) * found.questions
    return (
        is_asked
        and (often or found.titles > 1)
        and found.closes >= (_ADJECTIVE_CLOSES if kind == ADJECTIVE else MIN_HEAD) * found.count
    )


def _least_everyday(kind: str, fit: float) -> float:
    """The score that any word of the field needs which recurs in each of its questions, however common it is elsewhere: 变量."""
    if kind in {VERB, ADJECTIVE} and fit < _OF_FIELD:
        return inf
    return _MIN_EVERYDAY if kind in {NOUN, VERBAL_NOUN} else _MIN_EVERYDAY_VERB


def is_boilerplate(found: CandidateCounts) -> bool:
    """Whether many questions have a word once and next to none asks about it: 对症 in what doctors end every answer with."""
    return found.questions > _MANY and not found.treated and found.titles < _ASKED * found.questions


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


def is_han_term(phrase: HanPhrase, total: int) -> bool:
    """Whether a string of Han characters is held together and stands free, and is no sentence about a thing: 保证消息, 能吃.

    ``total`` is the number of questions of the base.
    """
    shown = prominence(phrase.titles, phrase.heads)
    if (total < FEW and shown < PROMINENT) or phrase.text in QUESTION_WORDS:
        return False
    unity = phrase.cohesion * phrase.freedom
    if _is_everyday_verb(phrase.words[-1]) or _is_common_verb(phrase.words[-1]):
        return False
    if _is_everyday_verb(phrase.words[0]):
        return len(phrase.text) == _PAIR and _is_strongly_treated(phrase) and unity >= _MIN_UNITY_OF_EVERYDAY_VERB
    return unity >= _least_unity(phrase, shown)


def _least_unity(phrase: HanPhrase, shown: float) -> float:
    """What cohesion times freedom of a string must be, by its words and where it stands."""
    takes_object = _takes_object(phrase)
    if is_compound(phrase) and not _has_function_word(phrase):
        return _MIN_UNITY_OF_VERBAL_COMPOUND if takes_object else _MIN_UNITY_OF_COMPOUND
    if takes_object and phrase.cohesion * phrase.freedom < _MIN_UNITY_OF_VERB:
        return inf
    if is_noun_and_event(phrase):
        return min(_least_unity_of_event(phrase), _least_unity_of_words(phrase, shown))
    return _least_unity_of_words(phrase, shown)


def _has_function_word(phrase: HanPhrase) -> bool:
    return any(word.key in function_words() for word in phrase.words)


def _least_unity_of_event(phrase: HanPhrase) -> float:
    """What cohesion times freedom of a noun with what becomes of it must be."""
    if len(phrase.words[0].key) == 1:
        return _MIN_UNITY_OF_EVENT
    return _MIN_UNITY_OF_LONG_EVENT if is_treated(phrase.occurrences, phrase.questions) else inf


def _least_unity_of_words(phrase: HanPhrase, shown: float) -> float:
    """What cohesion times freedom of words of any class must be."""
    are_nouns = all(word.kind in NOMINAL for word in phrase.words)
    if _is_strongly_treated(phrase) and not any(map(is_standalone, phrase.words)):
        return _least_unity_of_nouns(phrase, shown) if are_nouns else _MIN_UNITY if shown else _MIN_UNITY_OF_TREATED
    if _has_function_word(phrase):
        return inf
    return _least_unity_of_nouns(phrase, shown) if are_nouns else _MIN_UNITY if shown else inf


def _least_unity_of_nouns(phrase: HanPhrase, shown: float) -> float:
    """What cohesion times freedom of nouns must be: less in titles if no single character is among them, and where they recur."""
    if shown >= _SEVERAL_TITLES and all(len(word.key) > 1 for word in phrase.words):
        return _MIN_UNITY_OF_SHOWN_NOUNS
    if _is_strongly_treated(phrase):
        return _MIN_UNITY_OF_NOUNS
    if is_treated(phrase.occurrences, phrase.questions):
        return _MIN_UNITY_OF_TREATED_NOUNS
    if shown:
        return _MIN_UNITY
    if len(phrase.words) != _PAIR:
        return inf
    return _MIN_UNITY_IN_TEXT if phrase.questions <= _MANY else _MIN_UNITY_OF_MANY


def _is_strongly_treated(phrase: HanPhrase) -> bool:
    return phrase.occurrences >= _STRONGLY_TREATED * phrase.questions


def _is_everyday_verb(word: Word) -> bool:
    return word.kind == VERB and len(word.key) == 1 and listed(word.key)[1] >= _EVERYDAY_VERB_BAND


def _is_common_verb(word: Word) -> bool:
    return word.kind == VERB and len(word.key) > 1 and listed(word.key)[1] > _VERB_BAND


def _takes_object(phrase: HanPhrase) -> bool:
    """Whether a string begins with a common verb, so that what follows may be its object."""
    first = phrase.words[0]
    return first.kind == VERB and len(first.key) > 1 and listed(first.key)[1] >= _VERB_BAND
