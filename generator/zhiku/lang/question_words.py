"""Words that say how something is asked, not what: they have little weight in a query and separate the terms of titles.

They are words of ``zhiku.lang``; words of a single base belong in its ``kb.yml``. Readers of any base may ask in Chinese and
English; the words of another language count in bases of that language only, since they may name things in others (*art*, *die*).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain

from zhiku.lang import reader as lang

_ANY_BASE = frozenset({"zh", "en"})
"""Languages, without script or region, whose words count in every base."""


@dataclass(frozen=True, slots=True)
class AskingWords:
    """``question`` are words that ask or never belong to a name, including ``aspect``; ``common`` are everyday words.

    Aspects are what a reader wants to know about a topic (``advantages``): next to the topic they have little weight and are not
    required; on their own they are what is searched. A base that lacks a common word may still contain the answer.
    ``before_number`` and ``after_number`` are single words around the number of a question (``question 5``).
    """

    question: tuple[str, ...]
    aspect: tuple[str, ...]
    common: tuple[str, ...]
    before_number: tuple[str, ...]
    after_number: tuple[str, ...]


@cache
def words_of(language: str = "") -> AskingWords:
    """The words of the languages that every base uses, and of one more; sorted."""
    codes = {*_ANY_BASE, _main(language)}
    known = [one for one in lang.languages() if _main(one.code) in codes]
    aspect = {*chain.from_iterable(one.aspect_words for one in known)}
    question = {*chain.from_iterable(one.question_words for one in known)} | aspect
    common = {*chain.from_iterable(one.common_words for one in known)} - question
    before_number = {word for one in known for word in one.question_names if " " not in word}
    after_number = {*chain.from_iterable(one.number_suffixes for one in known)}
    return AskingWords(*(tuple(sorted(words)) for words in (question, aspect, common, before_number, after_number)))


def _main(code: str) -> str:
    return code.partition("-")[0]


QUESTION_WORDS, ASPECT_WORDS, COMMON_WORDS = words_of().question, words_of().aspect, words_of().common
"""The words of every base."""
TASK_WORDS = frozenset(lang.words("task_starts")) & frozenset(lang.words("question_words"))
"""Words that set a task whatever it is about, in any language: 简述, 列举."""
