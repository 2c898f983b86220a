"""What capitals say about words: words with their classes in, the same with the classes of names and nouns out.

Within sentences a capital makes a name in most languages. In German, where all nouns have one, it makes a noun, and a word
without one is none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from zhiku.analysis.words import ACRONYM, CAPITALIZED, NAME, NUMBER, function_words_of
from zhiku.lang.reader import language_by_code
from zhiku.lang.word_lists import ADJECTIVE, COMMON, FUNCTION, NOUN, VERB

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.analysis.words import Word

_MANY_CAPITALS = 0.25
"""From this share of capitals within sentences they say nothing: German nouns, titles."""


def with_capitals(words: list[Word], language: str, *, telling: bool) -> list[Word]:
    """The same words with the classes that their capitals give them, where these are ``telling`` within sentences."""
    return [
        word
        if word.form == word.key or (word.kind == FUNCTION and not (telling and _is_short_acronym(word, language)))
        else _with_capitals(word, telling=telling)
        for word in words
    ]


def capitals_tell(stretched: Iterable[list[Word]]) -> bool:
    """Whether capitals within sentences are the exception."""
    inner = [word.form for words in stretched for word in words if not word.starts and word.kind not in {NUMBER, FUNCTION}]
    latin = [form for form in inner if form[0].isalpha() and form[0].lower() != form[0].upper()]
    return sum(form[0].isupper() for form in latin) <= max(1, len(latin) * _MANY_CAPITALS)


@cache
def nouns_have_capitals(language: str) -> bool:
    """Whether nouns of a language have capitals within sentences, and nothing else has but names."""
    return "nouns" in language_by_code(language).capitalized


def with_noun_capitals(words: list[Word], language: str) -> list[Word]:
    """The words of a language whose nouns have capitals, with the classes that these give; the first of a sentence as it is."""
    return [word if word.starts else _with_noun_capital(word, language) for word in words]


def _is_short_acronym(word: Word, language: str) -> bool:
    """Whether a word of two letters, which counts as a function word, has capitals and is no article or the like: *IP*, *S3*."""
    form = word.form
    return bool(language) and len(form) == 2 and form.isalnum() and form.isupper() and word.key not in function_words_of(language)  # noqa: PLR2004


def _with_noun_capital(word: Word, language: str) -> Word:
    if word.form == word.form.lower():
        return word if word.kind == FUNCTION or word.form[0].isdigit() else word._replace(kind=ADJECTIVE)
    if word.kind == FUNCTION and _is_short_acronym(word, language):
        return word._replace(kind=ACRONYM)
    if word.kind == FUNCTION and (len(word.form) <= 2 or word.form.casefold() in function_words_of(language)):  # noqa: PLR2004 - see class_of
        return word
    return _with_capitals(word._replace(kind=NOUN) if word.kind in {COMMON, FUNCTION} else word, telling=False)


def _with_capitals(word: Word, *, telling: bool) -> Word:
    form = word.form
    if form[0].isdigit() or form.islower():
        return word
    if form[1:] != form[1:].lower() or any(map(str.isdigit, form)):
        return word._replace(kind=ACRONYM)
    if telling and not word.starts and form[0].isupper():
        return word._replace(kind=CAPITALIZED if word.kind in {VERB, ADJECTIVE} else NAME)
    return word
