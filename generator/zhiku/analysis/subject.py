"""What the title of a base names: the subject of all its questions, which tells none of them from the others."""

from __future__ import annotations

import re

from zhiku.analysis.inflection import unaccented

SUBJECT_SHARE = 0.05
"""What the title of the base names is its subject if more than this share of the questions is about it."""
_SIGNS = re.compile(r"[^\w\s]")


def is_named_by(title: str, name: str) -> bool:
    """Whether a title names a thing, in any spelling and as the beginning of a word: *Node.js Basics* names *NodeJS*, *Node*.

    It also does by the initials of several words, as a word of its own: *CC FAQ* names *Creative Commons*.
    """
    words, text = _plain(name).split(), _plain(title)
    initials = "".join(word[0] for word in words) if len(words) > 1 else ""
    return bool(words) and (bool(re.search(r"(?<![a-z0-9])" + r"\s*".join(words), text)) or initials in text.split())


def _plain(text: str) -> str:
    """A text without case, accents and signs."""
    return _SIGNS.sub("", unaccented(text.casefold()))
