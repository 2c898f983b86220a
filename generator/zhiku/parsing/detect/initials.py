"""Find the letters that stand for “question” and “answer” in some texts: ``S: …`` and ``C: …`` in Turkish.

Most languages' letters are labels of any text. Some are too likely to mean something else (``C``), or stand for the question in
one language and for the answer in another (``S``): they count where they follow each other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.lang import reader as lang
from zhiku.model import SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.source.text import SourceText

_LETTER = re.compile(r"^[ \t>*+\-_#]*(?P<letter>[^\W\d_])\d{0,3}[*_ ]{0,3}[:：.)][*_]{0,2}(?=\s)", re.MULTILINE)
_MIN_PAIRS = 2
_MOSTLY = 0.5
"""Share of the lines with a letter that must be such pairs."""


def with_initials(form: QuestionFormat, sources: Sequence[SourceText]) -> QuestionFormat:
    """The format with the letters that the texts use as labels of questions and answers, where it does not know them."""
    counts: Counter[tuple[str, str]] = Counter()
    for source in sources:
        counts.update(pairwise(found["letter"].upper() for found in _LETTER.finditer(source.text)))
    known = {pair: count for pair, count in counts.items() if pair in lang.initials()}
    best = max(known, key=known.__getitem__, default=None)
    if best is None or known[best] < _MIN_PAIRS or known[best] * 2 < sum(counts.values()) * _MOSTLY:
        return form
    kinds = (SectionKind.PROMPT, SectionKind.ANSWER)
    if all(form.kind_of(letter) is kind for letter, kind in zip(best, kinds, strict=True)) or _is_known(best, form):
        return form
    letters = dict(zip(kinds, best, strict=True))
    labels = tuple((kind, (letters[kind], *words) if kind in letters else words) for kind, words in form.labels)
    return replace(form, labels=labels)


def _is_known(pair: tuple[str, str], form: QuestionFormat) -> bool:
    """Whether the question's letter names questions in any text, and the answer's is a label of answers."""
    return pair[0] in lang.words("question_names") and form.kind_of(pair[1]) is SectionKind.ANSWER
