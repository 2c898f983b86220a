"""Read the difficulty, frequency and tags that a text gives for a question: passages in, ``Notes`` out.

They are on lines of their own: ``难度：中等``, ``Tags: cache, Redis``. The lines stay on the page, but are no passages of the
answer, from which excerpts and descriptions are taken. ``overlays.yml`` takes precedence over them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from zhiku.lang.reader import words
from zhiku.model import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhiku.content.annotations import Overlay
    from zhiku.model import Passage


class NoteField(StrEnum):
    """What a text may note of a question."""

    DIFFICULTY = "difficulty"
    FREQUENCY = "frequency"
    TAGS = "tags"


_LABELS = {
    NoteField.DIFFICULTY: "difficulty_labels",
    NoteField.FREQUENCY: "frequency_labels",
    NoteField.TAGS: "tag_labels",
}
MAX_VALUE = 40
"""A longer text after the label is a sentence, not a value."""
_SEPARATOR = re.compile(r"\s*[,，、;；/|]\s*#?|\s+#|^#")
_MARKS = "。.*_` "
NOTHING: Mapping[NoteField, str] = MappingProxyType({})


def notes_of(passages: Iterable[Passage], overlay: Overlay | None, in_title: Mapping[NoteField, str] = NOTHING) -> Notes:
    """The notes of a question: those of the owner, or else those in its text, or else those ``in_title``."""
    said: dict[NoteField, str] = {}
    for passage in passages:
        for name, value in chain.from_iterable(_fields(passage)):
            if _is_value(value):
                said.setdefault(name, value)
    said = {**in_title, **said}
    tags = tuple(tag for tag in _SEPARATOR.split(said.get(NoteField.TAGS, "")) if tag)
    return Notes(
        tags=(overlay.tags if overlay else ()) or tags,
        aliases=overlay.aliases if overlay else (),
        difficulty=(overlay.difficulty if overlay else "") or said.get(NoteField.DIFFICULTY, ""),
        frequency=said.get(NoteField.FREQUENCY, ""),
    )


def is_note(passage: Passage) -> bool:
    """Whether a passage consists of fields with a label and a value, and of nothing else."""
    lines = _fields(passage)
    return bool(lines) and all(line and all(_is_value(value) for _, value in line) for line in lines)


def _fields(passage: Passage) -> list[list[tuple[NoteField, str]]]:
    """The names and texts of the labelled fields on each line; none in code.

    A line has fields if it begins with a label. A paragraph is a single line and may contain several of them.
    """
    return [] if passage.is_code else [_fields_of_line(line) for line in passage.text.split("\n")]


def _fields_of_line(line: str) -> list[tuple[NoteField, str]]:
    if not _label().match(line):
        return []
    labels = list(_label().finditer(line))
    ends = [*(following.start() for following in labels[1:]), len(line)]
    return [
        (NoteField(str(label.lastgroup)), line[label.end() : end].strip(_MARKS)) for label, end in zip(labels, ends, strict=True)
    ]


def _is_value(text: str) -> bool:
    return 0 < len(text) <= MAX_VALUE


def label_in(text: str) -> NoteField | None:
    """The field whose label a text contains."""
    found = _label(anywhere=True).search(text)
    return NoteField(str(found.lastgroup)) if found else None


@cache
def _label(*, anywhere: bool = False) -> re.Pattern[str]:
    """A pattern with a group for each field: labels with a colon at the start of a line or after white space, or ``anywhere``."""
    groups = {name: "|".join(map(re.escape, sorted(words(field), key=len, reverse=True))) for name, field in _LABELS.items()}
    fields = "|".join(f"(?P<{name}>{labels})" for name, labels in groups.items())
    return re.compile(
        rf"(?<![A-Za-z])(?:{fields})(?![a-z])" if anywhere else rf"(?:^|(?<=\s))\W*(?:{fields})\s*[：:]\s*", re.IGNORECASE
    )
