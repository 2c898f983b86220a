"""Tell letters that stand for “question” (``F: …``, ``D: …``) from those that mark one of several answers to choose from.

Most languages have such a letter, and almost every one of them is an option's as well: ``D:`` is *domanda* and the fourth answer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.lang import reader as lang
from zhiku.parsing.numbering import LETTERS
from zhiku.parsing.question_sentences import has_question_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTERED_LINE = re.compile(
    r"^[ \t>*+\-_#]*(?P<letter>[^\W\d_])\d{0,3}[*_ ]{0,3}[:：.)][*_]{0,2}(?=\s)(?P<words>[^\n]*)", re.MULTILINE
)
"""A line that begins with a letter and a colon, full stop or bracket."""
_ASKS = 0.5
"""Share of the lines with a letter that must ask for the letter to stand for “question” where no answer has one."""


@lru_cache(maxsize=64)
def question_letters(text: str) -> tuple[str, ...]:
    """The letters that stand for “question” in a text: the answer's letter of the same language follows, or their lines ask."""
    found = [(match["letter"].upper(), has_question_mark(match["words"])) for match in LETTERED_LINE.finditer(text)]
    letters = [letter for letter, _ in found]
    answers = {
        letter
        for (letter, answer), (_, following) in zip(pairwise(letters), pairwise([*letters[1:], ""]), strict=True)
        if (letter, answer) in lang.initials() and not _are_options((answer, following))
    }
    return tuple(letter for letter in LETTERS if letter in answers or _ask([asked for own, asked in found if own == letter]))


def _ask(asked: Sequence[bool]) -> bool:
    return sum(asked) > len(asked) * _ASKS


def lists_options(lines: Sequence[str]) -> bool:
    """Whether lines are answers to choose from: one that begins with a letter is right above one with the next letter."""
    found = (LETTERED_LINE.match(line) for line in lines)
    return any(map(_are_options, pairwise(match["letter"].upper() if match else "" for match in found)))


def _are_options(letters: tuple[str, str]) -> bool:
    """Whether two letters are neighbours in the alphabet, so that they count."""
    first, second = letters
    return bool(first and second) and ord(second) == ord(first) + 1
