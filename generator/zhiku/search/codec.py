"""Compact encodings of numbers and sorted words, for files that browsers load; ``web/text/codec.ts`` decodes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Text = TypeVar("Text", str, bytes)
_LOWEST = 40
"""The code of the character that encodes 0 in a list of small numbers."""
_MAX_SHARED = 25
_ONE_UNIT = "\uffff"
"""The last character that is one UTF-16 unit, which is how browsers count."""


def numbers(values: Sequence[int]) -> bytes:
    """Encode integers in LEB128: seven bits a byte, lowest first; the eighth bit is set if more bytes follow."""
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
    """Encode small integers as a string, one character each; those below 88 take one byte in UTF-8."""
    return "".join(chr(_LOWEST + value) for value in values)


def front_coded(words: Iterable[str]) -> str:
    """Front-code sorted words: for each, the length of the prefix it shares with the one before it, and the rest.

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
    """The length of the common prefix of two texts."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
