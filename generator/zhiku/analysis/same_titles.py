"""What tells questions with the same title apart: the beginning of what follows the title."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.model import Question, QuestionId

_MAX_LENGTH = 60
"""Characters that a list shows beside a title."""


def beginnings(questions: Iterable[Question]) -> Mapping[QuestionId, str]:
    """For questions whose title others have too, their first passage that is not the same in all of them."""
    groups: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        groups[question.title].append(question)
    return {
        question.id: text
        for group in groups.values()
        if len(group) > 1
        for question, text in zip(group, _first_different([_passages(question) for question in group]), strict=True)
        if text
    }


def _passages(question: Question) -> list[str]:
    """The passages of a question, each cut to the length that is shown."""
    texts = [" ".join(passage.text.split()) for passage in question.passages]
    return [text if len(text) <= _MAX_LENGTH else f"{text[: _MAX_LENGTH - 1].rstrip()}…" for text in texts if text]


def _first_different(texts: Sequence[Sequence[str]]) -> list[str]:
    """The passage of each text at the first place where not all have the same; a text without one there has none."""
    for place in range(max(map(len, texts), default=0)):
        found = [text[place] if place < len(text) else "" for text in texts]
        if len(set(found)) > 1:
            return found
    return [""] * len(texts)
