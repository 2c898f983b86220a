"""Decide whether a title asks: by a question mark at its end, or by words of one of the languages of ``lang``."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile
from typing import TYPE_CHECKING

from zhiku.lang import reader as lang

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUESTION_MARK = re.compile(rf"{lang.QUESTION_MARK}[\W_]*$")
_ENDS_IN_SEMICOLON = re.compile(r";[\W_]*$")
_INNER_MARK = re.compile(f"[{lang.scripts().inner_question_marks}]")
_LETTER_OF_SEMICOLON = re.compile(f"[{lang.SEMICOLON_ASKS}]")
_STARTS = re.compile(rf"^\W*(?:{'|'.join(map(re.escape, lang.words('asking_starts')))})(?!\w)", re.IGNORECASE)
_PARTS = re.compile("|".join(map(re.escape, lang.words("asking_parts"))))
_TASK_STARTS = re.compile(
    rf"^[\W_]*(?:{'|'.join(map(re.escape, lang.words('task_starts')))})(?:\s+\w|(?<=[{lang.HAN}])\S{{2}})", re.IGNORECASE
)
"""Words that set a task, more words behind them."""
_TASK_ENDS = re.compile(rf"\S\s*(?:{'|'.join(map(re.escape, lang.words('task_ends')))})[\W_]*$", re.IGNORECASE)
MAX_QUESTION_LINES = 3
"""Lines that a wrapped question may have."""
_MAX_HANGING_LINES = 8
"""The same where all but the first are indented."""
_FULL_LINE = 40
"""Columns of a line from which the next one may go on with its sentence: a shorter one would have held more."""
_STOPS = re.compile(rf"[{lang.scripts().sentence_ends}.:：]\W*$")
_ENDS_SENTENCE = re.compile(rf"(?:{lang.QUESTION_MARK}|[{lang.scripts().sentence_ends}.:：])\W*$")
_MAX_TITLE = 300
"""Characters of a title on several lines."""
_END = 80
"""Characters at the end of a title in which a question mark is looked for."""


def lines_of_question(lines: Sequence[str]) -> int:
    """How many of the first lines of a paragraph are one question that was wrapped: 1 where the first stands for itself."""
    hanging = len(list(takewhile(lambda line: line[:1].isspace(), lines[1:])))
    for count, line in enumerate(lines[: max(MAX_QUESTION_LINES, min(1 + hanging, _MAX_HANGING_LINES))], 1):
        if has_question_mark(line):
            return count
        if _columns(line) < _FULL_LINE or (count > hanging and _STOPS.search(line)):
            return 1
    return 1


def is_wrapped_title(lines: Sequence[str]) -> bool:
    """Whether the lines of a paragraph are one title that was wrapped: each but the last is full, the first ends no sentence."""
    is_short = 1 < len(lines) <= _MAX_HANGING_LINES and sum(map(len, lines)) <= _MAX_TITLE
    return is_short and min(map(_columns, lines[:-1])) >= _FULL_LINE and not _ENDS_SENTENCE.search(lines[0])


def _columns(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line.strip())


def has_question_mark(title: str) -> bool:
    """Whether a title ends in a question mark, ignoring symbols after it, or has one within a word."""
    end = title[-_END:]
    asks_by_semicolon = _ENDS_IN_SEMICOLON.search(end) and _LETTER_OF_SEMICOLON.search(end)
    return bool(_QUESTION_MARK.search(end) or asks_by_semicolon or _INNER_MARK.search(title))


def demands_answer(title: str) -> bool:
    """Whether a title has a question mark or sets a task: stricter than ``is_question``, for titles that may be any heading's."""
    return has_question_mark(title) or _TASK_STARTS.match(title) is not None or _TASK_ENDS.search(title[-_END:]) is not None


def is_question(title: str) -> bool:
    """Whether a title has a question mark, words that ask, or sets a task."""
    return demands_answer(title) or _STARTS.match(title) is not None or _PARTS.search(title) is not None
