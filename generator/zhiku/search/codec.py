"""Compact encodings of numbers and sorted words, for files that browsers load; ``web/text/codec.ts`` decodes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Text = TypeVar("Text", str, bytes)
_LOWEST = 40
"""The character that stands for 0 in a list of small numbers."""
_MAX_SHARED = 25
_ONE_UNIT = "\uffff"
"""Up to here a character is one unit of UTF-16, as browsers count."""


def numbers(values: Sequence[int]) -> bytes:
    """Whole numbers in LEB128: seven bits a byte, the lowest first, the eighth bit set where more follow."""
    if max(values, default=0) < 0x80:  # noqa: PLR2004 - seven bits
        return bytes(values)
    found = bytearray()
    for value in values:
        rest = value
        while rest >= 0x80:  # noqa: PLR2004 - seven bits
            found.append(rest & 0x7F | 0x80)
            rest >>= 7
        found.append(rest)
    return bytes(found)


def characters(values: Iterable[int]) -> str:
    """Small numbers as a string, a character each; below 88 these are of one byte."""
    return "".join(chr(_LOWEST + value) for value in values)


def front_coded(words: Iterable[str]) -> str:
    """Words in their order, each as how many characters it shares with the one before it, and the rest of it.

    The number is a capital letter (A for none, Z for 25), which no word in normal form holds.
    """
    parts: list[str] = []
    before = ""
    for word in words:
        count = min(shared(before, word), _MAX_SHARED)
        while count and max(word[:count]) > _ONE_UNIT:
            count -= 1
        parts += chr(ord("A") + count), word[count:]
        before = word
    return "".join(parts)


def shared(one: Text, other: Text) -> int:
    """How long the beginning is that two texts share."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
