"""References to lines of the text on a page, counted from the first line of its question.

So a page stays the same when text above its question grows or shrinks; ``fill_lines`` adds the current first line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK, _END = "\ue0f0", "\ue0f1"
"""Private use: no author's text has a number between these two."""
_LINE = re.compile(rf"{_MARK}(\d+){_END}")

LineRefs = tuple[tuple[int, int], ...]
"""Where a page names lines: offset of the number, line counted from where its question begins."""


def line_mark(line: int, first: int) -> str:
    """A line of the file as a page names it that begins in line ``first``."""
    return f"{_MARK}{line - first}{_END}"


def fill_lines(html: str, first: int) -> tuple[str, LineRefs]:
    """A page whose question begins in line ``first``, with lines of the file instead of marks, and where it names them."""
    if _MARK not in html:
        return html, ()
    parts = _LINE.split(html)
    return _written(parts[::2], map(int, parts[1::2]), first)


def shift_lines(html: str, line_refs: LineRefs, before: int, first: int) -> tuple[str, LineRefs]:
    """The same of a page whose question began in line ``before``."""
    texts, at = [], 0
    for offset, line in line_refs:
        texts.append(html[at:offset])
        at = offset + len(str(before + line))
    return _written([*texts, html[at:]], (line for _, line in line_refs), first)


def _written(texts: Iterable[str], lines: Iterable[int], first: int) -> tuple[str, LineRefs]:
    """Texts with lines between them."""
    start, *others = texts
    parts, line_refs, at = [start], [], len(start)
    for line, text in zip(lines, others, strict=True):
        number = str(first + line)
        line_refs.append((at, line))
        parts += [number, text]
        at += len(number) + len(text)
    return "".join(parts), tuple(line_refs)
