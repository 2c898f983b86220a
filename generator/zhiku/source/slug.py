"""Convert titles to the ASCII words of addresses (accents dropped, other scripts but Han transliterated) and names to titles.

Anchors of headings are GitHub's.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from zhiku.lang import reader as lang

_DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
RESERVED_NAMES = frozenset({"index", "readme", *_DEVICES})
"""Names that a page cannot have, because they denote the index of its folder, or a device on Windows."""
_WORD = re.compile(r"[a-z0-9]+")
_LETTER = re.compile(r"LATIN SMALL (?:LETTER|LIGATURE) (?P<letters>[A-Z]{1,2})(?: WITH [A-Z ]+)?")
_HAN = re.compile(f"[{lang.HAN}]")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_CONTRACTION = re.compile(rf"['’](?=(?:{'|'.join(lang.words('contractions'))})(?!\w))")
"""The apostrophe of ``what's`` and ``you're`` joins; that of ``l'été`` separates."""
_SORTED_BY = re.compile(r"^\d+[-_. ]+(?=\D)")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_MAX_WORD_LENGTH = 40
"""Letters of a word in an address at most: a pasted URL or hash would be too long for a file name."""


def ascii_words(text: str) -> list[str]:
    """The words of a text in a-z and 0-9, letters of other alphabets by how they sound; Han characters separate words."""
    folded = unicodedata.normalize("NFC", _CONTRACTION.sub("", unicodedata.normalize("NFC", text).casefold()))
    return [word[:_MAX_WORD_LENGTH] for word in _WORD.findall("".join(map(_ascii, folded)))]


@lru_cache(4096)
def _ascii(char: str) -> str:
    """A character in a-z and 0-9, a blank for what separates words."""
    if char.isascii():
        return char
    if unicodedata.combining(char):
        return ""
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    if base.isascii():
        return base
    if found := _LETTER.fullmatch(unicodedata.name(base, "") if len(base) == 1 else ""):
        return found["letters"].casefold()
    if _HAN.match(char) or unicodedata.category(char)[0] not in "LM":
        return " "
    return _NO_LETTER.sub("", anyascii(char).casefold())


def heading_anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return _NOT_IN_ANCHOR.sub("", heading.strip().lower()).replace(" ", "-")


def title_of_name(name: str) -> str:
    """The name of a file or folder as a title: with blanks, and a capital if it has none."""
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:] if words == words.lower() else words


def title_of_folder(name: str) -> str:
    """The name of a folder as a title, without the number that it is sorted by."""
    return title_of_name(_SORTED_BY.sub("", name))


__all__ = ["RESERVED_NAMES", "ascii_words", "heading_anchor", "title_of_folder", "title_of_name"]
