"""Maps of offsets from content to its source, with parts replaced."""

from __future__ import annotations

import re

import pytest
from zhiku.source.offset_map import OffsetMap, after_replacements

CONTENT = "<p>ab\n cd ef</p>"
PIECES = ((0, 10), (7, 30))
"""The second line has lost some of its indentation."""


@pytest.mark.parametrize("with_", ["", "x", "12345678"])
def test_offsets_after_replacements(with_: str) -> None:
    """Every remaining character maps to its own source, whatever the length of replacements before it."""
    before = OffsetMap(lambda: PIECES)
    replaced: list[tuple[int, int, int]] = []

    def replace(found: re.Match[str]) -> str:
        replaced.append((*found.span(), len(with_)))
        return with_

    content = re.sub("b|d", replace, CONTENT)
    after = after_replacements(before, replaced)
    for char in "a", "c", "e", "f":
        assert after.offset(content.index(char, content.index("a"))) == before.offset(CONTENT.index(char))
    assert after.offset(content.index("</p>")) == before.offset(CONTENT.index("</p>"))


def test_nothing_replaced() -> None:
    """The map does not change."""
    before = OffsetMap(lambda: PIECES)
    assert after_replacements(before, []) is before
