"""The strings of a text in the order of their symbols: numbered symbols in, ``Suffixes`` out.

Where the places of a text are sorted by what follows them, all places of one string stand side by side, whatever its length
(Manber and Myers 1993). So the strings of any length are counted from two arrays, in memory that does not grow with the lengths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.signedinteger[Any]]

_PLACE_BITS = 32


class Suffixes(NamedTuple):
    """The places of a text sorted by the symbols from there on, and how many of these each has in common with the one before."""

    places: NDArray[np.int32]
    shared: NDArray[np.int8]

    def counts(self, length: int) -> Numbers:
        """How many of the places each string of ``length`` symbols has, string by string.

        A place that fewer symbols follow counts as a string of its own.
        """
        bounds = np.append(np.flatnonzero(self.shared < length).astype(np.int32), np.int32(len(self.places)))
        return bounds[1:] - bounds[:-1]


def sort_suffixes(symbols: Numbers, longest: int) -> Suffixes:
    """Sort the places of a text by up to ``longest`` symbols; ``symbols`` are positive, or 0 where strings end."""
    padded = np.concatenate([symbols, np.zeros(longest, symbols.dtype)]).astype(np.int32)
    places = np.flatnonzero(symbols).astype(np.int32)
    ranks = _ranks(padded, places, longest)[places].astype(np.int64)
    # Sorted by place, too, because not all processors sort what is equal in the same order.
    ordered = np.sort(ranks << _PLACE_BITS | places)
    places = (ordered & (1 << _PLACE_BITS) - 1).astype(np.int32)
    return Suffixes(places, _shared(padded, places, longest))


def _ranks(symbols: NDArray[np.int32], places: NDArray[np.int32], longest: int) -> NDArray[np.int32]:
    """The rank of each place by ``longest`` symbols: those of half as many, two by two (Karp, Miller and Rosenberg 1972)."""
    ranks, length = symbols.copy(), 1
    while length < longest:
        step = min(length, longest - length)
        keys = ranks[places].astype(np.int64)
        keys *= int(ranks.max(initial=0)) + 1
        keys += ranks[places + step]
        order = np.argsort(keys)
        keys = keys[order]
        ranks[places[order]] = np.cumsum(is_new(keys), dtype=np.int32)
        length += step
    return ranks


def is_new(values: Numbers) -> NDArray[np.bool_]:
    """Which values differ from the one before; the first one does."""
    new = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def _shared(symbols: NDArray[np.int32], places: NDArray[np.int32], longest: int) -> NDArray[np.int8]:
    shared = np.zeros(len(places), np.int8)
    equal = np.ones(max(0, len(places) - 1), np.bool_)
    for offset in range(longest):
        following = symbols[places + offset]
        equal &= (following[1:] == following[:-1]) & (following[1:] > 0)
        shared[1:] += equal
    return shared
