"""Plots build times over the number of questions as SVG. Both axes are logarithmic: linear cost is a line of slope 1."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT = 900, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 330, 40, 50
_LINE = 17
"""Height of a label."""
_COLOURS = ("#1d5fd0", "#c0392b", "#b9770e", "#16836b", "#6c4ab6", "#7f4f24", "#566573")
_MIN_SECONDS = 0.02
_TICKS = (1, 2, 5)


def plot(measured: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """An SVG with a line through each tool's points (questions, seconds); the first tool is drawn bold."""
    sizes = sorted({size for line in measured.values() for size, _ in line})
    walls = [max(_MIN_SECONDS, wall) for line in measured.values() for _, wall in line]
    low, high = floor(log10(min(walls)) * 2) / 2, ceil(log10(max(walls)) * 2) / 2

    def x(size: float) -> float:
        span = log10(sizes[-1] / sizes[0]) or 1
        return _LEFT + log10(size / sizes[0]) / span * (_WIDTH - _LEFT - _RIGHT)

    def y(wall: float) -> float:
        return _HEIGHT - _BOTTOM - (log10(max(_MIN_SECONDS, wall)) - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-size="14">Seconds for a full build, by number of questions (log-log)</text>',
    ]
    for power in range(floor(low), ceil(high) + 1):
        for seconds in (tick * 10.0**power for tick in _TICKS):
            if 10**low <= seconds <= 10**high:
                parts.append(f'<path d="M{_LEFT} {y(seconds):.1f}H{_WIDTH - _RIGHT}" stroke="#e3e6ea"/>')
                parts.append(f'<text x="{_LEFT - 8}" y="{y(seconds) + 4:.1f}" text-anchor="end" fill="#555">{seconds:g}</text>')
    for size in sizes:
        parts.append(f'<path d="M{x(size):.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#e3e6ea"/>')
        parts.append(f'<text x="{x(size):.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle" fill="#555">{size:,}</text>')
    ends = _apart([(y(line[-1][1]), name) for name, line in measured.items() if line])
    for number, (name, line) in enumerate(measured.items()):
        if line:
            colour, width = _COLOURS[number % len(_COLOURS)], 1.5 if number else 3
            points = [(x(size), y(wall)) for size, wall in line]
            path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
            parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="{width}" points="{path}"/>')
            parts += [f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{width + 1}" fill="{colour}"/>' for across, down in points]
            at = _WIDTH - _RIGHT + 14
            parts.append(
                f'<path d="M{points[-1][0]:.1f} {points[-1][1]:.1f}L{at - 3} {ends[name]:.1f}" stroke="{colour}" opacity=".4"/>'
            )
            weight = "normal" if number else "bold"
            label = escape(f"{name}: {line[-1][1]:.1f} s" + (f" ({line[-1][0]:,})" if line[-1][0] != sizes[-1] else ""))
            parts.append(f'<text x="{at}" y="{ends[name] + 4:.1f}" fill="{colour}" font-weight="{weight}">{label}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _apart(places: Sequence[tuple[float, str]]) -> dict[str, float]:
    """Vertical positions of labels, near the given ones and without overlap."""
    found: dict[str, float] = {}
    free = float(_TOP)
    for place, name in sorted(places):
        found[name] = max(place, free)
        free = found[name] + _LINE
    over = max(0.0, free - _LINE - (_HEIGHT - _BOTTOM))
    return {name: place - over for name, place in found.items()}
