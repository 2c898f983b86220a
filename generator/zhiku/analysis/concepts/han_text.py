"""The text of a base as arrays over its characters: questions in, ``HanText`` out.

Titles and passages that are no code are joined by line ends; beside each character stands the question that has it.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from zhiku.analysis import japanese as japanese_words
from zhiku.analysis.words import listed, word_matches
from zhiku.lang.reader import HAN, HIRAGANA, KATAKANA, language_by_code, words
from zhiku.lang.traditional import to_simplified
from zhiku.lang.word_lists import FUNCTION, GRAMMAR_BAND, NOUN, dictionary_words, known_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from zhiku.model import Question

_HAN, _KATAKANA = re.compile(f"[{HAN}]"), re.compile(f"[{KATAKANA}]")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
IN_TEXT, IN_TITLE, IN_HEAD = range(3)
BEHIND_NOUN_MARKER, BEHIND_VERB_MARKER, WITHIN_WORD, BEHIND_GREETING, BEFORE_GREETING, BEHIND_NUMERAL = 1, 2, 4, 8, 16, 32
_BLOCK = 100_000
"""About so many characters are cut into words at once, because the words of a large base would take all memory."""
_PART_OF_WORD_BAND = 13
"""Function words of one character up to this band are parts of words more often: 型, 式, 页."""


class HanText(NamedTuple):
    """The text as written and in simplified characters, and arrays over the latter.

    ``symbols`` number the Han characters from 1 and are 0 for all others; ``is_function_word`` tells which are function words and
    no part of other words. ``questions`` and ``places`` say of which question a character is, and whether it stands in the title,
    a head or in text. ``marks`` say whether a word that precedes nouns (``BEHIND_NOUN_MARKER``) or verbs (``BEHIND_VERB_MARKER``)
    ends right before a character, or a numeral, whether a listed Chinese word has both (``WITHIN_WORD``), and whether a greeting
    ends or begins there.
    """

    written: str
    simplified: str
    symbols: NDArray[np.int32]
    is_function_word: NDArray[np.bool_]
    questions: NDArray[np.int32]
    places: NDArray[np.int8]
    marks: NDArray[np.int8]


def read_han_text(questions: Sequence[Question], *, japanese: bool) -> HanText | None:
    """The text of the questions; none without Han characters.

    In a Japanese base katakana and the hiragana of listed nouns count as Han characters do, and nothing is simplified; in any
    other one questions with hiragana are left out.
    """
    lines = [(number, *line) for number, question in enumerate(questions) for line in _lines_of(question, japanese=japanese)]
    written = "\n".join(("", *(text for _, _, text in lines), ""))
    simplified = written if japanese else written.translate(to_simplified())
    symbols = _japanese_symbols(simplified) if japanese else _numbered(simplified, sorted(_HAN.findall("".join({*simplified}))))
    if not symbols.any():
        return None
    ordinals = language_by_code("ja").ordinal_prefixes
    standalone = ordinals if japanese else [*filter(is_standalone, {*simplified})]
    lengths = [1, *(len(text) + 1 for _, _, text in lines)]
    return HanText(
        written,
        simplified,
        symbols,
        _numbered(simplified, standalone) > 0,
        np.repeat(np.array([0, *(number for number, _, _ in lines)], np.int32), lengths),
        np.repeat(np.array([IN_TEXT, *(place for _, place, _ in lines)], np.int8), lengths),
        _marks(simplified, japanese=japanese),
    )


def _numbered(text: str, characters: Sequence[str]) -> NDArray[np.int32]:
    """The number of each character of the text among ``characters``, from 1; 0 for all others."""
    numbers = np.zeros(sys.maxunicode + 1, np.int32)
    numbers[[*map(ord, characters)]] = range(1, len(characters) + 1)
    return numbers[np.frombuffer(text.encode("utf-32-le"), np.uint32)]


def _japanese_symbols(text: str) -> NDArray[np.int32]:
    symbols = _numbered(text, sorted({*text}))
    is_own = _numbered(text, _KATAKANA.findall("".join({*text}))) > 0
    for start, end in japanese_words.runs(text):
        is_own[start:end] = True
    return np.where(is_own, symbols, 0)


@cache
def function_words() -> frozenset[str]:
    """Chinese function words but for what stands in names: numerals (三次握手) and nouns (经营范围, 自我评估)."""
    numerals, dictionary = tuple(words("numerals")), dictionary_words("zh")
    return frozenset(
        word
        for word, known in known_words("zh").items()
        if known.kind == FUNCTION
        and (known.band == GRAMMAR_BAND or not word.startswith(numerals))
        and (len(word) == 1 or word not in dictionary or dictionary[word].kind != NOUN)
    ).difference(language_by_code("zh").generic_nouns)


def is_standalone(word: str) -> bool:
    """Whether a word is a function word and no part of other words, as 型 and 式 are."""
    return word in function_words() and (len(word) > 1 or listed(word)[1] > _PART_OF_WORD_BAND)


def _lines_of(question: Question, *, japanese: bool) -> Iterable[tuple[int, str]]:
    """Where each line of a question stands, and the line; nothing where one has hiragana, unless the base is Japanese."""
    lines = [(IN_TITLE, question.title), *_passages(question)]
    return [] if not japanese and any(_HIRAGANA.search(text) for _, text in lines) else lines


def _passages(question: Question) -> Iterator[tuple[int, str]]:
    for passage in question.passages:
        if passage.is_prose:
            yield IN_HEAD if passage.is_head else IN_TEXT, passage.text


def _marks(text: str, *, japanese: bool) -> NDArray[np.int8]:
    found = np.zeros(len(text) + 1, np.int8)
    for mark, wanted in (
        (BEHIND_NOUN_MARKER, (*words("measure_words"), *words("noun_markers_before"))),
        (BEHIND_VERB_MARKER, words("verb_markers_before")),
        (BEHIND_NUMERAL, words("numerals")),
    ):
        found[_places(text, wanted)[1]] |= mark
    starts, ends = _places(text, language_by_code("zh").greetings)
    found[starts] |= BEFORE_GREETING
    found[ends] |= BEHIND_GREETING
    at = len(text) if japanese else 0
    while at < len(text):
        end = text.find("\n", at + _BLOCK)  # no word goes beyond a line
        block = text[at : end if end >= 0 else len(text)]
        found[at : at + len(block) + 1] |= WITHIN_WORD * _within_words(block)
        at += len(block)
    return found


def _places(text: str, wanted: Sequence[str]) -> NDArray[np.int64]:
    """Where words start and end in a text."""
    return _columns(AhoCorasick(list(wanted)).find_matches_as_indexes(text, overlapping=True))[1:]


def _within_words(text: str) -> NDArray[np.int8]:
    """1 for each character of a listed word but its first, else 0."""
    _, starts, ends = _columns(word_matches(text))
    is_long = ends > starts + 1
    steps = np.zeros(len(text) + 1, np.int8)
    steps[starts[is_long] + 1] = 1
    steps[ends[is_long]] = -1
    return np.cumsum(steps, dtype=np.int8)


def _columns(matches: Iterable[tuple[int, int, int]]) -> NDArray[np.int64]:
    """The numbers, starts and ends of matches."""
    return np.fromiter(chain.from_iterable(matches), np.int64).reshape(-1, 3).T
