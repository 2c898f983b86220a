"""What all tests share: the folders of the project and one built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "base"
"""A frozen content folder: tests that name its questions must not fail when an owner edits ``content/``."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen base, built and checked once; tests only read it."""
    folder = tmp_path_factory.mktemp("built")
    build(BASE, folder / "docs", folder / "site", lambda _: None)
    return folder / "site"
