"""The line that opens a block of code: ``py title="main.py" hl_lines="1 3-4"`` or ``{.py title="main.py"}``, as its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LANGUAGE = re.compile(r"\s*\{?\s*\.?(?P<language>[^\s{}]*)")
_TITLE = re.compile(r"\btitle=(?P<mark>[\"'])(?P<title>.*?)(?P=mark)")
_LINES = re.compile(
    r"\bhl_lines=[\"'](?P<named>[\d\s,-]+)[\"']|(?<![\w.])\{(?P<bare>\d[\d\s,-]*)\}|\w\{(?P<joined>\d[\d\s,-]*)\}"
)
_RANGE = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?")
_MAX_LINES = 1000
"""Highlighted lines at most; a longer range is a mistake."""


@dataclass(frozen=True, slots=True)
class Fence:
    """The language in lower case (empty where none is named), the title, and the lines to mark (from 1)."""

    language: str
    title: str = ""
    lines: tuple[int, ...] = ()


def read_fence(info: str) -> Fence:
    """Parse the text after the opening fence of a code block."""
    language, title, lines = _LANGUAGE.match(info), _TITLE.search(info), _LINES.search(info)
    marked: list[int] = []
    for found in _RANGE.finditer(next(filter(None, lines.groups()), "") if lines else ""):
        first = int(found["first"])
        marked += range(first, min(int(found["last"] or first), first + _MAX_LINES) + 1)
    return Fence(language["language"].lower() if language else "", title["title"] if title else "", tuple(marked))
