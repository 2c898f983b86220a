"""Areas of a map in proportion to numbers."""

from __future__ import annotations

from itertools import combinations

import pytest
from zhiku.pages.treemap import Tile, treemap

NUMBERS = (20, 18, 15, 13, 11, 9, 9, 8, 6, 49)
NAMES = tuple(f"Topic {number}" for number in range(len(NUMBERS)))


def _meet(one: Tile, other: Tile) -> bool:
    beside = one.start + one.width <= other.start + 1e-6 or other.start + other.width <= one.start + 1e-6
    below = one.top + one.height <= other.top + 1e-6 or other.top + other.height <= one.top + 1e-6
    return not beside and not below


@pytest.mark.parametrize(("width", "area"), [(57.0, 70.0), (33.0, 52.0), (16.4, 34.0)])
def test_areas_are_proportional(width: float, area: float) -> None:
    """The tiles fill the picture and do not overlap; the height comes from the usual area of a tile."""
    found = treemap(NUMBERS, NAMES, width, area)
    shares = [tile.width * tile.height / 100**2 for tile in found.tiles]
    assert shares == pytest.approx([number / sum(NUMBERS) for number in NUMBERS])
    assert not any(_meet(one, other) for one, other in combinations(found.tiles, 2))
    assert found.height == pytest.approx(area * len(NUMBERS) / width)
    assert not found.has_enlarged


def test_tiles_have_shapes_that_suit_words() -> None:
    """None is a bar across the picture, whatever the order of the numbers."""
    for numbers in (NUMBERS, tuple(reversed(NUMBERS)), (9, 13, 33, 45, 14, 6)):
        found = treemap(numbers, NAMES[: len(numbers)], 57.0, 70.0)
        shapes = [tile.width * 57 / (tile.height * found.height) for tile in found.tiles]
        assert max(shapes) < 4
        assert min(shapes) > 0.5


def test_the_first_is_at_the_start_and_the_last_at_the_end() -> None:
    """Order is kept: tiles divide the area between its halves."""
    tiles = treemap(NUMBERS, NAMES, 57.0, 70.0).tiles
    assert (tiles[0].start, tiles[0].top) == (0, 0)
    assert tiles[-1].start + tiles[-1].width == pytest.approx(100)
    assert tiles[-1].top + tiles[-1].height == pytest.approx(100)


def test_a_picture_grows_for_the_names_of_small_tiles() -> None:
    """Up to two and a half times its height."""
    usual = treemap((30, 30, 30, 10), ("A", "B", "C", "D"), 16.4, 34.0)
    grown = treemap((30, 30, 30, 10), ("A", "B", "C", "Proportionality"), 16.4, 34.0)
    assert usual.height == pytest.approx(11)
    assert usual.height < grown.height < 2.5 * usual.height
    assert not grown.has_enlarged


def test_the_smallest_tiles_are_enlarged_where_growing_is_not_enough() -> None:
    """Then the picture says so, and the others stay in proportion to each other."""
    found = treemap((500, 250, 1), ("Large", "Middle", "Small"), 16.4, 34.0)
    areas = [tile.width * tile.height for tile in found.tiles]
    assert found.has_enlarged
    assert areas[0] == pytest.approx(2 * areas[1])
    assert areas[2] > 5 * areas[0] / 500
    assert areas[2] * 16.4 * found.height / 100**2 > 4


def test_tiles_are_enlarged_until_no_name_is_cut() -> None:
    """A tile with just the area of its name would need just its shape, which depends on the tiles beside it."""
    numbers = (2, 16, 98, 8, 24, 23, 14, 13, 10, 10, 8, 6, 6, 5, 5, 4)
    lengths = (6, 6, 13, 14, 13, 14, 6, 6, 12, 6, 9, 6, 4, 10, 4, 10)
    found = treemap(numbers, ["x" * length for length in lengths], 16.4, 34.0)
    needed = [0.58 * 0.7 * length + 1.1 for length in lengths]
    assert all(tile.width * 16.4 / 100 > 0.92 * width for tile, width in zip(found.tiles, needed, strict=True))


def test_names_of_han_characters_may_break() -> None:
    """A long one needs less width than a word of as many letters."""
    names = ("A", "B", "经济适用房与商品房政策", "D")
    assert treemap((20, 20, 20, 20), names, 16.4, 34.0).height == pytest.approx(11)


def test_one_tile_fills_the_picture() -> None:
    """A base without topics has one."""
    assert treemap((3,), ("All",), 57.0, 70.0).tiles == (Tile(0, 0, 100, 100),)


def test_a_map_of_many_tiles_is_made_in_little_work() -> None:
    """More than sixteen are divided near the middle only, so hundreds need no more than a few thousand tries."""
    found = treemap([7] * 300, ["Name"] * 300, 57.0, 70.0)
    assert len(found.tiles) == 300
    assert found.height == pytest.approx(70 * 300 / 57)
