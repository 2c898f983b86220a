"""Find where questions open: blocks in, ``Opening`` records out; one module per ``OpenerKind``.

A module looks at one top-level block and says which questions open in it. It does not decide where a question ends: that is
where the next record begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.content.question_format import OpenerKind
from zhiku.parsing.openings import (
    admonition,
    bold,
    callout,
    card,
    definition,
    details,
    document,
    heading,
    line,
    list_item,
    sentence,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zhiku.content.question_format import Opener
    from zhiku.parsing.openings.opening import Opening, Scan

_OPENERS: Mapping[OpenerKind, Callable[[Scan, Opener, int], Iterator[Opening]]] = {
    OpenerKind.HEADING: heading.openings,
    OpenerKind.BOLD: bold.openings,
    OpenerKind.ITEM: list_item.openings,
    OpenerKind.LINE: line.openings,
    OpenerKind.SENTENCE: sentence.openings,
    OpenerKind.DETAILS: details.openings,
    OpenerKind.CALLOUT: callout.openings,
    OpenerKind.ADMONITION: admonition.openings,
    OpenerKind.DEFINITION: definition.openings,
    OpenerKind.TABLE: table.openings,
    OpenerKind.CARD: card.openings,
    OpenerKind.DOCUMENT: document.openings,
}


def openings_in(scan: Scan, index: int) -> tuple[Opening, ...]:
    """The questions that open in a block, by the first way of opening that fits."""
    block = scan.blocks[index]
    if block.first in scan.part_lines:
        return ()
    for opener in scan.openers:
        found = tuple(_OPENERS[opener.kind](scan, opener, index))
        if found:
            scan.opened, scan.inside = True, found[-1].level
            scan.last = next((item.numeral for item in reversed(found) if item.numeral), scan.last)
            return found
    if 0 < block.level <= scan.inside:
        scan.inside = 0
    return ()
