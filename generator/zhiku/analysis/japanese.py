"""Find runs of kanji in text, and cut them into words: a run in, words with their classes out.

Hiragana sets words off, but nouns stand side by side in compounds: 遺産分割協議. A run is cut by the longest listed words; a
character between them belongs to the word before it, or begins the next one: 管理者, 再起動. Katakana needs no cutting. Listed
nouns with hiragana are parts of runs where they are no forms of verbs: 申し込み期限, but not 申し込みます.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiku.lang.reader import HAN, HIRAGANA, language_by_code
from zhiku.lang.word_lists import ADJECTIVE, FUNCTION, VERBAL_NOUN, known_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_KANJI_RUN = re.compile(f"[{HAN}]+")
UNLISTED = "u"
"""The class of a word that no list has."""


@cache
def _finder() -> tuple[AhoCorasick, list[str]]:
    words = [word for word, known in known_words("ja").items() if len(word) > 1 or known.kind == FUNCTION]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


@cache
def _nouns_with_hiragana() -> tuple[AhoCorasick, list[str]]:
    words = [word for word in known_words("ja") if _HIRAGANA.search(word)]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of kanji and of listed nouns with hiragana start and end in a text."""
    automaton, words = _nouns_with_hiragana()
    nouns = [found[1:] for found in automaton.find_matches_as_indexes(text) if _is_noun(text, words[found[0]], *found[1:])]
    kanji = [match.span() for match in _KANJI_RUN.finditer(text)]
    begin = reached = 0
    for start, end in sorted((*kanji, *nouns)):
        if start > reached:
            if reached:
                yield begin, reached
            begin = start
        reached = max(reached, end)
    if reached:
        yield begin, reached


def _is_noun(text: str, word: str, start: int, end: int) -> bool:
    """Whether a listed word with hiragana is no form of a verb."""
    japanese = language_by_code("ja")
    before, behind = text[start - 1 : start], text[end : end + 1]
    if _is_inflected(behind):
        return False
    may_be_stem = _HIRAGANA.match(word[-1])
    return not may_be_stem or not (before in japanese.object_markers or text.startswith(japanese.stem_ends, end))


def _is_inflected(behind: str) -> bool:
    """Whether what precedes a character is the stem of a verb: no particle begins with that hiragana."""
    return bool(_HIRAGANA.match(behind)) and behind not in language_by_code("ja").particle_starts


def is_prefix(word: str, before: str) -> bool:
    """Whether a character right before katakana begins a noun: 再インストール, 歯ブラシ."""
    return word == before and (word in language_by_code("ja").prefixes or is_part_of_noun(word))


def is_part_of_noun(word: str) -> bool:
    """Whether a word is a single kanji that is no word of its own, as 上 and 内 are, but a part of a noun: スキー場, モデル化."""
    known = known_words("ja").get(word)
    return len(word) == 1 and bool(_KANJI_RUN.match(word)) and (known is None or known.kind == VERBAL_NOUN)


def has_determiner(text: str) -> bool:
    """Whether what no list has is *this* or *each*, with a listed noun or one character behind: 当事務所, 各課."""
    known = known_words("ja")
    if text in known or not text.startswith(language_by_code("ja").determiners):
        return False
    return len(text) == 2 or cut(text[1:])[0][0] in known  # noqa: PLR2004 - the determiner and one character


def class_of_kana(word: str) -> str:
    """The class of a word in katakana."""
    known = known_words("ja").get(word)
    return known.kind if known else UNLISTED


def cut(run: str, behind: str = "", *, behind_katakana: bool = False) -> list[tuple[str, str]]:
    """The words of a run of kanji with their classes; ``behind`` is the character that follows.

    The last word is the stem of a verb where hiragana follows that no particle begins with, 支払い, and a verb before する. A
    single kanji at the beginning of a run ``behind_katakana`` stays a word of its own.
    """
    if behind_katakana and next(_pieces(run))[0] == run[0] and is_part_of_noun(run[0]):
        return [(run[0], UNLISTED), *(cut(run[1:], behind) if len(run) > 1 else [])]
    found, japanese = _words(run), language_by_code("ja")
    last, kind = found[-1]
    if _is_inflected(behind) or (kind == VERBAL_NOUN and behind in japanese.verb_starts):
        found[-1] = (last, FUNCTION)
    return found


def _words(run: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    prefix = ""
    for piece, kind in _pieces(run):
        if len(piece) > 1 or kind == FUNCTION:
            if prefix:
                found.append((prefix, FUNCTION) if kind == FUNCTION else (prefix + piece, UNLISTED))
            if not prefix or kind == FUNCTION:
                found.append((piece, kind))
            prefix = ""
        elif found and found[-1][1] != FUNCTION:
            found[-1] = (found[-1][0] + piece, kind if kind == ADJECTIVE else UNLISTED)
        else:
            prefix = piece
    return [*found, (prefix, FUNCTION)] if prefix else found


def _pieces(run: str) -> Iterator[tuple[str, str]]:
    """The listed words of a run, and what lies between them."""
    automaton, words = _finder()
    known, at = known_words("ja"), 0
    for index, start, end in automaton.find_matches_as_indexes(run):
        if at < start:
            yield run[at:start], _class_of_gap(run[at:start])
        yield run[start:end], known[words[index]].kind
        at = end
    if at < len(run):
        yield run[at:], _class_of_gap(run[at:])


def _class_of_gap(piece: str) -> str:
    known = known_words("ja").get(piece)
    return known.kind if known else UNLISTED
