"""Columns that say where records come from."""

from __future__ import annotations

import pytest
from zhiku.importing.origins import Origin, origins_of


@pytest.mark.parametrize(
    ("name", "cells", "origin"),
    [
        ("source_document", ["Liste_A.md", "b c.PDF"], Origin.OPAQUE),
        ("files", ["- a.md\n- b/c.txt", ""], Origin.OPAQUE),
        ("sha", ["9f86d081884c7d65", "60303ae22b998861"], Origin.OPAQUE),
        ("doc_id", ["a-1", "a-2"], Origin.OPAQUE),
        ("key", ["123e4567-e89b-12d3-a456-426614174000"], Origin.OPAQUE),
        ("url", ["https://example.org/a", ""], Origin.ADDRESS),
        ("source", ["Wikipedia", "a.md"], None),
        ("note", ["see a.md", "see b.md."], None),
        ("year", ["20240101", "20250101"], None),
        ("links", ["see https://example.org/a"], None),
        ("id", ["two words"], None),
        ("qid", ["1-1", "1-2"], Origin.OPAQUE),
        ("bid", ["high", "low"], None),
        ("picture", ["a.png", "- b.svg\n- c d.JPG"], Origin.IMAGE),
        ("picture", ["https://example.org/a.png"], Origin.ADDRESS),
        ("empty", ["", ""], None),
    ],
)
def test_origins(name: str, cells: list[str], origin: Origin | None) -> None:
    """All cells of such a column are names of files, ids, hashes, or addresses; words and dates are text."""
    found = origins_of([{name: cell} for cell in cells], [name])
    assert found == ({name: origin} if origin else {})
