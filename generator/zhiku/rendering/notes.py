"""Read the difficulty, frequency and tags that a text gives for a question: passages in, ``Notes`` out.

They are on lines of their own: ``难度：中等``, ``Tags: cache, Redis``. The lines stay on the page; ``overlays.yml`` takes
precedence over them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhiku.lang.reader import words
from zhiku.model import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        for line in [] if passage.is_code else passage.text.split("\n"):
            for name, value in _labelled(line):
                said.setdefault(name, value)
    tags = tuple(tag for tag in _SEPARATOR.split(said.get("tags", "")) if tag)
    return Notes(
        tags=(overlay.tags if overlay else ()) or tags,
        aliases=overlay.aliases if overlay else (),
        difficulty=(overlay.difficulty if overlay else "") or said.get("difficulty", ""),
        frequency=said.get("frequency", ""),
    )


def _labelled(line: str) -> Iterator[tuple[str, str]]:
    """Fields and values on a line that begins with a label; a paragraph is a single line and may contain several of them."""
    labels = list(_label().finditer(line))
    if not labels or labels[0].start():
        return
    for label, end in zip(labels, [*(following.start() for following in labels[1:]), len(line)], strict=True):
        value = line[label.end() : end].strip(_MARKS)
        if 0 < len(value) <= MAX_VALUE:
            yield str(label.lastgroup), value


@cache
def _label() -> re.Pattern[str]:
    """A pattern for labels, with a group for each field, at the start of a line or after white space."""
    groups = {name: "|".join(map(re.escape, sorted(words(field), key=len, reverse=True))) for name, field in _FIELDS.items()}
    fields = (f"(?P<{name}>{labels})" for name, labels in groups.items())
    return re.compile(rf"(?:^|(?<=\s))\W*(?:{'|'.join(fields)})\s*[：:]\s*", re.IGNORECASE)
