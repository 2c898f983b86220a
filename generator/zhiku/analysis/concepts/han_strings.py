"""Strings of Han characters that recur: questions in, ``HanString`` records out.

Chinese sets no spaces, and the words of a list cut a new term anywhere: 大|三|阳, 负载|均衡. So every string that several
questions have is looked at, be it a word of the list or not, unless nearly all its occurrences are pieces of one longer string.
Each is measured over the whole text:

* *cohesion*: the pointwise mutual information of its weakest division into two (Church and Hanks 1990);
* *freedom*: the entropy of the characters beside it, of the side where it is less (Huang and Powers 2003). A phrase's end and
  punctuation count as different characters each time, because nothing hangs on there;
* how often what precedes nouns stands before it, and what precedes verbs.

三阳 always has 大 or 小 before it, 有高血压 is held together by nothing, and 可以 or 如何 stands before 办理备案.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from zhiku.analysis.concepts.han_text import IN_TEXT, IN_TITLE, is_standalone, read_han_text
from zhiku.analysis.words import Text, stretches
from zhiku.lang.reader import words
from zhiku.lang.word_lists import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.signedinteger[Any]]

    from zhiku.analysis.concepts.han_text import HanText
    from zhiku.analysis.words import Word
    from zhiku.model import Question

_MIN_LENGTH, _MAX_LENGTH, _MAX_JAPANESE_LENGTH = 2, 7, 12
_COVERED = 0.75
"""A string that has this share of its occurrences within one longer string is a piece of that one."""
_DECIMALS = 6


class HanString(NamedTuple):
    """A string of Han characters, in simplified ones, with what the base says of it.

    ``forms`` says how often it is written how; ``titles`` and ``heads`` are the questions that have it in the title, and in a
    heading or list head only. ``frequency`` is the share of the occurrences among all Han characters. ``after_noun_markers`` and
    ``after_verb_markers`` are shares of the occurrences. ``words`` are those of the list that it is cut into, or itself.
    """

    text: str
    forms: Counter[str]
    questions: int
    occurrences: int
    titles: int
    heads: int
    frequency: float
    cohesion: float
    freedom: float
    after_noun_markers: float
    after_verb_markers: float
    words: tuple[Word, ...]

    @property
    def is_word(self) -> bool:
        """Whether it is one word of the list, or unlisted characters between such."""
        return len(self.words) == 1

    @property
    def kinds(self) -> str:
        """The classes of the words."""
        return "".join(word.kind for word in self.words)


class _Grams(NamedTuple):
    """The strings of one length that enough questions have: where each begins, its number there, and by number what is known."""

    places: Numbers
    ids: Numbers
    counts: Numbers
    questions: Numbers
    firsts: Numbers
    """The first place of each."""


def find_han_strings(questions: Sequence[Question], least: int, *, japanese: bool = False) -> dict[str, HanString]:
    """What ``least`` questions or more say of the strings that may be terms, by string; in Japanese with katakana in them."""
    text = read_han_text(questions, japanese=japanese)
    if text is None:
        return {}
    levels = [*_levels(text, least, _MAX_JAPANESE_LENGTH if japanese else _MAX_LENGTH)]
    counts = [_counts_by_place(grams, len(text.simplified)) for grams in levels]
    found: dict[str, HanString] = {}
    for length, grams in enumerate(levels, 1):
        if length >= _MIN_LENGTH:
            longer = levels[length] if length < len(levels) else None
            chosen = _chosen(text, grams, longer, length, japanese=japanese)
            found.update((string.text, string) for string in _measured(text, grams, chosen, length, counts))
    return found


def _levels(text: HanText, least: int, longest: int) -> Iterator[_Grams]:
    """The strings of one character, of two, and so on.

    A string has no more questions than its pieces, so only what enough questions have is made longer (Agrawal and Srikant 1994).
    """
    places: Numbers = np.flatnonzero(text.is_han)
    keys = text.symbols[places]
    for _ in range(longest):
        grams = _grams(text, places, keys, least)
        if not len(grams.places):
            return
        yield grams
        ids = np.full(len(text.simplified) + 1, -1, np.int32)
        ids[grams.places] = grams.ids
        places = grams.places[ids[grams.places + 1] >= 0]
        keys = ids[places].astype(np.int64) * len(grams.counts) + ids[places + 1]


def _grams(text: HanText, places: Numbers, keys: Numbers, least: int) -> _Grams:
    _, ids = np.unique(keys, return_inverse=True)
    questions = _distinct(ids, text.questions[places], int(ids.max(initial=-1)) + 1)
    kept = questions >= least
    numbers = np.cumsum(kept) - 1
    # Numbers of 32 bits, because the strings of all lengths are most of the memory of a large base.
    places, ids = places[kept[ids]].astype(np.int32), numbers[ids[kept[ids]]].astype(np.int32)
    _, firsts = np.unique(ids, return_index=True)
    return _Grams(places, ids, np.bincount(ids, minlength=int(kept.sum())), questions[kept], places[firsts])


def _distinct(ids: Numbers, others: Numbers, size: int) -> Numbers:
    """How many different ``others`` stand beside each of ``size`` numbers."""
    width = int(others.max(initial=0)) + 1
    return np.bincount(np.unique(ids.astype(np.int64) * width + others) // width, minlength=size)


def _counts_by_place(grams: _Grams, size: int) -> Numbers:
    """How often the string that begins at each place occurs."""
    counts = np.zeros(size, np.int32)
    counts[grams.places] = grams.counts[grams.ids]
    return counts


def _chosen(text: HanText, grams: _Grams, longer: _Grams | None, length: int, *, japanese: bool) -> dict[int, tuple[Word, ...]]:
    """The numbers of the strings that may be terms, with the words that they are cut into."""
    covering = _covering(text, grams, longer, length) if longer is not None else np.zeros(len(grams.counts), np.int64)
    chosen: dict[int, tuple[Word, ...]] = {}
    for number, first in enumerate(grams.firsts.tolist()):
        if covering[number] < _COVERED * grams.counts[number]:
            cut = [*stretches(text.simplified[first : first + length], Text(english=True, japanese=japanese))]
            if len(cut) == 1 and _may_be_noun(cut[0], japanese=japanese):
                chosen[number] = tuple(cut[0])
    return chosen


def _may_be_noun(cut: Sequence[Word], *, japanese: bool) -> bool:
    """Whether words hold no function word and do not begin with a measure word."""
    if japanese:
        return all(word.kind != FUNCTION for word in cut)
    return cut[0].key not in _measure_words() and not any(is_standalone(word.key) for word in cut)


@cache
def _measure_words() -> frozenset[str]:
    return frozenset(words("measure_words"))


def _covering(text: HanText, grams: _Grams, longer: _Grams, length: int) -> Numbers:
    """How often the commonest string that is one character longer occurs, unless the character is a function word."""
    covering = np.zeros(len(grams.counts), np.int64)
    ids = np.zeros(len(text.simplified), np.int64)
    ids[grams.places] = grams.ids
    for piece, added in ((longer.firsts, longer.firsts + length), (longer.firsts + 1, longer.firsts)):
        np.maximum.at(covering, ids[piece], np.where(text.is_function_word[added], 0, longer.counts))
    return covering


class _Occurrences(NamedTuple):
    """Where each chosen string of one length begins, and its number there; by number the first place, and how many there are."""

    places: Numbers
    ids: Numbers
    firsts: Numbers
    totals: Numbers
    length: int


def _measured(
    text: HanText,
    grams: _Grams,
    chosen: dict[int, tuple[Word, ...]],
    length: int,
    counts: Sequence[Numbers],
) -> Iterator[HanString]:
    own, numbers = [*chosen], np.full(len(grams.counts), -1)
    numbers[own] = np.arange(len(own))
    ids = numbers[grams.ids]
    found = _Occurrences(grams.places[ids >= 0], ids[ids >= 0], grams.firsts[own], grams.counts[own], length)
    titles = _questions_with(text, found, text.places[found.places] == IN_TITLE)
    measures = (
        _forms(text, found),
        grams.questions[own].tolist(),
        found.totals.tolist(),
        titles.tolist(),
        (_questions_with(text, found, text.places[found.places] != IN_TEXT) - titles).tolist(),
        _rounded(found.totals / np.count_nonzero(counts[0])),
        _rounded(_cohesion(found, counts)),
        _rounded(np.minimum(_entropy(text, found, found.places - 1), _entropy(text, found, found.places + length))),
        _rounded(_share(found, text.behind_noun_marker & ~text.behind_verb_marker)),
        _rounded(_share(found, text.behind_verb_marker)),
        chosen.values(),
    )
    for first, *row in zip(found.firsts.tolist(), *measures, strict=True):
        yield HanString._make((text.simplified[first : first + length], *row))


def _rounded(values: NDArray[np.float64]) -> list[float]:
    """Numbers that are the same on every processor: logarithms differ in their last bits."""
    rounded: list[float] = np.round(values, _DECIMALS).tolist()
    return rounded


def _questions_with(text: HanText, found: _Occurrences, where: NDArray[np.bool_]) -> Numbers:
    return _distinct(found.ids[where], text.questions[found.places[where]], len(found.firsts))


def _share(found: _Occurrences, marked: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.bincount(found.ids, marked[found.places], len(found.firsts)) / found.totals


def _forms(text: HanText, found: _Occurrences) -> list[Counter[str]]:
    """How often each string is written how."""
    if text.written == text.simplified:
        spans = ((first, first + found.length) for first in found.firsts.tolist())
        return [
            Counter({text.written[start:end]: count}) for (start, end), count in zip(spans, found.totals.tolist(), strict=True)
        ]
    forms = [Counter[str]() for _ in found.firsts]
    for place, number in zip(found.places.tolist(), found.ids.tolist(), strict=True):
        forms[number][text.written[place : place + found.length]] += 1
    return forms


def _cohesion(found: _Occurrences, counts: Sequence[Numbers]) -> NDArray[np.float64]:
    parts = [
        counts[at - 1][found.firsts].astype(np.float64) * counts[found.length - at - 1][found.firsts + at]
        for at in range(1, found.length)
    ]
    cohesion: NDArray[np.float64] = np.log2(found.totals * float(np.count_nonzero(counts[0])) / np.max(parts, axis=0))
    return cohesion


def _entropy(text: HanText, found: _Occurrences, beside: Numbers) -> NDArray[np.float64]:
    """The entropy of the characters at places beside each string in bits; each that is no Han character counts as one of its own.

    Few characters show too little of it, which is corrected by their number (Miller 1955).
    """
    size, width = len(found.firsts), int(text.symbols.max()) + 1
    is_han = text.is_han[beside]
    pairs, counts = np.unique(found.ids[is_han].astype(np.int64) * width + text.symbols[beside[is_han]], return_counts=True)
    kinds = np.bincount(pairs // width, minlength=size) + np.bincount(found.ids[~is_han], minlength=size)
    plain = np.log2(found.totals) - np.bincount(pairs // width, counts * np.log2(counts), size) / found.totals
    entropy: NDArray[np.float64] = plain + (kinds - 1) / (2 * log(2) * found.totals)
    return entropy
