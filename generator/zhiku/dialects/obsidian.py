"""Comments, block ids and highlights of Obsidian as Markdown: a text in, edits out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.dialects.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.dialects.code import Code

_COMMENT = re.compile(
    r"(?<![%\\\w])%%(?!%)[^\r\n]*?(?<!%)%%(?![%\w])|^[ \t]*%%(?![%\w]).*?^[ \t]*%%(?![%\w])|\{/\*.*?\*/\}",
    re.DOTALL | re.MULTILINE,
)
"""Comments of Obsidian, within a line or between lines, and of MDX."""
_BLOCK_ID = re.compile(r"(?:(?<=\S)[ \t]+|^[ \t]*)\^[A-Za-z0-9][A-Za-z0-9-]*[ \t]*(?=[\r\n]|\Z)", re.MULTILINE)
_CJK = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_MARK = re.compile(
    rf"(?:(?<![=\w<>!])|(?<=[{_CJK}]))==(?![=\s])(?P<words>[^=\n]*[^=\s])==(?:(?![=\w])|(?=[{_CJK}]))",
)


def comments_in(text: str, code: Code) -> Iterator[tuple[int, int]]:
    """Where comments start and end."""
    return (found.span() for found in _COMMENT.finditer(text, code.matter) if not code.cover(found.start()))


def edits_of_notes(text: str, code: Code) -> Iterator[Edit]:
    """What stands in place of comments, ids of blocks and highlights."""
    for found in _COMMENT.finditer(text, code.matter):
        if not code.cover(found.start()):
            yield Edit(*found.span(), "")
    for found in _BLOCK_ID.finditer(text, code.matter):
        if not code.cover(found.start()):
            yield Edit(*found.span(), "")
    for found in _MARK.finditer(text, code.matter):
        if not code.cover(found.start()):
            opening, closing = ("", "") if _is_in_heading(text, found.start()) else ("<mark>", "</mark>")
            yield Edit(found.start(), found.start("words"), opening)
            yield Edit(found.end("words"), found.end(), closing)


def _is_in_heading(text: str, at: int) -> bool:
    """Whether a place is in a heading, whose words are a title without marks."""
    return text.startswith("#", text.rfind("\n", 0, at) + 1)
