"""Files of other formats as Markdown: every folder in ``imports/`` is a case, ``source.*`` in and ``expected.md`` out.

``conftest.py`` describes how to rewrite the expected files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from zhiku.importing.convert import convert

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent / "imports"


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_import(name: str, golden_file: Callable[[Path, str], None]) -> None:
    """A file is converted to this Markdown."""
    (source,) = (CASES / name).glob("source.*")
    converted = convert(f"{name}{source.suffix}", source.read_bytes())
    assert converted is not None
    golden_file(CASES / name / "expected.md", converted.markdown)
