"""Find the heading that stands for “answer” in files that label their question: the same words behind most of the questions.

``# Question``, the question, ``# Short answer``: whatever the words are, what recurs in each file is a label.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.content.front_matter import block_at_start
from zhiku.model import SectionKind
from zhiku.parsing.detect.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.source.text import SourceText

_HEADINGS = re.compile(
    r"\s*(?P<marks>#{1,6})[ \t]+(?P<first>[^\n]+)\n(?:(?![ \t]*(?:#|```|~~~))[^\n]*\n)*"
    r"(?P=marks)[ \t]+(?P<second>[^\n#][^\n]{0,23})\n"
)
"""The first two headings of a file, on one level, with nothing but text between them."""
_MOSTLY = 0.5
"""Share of the files with a labelled question in which the heading behind it must have the same words."""


def with_recurring_labels(form: QuestionFormat, sources: Sequence[SourceText]) -> QuestionFormat:
    """The format with the heading behind labelled questions as a label of answers, if it recurs and has no kind yet."""
    found = [_HEADINGS.match(source.text, len(block_at_start(source.text))) for source in sources]
    seconds = Counter(
        match["second"].strip("*_ \t\r:：")
        for match in found
        if match and form.kind_of_heading(match["first"].strip()) is SectionKind.PROMPT
    )
    words, count = next(iter(seconds.most_common(1)), ("", 0))
    if count < WEIGHTS.min_on_a_level or count <= seconds.total() * _MOSTLY or form.kind_of(words):
        return form
    labels = ((kind, (*known, words) if kind is SectionKind.ANSWER else known) for kind, known in form.labels)
    return replace(form, labels=tuple(labels))
