"""Divide text into what the search compares: text in, words and index terms out. ``web/text/analyzer.ts`` does the same.

``fold`` (NFKC, lower case, no accents nor vowel points, ASCII digits, hiragana for katakana, traditional to simplified, one
grapheme at a time) comes first. Then the text falls into runs of CJK characters, words of letters and digits, and operators;
CJK stands for all scripts that are indexed by bigrams: Han, kana, hangul, and Thai, Lao, Burmese and Khmer, whose bigrams are of
code points (``docs/adr/0034``). Of the words, ``c++``, ``c#`` and ``3.14`` stay
whole, ``gpt-4o`` is two words in a row. An operator is two or more symbols on their own, next to no letter or digit (``===``,
``=>``, ``::``), neither a row of hyphens (a dash) nor one of full stops, question and exclamation marks.
Runs are separated by nothing, a soft gap (blank, hyphen, quote) or a hard gap (punctuation).

``normal`` joins the runs to one string in which a phrase of the query can be looked for by its characters: a blank only between
two words, a line feed for a hard gap. Index terms are the words and the bigrams of CJK runs (a lone character is its own term).

The tests of both analyzers read ``tests/data/search/analyzer.json``; their results must be identical.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from types import MappingProxyType
from typing import TYPE_CHECKING

from zhiku.lang.reader import scripts
from zhiku.lang.traditional import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CACHE_SIZE = 1 << 14
"""Cached texts: lexicon and index analyze the same texts, and large bases repeat many."""
SOFT = scripts().soft_gaps
_OPERATORS = scripts().operators
_CJK = (*scripts().cjk, *scripts().continuous)
_ACCENTED = scripts().accented
_LETTERS = dict(scripts().letters)
_IGNORED = frozenset(scripts().ignored)
_KATAKANA = scripts().kana_shift
_FORMAT, _DIGIT = "Cf", "Nd"


@dataclass(frozen=True, slots=True)
class Run:
    """CJK text, a word or an operator that begins at ``start``; ``gap`` is what precedes it: empty, a blank or a line feed."""

    text: str
    cjk: bool
    start: int
    gap: str


class _Folds(dict[int, str]):
    """Folded forms of single characters, computed on demand for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_cluster(chr(code), letter_forms())
        return folded


class _Kinds(dict[int, str]):
    """The class of each folded character as one letter, so that a single regular expression finds runs."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


_FOLDS, _KINDS = _Folds(), _Kinds()
_KNOWN_UNMARKED: set[str] = set()
"""Characters seen so far that are neither marks nor format characters."""
# c: CJK, d: ASCII digit, w: other word character, u, v: marks of CJK and other scripts, which begin no run, s: soft gap, h: hard
# gap. Symbols of operators are p: plus, n: number sign, m: hyphen, t: full stop, o: others that are a soft gap; q: question or
# exclamation mark, x: others that are a hard gap.
_NAMED = {"+": "p", "#": "n", "-": "m", ".": "t", "?": "q", "!": "q"}
_WORD = r"[wd](?:[wduv]|(?<=d)t(?=d))*(?:pp(?![wdvp])|n(?![wdvn]))?"
_OPERATOR = r"(?<![wdvpnmtoqx])(?!m+(?![pnmtoqx]))(?=[tq]*[pnmox])[pnmtoqx]{2,}(?![wdvpnmtoqx])"
_RUN = re.compile(f"c[cuv]*|{_WORD}|{_OPERATOR}")
_HARD = frozenset("hqxuv")


@cache
def letter_forms() -> Mapping[str, str]:
    """Letters that are written in several ways, and one of these for each: traditional characters, letters of some languages."""
    return MappingProxyType({**simplified(), **dict(scripts().variants)})


def fold(text: str, table: Mapping[str, str] | None = None) -> str:
    """Text as the search compares it; ``table`` replaces single letters by others: ``letter_forms`` unless given."""
    if table is not None:
        return _joined(_fold_cluster(cluster, table) for cluster in _clusters(text))
    if text.isascii():
        return text.lower()
    if not _KNOWN_UNMARKED.issuperset(text):
        new = set(text) - _KNOWN_UNMARKED
        marks = {char for char in new if _is_mark(char)}
        _KNOWN_UNMARKED.update(new - marks)
        if marks:
            return _joined(_fold_cluster(cluster, letter_forms()) for cluster in _clusters(text))
    return text.translate(_FOLDS)


def _joined(clusters: Iterable[str]) -> str:
    """Folded clusters, of which one that is folded to a mark is left out behind a letter that has none."""
    text = ""
    for cluster in clusters:
        text += cluster[1:] if text and cluster and _is_mark(cluster[0]) and has_accents(text[-1]) else cluster
    return text


def has_accents(char: str) -> bool:
    """Whether the marks of a letter are accents, which are left out."""
    return any(low <= ord(char) <= high for low, high in _ACCENTED)


def _clusters(text: str) -> Iterator[str]:
    """Characters with the marks and format characters behind them."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _is_mark(text[index]):
            yield text[start:index]
            start = index


def _is_mark(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] == "M" or category == _FORMAT


def _fold_cluster(cluster: str, table: Mapping[str, str]) -> str:
    folded = unicodedata.normalize("NFKC", cluster).lower()
    if not folded.isascii():
        folded = without_accents(folded)
    return "".join(table.get(char, char) for char in folded)


def without_accents(text: str) -> str:
    """A letter with its marks in its plain form.

    That is: without accents, points and vowel signs that are often left out and format characters, some letters as others (``ß``
    as ``ss``), katakana as hiragana, digits as ASCII digits.
    """
    if text in _LETTERS:
        return _LETTERS[text]
    kept: list[str] = []
    accented = False
    for char in unicodedata.normalize("NFD", text):
        if char in _IGNORED or (_is_mark(char) and (accented or unicodedata.category(char) == _FORMAT)):
            accented = accented or not _is_mark(char)
            continue
        accented = has_accents(char)
        kept.append(_plain_letter(char))
    plain = unicodedata.normalize("NFC", "".join(kept))
    return _LETTERS.get(plain, plain)


def _plain_letter(char: str) -> str:
    code = ord(char)
    if _KATAKANA[0] <= code <= _KATAKANA[1]:
        return chr(code - _KATAKANA[0] + _KATAKANA[2])
    return str(unicodedata.decimal(char)) if unicodedata.category(char) == _DIGIT else _LETTERS.get(char, char)


def is_cjk(char: str) -> bool:
    """Whether a character belongs to a script that is indexed by bigrams: Han, kana, hangul, or one written without blanks."""
    return _KINDS[ord(char)] in {"c", "u"}


def is_operator(text: str) -> bool:
    """Whether a run is an operator."""
    return text[0] in _OPERATORS


def _kind(char: str) -> str:
    code = ord(char)
    is_mark = unicodedata.category(char)[0] == "M"
    if any(low <= code <= high for low, high in _CJK):
        return "u" if is_mark else "c"
    if is_mark:
        return "v"
    if unicodedata.category(char)[0] in "LN":
        return "d" if char.isascii() and char.isdigit() else "w"
    if char in _NAMED:
        return _NAMED[char]
    if char in _OPERATORS:
        return "o" if char in SOFT else "x"
    return "s" if char in SOFT else "h"


def runs(folded: str) -> tuple[Run, ...]:
    """The runs of folded text, in order."""
    kinds = folded.translate(_KINDS)
    found: list[Run] = []
    end = 0
    for match in _RUN.finditer(kinds):
        start = match.start()
        gap = "" if start == end or not found else " " if _HARD.isdisjoint(kinds[end:start]) else "\n"
        end = match.end()
        found.append(Run(folded[start:end], kinds[start] == "c", start, gap))
    return tuple(found)


def normal(pieces: tuple[Run, ...]) -> str:
    """The runs as one string: blanks only between two words, a line feed for a hard gap."""
    parts: list[str] = []
    for before, run in zip((None, *pieces), pieces, strict=False):
        words = before is not None and not before.cjk and not run.cjk
        parts.append(("\n" if run.gap == "\n" else " " if words else "") + run.text)
    return "".join(parts)


def terms(pieces: tuple[Run, ...]) -> tuple[str, ...]:
    """The index terms of runs, in order, repeated as they recur."""
    found: list[str] = []
    for run in pieces:
        if run.cjk:
            found += bigrams(run.text)
        else:
            found.append(run.text)
    return tuple(found)


def bigrams(text: str) -> tuple[str, ...]:
    """Every two neighbouring characters; a lone character as it is."""
    return tuple(map(add, text, text[1:])) if len(text) > 1 else (text,)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The runs of any text without their places: what they are, and whether they are CJK."""
    folded = fold(text)
    kinds = folded.translate(_KINDS)
    for match in _RUN.finditer(kinds):
        start, end = match.span()
        yield folded[start:end], kinds[start] == "c"


@lru_cache(maxsize=_CACHE_SIZE)
def analyze(text: str) -> tuple[Run, ...]:
    """The runs of any text."""
    return runs(fold(text))
