"""Shorten titles by their common beginning."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from zhiku.lang.reader import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_MIN_SHARE = 0.5
"""A beginning shared by at least this share of the titles does not help readers to distinguish them."""
_MIN_TITLES = 4
_MIN_BEGINNING_LENGTH, _MIN_REST_LENGTH = 4, 2
_MIN_WORDS = 3
"""Words of a beginning in a script with spaces, unless punctuation ends it: *What* of *What are keys?* belongs to the rest."""


def short_titles(titles: Sequence[str]) -> list[str]:
    """Titles without their common beginning, in order; a title that would become too short is kept."""
    beginning = _common_beginning(titles)
    short = [_without(title, beginning) for title in titles] if beginning else list(titles)
    return short if len(set(short)) > len(titles) / 2 else list(titles)


def _without(title: str, beginning: str) -> str:
    rest = title.removeprefix(beginning).lstrip(_joints()).strip()
    return rest if title.startswith(beginning) and len(rest) >= _MIN_REST_LENGTH else title


@cache
def _joints() -> str:
    """Characters that may be left at the start of a shortened title, where no title begins with them."""
    return "".join(words("joints")) + " :-–—,"


def _common_beginning(titles: Sequence[str]) -> str:
    """The longest beginning that enough titles share; it ends at a word boundary in scripts with spaces."""
    if len(titles) < _MIN_TITLES:
        return ""
    least = max(_MIN_TITLES, len(titles) * _MIN_SHARE)
    beginning = ""
    for size in range(_MIN_BEGINNING_LENGTH, max(map(len, titles)) + 1):
        counts = Counter(title[:size] for title in titles if len(title) >= size)
        best, count = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        if count < least:
            break
        beginning = best
    if beginning.isascii():
        beginning = beginning[: beginning.rfind(" ") + 1]
        if len(beginning.split()) < _MIN_WORDS and beginning.rstrip()[-1:].isalnum():
            return ""
    return beginning if len(beginning.strip()) >= _MIN_BEGINNING_LENGTH else ""
