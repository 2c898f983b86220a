"""What stands before a verb tells it, in languages whose verbs no list has: words in, the same with their classes out.

Behind an infinitive particle, a modal verb or a pronoun that is the subject stands a verb: *at bruge*, *kan vises*,
*да добавите*. It is no candidate for a term there; the same form may be a noun elsewhere (*en bruger*).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.lang.reader import language_by_code
from zhiku.lang.word_lists import FUNCTION

if TYPE_CHECKING:
    from zhiku.analysis.words import Word


def without_verbs(words: list[Word], language: str) -> list[Word]:
    """The words of a stretch, those behind a marker of verbs as function words, unless a capital makes them names."""
    markers = verb_markers(language)
    if not markers or markers.isdisjoint(word.form.casefold() for word in words):
        return words
    behind = (
        word._replace(kind=FUNCTION) if before.form.casefold() in markers and word.form == word.form.lower() else word
        for before, word in pairwise(words)
    )
    return [words[0], *behind]


@cache
def verb_markers(language: str) -> frozenset[str]:
    """The words of a language that stand before verbs."""
    return frozenset(language_by_code(language).verb_markers)
