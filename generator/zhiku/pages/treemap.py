"""A picture in which areas are proportional to numbers: numbers and names in, the places of tiles out.

The area is divided between two halves of the tiles, and so on, which keeps the order of the tiles: what comes first is further up
or nearer to the start of the line (the split treemaps of Engdahl, 2005). Where to divide, and in which direction, is decided by
the shapes of all tiles that result, and by whether they show their names. Lengths are in rem.
"""

from __future__ import annotations

import math
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASPECT, _ASPECT_IF_NARROW, _NARROW = 1.6, 1.25, 20.0
"""Width of a tile, in heights, that suits a name with words below it; and in a picture narrower than the last number."""
_MIN_HEIGHT = 11.0
_MAX_GROWTH, _GROWTH = 2.5, 1.15
"""So many times its usual height a picture may have where its smallest names need that, and the steps in which it grows."""
_MISFIT, _TOLERANCE = 12.0, 0.08
"""What it costs that a name is cut, more than any shape of a tile; and the part of its length that is only a guess."""
_FONT, _LINE, _LETTER = 0.7, 0.95, 0.58
"""Size and line height of names, and the width of letters other than Han in sizes of the font."""
_HORIZONTAL, _VERTICAL = 1.1, 0.8
"""Space around a name."""
_HAN_TOGETHER = 4
"""A word of Han characters may break anywhere; a name has no more than so many side by side."""
_SHORT, _LONG = 4, 16
"""Numbers of tiles up to which all divisions are tried, and up to which more than one is."""
_SQUARE = 1.5
"""An area up to so much wider or higher than a tile should be is divided in both directions."""
_ROOMS = (1.0, 1.5, 2.0, 3.0)
"""Areas that a tile is enlarged to, in those of its name, until no name is cut; the first needs just the shape of the name."""
_ENLARGED_SHARE, _VISIBLY = 0.9, 1.1
"""Share of the picture that tiles may take which are enlarged for their names; and how much larger a reader sees."""


class Tile(NamedTuple):
    """The place of a tile: distance from the start of the line and from the top, width and height."""

    start: float
    top: float
    width: float
    height: float


class Treemap(NamedTuple):
    """The tiles in per cent of the picture, its height, and whether small tiles are visibly larger than their share."""

    tiles: tuple[Tile, ...]
    height: float
    has_enlarged: bool


class _Name(NamedTuple):
    """The widths of a name's longest word and of all its words."""

    longest: float
    whole: float

    @property
    def least_width(self) -> float:
        """The width of a tile that breaks no word of the name."""
        return self.longest + _HORIZONTAL

    def height(self, width: float) -> float:
        """The height of a tile of a width that shows the name."""
        lines = math.ceil(self.whole / max(self.longest, width - _HORIZONTAL) - 0.01)
        return lines * _LINE + _VERTICAL


class _Division(NamedTuple):
    """A division of an area: what it costs, whether names are cut, and its tiles."""

    cost: float
    is_cut: bool
    tiles: tuple[Tile, ...]


class _Tiles(NamedTuple):
    """The names of all tiles, the sums of their shares before each of them, and the best of their shapes."""

    names: Sequence[_Name]
    ends: Sequence[float]
    aspect: float


def treemap(numbers: Sequence[int], names: Sequence[str], width: float, usual_area: float) -> Treemap:
    """Tiles for positive numbers in a picture of a width; ``usual_area`` is the mean area of a tile.

    The picture is higher where its smallest tiles need that for their names. Where that is not enough, they are enlarged.
    """
    measured = [_measured(f"{name} {number}") for name, number in zip(names, numbers, strict=True)]
    shares = [number / sum(numbers) for number in numbers]
    height = max(_MIN_HEIGHT, usual_area * len(numbers) / width)
    highest = _MAX_GROWTH * height
    found = _drawn(shares, measured, width, height)
    while found.is_cut and height * _GROWTH <= highest:
        height *= _GROWTH
        found = _drawn(shares, measured, width, height)
    least = [name.least_width * name.height(name.least_width) / (width * height) for name in measured]
    original = shares
    for room in _ROOMS:
        if not found.is_cut:
            break
        shares = _enlarged(original, [room * share for share in least])
        found = _drawn(shares, measured, width, height)
    in_percent = ((tile.start / width, tile.top / height, tile.width / width, tile.height / height) for tile in found.tiles)
    is_enlarged = any(share * sum(numbers) > _VISIBLY * number for share, number in zip(shares, numbers, strict=True))
    return Treemap(tuple(Tile(*(100 * part for part in tile)) for tile in in_percent), height, is_enlarged)


def _measured(name: str) -> _Name:
    widths, words = [], name.split()
    for word in words:
        is_wide = [unicodedata.east_asian_width(char) in {"W", "F"} for char in word]
        whole = _FONT * sum(1.0 if wide else _LETTER for wide in is_wide)
        widths.append((min(whole, _HAN_TOGETHER * _FONT) if any(is_wide) else whole, whole))
    spaces = _FONT * _LETTER / 2 * (len(words) - 1)
    return _Name(max(longest for longest, _ in widths), sum(whole for _, whole in widths) + spaces)


def _enlarged(shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """The shares with at least the least ones, as far as that is possible, at the cost of the others in proportion."""
    possible = min(1.0, _ENLARGED_SHARE / sum(least))
    least, fixed = [possible * share for share in least], set[int]()
    while True:
        left = 1 - sum(least[place] for place in fixed)
        others = sum(share for place, share in enumerate(shares) if place not in fixed)
        found = [least[place] if place in fixed else share * left / others for place, share in enumerate(shares)]
        small = {place for place, share in enumerate(found) if share < least[place]}
        if not small:
            return found
        fixed |= small


# --- division of an area --------------------------------------------------------------------------------------------------


def _drawn(shares: Sequence[float], names: Sequence[_Name], width: float, height: float) -> _Division:
    tiles = _Tiles(names, [0.0, *accumulate(shares)], _ASPECT if width >= _NARROW else _ASPECT_IF_NARROW)
    return _divided(tiles, 0, len(shares), Tile(0.0, 0.0, width, height))


def _divided(tiles: _Tiles, first: int, last: int, area: Tile) -> _Division:
    """The best division that is tried of an area between the tiles from ``first`` to before ``last``."""
    if last - first == 1:
        return _one_tile(tiles.names[first], area, tiles.aspect)
    found = []
    for middle in _middles(tiles.ends, first, last):
        share = (tiles.ends[middle] - tiles.ends[first]) / (tiles.ends[last] - tiles.ends[first])
        for one, two in _halves(area, share, last - first, tiles.aspect):
            before, after = _divided(tiles, first, middle, one), _divided(tiles, middle, last, two)
            cost, is_cut = before.cost + after.cost, before.is_cut or after.is_cut
            found.append(_Division(cost, is_cut, (*before.tiles, *after.tiles)))
    return min(found, key=lambda division: division.cost)


def _one_tile(name: _Name, area: Tile, aspect: float) -> _Division:
    missing = max(0.0, 1 - area.width / name.least_width) + max(0.0, 1 - area.height / name.height(area.width))
    cost = math.log(area.width / area.height / aspect) ** 2 + _MISFIT * missing
    return _Division(cost, missing > _TOLERANCE, (area,))


def _middles(ends: Sequence[float], first: int, last: int) -> Sequence[int]:
    """Where to divide a range of tiles: anywhere in a short one, else where the halves are most equal."""
    if last - first <= _SHORT:
        return range(first + 1, last)
    half = (ends[first] + ends[last]) / 2
    nearest = sorted(range(first + 1, last), key=lambda middle: abs(ends[middle] - half))
    return nearest[: 2 if last - first <= _LONG else 1]


def _halves(area: Tile, share: float, count: int, aspect: float) -> list[tuple[Tile, Tile]]:
    """An area in two that are beside or below each other, or both ways where either may lead to good shapes of its tiles."""
    one, two = area.width * share, area.height * share
    beside = (area._replace(width=one), area._replace(start=area.start + one, width=area.width - one))
    below = (area._replace(height=two), area._replace(top=area.top + two, height=area.height - two))
    ratio = area.width / area.height / aspect
    if count <= _SHORT or (count <= _LONG and 1 / _SQUARE < ratio < _SQUARE):
        return [beside, below]
    return [beside if ratio > 1 else below]
