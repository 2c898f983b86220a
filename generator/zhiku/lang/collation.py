"""Sort names, and find the letter under which an index lists them: a name and a language in, keys out.

Chinese sorts by pinyin, kana by syllable with kanji after them, hangul by jamo, other letters by their base letter;
``alphabet`` in ``detection/languages.yml`` names letters with a place of their own (ñ, å).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache

from zhiku.lang.data_files import read_yaml
from zhiku.lang.detect import LANGUAGES
from zhiku.lang.pinyin import syllables
from zhiku.lang.reader import scripts

_CACHE_SIZE = 50_000
_KANA_FIRST, _KANA_LAST = (chr(end) for end in scripts().hiragana[0])
_KATAKANA_TO_HIRAGANA = 0x60
_HANGUL_FIRST, _HANGUL_LAST, _HANGUL_PER_INITIAL = 0xAC00, 0xD7A3, 588
OTHER = "#"


@lru_cache(_CACHE_SIZE)
def sort_key(name: str, language: str = "zh") -> str:
    """The key that sorts a name in an index."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    if language == "ja":
        return "".join(_hiragana(letter) for letter in folded)
    if language.partition("-")[0] == "ko":
        return folded
    tailored = _tailored(language.partition("-")[0])
    spelt: str = "".join(syllables(folded))
    return "".join(tailored.get(letter) or _base(letter) for letter in spelt)


def initial(name: str, language: str = "zh") -> str:
    """The letter under which an index lists a name; ``#`` if it does not start with a letter."""
    key = sort_key(name, language)
    first = key[:1]
    if language == "ja" and _KANA_FIRST <= first <= _KANA_LAST:
        rows = _letters("ja")
        return rows[max(0, bisect_right(rows, _plain_kana(first)) - 1)]
    if first and _HANGUL_FIRST <= ord(first) <= _HANGUL_LAST:
        return _letters("ko")[(ord(first) - _HANGUL_FIRST) // _HANGUL_PER_INITIAL]
    shown = unicodedata.normalize("NFKC", name)[:1].upper()
    if shown.casefold() in _tailored(language.partition("-")[0]):
        return shown
    return first.upper() if first.isalpha() and not _is_ideograph(first) else OTHER


def _hiragana(letter: str) -> str:
    code = ord(letter) - _KATAKANA_TO_HIRAGANA
    return chr(code) if _KANA_FIRST <= chr(max(code, 0)) <= _KANA_LAST else letter


def _plain_kana(letter: str) -> str:
    """A kana without voicing marks (か for が); small kana count as full-size ones."""
    return unicodedata.normalize("NFD", letter)[0]


def _base(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def _is_ideograph(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK UNIFIED")


@cache
def _letters(language: str) -> str:
    """The headings of an index: rows of the kana table for Japanese, initial jamo for Korean."""
    return str(_entry(language)["index"])


@cache
def _entry(language: str) -> dict[str, str]:
    found: dict[str, str] | None = read_yaml(LANGUAGES)["languages"].get(language)
    return found or {}


@cache
def _tailored(language: str) -> dict[str, str]:
    """Letters with a place of their own, and a key that sorts right after the letter they follow."""
    keys: dict[str, str] = {}
    for group in _entry(language).get("alphabet", "").split(","):
        first, *others = group.split() or [""]
        keys |= {letter: f"{first}\uffff{index}" for index, letter in enumerate(others)}
    return keys
