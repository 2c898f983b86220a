"""Find the words of text written without blanks, without a dictionary: CJK runs in, words with their counts out.

No word list fits every base, but the words of a base can be found in its text: a string of two to four characters that recurs in
different contexts is a candidate (accessor variety; Feng, Chen, Deng and Zheng 2004, "Accessor Variety Criteria for Chinese Word
Extraction"), and candidates compete in the likeliest cut of every run (a unigram model, re-estimated by Viterbi until it
loses no more words, which takes three to five rounds). Text between candidates is kept whole. The cost of a round is linear in
the length of the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from zhiku.lang import reader as lang
from zhiku.lang.question_words import QUESTION_WORDS
from zhiku.search.clusters import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

_MAX_LENGTH = 6
_MIN_COUNT = _MIN_VARIETY = 2
_MAX_UNKNOWN = 4
_MIN_LENGTH, _MAX_COMPOUND = 2, 4
_QUESTION_WORDS = frozenset(map(encode, QUESTION_WORDS))
_PARTICLES = frozenset(lang.words("particles"))
_CONJUNCTIONS = frozenset(lang.words("conjunctions"))
_FUNCTION_CHARACTERS = frozenset(lang.words("function_characters"))


def find_words(distinct: Mapping[str, int]) -> dict[str, int]:
    """Words of two or more characters with their counts, without question words; sorted, so equal texts give equal bytes.

    ``distinct`` are CJK runs and how often each occurs.
    """
    found = _find_words({encode(run): times for run, times in distinct.items()})
    return dict(sorted((decode(word), count) for word, count in found.items()))


def _find_words(distinct: Mapping[str, int]) -> dict[str, int]:
    recurring = varied_strings(distinct)
    candidates = {piece: count for piece, count in recurring.items() if not _has_function_word_at_edge(piece, recurring)}
    model: Mapping[str, float] = candidates
    counts: Counter[str] = Counter()
    # Every model contains a subset of the candidates, so their positions in a run are found once.
    find = _finder(candidates)
    runs = [(text, times, find(text)) for text, times in distinct.items()]
    dropped = True
    while dropped:
        counts = Counter()
        costs, unknown = _costs(model)
        for text, times, pieces in runs:
            for word in _viterbi(text, pieces, costs, unknown):
                counts[word] += times
        kept = {
            word: count for word, count in counts.items() if len(word) > 1 and (word in _QUESTION_WORDS or count >= _MIN_COUNT)
        }
        dropped = any(word not in kept and word not in _QUESTION_WORDS for word in model)
        model = kept
    costs, unknown = _costs(model)
    for text, times, pieces in runs:
        for rest in _joined_single_characters(_viterbi(text, pieces, costs, unknown)):
            counts[rest] += times
    for word in [word for word in counts if len(word) >= 2 * _MIN_LENGTH]:
        parts = _compound_parts(word, candidates)
        if all(part in candidates for part in parts):
            counts.update({part: int(candidates[part]) for part in parts if part not in counts})
            if len(word) > _MAX_COMPOUND:
                del counts[word]
    return {word: count for word, count in counts.items() if len(word) > 1 and word not in _QUESTION_WORDS}


def _compound_parts(word: str, candidates: Mapping[str, float]) -> list[str]:
    """The most probable division of a word into other candidates, question words and single characters."""
    inner = {word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1)}
    costs, unknown = _costs(
        {piece: candidates[piece] for piece in inner - {word} if piece in candidates}, inner & _QUESTION_WORDS
    )
    pieces = [[(start, word[start:end]) for start in range(end - 1)] for end in range(1, len(word) + 1)]
    return _viterbi(word, pieces, costs, unknown)


def segmenter(counts: Mapping[str, float]) -> Callable[[str], list[str]]:
    """A function that divides CJK runs into their most probable counted words, question words and single characters."""
    costs, unknown = _costs({encode(word): count for word, count in counts.items()})
    find = _finder(costs)

    def segment(run: str) -> list[str]:
        text = encode(run)
        return [decode(word) for word in _viterbi(text, find(text), costs, unknown)]

    return segment


def _costs(counts: Mapping[str, float], question_words: Collection[str] = _QUESTION_WORDS) -> tuple[dict[str, float], float]:
    """The cost of each word (negative log probability), and that of an unknown character."""
    total = sum(counts.values()) + 1
    costs: dict[str, float] = {}
    for piece, count in counts.items():
        costs[piece] = log(total / count)
    for piece in question_words:
        costs[piece] = log(total / 20) if len(piece) > 1 else log(total / 2)
    return costs, log(total) + 1


_Lattice = list[list[tuple[int, str]]]
"""For each end position in a run, the start of every longer piece that ends there, and the piece."""


def _finder(known: Iterable[str]) -> Callable[[str], _Lattice]:
    """A function that finds all known words and question words in a run, overlapping ones included (Aho-Corasick)."""
    pieces = [piece for piece in {*known, *_QUESTION_WORDS} if 1 < len(piece) <= _MAX_LENGTH]
    automaton = AhoCorasick(pieces)

    def find(text: str) -> _Lattice:
        found: _Lattice = [[] for _ in text]
        for piece, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            found[end - 1].append((start, pieces[piece]))
        return found

    return find


def _viterbi(text: str, pieces: _Lattice, costs: Mapping[str, float], unknown: float) -> list[str]:
    # For each end position, the lowest cost, and the start of the last piece (the earliest of equals).
    best, begins = [0.0], [0]
    for last, ending in enumerate(pieces):
        # A single character may always stand alone.
        least, begin = best[last] + costs.get(text[last], unknown), last
        for start, piece in ending:
            cost = costs.get(piece)
            if cost is None:
                continue
            cost += best[start]
            if cost < least or (cost == least and start < begin):
                least, begin = cost, start
        best.append(least)
        begins.append(begin)
    words, end = [], len(text)
    while end:
        start = begins[end]
        words.append(text[start:end])
        end = start
    return words[::-1]


def varied_strings(distinct: Mapping[str, int]) -> dict[str, float]:
    """Strings of two to six characters that recur with at least two different neighbours on each side, and their counts."""
    counted = [_substring_counts(distinct, size) for size in range(_MIN_LENGTH, _MAX_LENGTH + 2)]
    found: dict[str, float] = {}
    for size, (counts, longer) in enumerate(pairwise(counted), _MIN_LENGTH):
        # The end of each run counts as a different neighbour.
        left = Counter(text[:size] for text in distinct)
        right = Counter(text[-size:] for text in distinct)
        left.update(piece[1:] for piece in longer)
        right.update(piece[:-1] for piece in longer)
        found |= {
            piece: float(count)
            for piece, count in counts.items()
            if count >= _MIN_COUNT and left[piece] >= _MIN_VARIETY and right[piece] >= _MIN_VARIETY
        }
    return found


def _substring_counts(texts: Mapping[str, int], size: int) -> dict[str, int]:
    """The count of each substring of a length."""
    counts: defaultdict[str, int] = defaultdict(int)
    for text, times in texts.items():
        for start in range(len(text) - size + 1):
            counts[text[start : start + size]] += times
    return counts


def _has_function_word_at_edge(piece: str, words: Mapping[str, float]) -> bool:
    """Whether a candidate is a phrase: it contains a particle or question word, or has a function character at its edge."""
    if any(char in _PARTICLES for char in piece):
        return True
    if any(piece[start:end] in _QUESTION_WORDS for start in range(len(piece)) for end in range(start + 2, len(piece) + 1)):
        return piece not in _QUESTION_WORDS
    first, last = piece[0], piece[-1]
    return (
        (first in _FUNCTION_CHARACTERS and piece[1:] in words)
        or (last in _FUNCTION_CHARACTERS and piece[:-1] in words)
        or (len(piece) > _MIN_LENGTH + 1 and (first in _CONJUNCTIONS or last in _CONJUNCTIONS))
    )


def _joined_single_characters(words: Sequence[str]) -> Iterable[str]:
    """Runs of adjacent single characters other than question words, joined."""
    rest = ""
    for word in (*words, ""):
        if len(word) == 1 and word not in _QUESTION_WORDS:
            rest += word
            continue
        if 1 < len(rest) <= _MAX_UNKNOWN:
            yield rest
        rest = ""
