"""Tell the headings within boxes and folds from those of the text: its blocks in, the same blocks out.

A heading within ``::: tip`` … ``:::`` or ``<details>`` belongs to the box and opens no question and no part if the box stands
below a heading of its level or deeper: in an answer. Folds below higher headings, and those that hold most of the headings of
a level, group questions.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from zhiku.parsing.containers import closed_containers
from zhiku.parsing.details import details_elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.parsing.blocks import Block
    from zhiku.source.text import SourceText

ENCLOSED_HEADING = "enclosed_heading"
"""Type of the blocks that are headings within a box or fold."""
_MOSTLY = 3
"""How many times more headings of a level stand within boxes than outside where these group questions."""


def without_enclosed_headings(source: SourceText, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; headings that belong to a box or fold are of the type ``ENCLOSED_HEADING``, which has no level."""
    spans = _outermost(_enclosures(source, blocks)) if any(block.level for block in blocks) else []
    if not spans:
        return tuple(blocks)
    enclosing = {block.first: _enclosing(spans, source.offset_of_line(block.first)) for block in blocks if block.level}
    inside = Counter(block.level for block in blocks if enclosing.get(block.first, -1) >= 0)
    outside = Counter(block.level for block in blocks if enclosing.get(block.first, 0) < 0)
    found, above = [], 0
    for block in blocks:
        if enclosing.get(block.first, 0) < 0:
            above = block.level
        elif 0 < block.level <= above and inside[block.level] <= outside[block.level] * _MOSTLY:
            block = replace(block, type=ENCLOSED_HEADING)  # noqa: PLW2901 - the block as it counts
        found.append(block)
    return tuple(found)


def _enclosures(source: SourceText, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where boxes and folds start and end."""
    if ":::" in source.text:
        yield from ((span.start, span.end) for span in closed_containers(source.text))
    if "<details" in source.text.lower():
        yield from ((element.start, element.end) for element in details_elements(source, blocks))


def _outermost(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no other, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _enclosing(spans: Sequence[tuple[int, int]], offset: int) -> int:
    """The index of the span that an offset lies in; -1 if there is none."""
    at = bisect(spans, (offset, -1)) - 1
    return at if at >= 0 and offset < spans[at][1] else -1
