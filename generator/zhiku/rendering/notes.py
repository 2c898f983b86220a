"""Read the difficulty, frequency and tags that a text gives for a question: passages in, ``Notes`` out.

They are on lines of their own: ``难度：中等``, ``Tags: cache, Redis``. The lines stay on the page, but are no passages of the
answer, from which excerpts and descriptions are taken. ``overlays.yml`` takes precedence over them.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from zhiku.lang.reader import words
from zhiku.model import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.content.annotations import Overlay
    from zhiku.model import Passage

_FIELDS = {"difficulty": "difficulty_labels", "frequency": "frequency_labels", "tags": "tag_labels"}
MAX_VALUE = 40
"""A longer text after the label is a sentence, not a value."""
_SEPARATOR = re.compile(r"\s*[,，、;；/|]\s*#?|\s+#|^#")
_MARKS = "。.*_` "


def notes_of(passages: Iterable[Passage], overlay: Overlay | None) -> Notes:
    """The notes of a question: those of the owner, or else those in the text."""
    said: dict[str, str] = {}
    for passage in passages:
        for name, value in chain.from_iterable(_fields(passage)):
            if _is_value(value):
                said.setdefault(name, value)
    tags = tuple(tag for tag in _SEPARATOR.split(said.get("tags", "")) if tag)
    return Notes(
        tags=(overlay.tags if overlay else ()) or tags,
        aliases=overlay.aliases if overlay else (),
        difficulty=(overlay.difficulty if overlay else "") or said.get("difficulty", ""),
        frequency=said.get("frequency", ""),
    )


def is_note(passage: Passage) -> bool:
    """Whether a passage consists of fields with a label and a value, and of nothing else."""
    lines = _fields(passage)
    return bool(lines) and all(line and all(_is_value(value) for _, value in line) for line in lines)


def _fields(passage: Passage) -> list[list[tuple[str, str]]]:
    """The names and texts of the labelled fields on each line; none in code.

    A line has fields if it begins with a label. A paragraph is a single line and may contain several of them.
    """
    return [] if passage.is_code else [_fields_of_line(line) for line in passage.text.split("\n")]


def _fields_of_line(line: str) -> list[tuple[str, str]]:
    labels = list(_label().finditer(line))
    if not labels or labels[0].start():
        return []
    ends = [*(following.start() for following in labels[1:]), len(line)]
    return [(str(label.lastgroup), line[label.end() : end].strip(_MARKS)) for label, end in zip(labels, ends, strict=True)]


def _is_value(text: str) -> bool:
    return 0 < len(text) <= MAX_VALUE


@cache
def _label() -> re.Pattern[str]:
    """A pattern for labels, with a group for each field, at the start of a line or after white space."""
    groups = {name: "|".join(map(re.escape, sorted(words(field), key=len, reverse=True))) for name, field in _FIELDS.items()}
    fields = (f"(?P<{name}>{labels})" for name, labels in groups.items())
    return re.compile(rf"(?:^|(?<=\s))\W*(?:{'|'.join(fields)})\s*[：:]\s*", re.IGNORECASE)
