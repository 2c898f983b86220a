"""Mark the blocks of a text that are wholly in the other direction: a section's HTML in, the same HTML with ``dir`` out.

The options of a question in Arabic on a language like JavaScript are in English, and read wrong from right to left. A block that
has letters of both directions keeps that of the text, whatever it begins with.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import unescape

from zhiku.pages.concept_links import TAG

_BLOCKS = frozenset({"p", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def with_directions(html: str, direction: str) -> str:
    """The HTML, its outermost blocks that have letters of the other direction only with ``dir``."""
    if direction == "ltr" and not _RIGHT_TO_LEFT.search(html):
        return html
    parts: list[str] = []
    position, depth, opening = 0, 0, None
    for tag in TAG.finditer(html):
        if tag["name"].lower() not in _BLOCKS:
            continue
        depth += -1 if tag["end"] else 1
        if not tag["end"] and depth == 1:
            opening = tag
        elif opening and tag["end"] and depth == 0:
            found = _directions(html[opening.end() : tag.start()])
            if found and direction not in found:
                at = opening.start() + 1 + len(opening["name"])
                parts += [html[position:at], f' dir="{found.pop()}"']
                position = at
            opening = None
    return "".join([*parts, html[position:]])


def other_direction(text: str, direction: str) -> str:
    """The direction of a text that has letters of the other direction only; empty if it runs as its page does."""
    found = set(map(_direction, text)) - {""}
    return "" if direction in found else "".join(found)


def _directions(html: str) -> set[str]:
    """The directions of the letters of some HTML."""
    found = set(map(_direction, unescape(TAG.sub("", html))))
    return found - {""}


@cache
def _direction(character: str) -> str:
    return _DIRECTIONS.get(unicodedata.bidirectional(character), "")
