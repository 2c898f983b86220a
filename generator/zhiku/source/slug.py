"""Convert a title to the ASCII words of an address: accents are dropped, ligatures and stroked letters spelled out."""

from __future__ import annotations

import re
import unicodedata

from zhiku.lang import reader as lang

FOLDER_PAGES = frozenset({"index", "readme"})
"""Names that a page cannot have, because they denote the index of its folder."""
_WORD = re.compile(r"[a-z0-9]+")
_LETTER = re.compile(r"LATIN SMALL (?:LETTER|LIGATURE) (?P<letters>[A-Z]{1,2})(?: WITH [A-Z ]+)?")
_CONTRACTION = re.compile(rf"['’](?=(?:{'|'.join(lang.words('contractions'))})(?!\w))")
"""The apostrophe of ``what's`` and ``you're`` joins; that of ``l'été`` separates."""
_MAX_WORD_LENGTH = 40
"""Letters of a word in an address at most: a pasted URL or hash would be too long for a file name."""


def ascii_words(text: str) -> list[str]:
    """The words of a text in a-z and 0-9; letters of scripts other than Latin separate words."""
    folded = unicodedata.normalize("NFKD", _CONTRACTION.sub("", unicodedata.normalize("NFC", text).casefold()))
    letters = "".join(_ascii(char) for char in folded if not unicodedata.combining(char))
    return [word[:_MAX_WORD_LENGTH] for word in _WORD.findall(letters)]


def is_latin(text: str) -> bool:
    """Whether at least half of the letters of a text are Latin."""
    letters = [char for char in text if char.isalpha()]
    return 2 * sum("LATIN" in unicodedata.name(char, "") for char in letters) >= len(letters)


def _ascii(char: str) -> str:
    if char.isascii():
        return char
    found = _LETTER.fullmatch(unicodedata.name(char, ""))
    return found["letters"].casefold() if found else " "


__all__ = ["FOLDER_PAGES", "ascii_words", "is_latin"]
