"""Describe a manual edit of a generated page and locate its source: two texts in, a diff and a place out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhiku.model import Lines
    from zhiku.source.text import SourceText

_MARKUP = re.compile(r"<[^>]*>|[*_`#>|~\[\]]|\\[()\[\]]|&#?\w+;")
_NOT_WORDS = re.compile(r"\W+")
_MAX_LINES = 40
_MIN_SIMILARITY = 0.4


@dataclass(frozen=True, slots=True)
class PageSource:
    """The source range of a page."""

    source: SourceText
    lines: Lines


def difference(name: str, generated: str, edited: str) -> str:
    """The edit as a unified diff, truncated if it is long."""
    lines = [
        line.rstrip("\n")
        for line in unified_diff(generated.splitlines(), edited.splitlines(), "as generated", name, n=1, lineterm="")
    ]
    more = len(lines) - _MAX_LINES
    return "\n".join([*lines[:_MAX_LINES], *([f"… and {more} lines more"] if more > 0 else [])])


def locate_edit(origin: PageSource, generated: str, edited: str) -> str:
    """``content/text.md:141``: the source line of the edited lines, or the page's whole range if none is similar."""
    before, after = generated.splitlines(), edited.splitlines()
    for tag, first, last, start, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        changed = before[first:last] or before[max(0, first - 1) : first] or after[start : start + 1]
        line = _most_alike(origin, _words("\n".join(changed)))
        if line:
            return f"{origin.source.path}:{line}"
    return f"{origin.source.path}:{origin.lines.first}-{origin.lines.last}"


def _most_alike(origin: PageSource, words: str) -> int:
    best, found = _MIN_SIMILARITY, 0
    for line in range(origin.lines.first, origin.lines.last + 1):
        text = _words(origin.source.line(line))
        if not text or not words:
            continue
        blocks = SequenceMatcher(None, text, words, autojunk=False).get_matching_blocks()
        likeness = sum(block.size for block in blocks) / max(len(text), min(len(words), 2 * len(text)))
        if likeness > best:
            best, found = likeness, line
    return found


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", unescape(_MARKUP.sub(" ", text)))
