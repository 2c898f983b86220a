"""Edit a text without moving its lines: stretches to replace in, the text and its places in the original out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.source.text import SourceText

_LINE_END = re.compile(r"\r\n|\r|\n")


class Edit(NamedTuple):
    """What stands in place of the stretch from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def edited(source: SourceText, edits: Iterable[Edit]) -> SourceText:
    """The text after some edits; of those that overlap the first holds. Every line keeps its number."""
    parts: list[str] = []
    offsets = [(0, 0)]
    at = length = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < at:
            continue
        inserted = _with_all_lines(edit, source.text[edit.start : edit.end])
        parts += [source.text[at : edit.start], inserted]
        length += edit.start - at
        offsets += [(length, edit.start), (length + len(inserted), edit.end)]
        length += len(inserted)
        at = edit.end
    if not at and not parts:
        return source
    return replace(source, text="".join((*parts, source.text[at:])), original=source, offsets=tuple(offsets))


def _with_all_lines(edit: Edit, replaced: str) -> str:
    """The text of an edit, with as many line ends as what it replaces."""
    ends = _LINE_END.findall(replaced)
    return edit.text + "".join(ends[len(_LINE_END.findall(edit.text)) :])
