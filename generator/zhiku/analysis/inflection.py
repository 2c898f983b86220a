"""Forms of words: stems, singulars and lemmas, and what endings say of the class of a word, by the endings in ``lang``."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from zhiku.analysis.clitics import longest_ending
from zhiku.lang.reader import language_by_code
from zhiku.lang.word_lists import ADJECTIVE, known_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MIN_STEM_LENGTH = 3
_MIN_FOREIGN_LENGTH = 6
_REMEMBERED = 50_000
_ENGLISH = language_by_code("en")
NOTHING, UNDOUBLED = "_", "="
"""What stands in a list of endings for none, and for one of two equal letters before an ending: *stopping*."""


@lru_cache(_REMEMBERED)
def stem(word: str, language: str) -> str:
    """A folded word without accents, an article written onto it and the ending that nouns of a language have.

    It is as it is where the language has no endings listed.
    """
    endings = _endings(language)
    if not endings:
        return word
    word = without_article(word, language)
    for ending in endings:
        if word.endswith(ending) and len(word) >= len(ending) + _MIN_STEM_LENGTH:
            word = word.removesuffix(ending)
            break
    return unaccented(without_fleeting_vowel(word, language))


def without_article(word: str, language: str) -> str:
    """A word without an article that is written onto it, if it has one: *מנוי* for *המנוי*."""
    beginnings = language_by_code(language).noun_beginnings
    if not word.startswith(beginnings):
        return word
    beginning = max(filter(word.startswith, beginnings), key=len)
    return word.removeprefix(beginning) if len(word) >= len(beginning) + _MIN_STEM_LENGTH else word


def has_article(word: str, language: str) -> bool:
    """Whether an article is written onto a word."""
    return without_article(word, language) != word


def without_fleeting_vowel(word: str, language: str) -> str:
    """A word without the vowel that its other forms lack, if it ends like such: *списк* for *список*."""
    if len(word) > _MIN_STEM_LENGTH and word.endswith(language_by_code(language).fleeting_endings):
        return word[:-2] + word[-1]
    return word


def unaccented(text: str) -> str:
    """A text without accents, compatible characters in their usual form."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def letter_count(word: str) -> int:
    """The number of letters of a word; a syllable of hangul has two or three."""
    return len(word) if word.isascii() else len(unaccented(word))


def is_action(forms: Mapping[str, int], language: str) -> bool:
    """Whether most occurrences of a noun end as nouns for actions do."""
    endings = language_by_code(language).action_endings
    actions = sum(count for form, count in forms.items() if form.casefold().endswith(endings))
    return 2 * actions > sum(forms.values())


def is_infinitive(forms: Mapping[str, int], language: str) -> bool:
    """Whether a word ends as infinitives do and all its other forms as verbs do; nouns have a plural.

    Where endings tell nouns, all its forms end as those of other words do: *edytuj*.
    """
    known = language_by_code(language)
    if known.other_endings:
        return not noun_share(forms, language)
    folded = set(map(str.casefold, forms))
    infinitives = {form for form in folded if form.endswith(known.infinitive_endings)}
    return bool(infinitives) and all(form.endswith(known.finite_endings) for form in folded - infinitives)


def is_relational(forms: Mapping[str, int], language: str) -> bool:
    """Whether most occurrences of a phrase end, behind its first word, as adjectives do that relate a noun to another."""
    endings = language_by_code(language).relational_endings
    related = (count for form, count in forms.items() if all(word.endswith(endings) for word in form.casefold().split(" ")[1:]))
    return has_relational_adjectives(language) and 2 * sum(related) > sum(forms.values())


def has_relational_adjectives(language: str) -> bool:
    """Whether a language has endings of adjectives that relate the noun before them to another."""
    return bool(language_by_code(language).relational_endings)


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(sorted(language_by_code(language).noun_endings, key=lambda ending: (-len(ending), ending)))


def noun_share(forms: Mapping[str, int], language: str) -> float | None:
    """The share of a word's occurrences that do not end as verbs and adjectives do; none where the language has no such list."""
    if not endings_tell_nouns(language):
        return None
    known = language_by_code(language)
    other = sum(
        count
        for form, count in forms.items()
        if len(longest_ending(form.casefold(), known.other_endings))
        > len(longest_ending(form.casefold(), known.noun_only_endings))
    )
    return 1 - other / sum(forms.values())


def endings_tell_nouns(language: str) -> bool:
    """Whether a language lists the endings of what is no noun, so that nouns are told by theirs and not by articles."""
    return bool(language_by_code(language).other_endings)


@lru_cache(_REMEMBERED)
def is_comparative(key: str) -> bool:
    """Whether an English word ends as adjectives do that compare, and is one without: *heavier*."""
    words = known_words("en")
    return any(words[stem].kind == ADJECTIVE for stem in without_ending(key, "comparatives") if stem in words)


def lemmas(word: str) -> Iterator[str]:
    """What a word may be an inflection of, itself first."""
    yield word
    if len(word) > 3:  # noqa: PLR2004 - shorter words have no ending to lose
        yield from without_ending(word, "inflections")


def without_ending(word: str, field: str) -> Iterator[str]:
    """What an English word may be a form of, by the endings in a field of ``lang/en.yml``."""
    for ending, others in _endings_with_others(field):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem + other for other in others if other != UNDOUBLED)
            if UNDOUBLED in others and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


@lru_cache(_REMEMBERED)
def singular(word: str) -> str:
    """An English plural's singular, by its ending alone; other words as they are."""
    if len(word) > 3 and word.isascii():  # noqa: PLR2004 - see _lemmas
        for ending, others in _endings_with_others("plurals"):
            if len(word) > len(ending) and word.endswith(ending):
                return word.removesuffix(ending) + others[0]
    return word


def foreign_singulars(word: str) -> Iterator[str]:
    """What a word is the plural of, if it is one by a Greek or Latin ending; short words end so by chance: *media*, *bases*."""
    if len(word) >= _MIN_FOREIGN_LENGTH and word.isascii():
        yield from without_ending(word, "foreign_plurals")


@cache
def _endings_with_others(field: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Endings of English words with what others have instead: ``inflections`` in their order, ``plurals`` by length."""
    rows = [row.split(" ") for row in getattr(_ENGLISH, field)]
    found = [(ending, tuple(other.removeprefix(NOTHING) for other in others)) for ending, *others in rows]
    return tuple(sorted(found, key=lambda item: -len(item[0])) if field == "plurals" else found)
