"""Clauses of a text, and lines that recur as boilerplate: strings in, clauses and lines out."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from zhiku.model import Question

_CLAUSE_END = re.compile(r"[，。；！？、,;!?：:]\s*")
_ENDED = "，"
_BOILERPLATE_QUESTIONS = 3
_WORD_LENGTH = 8
_STANDING_QUESTIONS, _STANDING_SHARE = 5, 0.2
"""A line that so many questions have, and this share of them, belongs to the form of the text."""
_MAX_LINE_LENGTH = 60
_STANDING_SHARE_OF_LONG = 0.5
"""The same of a longer line, which a few answers may have in common for what they are about."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_LABEL = re.compile(r"^[^：:，。,.!?！？]{1,12}[：:]")


def clauses(text: str) -> list[str]:
    """The clauses of a text, without punctuation."""
    return [clause for part in _CLAUSE_END.split(text) if (clause := part.strip())]


def clauses_of(question: Question) -> dict[str, None]:
    """The distinct clauses of a question's passages, in order."""
    return dict.fromkeys(clauses(_ENDED.join([passage.text for passage in question.passages])))


def boilerplate(questions: Iterable[Collection[str]]) -> frozenset[str]:
    """For each question, its clauses that recur in so many questions that they are not specific to any.

    Single words (``图像分类`` in an enumeration) are no boilerplate, however often they recur.
    """
    seen = Counter(chain.from_iterable(questions))
    return frozenset(clause for clause, count in seen.items() if count >= _BOILERPLATE_QUESTIONS and len(clause) > _WORD_LENGTH)


def standing_lines(questions: Sequence[Question]) -> list[list[str]]:
    """For each question, its lines that recur in many answers, verbatim or with another value after the same label.

    ``公司：某某``, ``Source: https://…`` and ``[solution](…)`` belong to the form of a text and say nothing of one question.
    """
    forms = [{_form(passage.text) for passage in question.passages} for question in questions]
    counts = Counter(chain.from_iterable(forms))
    standing = {form for form, count in counts.items() if count >= _least(form, len(questions))}
    return [[passage.text for passage in question.passages if _form(passage.text) in standing] for question in questions]


def _least(form: str, questions: int) -> float:
    """How many of some questions have a form that belongs to that of the text."""
    share = _STANDING_SHARE if len(form) <= _MAX_LINE_LENGTH else _STANDING_SHARE_OF_LONG
    return max(_STANDING_QUESTIONS, questions * share)


def _form(line: str) -> str:
    """A line without addresses, which may differ and have any length; of one that is short then, its label if it has one."""
    words = _ADDRESS.sub("", line)
    label = _LABEL.match(words) if len(words) <= _MAX_LINE_LENGTH else None
    return label.group() if label else words
