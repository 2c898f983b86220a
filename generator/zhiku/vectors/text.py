"""Cut text into words of a vector table. ``web/meaning/words.ts`` does the same.

``normalize`` unifies compatibility forms, case, accents and traditional characters. Runs of Han and kana characters are cut by
the longest known word from left to right. Other scripts separate words by spaces; an unknown word is replaced by the longest
known word that it begins with (``spreadsheets`` by ``spreadsheet``), because inflection mostly changes endings, or by the two
known words that it consists of (``auto`` and ``encoder``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property
from typing import TYPE_CHECKING

from zhiku.lang.reader import HAN, HIRAGANA, KATAKANA
from zhiku.lang.traditional import simplified

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

MAX_UNSPACED_LENGTH = 6
"""Maximum length in characters of a Han or kana word."""
STEM = 4
"""Minimum length of the known word with which an unknown word begins."""
ENDING = 4
"""Letters by which the unknown word may be longer."""
_MARKS = re.compile("[\u0300-\u036f]")
_UNSPACED = re.compile(f"[{HAN}{HIRAGANA}{KATAKANA}]")
_RUNS = re.compile(f"[{HAN}{HIRAGANA}{KATAKANA}]+|[^\\W_{HAN}{HIRAGANA}{KATAKANA}]+")


class _Folds(dict[int, str]):
    """Simplified forms by code point, computed on demand for ``str.translate``."""


def normalize(text: str) -> str:
    """A text with compatibility forms, case, accents and traditional characters unified; its length may change."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", plain).lower().translate(_table())


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that writes no blanks between words."""
    return _is_unspaced_letter(word[:1])


@cache
def _is_unspaced_letter(char: str) -> bool:
    return _UNSPACED.match(char) is not None


def group_key(word: str) -> str:
    """The group of a word; words of one group are looked up together and never split over chunks of the browser's table."""
    return word[: 2 if is_unspaced(word) else STEM]


class Segmenter:
    """Cuts texts into words of a vocabulary."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, str | None] = {}

    def words(self, text: str) -> Iterator[str]:
        """The known words in a text, in order; ``text`` need not be folded."""
        for run in _RUNS.findall(normalize(text)):
            if is_unspaced(run):
                yield from self._cut(run)
            elif (found := self.known(run)) is not None:
                yield found
            else:
                yield from self._halves(run)

    def unknown(self, text: str) -> Iterator[str]:
        """The words of spaced scripts in a text of which no part is known."""
        runs = (run for run in _RUNS.findall(normalize(text)) if not is_unspaced(run))
        return (run for run in runs if self.known(run) is None and not self._halves(run))

    def known(self, word: str) -> str | None:
        """The known word for a folded word of a spaced script."""
        if word not in self._known:
            shortest = max(STEM, len(word) - ENDING)
            begun = (word[:length] for length in range(len(word) - 1, shortest - 1, -1))
            self._known[word] = (
                word if word in self._vocabulary else next((one for one in begun if one in self._vocabulary), None)
            )
        return self._known[word]

    def _halves(self, run: str) -> tuple[str, ...]:
        """The two known words that a word consists of, the first as long as possible; empty if there are none."""
        for length in range(len(run) - STEM, STEM - 1, -1):
            if run[:length] in self._vocabulary and (found := self.known(run[length:])) is not None:
                return run[:length], found
        return ()

    def _cut(self, run: str) -> Iterator[str]:
        lengths, at = self._lengths, 0
        while at < len(run):
            for length in lengths.get(run[at], ()):
                if len(word := run[at : at + length]) == length and word in self._vocabulary:
                    yield word
                    at += length
                    break
            else:
                at += 1

    @cached_property
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """The lengths of the words of unspaced scripts by their first character, longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self._vocabulary:
            if len(word) <= MAX_UNSPACED_LENGTH and not word[0].isascii() and is_unspaced(word):
                lengths.setdefault(word[0], set()).add(len(word))
        return {first: sorted(found, reverse=True) for first, found in lengths.items()}


def _table() -> _Folds:
    if not _FOLDS:
        _FOLDS.update({ord(one): other for one, other in simplified().items()})
    return _FOLDS


_FOLDS = _Folds()
