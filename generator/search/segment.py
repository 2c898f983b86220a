"""Find the words of Chinese text without a dictionary: CJK runs in, words with their counts out.

No list of words fits every base, and the base itself shows its own: a stretch of two to four characters that recurs in different
surroundings is a candidate (accessor variety; Feng, Chen, Deng and Zheng 2004, "Accessor Variety Criteria for Chinese Word
Extraction"), and candidates compete in the likeliest cut of every run (a unigram model, re-estimated a few times by Viterbi).
What no candidate covers is taken whole between its neighbours. Cost is linear in the text.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from generator.search.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

_LONGEST = 6
_ROUNDS = 4
_LEAST_COUNT = 2
_LONGEST_REST = 4
_SHORTEST, _LONGEST_COMPOUND = 2, 4
_FRAMES = frozenset(FRAMES)
_PARTICLES = "的了吗呢吧之"
_JOINS = frozenset("和与及是等如为")
_EDGES = frozenset("在和与或及是对等如为被把从并其到将会更较以可来上中有用个各需使由向多")


def find_words(texts: Iterable[str]) -> dict[str, int]:
    """Words of two characters or more with their counts, frames left out; sorted, so equal texts give equal bytes."""
    distinct = Counter(texts)
    candidates = _candidates(distinct)
    model: Mapping[str, float] = candidates
    counts: Counter[str] = Counter()
    # Every model holds some of the candidates, so where these stand in a run is looked up once.
    runs = [(text, times, _pieces(text, candidates)) for text, times in distinct.items()]
    for _ in range(_ROUNDS):
        counts = Counter()
        costs, unknown = _costs(model)
        for text, times, pieces in runs:
            for word in _cut(text, pieces, costs, unknown):
                counts[word] += times
        model = {word: count for word, count in counts.items() if len(word) > 1 and (word in _FRAMES or count >= _LEAST_COUNT)}
    costs, unknown = _costs(model)
    for text, times, pieces in runs:
        for rest in _rests(_cut(text, pieces, costs, unknown)):
            counts[rest] += times
    for word in [word for word in counts if len(word) >= 2 * _SHORTEST]:
        inner = {word[start:end] for start in range(len(word)) for end in range(start + 2, len(word) + 1)} - {word}
        parts = cut(word, {piece: candidates[piece] for piece in sorted(inner) if piece in candidates})
        if all(part in candidates for part in parts):
            counts.update({part: int(candidates[part]) for part in parts if part not in counts})
            if len(word) > _LONGEST_COMPOUND:
                del counts[word]
    return {word: count for word, count in sorted(counts.items()) if len(word) > 1 and word not in _FRAMES}


def cut(text: str, counts: Mapping[str, float]) -> list[str]:
    """The likeliest division of a run into counted words, frames and single characters."""
    return cutter(counts)(text)


def cutter(counts: Mapping[str, float]) -> Callable[[str], list[str]]:
    """``cut`` for many texts: what a piece costs is reckoned once."""
    costs, unknown = _costs(counts)
    return lambda text: _cut(text, _pieces(text, costs), costs, unknown)


def _costs(counts: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """What each piece costs, and what an unknown character does."""
    total = sum(counts.values()) + 1
    costs: dict[str, float] = {}
    for piece, count in counts.items():
        costs[piece] = log(total / count)
    for piece in _FRAMES:
        costs[piece] = log(total / 20) if len(piece) > 1 else log(total / 2)
    return costs, log(total) + 1


_Pieces = list[list[tuple[int, str]]]
"""Of every end in a run where pieces of two characters and more begin that end there, and the pieces."""


def _pieces(text: str, known: Container[str]) -> _Pieces:
    return [
        [
            (start, piece)
            for start in range(max(0, end - _LONGEST), end - 1)
            if (piece := text[start:end]) in known or piece in _FRAMES
        ]
        for end in range(1, len(text) + 1)
    ]


def _cut(text: str, pieces: _Pieces, costs: Mapping[str, float], unknown: float) -> list[str]:
    best: list[tuple[float, int]] = [(0.0, 0)]
    for last, ending in enumerate(pieces):
        # A single character may always stand alone.
        top = (best[last][0] + costs.get(text[last], unknown), last)
        for start, piece in ending:
            cost = costs.get(piece)
            if cost is not None:
                top = min(top, (best[start][0] + cost, start))
        best.append(top)
    words, end = [], len(text)
    while end:
        start = best[end][1]
        words.append(text[start:end])
        end = start
    return words[::-1]


def _candidates(distinct: Mapping[str, int]) -> dict[str, float]:
    counts: dict[str, int] = {}
    # The first surroundings of a piece, as long as it has met no others; two different ones are variety enough.
    left: dict[str, str | None] = {}
    right: dict[str, str | None] = {}
    for order, (text, times) in enumerate(distinct.items()):
        size = len(text)
        for start in range(size - 1):
            # An end of the run is a surrounding of its own, a different one each time.
            before = text[start - 1] if start else f"<{order}"
            for end in range(start + 2, min(size, start + _LONGEST) + 1):
                piece = text[start:end]
                behind = text[end] if end < size else f">{order}"
                if piece not in counts:
                    counts[piece], left[piece], right[piece] = times, before, behind
                    continue
                counts[piece] += times
                if left[piece] != before:
                    left[piece] = None
                if right[piece] != behind:
                    right[piece] = None
    varied = {
        piece: float(count)
        for piece, count in counts.items()
        if count >= _LEAST_COUNT and left[piece] is None and right[piece] is None
    }
    return {piece: count for piece, count in varied.items() if not _is_loose(piece, varied)}


def _is_loose(piece: str, words: Mapping[str, float]) -> bool:
    """Whether a candidate is no word but words with a frame before, between or behind them."""
    if any(char in _PARTICLES for char in piece):
        return True
    if any(piece[start:end] in _FRAMES for start in range(len(piece)) for end in range(start + 2, len(piece) + 1)):
        return piece not in _FRAMES
    first, last = piece[0], piece[-1]
    return (
        (first in _EDGES and piece[1:] in words)
        or (last in _EDGES and piece[:-1] in words)
        or (len(piece) > _SHORTEST + 1 and (first in _JOINS or last in _JOINS))
    )


def _rests(words: Sequence[str]) -> Iterable[str]:
    """Neighbouring single characters that are no frames, joined."""
    rest = ""
    for word in (*words, ""):
        if len(word) == 1 and word not in _FRAMES:
            rest += word
            continue
        if 1 < len(rest) <= _LONGEST_REST:
            yield rest
        rest = ""
