"""The names in a title: of the thing that it asks to define, of things that it compares, and Latin names within Chinese text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.asked_things import Asked, asked_thing, name_of
from zhiku.analysis.concepts.name_rules import CJK, is_latin_name, is_name
from zhiku.analysis.words import ENGLISH, class_of
from zhiku.lang.question_words import ASPECT_WORDS, QUESTION_WORDS
from zhiku.lang.reader import Naming, naming_class, naming_pattern
from zhiku.lang.word_lists import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = re.compile(rf"[^{naming_class(Naming.POSSESSIVES)}\W]{{2,8}}")
"""What a Chinese title may name before it asks."""
_COMPARED = re.compile(
    rf"^\W*(?P<one>[^，。：？]{{2,20}}?)\s*(?:{naming_pattern(Naming.COMPARING_JOINERS)}|、)\s*(?P<two>[^，。：？]{{2,20}}?)\s*"
    rf"{naming_pattern(Naming.BETWEEN)}?{naming_pattern(Naming.COMPARING_FILLERS)}?\s*{naming_pattern(Naming.COMPARISONS)}",
    re.IGNORECASE,
)
_KNOWN = frozenset({"en", "zh"})
"""Languages of which is known what is no name in a title that asks."""
_LINKS = frozenset(ENGLISH.noun_links)
_IN_TITLE = re.compile(r"(?<![A-Za-z0-9+._-])[A-Z][A-Za-z0-9+#-]+(?: [A-Z][A-Za-z0-9+#-]+)*")
_JOINED = re.compile(naming_pattern(Naming.AND_JOINERS))
_POSSESSIVE = re.compile(naming_pattern(Naming.POSSESSIVES))
_WITHIN = re.compile(rf"\s+{naming_pattern(Naming.WITHIN)}\s+", re.IGNORECASE)
"""*What is aggregation in MongoDB?* asks for aggregation."""
_ASKING = frozenset(QUESTION_WORDS)


class FoundName(NamedTuple):
    """A name that a passage introduces, further names of the thing, and whether the passage is about it."""

    name: str
    aliases: tuple[str, ...] = ()
    is_head: bool = False


def names_in_title(title: str) -> Iterator[FoundName]:
    """Names in a title: of the thing that it asks to define, and Latin names within Chinese text."""
    if asked := asked_thing(title):
        yield from (FoundName(name, is_head=True) for name in _names_asked_for(asked))
    if compared := _COMPARED.match(title):
        yield from (FoundName(name) for name in compared.group("one", "two") if is_name(name))
    if CJK.search(title):
        for match in _IN_TITLE.finditer(title):
            if is_latin_name(match.group()) and not _is_function_word(match.group()):
                yield FoundName(match.group())


def _names_asked_for(asked: Asked) -> Iterator[str]:
    """The names of the things that a title asks to define."""
    if asked.language not in _KNOWN:
        name = name_of(asked)
        if is_name(name):
            yield name
        return
    if asked.is_before and not _SHORT.fullmatch(asked.words):
        return
    parts = [_POSSESSIVE.split(part)[-1].strip() for part in _JOINED.split(asked.words)]
    for name in parts if len(parts) > 1 else [_without_question(_without_place(asked.words))]:
        if is_name(name) and not _is_clause(name) and not (asked.has_article and _is_description(name)):
            yield name


def _is_function_word(name: str) -> bool:
    """Whether a Latin word is one of an English message that begins there (*No module named*), and no short form."""
    return not name.isupper() and _is_function(name)


def _is_function(word: str) -> bool:
    return class_of(word.casefold(), english=True) == FUNCTION


def _is_clause(name: str) -> bool:
    """Whether English words are no name: one begins as a noun does in a sentence, ends before what it is of, or all judge.

    *this a good example of*, *considered a small business*, *new*; but *platform as a service*.
    """
    found = name.casefold().split()
    if set(found).issubset(ENGLISH.generic_adjectives):
        return True
    begins_inside = any(word in ENGLISH.noun_markers and not _is_function(before) for before, word in pairwise(found))
    return found[0] in ENGLISH.noun_markers or begins_inside or found[-1] in ENGLISH.complement_starts


def _is_description(name: str) -> bool:
    """Whether English words behind an article say which one: *ideal temperature for the oven*; but *Internet of Things*.

    So does what is asked of any topic: *benefits of …*.
    """
    words = name.casefold().split()
    is_aspect = words[0] in ASPECT_WORDS and not _LINKS.isdisjoint(words[1:2])
    return is_aspect or any(_is_function(word) and _LINKS.isdisjoint((before, word)) for before, word in pairwise(words))


def _without_place(name: str) -> str:
    """A name without where it is used; empty where what is left says something about the name."""
    kept, *place = _WITHIN.split(name)
    asks = any(_is_function(word) or word in _ASKING for word in kept.casefold().split())
    return "" if place and asks else kept.strip()


def _without_question(name: str) -> str:
    """English words without a further question behind them: *DNSSEC* of *DNSSEC and what is DANE*."""
    found = name.split()
    asks = (place for place, word in enumerate(found) if word.casefold() in ENGLISH.asking_starts and _is_function(word))
    end = next(asks, len(found))
    while 0 < end < len(found) and _is_function(found[end - 1]):
        end -= 1
    return " ".join(found[:end])
