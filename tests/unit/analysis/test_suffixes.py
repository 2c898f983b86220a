"""The sorted places of a text: strings of every length are counted as a plain loop counts them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhiku.analysis.concepts.suffixes import sort_suffixes

_LONGEST = 7
_TEXTS = st.lists(st.integers(0, 3), min_size=1, max_size=60)


def _strings(symbols: list[int], length: int) -> Counter[tuple[int, ...]]:
    """How often each string of a length occurs that holds no 0."""
    pieces = (tuple(symbols[start : start + length]) for start in range(len(symbols) - length + 1))
    return Counter(piece for piece in pieces if 0 not in piece)


@given(symbols=_TEXTS, length=st.integers(1, _LONGEST))
def test_strings_of_every_length_stand_side_by_side(symbols: list[int], length: int) -> None:
    """The places of each string that recurs are counted together, and no others with them."""
    suffixes = sort_suffixes(np.array(symbols, np.int32), _LONGEST)
    counts = suffixes.counts(length)
    first = np.cumsum(counts) - counts
    found = {
        tuple(symbols[place : place + length]): count
        for place, count in zip(suffixes.places[first].tolist(), counts.tolist(), strict=True)
        if count > 1
    }
    assert found == {string: count for string, count in _strings(symbols, length).items() if count > 1}
    assert sorted(suffixes.places.tolist()) == [place for place, symbol in enumerate(symbols) if symbol]


@pytest.mark.parametrize("length", [1, _LONGEST, _LONGEST + 1])
def test_strings_longer_than_those_sorted_do_not_recur(length: int) -> None:
    """Two equal stretches of the longest length are one string, and two of a greater one."""
    suffixes = sort_suffixes(np.array([*range(1, 9), 0, *range(1, 9)], np.int32), _LONGEST)
    assert max(suffixes.counts(length).tolist()) == (2 if length <= _LONGEST else 1)


def test_equal_strings_are_in_the_order_of_the_text() -> None:
    """Whatever order the processor sorts equal keys in."""
    assert sort_suffixes(np.array(([5] + [0] * _LONGEST) * 40, np.int32), _LONGEST).places.tolist() == [*range(0, 320, 8)]
