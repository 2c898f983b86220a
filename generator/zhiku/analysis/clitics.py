"""Function words that are written onto others: a word in, the two parts out.

Elided articles and prepositions stand before a noun (*l'employeur*), Korean particles behind it (객체를).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from zhiku.lang.reader import language_by_code, languages

if TYPE_CHECKING:
    from collections.abc import Iterable

_REMEMBERED = 50_000
_MIN_NOUN = 2
"""Characters of a noun before a particle of one character: 사이 is a word, no 사 with a particle."""
_FINALS = frozenset(map(chr, range(0x11A8, 0x1200)))
_LIQUID = "\u11af"
"""The consonants that end syllables of hangul, and the one that is a liquid."""


def split_elision(form: str, language: str) -> tuple[str, str]:
    """What an apostrophe joins to a word, with it, and the word: ``l'`` and ``employeur``; the former is empty in most words.

    Particles that a hyphen joins to a foreign word are such, too: ``ה-`` and ``API``.
    """
    before, hyphen, word = form.partition("-")
    if hyphen and word[:1].isascii() and before in language_by_code(language).proclitics:
        return before + hyphen, word
    if "'" not in form and "’" not in form:
        return "", form
    before, apostrophe, word = form.replace("’", "'").partition("'")
    if apostrophe and word and before.casefold() in language_by_code(language).elisions:
        return form[: len(before) + 1], form[len(before) + 1 :]
    return "", form


@lru_cache(_REMEMBERED)
def split_enclitic(form: str, language: str) -> tuple[str, str]:
    """A noun and the particle that is written onto it: ``객체`` and ``를``; the latter is empty in most words.

    Endings that an apostrophe joins to a name are left out: *PowerShell'i*.
    """
    known = language_by_code(language)
    for mark in known.endings_behind:
        if form.find(mark) > 0:
            return form.partition(mark)[0], ""
    particle = longest_ending(form, enclitics().get(language, ()))
    if not particle or len(particle) < len(longest_ending(form, known.function_endings)):
        return form, ""
    for at in range(1, len(form)):
        particle = form[at:]
        if particle in _may_follow(form[at - 1], language) and (at >= _MIN_NOUN or len(particle) > 1):
            return form[:at], particle
    return form, ""


@cache
def _may_follow(character: str, language: str) -> frozenset[str]:
    """The particles that may be written onto a word that ends with a character."""
    known, last = language_by_code(language), unicodedata.normalize("NFD", character)[-1]
    behind_vowel, behind_consonant = map(frozenset, (known.enclitics_behind_vowels, known.enclitics_behind_consonants))
    if last.isascii():
        return behind_vowel | behind_consonant
    behind_final = behind_consonant.union(known.enclitics_behind_liquids if last == _LIQUID else ())
    return behind_final if last in _FINALS else behind_vowel


def ends_like_verb(word: str, language: str) -> bool:
    """Whether a word begins as verbs of a language do, or ends as its verbs, adjectives and adverbs do.

    A single syllable may end a short noun as well.
    """
    known = language_by_code(language)
    if len(word) <= _MIN_NOUN:
        return word in known.function_endings
    return word.endswith(known.function_endings) or word.startswith(known.verb_beginnings)


def has_enclitics(language: str) -> bool:
    """Whether a language writes particles onto its nouns."""
    return language in enclitics()


@cache
def enclitics() -> dict[str, tuple[str, ...]]:
    """The particles of each language that are written onto the noun; no other language has their letters."""
    return {
        language.code: (*language.enclitics_behind_consonants, *language.enclitics_behind_vowels)
        for language in languages()
        if language.enclitics_behind_vowels
    }


def longest_ending(word: str, endings: Iterable[str]) -> str:
    """The longest of the endings that a word has; empty if it has none."""
    return max((ending for ending in endings if word.endswith(ending)), key=len, default="")
