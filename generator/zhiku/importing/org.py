"""Prepare Org texts for pandoc: what headlines say besides their words, as lines below them, and backslashes that stop it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEADLINE = re.compile(
    r"^(?P<stars>\*+[ \t]+)(?:(?:TODO|DONE|NEXT|WAIT)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(?:(?:TODO|DONE)[ \t]+)?"
    r"(?P<words>.*?)(?:[ \t]+:(?P<tags>[\w@#%:]+):)?[ \t]*$(?P<drawer>(?:\n[ \t]*:PROPERTIES:(?:\n.*)*?\n[ \t]*:END:[ \t]*$)?)",
    re.MULTILINE,
)
"""A headline: its state and priority, which belong to the author's agenda, its words, its tags, and its properties."""


_EDGE = re.compile(r"[ \t]*(?:#\+(?P<edge>begin|end)_(?:src|example|export|verse)|\\(?P<tex>begin|end)\{)", re.IGNORECASE)
"""The edge of code, or of an environment of LaTeX."""
_LOOSE = re.compile(r"(?P<verbatim>([=~])\S(?:.*?\S)?\2)|(?<!\\)\\(?=[^A-Za-z\\()\[\]{}\s])")
"""A backslash before a sign, which is only itself, outside words in code."""
_BACKSLASH = "@@html:&#92;@@"


def prepared(text: str) -> str:
    """The text as pandoc reads it without loss."""
    return with_tags_below("\n".join(_without_loose_backslashes(text.replace("\r\n", "\n").split("\n"))))


def _without_loose_backslashes(lines: Iterable[str]) -> Iterator[str]:
    """The lines; pandoc stops at a backslash before a sign. Those of code and formulas stay."""
    inside = False
    for line in lines:
        edge = _EDGE.match(line)
        inside = (edge["edge"] or edge["tex"]).lower() == "begin" if edge else inside
        is_formula = edge is not None or "\\(" in line or "\\[" in line or "$" in line
        yield line if inside or is_formula else _LOOSE.sub(lambda found: found["verbatim"] or _BACKSLASH, line)


def with_tags_below(text: str) -> str:
    """The text; states and priorities of headlines are removed, and tags stand in a line below as they do in Markdown."""
    return _HEADLINE.sub(_headline, text)


def _headline(found: re.Match[str]) -> str:
    tags = ", ".join(filter(None, (found["tags"] or "").split(":")))
    return f"{found['stars']}{found['words']}{found['drawer']}" + (
        f"\n#+begin_export markdown\nTags: {tags}\n#+end_export\n" if tags else ""
    )
