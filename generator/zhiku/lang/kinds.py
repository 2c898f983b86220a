"""Detect the kind of a base (interview questions, FAQ, exam, glossary) by the words of its titles."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.lang.data_files import read_yaml
from zhiku.lang.interface import DEFAULT_KIND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FAQ = "faq"
"""The kind of bases of frequent questions."""
GLOSSARY = "glossary"
"""The kind of bases of terms and what they mean."""
_LEAST_NAMING = 0.1
"""Share of some titles that must name a kind for it to be that of all."""
_KINDS = Path(__file__).resolve().parent / "detection" / "kinds.yml"


def kind_of(titles: Iterable[str]) -> str:
    """The kind that the first of some titles with a word of a kind names: they are in order of importance."""
    return next(filter(None, map(_named_in, titles)), DEFAULT_KIND)


def commonest_kind(titles: Iterable[str]) -> str:
    """The kind that most of some titles of equal importance name, the first one of those named equally often.

    A few titles of many name what they are about, not what all of them are.
    """
    kinds = [_named_in(title) for title in titles]
    [(kind, count)] = Counter(filter(None, kinds)).most_common(1) or [(DEFAULT_KIND, 0)]
    return kind if count >= len(kinds) * _LEAST_NAMING else DEFAULT_KIND


def _named_in(title: str) -> str:
    """The kind that a title names, empty if it names none."""
    plain = re.sub(r"[_\-]+", " ", title)
    return next((kind for kind, words in _words().items() if words.search(plain)), "")


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """A pattern for each kind; Latin and Cyrillic words match as whole words, others anywhere."""
    data: Mapping[str, str] = read_yaml(_KINDS)
    return {
        kind: re.compile("|".join(_pattern(word) for word in words.split(", ")), re.IGNORECASE) for kind, words in data.items()
    }


def _pattern(word: str) -> str:
    spaced = word[0].lower() != word[0].upper()  # scripts with upper and lower case set spaces between words
    return rf"(?<!\w){re.escape(word)}(?!\w)" if spaced else re.escape(word)
