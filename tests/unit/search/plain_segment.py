"""The cutting of runs written plainly: what the fast one of ``generator/search/segment.py`` must equal."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from generator.search.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 6
_FRAMES = frozenset(FRAMES)


def cut(text: str, counts: Mapping[str, float]) -> list[str]:
    """The likeliest division of a run into counted words, frames and single characters."""
    total = sum(counts.values()) + 1
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        choices = []
        for start in range(max(0, end - _LONGEST), end):
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
    if piece in _FRAMES:
        return log(total / 20) if len(piece) > 1 else log(total / 2)
    if piece in counts:
        return log(total / counts[piece])
    return log(total) + 1 if len(piece) == 1 else None
