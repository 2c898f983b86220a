"""Strings of Han characters that recur: questions in, ``HanString`` records out.

Chinese sets no spaces, and the words of a list cut a new term anywhere: 大|三|阳, 负载|均衡. So every string that several
questions have is looked at, be it a word of the list or not, unless nearly all its occurrences are pieces of one longer string
or begin or end within words of the list: 级域名 in 二级|域名. None holds a function word, but a character that is one alone forms
words with another (端到端), and a noun among them is part of names (经营范围).
Each is measured over the whole text:

* *cohesion*: the pointwise mutual information of its weakest division into two (Church and Hanks 1990);
* *freedom*: the entropy of the characters beside it, of the side where it is less (Huang and Powers 2003). A phrase's end and
  punctuation count as different characters each time, because nothing hangs on there;
* how often what precedes nouns stands before it, and what precedes verbs;
* how often phrases begin with it and end with it.

三阳 always has 大 or 小 before it, 有高血压 is held together by nothing, and 可以 or 如何 stands before 办理备案.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain, pairwise
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from zhiku.analysis.concepts.counts import MIN_QUESTIONS
from zhiku.analysis.concepts.han_text import (
    BEFORE_GREETING,
    BEHIND_GREETING,
    BEHIND_NOUN_MARKER,
    BEHIND_NUMERAL,
    BEHIND_VERB_MARKER,
    IN_TEXT,
    IN_TITLE,
    WITHIN_WORD,
    is_standalone,
    read_han_text,
)
from zhiku.analysis.concepts.suffixes import is_new, sort_suffixes
from zhiku.analysis.japanese import has_determiner
from zhiku.analysis.words import Text, listed, stretches
from zhiku.lang.reader import language_by_code, words
from zhiku.lang.word_lists import FUNCTION, GRAMMAR_BAND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zhiku.analysis.concepts.han_text import HanText
    from zhiku.analysis.concepts.suffixes import Numbers, Suffixes
    from zhiku.analysis.words import Word
    from zhiku.model import Question

_MIN_LENGTH, _MAX_LENGTH = 2, 12
_COVERED = 0.75
"""A string that has this share of its occurrences within one longer string is a piece of that one."""
_SPLITTING = 0.9
"""What begins or ends within a word of the list in this share of its occurrences is a fragment: of 961 such strings of six bases
a person called none a term."""
_COUNTED = 0.75
"""What stands behind numerals in this share of its occurrences is a piece of what they begin: 一线城市, 二线城市."""
_GREETED = 0.33
"""What this share of its questions greets is whom the text speaks to, and no term."""
_DECIMALS = 6


class HanString(NamedTuple):
    """A string of Han characters, in simplified ones, with what the base says of it.

    ``forms`` says how often it is written how; ``titles`` and ``heads`` are the questions that have it in the title, and in a
    heading or list head only. ``frequency`` is the share of the occurrences among all Han characters. ``after_noun_markers`` and
    ``after_verb_markers`` are shares of the occurrences, ``bounded`` that of those with punctuation or a function word beside
    them, on the side where it is less. ``words`` are those of the list that it is cut into, or itself.
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
    bounded: float
    words: tuple[Word, ...]

    @property
    def is_word(self) -> bool:
        """Whether it is one word of the list, or unlisted characters between such."""
        return len(self.words) == 1

    @property
    def is_telling(self) -> bool:
        """Whether it says something of the base: enough questions have it, and it begins with no word of any text."""
        return self.questions >= MIN_QUESTIONS and not begins_name(self.words)

    @property
    def kinds(self) -> str:
        """The classes of the words."""
        return "".join(word.kind for word in self.words)


class _Strings(NamedTuple):
    """Strings of one length: where each begins, its number there, and by number how often it occurs and in how many questions.

    ``firsts`` are the first places.
    """

    length: int
    places: Numbers
    ids: Numbers
    counts: Numbers
    questions: Numbers
    firsts: Numbers

    def only(self, own: Numbers) -> _Strings:
        """Those with the given numbers, numbered anew."""
        renumbered = np.full(len(self.counts), -1, np.int32)
        renumbered[own] = np.arange(len(own))
        ids = renumbered[self.ids]
        kept = ids >= 0
        return _Strings(self.length, self.places[kept], ids[kept], self.counts[own], self.questions[own], self.firsts[own])


def find_han_strings(questions: Sequence[Question], least: int, *, japanese: bool = False) -> dict[str, HanString]:
    """What ``least`` questions or more, at least two, say of the strings that may be terms; in Japanese with katakana in them."""
    text = read_han_text(questions, japanese=japanese)
    if text is None:
        return {}
    suffixes = sort_suffixes(text.symbols, _MAX_LENGTH + 1)
    recurring = (_recurring(text, suffixes, length, least) for length in range(_MIN_LENGTH, _MAX_LENGTH + 2))
    found: list[_Strings] = []
    words: list[tuple[Word, ...]] = []
    for strings, longer in pairwise(recurring):
        chosen = _chosen(text, strings, longer, japanese=japanese)
        found.append(strings.only(np.fromiter(chosen, np.int64)))
        words += chosen.values()
    cohesions = _cohesions(found, suffixes, len(text.simplified))
    measured = chain.from_iterable(_measured(text, *known) for known in zip(found, cohesions, strict=True))
    return {values[0]: HanString._make((*values, cut)) for values, cut in zip(measured, words, strict=True)}


def _recurring(text: HanText, suffixes: Suffixes, length: int, least: int) -> _Strings:
    """The strings of a length that enough questions have."""
    counts = suffixes.counts(length)
    places, counts = suffixes.places[np.repeat(counts >= least, counts)], counts[counts >= least]
    ids = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    questions = _distinct(ids, text.questions[places], len(counts))
    firsts = np.minimum.reduceat(places, np.cumsum(counts) - counts) if len(counts) else places
    return _Strings(length, places, ids, counts, questions, firsts).only(np.flatnonzero(questions >= least))


def _distinct(ids: Numbers, others: Numbers, size: int) -> Numbers:
    """How many different ``others`` stand beside each of ``size`` numbers."""
    width = int(others.max(initial=0)) + 1
    pairs = ids.astype(np.int64)
    pairs *= width  # in place, as these are the largest arrays
    pairs += others
    pairs.sort()
    return np.bincount(pairs[is_new(pairs)] // width, minlength=size)


def _chosen(text: HanText, strings: _Strings, longer: _Strings, *, japanese: bool) -> dict[int, tuple[Word, ...]]:
    """The numbers of the strings that may be terms, with the words that they are cut into; ``longer`` by one character."""
    is_whole = _covering(text, strings, longer) < _COVERED * strings.counts
    is_whole &= _share(strings, _splits_words(text, strings)) < _SPLITTING
    is_whole &= _share(strings, text.marks[strings.places] & BEHIND_NUMERAL > 0) < _COUNTED
    is_whole &= _questions_with(text, strings, _is_greeted(text, strings)) < _GREETED * strings.questions
    is_whole &= (strings.questions >= MIN_QUESTIONS) | ~_hold_function_words(text, strings)
    chosen: dict[int, tuple[Word, ...]] = {}
    for number, first in enumerate(strings.firsts.tolist()):
        if is_whole[number]:
            cut = [*stretches(text.simplified[first : first + strings.length], Text(english=True, japanese=japanese))]
            if len(cut) == 1 and _may_be_noun(cut[0], japanese=japanese):
                chosen[number] = tuple(cut[0])
    return chosen


def _may_be_noun(cut: Sequence[Word], *, japanese: bool) -> bool:
    """Whether words hold no function word and do not begin with a measure word, or in Japanese with *this*, or end like 第."""
    if japanese:
        text = "".join(word.key for word in cut)
        is_noun = all(word.kind != FUNCTION or _is_joint(cut, place) for place, word in enumerate(cut))
        return is_noun and not text.endswith(language_by_code("ja").ordinal_prefixes) and not has_determiner(text)
    is_free = (is_standalone(word.key) and not _forms_word(cut, place) for place, word in enumerate(cut[1:], 1))
    is_begun = not is_standalone(cut[0].key) or _forms_word(cut, 0) or begins_name(cut)
    return cut[0].key not in _measure_words() and is_begun and not any(is_free)


def _is_joint(cut: Sequence[Word], place: int) -> bool:
    """Whether a kanji that is no numeral joins Japanese words within a compound: 事業|用|資産, 公共|施設|等|総合|管理|計画."""
    return 0 < place < len(cut) - 1 and len(cut[place].key) == 1 and cut[place].key not in words("numerals")


def begins_name(cut: Sequence[Word]) -> bool:
    """Whether Chinese words begin with a prefix, 后|付费, or with an adverb that may be an adjective, 初步|审定."""
    key = cut[0].key
    if len(cut) == 1 or not is_standalone(key) or _forms_word(cut, 0):
        return False
    is_adverb = len(key) > 1 and listed(key)[1] < GRAMMAR_BAND and not key.startswith(_before_words())
    return is_adverb or key in language_by_code("zh").prefixes


def _forms_word(cut: Sequence[Word], place: int) -> bool:
    """Whether a character that may be a function word forms a word with another single one here: 对公汇款, 端到端, 月子."""
    key, beside = cut[place].key, (*cut[max(0, place - 1) : place], *cut[place + 1 : place + 2])
    return len(key) == 1 and key not in _grammatical() and any(len(word.key) == 1 and word.kind != FUNCTION for word in beside)


@cache
def _grammatical() -> frozenset[str]:
    """Function words that form no words."""
    return frozenset((*words("particles"), *words("conjunctions"), *words("verb_markers_before")))


@cache
def _before_words() -> tuple[str, ...]:
    """What stands before nouns and verbs, and what begins no adjective that names: 不一, 你老, 最新."""
    return (*words("noun_markers_before"), *words("verb_markers_before"), *language_by_code("zh").generic_adjectives)


@cache
def _measure_words() -> frozenset[str]:
    return frozenset(words("measure_words"))


def _covering(text: HanText, strings: _Strings, longer: _Strings) -> Numbers:
    """How often the commonest string that is one character longer occurs, unless the character is a function word.

    One of fewer questions than terms usually have covers none that has these.
    """
    covering = np.zeros(len(strings.counts), np.int64)
    ids = np.zeros(len(text.simplified), np.int32)
    ids[strings.places] = strings.ids
    usual, is_rare = strings.questions >= MIN_QUESTIONS, longer.questions < MIN_QUESTIONS
    for piece, added in ((longer.firsts, longer.firsts + strings.length), (longer.firsts + 1, longer.firsts)):
        covers = ~(text.is_function_word[added] | (usual[ids[piece]] & is_rare))
        np.maximum.at(covering, ids[piece], np.where(covers, longer.counts, 0))
    return covering


def _cohesions(levels: Sequence[_Strings], suffixes: Suffixes, size: int) -> list[NDArray[np.float64]]:
    """The pointwise mutual information of the weakest division of each string in bits, by length."""
    beginnings = [np.empty((strings.length, len(strings.firsts))) for strings in levels]
    ends = [found.copy() for found in beginnings]
    by_place = np.zeros(size, np.int32)
    for length in range(1, max(strings.length for strings in levels)):
        counts = suffixes.counts(length)
        by_place[suffixes.places] = np.repeat(counts, counts)
        for strings, beginning, end in zip(levels, beginnings, ends, strict=True):
            if length < strings.length:
                beginning[length] = by_place[strings.firsts]
                end[strings.length - length] = by_place[strings.firsts + strings.length - length]
    return [
        np.log2(strings.counts * float(len(suffixes.places)) / np.max(beginning[1:] * end[1:], axis=0))
        for strings, beginning, end in zip(levels, beginnings, ends, strict=True)
    ]


def _measured(text: HanText, strings: _Strings, cohesion: NDArray[np.float64]) -> Iterator[tuple[Any, ...]]:
    """The fields of each ``HanString`` but for the words."""
    titles = _questions_with(text, strings, text.places[strings.places] == IN_TITLE)
    beside = (strings.places - 1, strings.places + strings.length)
    freedom = np.minimum(*(_entropy(text, strings, places) for places in beside))
    bounds = (text.symbols == 0) | text.is_function_word
    before = text.marks[strings.places]
    firsts = strings.firsts.tolist()
    return zip(
        [text.simplified[first : first + strings.length] for first in firsts],
        _forms(text, strings),
        strings.questions.tolist(),
        strings.counts.tolist(),
        titles.tolist(),
        (_questions_with(text, strings, text.places[strings.places] != IN_TEXT) - titles).tolist(),
        (strings.counts / np.count_nonzero(text.symbols)).tolist(),  # of millions of characters, so nothing to round
        _rounded(cohesion),
        _rounded(freedom),
        _rounded(_share(strings, before & (BEHIND_NOUN_MARKER | BEHIND_VERB_MARKER) == BEHIND_NOUN_MARKER)),
        _rounded(_share(strings, before & BEHIND_VERB_MARKER > 0)),
        _rounded(np.minimum(*(_share(strings, bounds[places]) for places in beside))),
        strict=True,
    )


def _rounded(values: NDArray[np.float64]) -> list[float]:
    """Numbers that are the same on every processor: logarithms differ in their last bits."""
    rounded: list[float] = np.round(values, _DECIMALS).tolist()
    return rounded


def _questions_with(text: HanText, strings: _Strings, where: NDArray[np.bool_]) -> Numbers:
    return _distinct(strings.ids[where], text.questions[strings.places[where]], len(strings.firsts))


def _share(strings: _Strings, marked: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.bincount(strings.ids, marked, len(strings.firsts)) / strings.counts


def _splits_words(text: HanText, strings: _Strings) -> NDArray[np.bool_]:
    """Whether a string begins or ends within a word of the list at each place."""
    return (text.marks[strings.places] | text.marks[strings.places + strings.length]) & WITHIN_WORD > 0


def _hold_function_words(text: HanText, strings: _Strings) -> NDArray[np.bool_]:
    """Whether each string holds a function word of one character that is within no longer word."""
    within = text.marks & WITHIN_WORD > 0
    counts = np.append(0, np.cumsum(text.is_function_word & ~(within[:-1] | within[1:])))
    return counts[strings.firsts + strings.length] > counts[strings.firsts]


def _is_greeted(text: HanText, strings: _Strings) -> NDArray[np.bool_]:
    """Whether a greeting stands right before or behind a string at each place: 楼主你好."""
    before, behind = text.marks[strings.places], text.marks[strings.places + strings.length]
    return (before & BEHIND_GREETING | behind & BEFORE_GREETING) > 0


def _forms(text: HanText, strings: _Strings) -> list[Counter[str]]:
    """How often each string is written how."""
    if text.written == text.simplified:
        found = zip(strings.firsts.tolist(), strings.counts.tolist(), strict=True)
        return [Counter({text.written[first : first + strings.length]: count}) for first, count in found]
    forms = [Counter[str]() for _ in strings.firsts]
    for place, number in zip(strings.places.tolist(), strings.ids.tolist(), strict=True):
        forms[number][text.written[place : place + strings.length]] += 1
    return forms


def _entropy(text: HanText, strings: _Strings, beside: Numbers) -> NDArray[np.float64]:
    """The entropy of the characters at places beside each string in bits; each that is no Han character counts as one of its own.

    Few characters show too little of it, which is corrected by their number (Miller 1955).
    """
    size, width = len(strings.firsts), int(text.symbols.max()) + 1
    symbols = text.symbols[beside]
    pairs, counts = np.unique(strings.ids[symbols > 0].astype(np.int64) * width + symbols[symbols > 0], return_counts=True)
    kinds = np.bincount(pairs // width, minlength=size) + np.bincount(strings.ids[symbols == 0], minlength=size)
    plain = np.log2(strings.counts) - np.bincount(pairs // width, counts * np.log2(counts), size) / strings.counts
    entropy: NDArray[np.float64] = plain + (kinds - 1) / (2 * log(2) * strings.counts)
    return entropy
