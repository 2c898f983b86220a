"""Find many names in text at once: names in, the places where they stand out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from zhiku.lang.reader import HAN

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
_MAX_ABBREVIATION_LENGTH = 4
_BETWEEN = "\0"
"""No name holds it."""


class _Candidate(NamedTuple):
    """A spelling of a name; an ``exact`` one must stand in the text with these capitals."""

    written: str
    exact: bool
    concept: ConceptId


class NameMatcher:
    """Finds names in text, the longest first: whole words in Latin script, anywhere in Chinese, with or without a space between.

    Short forms in capitals match in capitals only: ``AE`` is a name, ``ae`` is not. One pass over the text, however many names
    (Aho & Corasick 1975).
    """

    def __init__(self, names: Iterable[tuple[str, ConceptId]]) -> None:
        spellings: dict[str, set[_Candidate]] = defaultdict(set)
        for name, concept in names:
            exact = name.isupper() and name.isascii() and len(name) <= _MAX_ABBREVIATION_LENGTH
            lower = name.lower()
            for form in {name, SCRIPT_BOUNDARY.sub("", lower), SCRIPT_BOUNDARY.sub(" ", lower)}:
                if len(form) > 1:
                    spellings[form.lower()].add(_Candidate(form if exact else form.lower(), exact, concept))
        self._candidates = [sorted(found) for found in spellings.values()]
        self._latin_ends = [(_is_latin(spelling[0]), _is_latin(spelling[-1])) for spelling in spellings]
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
        """Whether a match does not cut a Latin word or a number."""
        first, last = self._latin_ends[name]
        return not (first and start and _is_latin(text[start - 1])) and not (last and end < len(text) and _is_latin(text[end]))


def joined(texts: Iterable[str]) -> tuple[str, list[int]]:
    """Texts as one, to be searched at once, and where each of them starts in it."""
    texts = [*texts]
    return _BETWEEN.join(texts), [0, *accumulate(len(text) + len(_BETWEEN) for text in texts[:-1])]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
