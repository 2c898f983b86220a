"""The language of a base: its questions in, a language code out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from zhiku.analysis.words import text_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.model import Question

JAPANESE = "ja"
_SAMPLE = 5
"""So many passages of a question tell the language of a base."""
_TELLING_SHARE = 0.3
"""Share of the questions of a base that must be seen to be in its language."""


def language_of(questions: Sequence[Question]) -> str:
    """The language by whose endings the words of a base are united; empty for English and unknown ones.

    Questions that are mostly code tell none, so a part of them is enough.
    """
    facts = (text_facts([question.title, *(passage.text for passage in question.passages[:_SAMPLE])]) for question in questions)
    found = Counter(JAPANESE if text.japanese else text.inflected for text in facts)
    unknown = found.pop("", 0)
    if found.total() < _TELLING_SHARE * (found.total() + unknown):
        return ""
    return min(found, key=lambda language: (-found[language], language), default="")
