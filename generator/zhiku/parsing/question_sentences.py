"""Decide whether a title asks: by a question mark at its end, or by words of one of the languages of ``lang``."""

from __future__ import annotations

import re

from zhiku.lang import reader as lang

_QUESTION_MARK = re.compile(r"[?？؟][\W_]*$")
_STARTS = re.compile(rf"^\W*(?:{'|'.join(map(re.escape, lang.words('asking_starts')))})(?!\w)", re.IGNORECASE)
_PARTS = re.compile("|".join(map(re.escape, lang.words("asking_parts"))))
_TASK_STARTS = re.compile(
    rf"^[\W_]*(?:{'|'.join(map(re.escape, lang.words('task_starts')))})(?:\s+\w|(?<=[{lang.HAN}])\S{{2}})", re.IGNORECASE
)
"""Words that set a task, more words behind them."""
_TASK_ENDS = re.compile(rf"\S\s*(?:{'|'.join(map(re.escape, lang.words('task_ends')))})[\W_]*$", re.IGNORECASE)
_END = 80
"""Characters at the end of a title in which a question mark is looked for."""


def has_question_mark(title: str) -> bool:
    """Whether a title ends in a question mark, symbols behind it aside."""
    return _QUESTION_MARK.search(title[-_END:]) is not None


def demands_answer(title: str) -> bool:
    """Whether a title has a question mark or sets a task: stricter than ``is_question``, for titles that may be any heading's."""
    return has_question_mark(title) or _TASK_STARTS.match(title) is not None or _TASK_ENDS.search(title[-_END:]) is not None


def is_question(title: str) -> bool:
    """Whether a title has a question mark, words that ask, or sets a task."""
    return demands_answer(title) or _STARTS.match(title) is not None or _PARTS.search(title) is not None
