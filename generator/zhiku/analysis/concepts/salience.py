"""How much the questions of a base treat a concept, and so which concepts a reader should see first.

A title says more than sentences do. The sum over all questions that name a concept is divided by the root of their number: what
many name in passing counts less than what some ask about, as in a t-statistic. A single word that a list of common words has is
less surely a term than a name or a phrase.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from zhiku.analysis.capitals import nouns_have_capitals
from zhiku.analysis.inflection import singular
from zhiku.analysis.language import JAPANESE
from zhiku.analysis.words import HAN_RUN, UNKNOWN, class_of, listed
from zhiku.lang.word_lists import known_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.model import Mention, QuestionId

TITLE, SENTENCE, MAX_SENTENCES = 3.0, 0.5, 4
"""What a title and each of the first sentences that name a concept add to its strength in a question."""
_COMMON_CHINESE_BAND, _COMMON_BAND = 10, 10
"""Bands of the lists of Chinese words, and of words of any language, from and up to which a word is an everyday one."""
_COMMON_WORD = 0.5
"""What a listed word counts beside a name."""


def strengths(mentions: Iterable[Mention]) -> dict[QuestionId, float]:
    """How strongly each question speaks of what the mentions name."""
    titles, sentences = set[str](), Counter[str]()
    ids: dict[str, QuestionId] = {}
    for mention in mentions:
        ids[mention.question] = mention.question
        if mention.section is None:
            titles.add(mention.question)
        else:
            sentences[mention.question] += 1
    return {
        question: TITLE * (question in titles) + SENTENCE * min(MAX_SENTENCES, sentences[question]) for question in ids.values()
    }


def salience(names: Sequence[str], mentions: Iterable[Mention], language: str, certainty: float = 1.0) -> float:
    """How much questions treat a concept; ``language`` is empty for English, ``names`` begin with the one that readers see.

    How common a word of Han characters is counts in its certainty already, if that was judged. What is hardly a term comes last
    however often questions treat it: the cube of its certainty counts.
    """
    found = strengths(mentions)
    is_common = is_common_word(names, language) and not (certainty < 1 and HAN_RUN.search(names[0]))
    weight = certainty**3 * (_COMMON_WORD if is_common else 1.0)
    return round(weight * math.fsum(found.values()) / math.sqrt(max(1, len(found))), 4)


def is_common_word(names: Sequence[str], language: str) -> bool:
    """Whether a list of common words has a thing's only name; one with a capital is none of them, except where nouns have one."""
    name = names[0]
    if len(names) > 1:
        return False
    if language == JAPANESE and not name.isascii():
        known = known_words(JAPANESE).get(name)
        return bool(known and known.band)
    if HAN_RUN.search(name):
        return listed(name)[0] != UNKNOWN
    is_plain = name == name.lower() or nouns_have_capitals(language)
    return is_plain and " " not in name and class_of(name.casefold(), english=not language, language=language) != UNKNOWN


def is_everyday(name: str) -> bool:
    """Whether a name is a single word that texts of any field use, by its frequency in a list."""
    if name.isupper():
        return False
    word = name.casefold()
    english, common = known_words("en").get(singular(word)), known_words("common").get(word)
    return (
        bool(english and english.band) or listed(word)[1] >= _COMMON_CHINESE_BAND or bool(common and common.band <= _COMMON_BAND)
    )
