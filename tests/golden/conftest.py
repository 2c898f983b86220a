"""Golden files: the expected output, stored next to the input.

``pytest tests/golden --update-golden`` rewrites them; read the diff before you commit it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``, which pytest knows if ``tests/golden`` (or a path in it) is on the command line."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files instead of comparing with them")


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """True if golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture
def golden_file(updating: bool) -> Callable[[Path, str], None]:  # noqa: FBT001 - a fixture
    """``golden_file(path, text)`` fails unless the file contains exactly the text."""

    def compare(path: Path, text: str) -> None:
        if updating:
            path.write_bytes(text.encode())
        expected = path.read_bytes().decode() if path.exists() else f"{path.name} is missing: pytest tests/golden --update-golden"
        assert text == expected

    return compare


@pytest.fixture
def golden_tree(updating: bool) -> Callable[[Path, Mapping[str, str]], None]:  # noqa: FBT001 - a fixture
    """``golden_tree(folder, files)`` fails unless the folder contains exactly these files."""

    def compare(folder: Path, files: Mapping[str, str]) -> None:
        kept = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        if updating:
            for name in kept.keys() - files.keys():
                kept[name].unlink()
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(text.encode())
            kept = {name: folder / name for name in files}
        assert sorted(kept) == sorted(files), "golden files are missing or left over"
        for name, text in files.items():
            assert text == kept[name].read_bytes().decode(), name

    return compare
