"""A simple analyzer that works character by character; ``zhiku.search.analyzer`` must give the same results."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.search.analyzer import has_accents, letter_forms, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOFT = frozenset("\u0f0b\u05be\u05f3\u05f4 \t\n\r\u00a0\u2010\u2011\u2013\u2014-_/·.'’‘\"“”+#&@*`~^=<>|\\")
OPERATORS = frozenset("=!<>&|+-*/%^~?:.@#$\\")
_CJK = ((0x3005, 0x3007), (0x3040, 0x30FA), (0x30FC, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_CJK_WIDE = ((0xAC00, 0xD7AF), (0x20000, 0x3134F))
_CONTINUOUS = ((0xE01, 0xE3A), (0xE40, 0xE4E), (0xE81, 0xECE), (0x1000, 0x103F), (0x1050, 0x108F), (0x1780, 0x17D3))


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``origin[i]`` is the offset of the source character for ``text[i]``, followed by the length of the source."""

    text: str
    origin: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """CJK text, a word or an operator that begins at ``start``; ``gap`` (empty, a space, a line feed) is what precedes it."""

    text: str
    cjk: bool
    start: int
    gap: str


def fold(text: str, table: Mapping[str, str] | None = None) -> Folded:
    """Text as compared by the search; ``table`` defaults to that of all languages."""
    table = letter_forms() if table is None else table
    folded: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(text):
        for char in without_accents(unicodedata.normalize("NFKC", cluster).lower()):
            if folded and unicodedata.category(char)[0] == "M" and has_accents(folded[-1][-1]):
                continue
            folded.append(table.get(char, char))
            origin.append(start)
    return Folded("".join(folded), (*origin, len(text)))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or unicodedata.category(text[index]) not in ("Mn", "Mc", "Me", "Cf"):
            yield start, text[start:index]
            start = index


def is_cjk(char: str) -> bool:
    """True if a character belongs to a script that is indexed by bigrams: Han, kana, hangul, or one without spaces."""
    code = ord(char)
    return any(low <= code <= high for low, high in (*_CJK, *_CJK_WIDE, *_CONTINUOUS))


def runs(folded: str) -> tuple[Run, ...]:
    """The runs of folded text, in order."""
    found: list[Run] = []
    gap, index = "", 0
    while index < len(folded):
        char = folded[index]
        end = max(_end(folded, index), _operator_end(folded, index))
        if end > index:
            found.append(Run(folded[index:end], is_cjk(char), index, gap if found else ""))
            gap, index = "", end
        else:
            gap = "\n" if gap == "\n" or char not in SOFT else " "
            index += 1
    return tuple(found)


def _end(folded: str, start: int) -> int:
    """The end of the run that begins at ``start``; ``start`` itself if none does."""
    cjk, end = is_cjk(folded[start]), start
    while end < len(folded) and _goes_on(folded, start, end, cjk=cjk):
        end += 1
    if end > start and not cjk:
        end += next((len(tail) for tail in ("++", "#") if _closes(folded, end, tail)), 0)
    return end


def _goes_on(folded: str, start: int, end: int, *, cjk: bool) -> bool:
    if unicodedata.category(folded[end])[0] == "M":
        return end > start  # a mark begins no run
    return is_cjk(folded[end]) is cjk and (cjk or _in_word(folded, end, start))


def _operator_end(folded: str, start: int) -> int:
    """The end of the operator that begins at ``start``; ``start`` itself if none does."""
    before, end = folded[:start][-1:], start
    while end < len(folded) and folded[end] in OPERATORS:
        end += 1
    text, after = folded[start:end], folded[end : end + 1]
    if len(text) < 2 or before in OPERATORS or any(one and _is_word(one) for one in (before, after)):
        return start
    return start if set(text) == {"-"} or set(text) <= set(".?!") else end


def _closes(folded: str, end: int, tail: str) -> bool:
    after = folded[end + len(tail) : end + len(tail) + 1]
    return folded.startswith(tail, end) and not (after and (_is_word(after) or after in tail))


def _in_word(folded: str, index: int, start: int) -> bool:
    if _is_word(folded[index]):
        return True
    around = folded[index - 1 : index] + folded[index + 1 : index + 2]
    return folded[index] == "." and index > start and len(around) > 1 and around.isascii() and around.isdigit()


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM" and not is_cjk(char)
