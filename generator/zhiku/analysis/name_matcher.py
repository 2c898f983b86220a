"""Find many names in text at once: names in, the places where they stand out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from enum import Enum, auto
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from zhiku.analysis.words import class_of
from zhiku.lang.reader import HAN, HANGUL, HIRAGANA, KATAKANA, THAI, language_by_code, languages
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, VERB, VERB_NOUN, stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhiku.model import ConceptId

SCRIPT_BOUNDARY = re.compile(rf"(?<=[a-z0-9+#])\s*(?=[{HAN}])|(?<=[{HAN}])\s*(?=[a-z0-9])")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-;=?-~]+"
    r"|(?<![\w.+-])[\w.+-]++@[a-z0-9-]+\.[a-z0-9.-]+"
    r"|(?<![a-z0-9.-])(?:[a-z0-9-]++\.)++[a-z]{2,}/[!-;=?-~]*",
    re.ASCII,
)
"""Web and mail addresses, in lower case: a name inside one is no mention of the thing."""
_NO_BOUNDARY = re.compile(rf"[{HAN}{HIRAGANA}{THAI}\u30fb]")
"""Characters of scripts in which nothing shows where a word ends, and the dot between katakana."""
_KATAKANA, _HANGUL = (re.compile(f"[{characters}]") for characters in (KATAKANA, HANGUL))
_CONTINUATIONS = language_by_code("ko").noun_continuations
_NO_NOUNS = frozenset({FUNCTION, VERB, VERB_NOUN, ADJECTIVE})
_HYPHENS = frozenset("-\u2010\u2011")
_MAX_ABBREVIATION_LENGTH = 4
_BETWEEN = "\0"
"""No name holds it."""


class _Script(Enum):
    """Scripts in which a name that another letter of the same follows or precedes is a piece of a longer word."""

    NONE = auto()
    KATAKANA = auto()
    HANGUL = auto()
    SPACED = auto()
    """All scripts whose words have blanks between them."""


class _Edges(NamedTuple):
    """The scripts of a name's first and last character, and whether it is one word in small letters."""

    first: _Script
    last: _Script
    is_common: bool


class _Candidate(NamedTuple):
    """A spelling of a name; an ``exact`` one must stand in the text with these capitals."""

    written: str
    exact: bool
    concept: ConceptId


class NameMatcher:
    """Finds names in text, the longest first: whole words in most scripts, anywhere in Chinese, with or without a space between.

    A word in small letters is none beside a hyphen: *user* in *user-defined*. Korean particles may follow a name. Short forms in
    capitals match in capitals only: ``AE`` is a name, ``ae`` is not. One pass over the text, however many names (Aho & Corasick
    1975).
    """

    def __init__(self, names: Iterable[tuple[str, ConceptId]]) -> None:
        spellings: dict[str, set[_Candidate]] = defaultdict(set)
        common: set[str] = set()
        for name, concept in names:
            exact = name.isupper() and len(name) <= _MAX_ABBREVIATION_LENGTH and _may_be_word(name.lower())
            lower = name.lower()
            for form in {name} if exact else {lower, SCRIPT_BOUNDARY.sub("", lower), SCRIPT_BOUNDARY.sub(" ", lower)}:
                if len(form) > 1:
                    if name == lower and name.isalpha():
                        common.add(form)
                    spellings[form.lower()].add(_Candidate(form, exact, concept))
        self._candidates = [sorted(found) for found in spellings.values()]
        self._edges = [_Edges(_script_of(form[0]), _script_of(form[-1]), form in common) for form in spellings]
        self._automaton = AhoCorasick(list(spellings))

    @property
    def has_names(self) -> bool:
        """Whether it can find anything."""
        return bool(self._candidates)

    def find(self, text: str) -> Iterator[tuple[int, int, ConceptId]]:
        """Start, end and concept of every name, from left to right, none within another."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        addresses = [match.span() for match in _ADDRESS.finditer(lower)] if "." in lower or "://" in lower else []
        matches = self._automaton.find_matches_as_indexes(lower, overlapping=True)
        matches.sort(key=itemgetter(2), reverse=True)
        matches.sort(key=itemgetter(1))
        position = 0
        for name, start, end in matches:
            while addresses and addresses[0][1] <= start:
                addresses.pop(0)
            inside = bool(addresses) and addresses[0][0] <= start
            if start >= position and not inside and self._is_whole(name, lower, start, end):
                for candidate in self._candidates[name]:
                    if not candidate.exact or text[start:end] == candidate.written:
                        yield start, end, candidate.concept
                        position = end
                        break

    def find_in(self, texts: Iterable[str]) -> Iterator[tuple[int, int, ConceptId]]:
        """The same in several texts at once: which of them, where in it the name starts, and its concept."""
        text, starts = joined(texts)
        for start, _, concept in self.find(text):
            index = bisect_right(starts, start) - 1
            yield index, start - starts[index], concept

    def _is_whole(self, name: int, text: str, start: int, end: int) -> bool:
        """Whether a match is no piece of a longer word."""
        first, last, is_common = self._edges[name]
        is_cut_before = start > 0 and _joins(text, start - 1, -1, first, is_common=is_common)
        is_cut_behind = end < len(text) and _joins(text, end, 1, last, is_common=is_common)
        return not is_cut_before and (not is_cut_behind or (last is _Script.HANGUL and text.startswith(_CONTINUATIONS, end)))


@cache
def _may_be_word(short_form: str) -> bool:
    """Whether a short form in small letters is a function word of any language, or an English one that is no noun.

    Letters of other scripts that are not Han are taken for words, since no list says which are.
    """
    if not short_form.isascii():
        return not _NO_BOUNDARY.search(short_form)
    return short_form in _any_stop_words() or class_of(short_form, english=True) in _NO_NOUNS


@cache
def _any_stop_words() -> frozenset[str]:
    return frozenset().union(*(stop_words(language.code) for language in languages()))


def _joins(text: str, place: int, step: int, script: _Script, *, is_common: bool) -> bool:
    """Whether the character beside a name is of the script of its edge, or joins a common word to another one."""
    if script is _Script.NONE or _script_of(text[place]) is script:
        return script is not _Script.NONE
    beyond = place + step
    return (
        is_common and script is _Script.SPACED and text[place] in _HYPHENS and 0 <= beyond < len(text) and text[beyond].isalnum()
    )


@cache
def _script_of(character: str) -> _Script:
    """The script of a letter, a digit or a mark on a letter; none of other characters."""
    if _NO_BOUNDARY.match(character):
        return _Script.NONE
    if _KATAKANA.match(character):
        return _Script.KATAKANA
    if _HANGUL.match(character):
        return _Script.HANGUL
    is_of_word = character.isalnum() or unicodedata.category(character).startswith("M")
    return _Script.SPACED if is_of_word else _Script.NONE


def joined(texts: Iterable[str]) -> tuple[str, list[int]]:
    """Texts as one, to be searched at once, and where each of them starts in it."""
    texts = [*texts]
    return _BETWEEN.join(texts), [0, *accumulate(len(text) + len(_BETWEEN) for text in texts[:-1])]
