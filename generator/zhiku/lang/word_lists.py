"""Common words by part of speech: ``words/*.txt`` in, lookup tables out.

``tools/make_word_lists.py`` and ``tools/make_stop_words.py`` say where the lists come from and what their classes mean.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FUNCTION, NOUN, VERB_NOUN, VERBAL_NOUN, VERB, ADJECTIVE, COMMON = "f", "n", "m", "w", "v", "a", "c"
"""The classes of the lists."""
GRAMMAR_BAND = 32
"""The band of words from the manual lists, above that of any counted word."""


class KnownWord(NamedTuple):
    """The class of a listed word and its band: the binary logarithm of its frequency in Chinese, 1 if common in English."""

    kind: str
    band: int


@cache
def known_words(language: str) -> Mapping[str, KnownWord]:
    """The list of a language (``zh`` in simplified characters, ``en`` as lemmas) or ``common``, function words included."""
    by_hand = files("zhiku.lang") / "words" / f"{language}.function.txt"
    added = by_hand.read_text(encoding="utf-8").split() if by_hand.is_file() else ()
    return MappingProxyType({**dictionary_words(language), **dict.fromkeys(added, KnownWord(FUNCTION, GRAMMAR_BAND))})


@cache
def dictionary_words(language: str) -> Mapping[str, KnownWord]:
    """The list of a language as dictionaries have it, without the function words that are added by hand."""
    words: dict[str, KnownWord] = {}
    for line in (files("zhiku.lang") / "words" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        kind, band, *listed = line.split(" ")
        words.update(dict.fromkeys(listed, KnownWord(kind, int(band))))
    return MappingProxyType(words)


@cache
def field_words() -> tuple[frozenset[str], ...]:
    """The Chinese words of each of several fields: computing, medicine, law and others."""
    lines = (files("zhiku.lang") / "words" / "zh.fields.txt").read_text(encoding="utf-8").splitlines()
    return tuple(frozenset(line.split(" ")[1:]) for line in lines)


@cache
def common_stems(language: str) -> Mapping[str, KnownWord]:
    """The stems of common words in a language with inflections, as words are compared; empty where there is no list of them."""
    listed = language != "en" and (files("zhiku.lang") / "words" / f"{language}.txt").is_file()
    return known_words(language) if listed and not language.startswith("zh") else MappingProxyType({})


@cache
def frequent_stems(language: str) -> Mapping[str, KnownWord]:
    """The stems of a language's frequent words, with the negative binary logarithm of their probability as band.

    Empty where there is no list of them.
    """
    name = f"{language}.stems"
    return dictionary_words(name) if (files("zhiku.lang") / "words" / f"{name}.txt").is_file() else MappingProxyType({})


@cache
def relational_adjectives() -> frozenset[str]:
    """English adjectives that pertain to a noun, as the first word of terms does (*dental*), and not to a quality (*early*)."""
    return frozenset(known_words("en.relational"))


@cache
def stop_words(language: str) -> frozenset[str]:
    """Function words of a language by collections of these; empty where none were used."""
    lines = (files("zhiku.lang") / "words" / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(next((words for code, *words in map(str.split, lines) if code == language), ()))


@cache
def english_markers() -> frozenset[str]:
    """Words that are frequent in every English text and in no other language."""
    return frozenset((files("zhiku.lang") / "words" / "en.markers.txt").read_text(encoding="utf-8").split())
