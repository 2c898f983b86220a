"""Decide whether a title asks: a question mark at its end, or question words in one of the languages of ``lang``."""

from __future__ import annotations

import re

from zhiku.lang import reader as lang

_QUESTION_MARK = re.compile(r"[?？؟][\W_]*$")
_STARTS = re.compile(rf"^\W*(?:{'|'.join(map(re.escape, lang.words('asking_starts')))})(?!\w)", re.IGNORECASE)
_PARTS = re.compile("|".join(map(re.escape, lang.words("asking_parts"))))
_END = 80
"""Characters at the end of a title in which a question mark is looked for."""


def has_question_mark(title: str) -> bool:
    """Whether a title ends in a question mark, symbols behind it aside."""
    return _QUESTION_MARK.search(title[-_END:]) is not None


def is_question(title: str) -> bool:
    """Whether a title has a question mark or words that ask."""
    return has_question_mark(title) or _STARTS.match(title) is not None or _PARTS.search(title) is not None
