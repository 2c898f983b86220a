"""Keep enumerated lines apart: ``A. …`` and ``B. …`` on adjacent lines are one paragraph, which would run them together.

In Markdown, ``1.`` and ``1)`` open lists; letters, circled numbers, and numbers with full-width punctuation or between brackets
do not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_MIN_LINES = 2
_KINDS = (
    re.compile(r"[(（]?(?P<upper>[A-Z])[.．、:：)）]"),
    re.compile(r"[(（]?(?P<lower>[a-z])[.．、:：)）]"),
    re.compile(r"(?P<circled>[①-⑳])"),
    re.compile(r"[(（](?P<number>[0-9]{1,2})[)）]|(?P<wide>[0-9]{1,2})[．、）]"),
)


class _Line(NamedTuple):
    """A line of a paragraph: its first text, and the index of the break before it, -1 for the first line."""

    text: str
    break_at: int


def break_enumerated_lines(tokens: Sequence[Token]) -> None:
    """Turn the line breaks before enumerated lines of a paragraph into hard ones, if they count up from 1, ``A`` or ``①``."""
    for token in tokens:
        if token.type == "inline" and any(child.type == "softbreak" for child in token.children or ()):
            _break_lines(token.children or [])


def _break_lines(children: Sequence[Token]) -> None:
    lines = _lines(children)
    for kind in _KINDS:
        values = [_value(kind, line.text) for line in lines]
        enumerated = [index for index, value in enumerate(values) if value]
        if len(enumerated) >= _MIN_LINES and [values[index] for index in enumerated] == list(range(1, len(enumerated) + 1)):
            for index in enumerated:
                if lines[index].break_at >= 0:
                    children[lines[index].break_at].type = "hardbreak"


def _lines(children: Sequence[Token]) -> list[_Line]:
    starts = [-1, *(index for index, child in enumerate(children) if child.type == "softbreak")]
    return [_Line(_first_text(children[start + 1 :]), start) for start in starts]


def _first_text(children: Sequence[Token]) -> str:
    """The text at the start of a line, possibly emphasized."""
    return next((text for child in children if (text := child.content.lstrip())), "")


def _value(kind: re.Pattern[str], text: str) -> int:
    """The number of a line, 1 for ``A`` and ``①``; 0 for a line without a marker of this kind."""
    found = kind.match(text)
    if not found or not found.lastgroup:
        return 0
    first = {"upper": "A", "lower": "a", "circled": "①"}.get(found.lastgroup)
    return ord(found[found.lastgroup]) - ord(first) + 1 if first else int(found[found.lastgroup])
