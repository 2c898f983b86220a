"""How hard a question is, how often it is asked and how it is tagged, where the text itself says so: passages in, ``Notes`` out.

A text says it in a line of its own: ``难度：中等``, ``Tags: cache, Redis``. The line stays where it is; what the owner says in
``overlays.yml`` goes before it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhiku.lang.reader import words
from zhiku.model import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.content.annotations import Overlay
    from zhiku.model import Passage

_FIELDS = {"difficulty": "difficulty_labels", "frequency": "frequency_labels", "tags": "tag_labels"}
MAX_VALUE = 40
"""A longer text behind the label is a sentence and no value."""
_SEPARATOR = re.compile(r"\s*[,，、;；/|]\s*#?|\s+#|^#")
_MARKS = "。.*_` "


def notes_of(passages: Iterable[Passage], overlay: Overlay | None) -> Notes:
    """The notes of a question: the owner's, and where there are none, the text's."""
    said: dict[str, str] = {}
    for passage in passages:
        for line in passage.text.split("\n"):
            if not passage.is_code and (match := _label().match(line)):
                said.setdefault(str(match.lastgroup), line[match.end() :].strip(_MARKS))
    tags = tuple(tag for tag in _SEPARATOR.split(said.get("tags", "")) if tag)
    return Notes(
        tags=(overlay.tags if overlay else ()) or tags,
        aliases=overlay.aliases if overlay else (),
        difficulty=(overlay.difficulty if overlay else "") or said.get("difficulty", ""),
        frequency=said.get("frequency", ""),
    )


@cache
def _label() -> re.Pattern[str]:
    """A label of one of the fields, in a group of its name, where a short value follows it."""
    groups = {name: "|".join(map(re.escape, sorted(words(field), key=len, reverse=True))) for name, field in _FIELDS.items()}
    fields = (f"(?P<{name}>{labels})" for name, labels in groups.items())
    return re.compile(rf"\W*(?:{'|'.join(fields)})\s*[：:]\s*(?=\S.{{0,{MAX_VALUE - 1}}}$)", re.IGNORECASE)
