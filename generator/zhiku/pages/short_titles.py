"""Shorten titles by their common beginning.

In scripts with spaces it goes if punctuation ends it, or if it asks (*How to install*): of a sentence without its first words a
fragment would remain, in whatever language.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from zhiku.lang.reader import UNSPACED, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_MIN_SHARE = 0.5
"""A beginning shared by at least this share of the titles does not help readers to distinguish them."""
_MIN_TITLES = 4
_MIN_BEGINNING_LENGTH, _MIN_REST_LENGTH = 4, 2
_MIN_WORDS = 3
"""Words of a beginning in a script with spaces, unless punctuation ends it: *What* of *What are keys?* belongs to the rest."""
_FIRST_WORD = re.compile(r"[\w'’]+")
_UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
_BEHIND_PUNCTUATION = re.compile(r".*[^\w\s'’-](?=\s)\s", re.DOTALL)


def short_titles(titles: Sequence[str]) -> list[str]:
    """Titles without their common beginning, in order; a title that would become too short is kept."""
    beginning = _common_beginning(titles)
    short = [_without(title, beginning) for title in titles] if beginning else list(titles)
    return short if len(set(short)) > len(titles) / 2 else list(titles)


def _without(title: str, beginning: str) -> str:
    rest = title.removeprefix(beginning).lstrip(_joints()).strip()
    fits = len(rest) >= _MIN_REST_LENGTH and (_is_punctuated(beginning) or not _begins_with_function_word(rest))
    return rest if title.startswith(beginning) and fits else title


def _is_punctuated(beginning: str) -> bool:
    return not beginning.rstrip()[-1:].isalnum()


def _begins_with_function_word(rest: str) -> bool:
    first = _FIRST_WORD.match(rest)
    return first is not None and first[0].casefold() in _function_words()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(words("question_words"))


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
    if beginning.isascii() or not _UNSPACED_LETTER.match(beginning.rstrip()[-1:]):
        beginning = _whole_words(beginning)
    return beginning if len(beginning.strip()) >= _MIN_BEGINNING_LENGTH else ""


def _whole_words(beginning: str) -> str:
    """The words of a beginning behind which a title may be cut."""
    beginning = beginning[: beginning.rfind(" ") + 1]
    if _is_punctuated(beginning) or (len(beginning.split()) >= _MIN_WORDS and _asks(beginning)):
        return beginning
    punctuated = _BEHIND_PUNCTUATION.match(beginning)
    return punctuated[0] if punctuated else ""


def _asks(beginning: str) -> bool:
    return f"{beginning.casefold()} ".startswith(_asking_starts())


@cache
def _asking_starts() -> tuple[str, ...]:
    return tuple(f"{start.casefold()} " for start in words("asking_starts"))
