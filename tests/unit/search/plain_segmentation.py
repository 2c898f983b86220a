"""A simple segmentation; the fast one in ``generator/zhiku/search/segmentation.py`` must give the same results."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from zhiku.lang.question_words import QUESTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_LENGTH = 6
_MIN_COUNT = 2
_QUESTION_WORDS = frozenset(QUESTION_WORDS)


def cut(text: str, counts: Mapping[str, float]) -> list[str]:
    """The most probable division of a run into counted words, question words and single characters."""
    total = sum(counts.values()) + 1
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        choices = []
        for start in range(max(0, end - _MAX_LENGTH), end):
            cost = _cost(text[start:end], counts, total)
            if cost is not None:
                choices.append((best[start][0] + cost, start))
        best.append(min(choices))
    words, end = [], len(text)
    while end:
        start = best[end][1]
        words.append(text[start:end])
        end = start
    return words[::-1]


def _cost(piece: str, counts: Mapping[str, float], total: float) -> float | None:
    if piece in _QUESTION_WORDS:
        return log(total / 20) if len(piece) > 1 else log(total / 2)
    if piece in counts:
        return log(total / counts[piece])
    return log(total) + 1 if len(piece) == 1 else None


def varied_strings(distinct: Mapping[str, int]) -> dict[str, float]:
    """Recurring strings with at least two different characters before and after them, and their counts."""
    counts: dict[str, int] = {}
    # The first surroundings of a piece, as long as it has met no others; two different ones are variety enough.
    left: dict[str, str | None] = {}
    right: dict[str, str | None] = {}
    for order, (text, times) in enumerate(distinct.items()):
        size = len(text)
        for start in range(size - 1):
            # An end of the run is a surrounding of its own, a different one each time.
            before = text[start - 1] if start else f"<{order}"
            for end in range(start + 2, min(size, start + _MAX_LENGTH) + 1):
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
    return {
        piece: float(count)
        for piece, count in counts.items()
        if count >= _MIN_COUNT and left[piece] is None and right[piece] is None
    }
