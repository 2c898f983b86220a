"""What the title of a base names: the subject of all its questions, which tells none of them from the others."""

from __future__ import annotations

import re

SUBJECT_SHARE = 0.05
"""What the title of the base names is its subject if more than this share of the questions is about it."""
_SIGNS = re.compile(r"[^\w\s]")


def is_named_by(title: str, name: str) -> bool:
    """Whether a title names a thing, in any spelling and as the beginning of a word: *Node.js Basics* names *NodeJS*, *Node*."""
    words = _SIGNS.sub("", name.casefold()).split()
    return bool(words) and bool(re.search(r"(?<![a-z0-9])" + r"\s*".join(words), _SIGNS.sub("", title.casefold())))
