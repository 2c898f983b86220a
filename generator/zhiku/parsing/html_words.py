"""The words of a stretch of HTML as inline Markdown: tags out, code and entities in code as Markdown writes them."""

from __future__ import annotations

import re
from html import unescape

_CODE = re.compile(r"<code\b[^>]*>(?P<words>[^<>`\n]+)</code>", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")


def html_words(html: str) -> str:
    """The words on one line; ``<code>`` in backticks, other markup left out."""
    parts = _CODE.split(html)  # texts and the words of code by turns
    words = (f"`{unescape(part)}`" if place % 2 else _TAGS.sub("", part) for place, part in enumerate(parts))
    return " ".join("".join(words).split())
