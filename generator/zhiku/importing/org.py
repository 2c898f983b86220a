"""Prepare Org texts for pandoc: what headlines say besides their words, as lines below them."""

from __future__ import annotations

import re

_HEADLINE = re.compile(
    r"^(?P<stars>\*+[ \t]+)(?:(?:TODO|DONE|NEXT|WAIT)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(?:(?:TODO|DONE)[ \t]+)?"
    r"(?P<words>.*?)(?:[ \t]+:(?P<tags>[\w@#%:]+):)?[ \t]*$(?P<drawer>(?:\n[ \t]*:PROPERTIES:(?:\n.*)*?\n[ \t]*:END:[ \t]*$)?)",
    re.MULTILINE,
)
"""A headline: its state and priority, which belong to the author's agenda, its words, its tags, and its properties."""


def with_tags_below(text: str) -> str:
    """The text; states and priorities of headlines are removed, and tags stand in a line below as they do in Markdown."""
    return _HEADLINE.sub(_headline, text)


def _headline(found: re.Match[str]) -> str:
    tags = ", ".join(filter(None, (found["tags"] or "").split(":")))
    return f"{found['stars']}{found['words']}{found['drawer']}" + (
        f"\n#+begin_export markdown\nTags: {tags}\n#+end_export\n" if tags else ""
    )
