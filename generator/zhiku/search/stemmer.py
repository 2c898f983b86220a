"""Reduce a word to its stem, so that ``symptoms`` finds ``symptom``.

Snowball's English stemmer (Porter 2001, "Snowball: A language for stemming algorithms") in version 2.2, the same as in
the browser: ``tests/data/search/stems.json`` contains cases that both must pass.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def _english() -> Callable[[str], str]:
    # Each is imported only where it is used: snowballstemmer loads the stemmers of all languages.
    stem: Callable[[str], str]
    try:
        from Stemmer import Stemmer  # type: ignore[import-not-found] # noqa: PLC0415
    except ImportError:  # no wheels for the newest Python
        import snowballstemmer  # type: ignore[import-untyped] # noqa: PLC0415

        stem = snowballstemmer.stemmer("english").stemWord
    else:
        stem = Stemmer("english").stemWord
    return stem


@cache
def stem(term: str) -> str:
    """The stem of a word of Latin letters; any other term as it is."""
    return _english()(term) if term.isascii() and term.isalpha() else term
