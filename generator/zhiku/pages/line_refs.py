"""References to lines of the text on a page, relative to the first line of its question.

A page therefore does not change when text above its question grows or shrinks; ``fill_lines`` adds the current first line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK, _END = "\ue0f0", "\ue0f1"
"""Private-use characters around a number; no author's text contains such a sequence."""
_LINE = re.compile(rf"{_MARK}(-?\d+){_END}")

LineRefs = tuple[tuple[int, int], ...]
"""For each line number on a page, its offset and the line relative to the start of the question; a part begins before that."""


def line_mark(line: int, first: int) -> str:
    """The placeholder of a line number on a page whose question begins in line ``first``."""
    return f"{_MARK}{line - first}{_END}"


def fill_lines(html: str, first: int) -> tuple[str, LineRefs]:
    """Replace the placeholders on a page whose question begins in line ``first``; returns the page and its line references."""
    if _MARK not in html:
        return html, ()
    parts = _LINE.split(html)
    return _written(parts[::2], map(int, parts[1::2]), first)


def shift_lines(html: str, line_refs: LineRefs, before: int, first: int) -> tuple[str, LineRefs]:
    """Update the line numbers on a page whose question has moved from line ``before`` to line ``first``."""
    texts, at = [], 0
    for offset, line in line_refs:
        texts.append(html[at:offset])
        at = offset + len(str(before + line))
    return _written([*texts, html[at:]], (line for _, line in line_refs), first)


def _written(texts: Iterable[str], lines: Iterable[int], first: int) -> tuple[str, LineRefs]:
    """Texts joined by line numbers."""
    start, *others = texts
    parts, line_refs, at = [start], [], len(start)
    for line, text in zip(lines, others, strict=True):
        number = str(first + line)
        line_refs.append((at, line))
        parts += [number, text]
        at += len(number) + len(text)
    return "".join(parts), tuple(line_refs)
