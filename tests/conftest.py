"""What all tests share: the folders of the project and one built site."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.finish import write_files
from generator.model import SearchEngine
from generator.pipeline import build, prepare

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "base"
"""A frozen content folder: tests that name its questions must not fail when an owner edits ``content/``."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen base, built and checked once; tests only read it."""
    folder = tmp_path_factory.mktemp("built")
    build(BASE, folder / "docs", folder / "site", lambda _: None)
    return folder / "site"


@pytest.fixture(scope="session")
def large_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site with the search that large bases have: no page knows the difference."""
    site = shutil.copytree(built_site, tmp_path_factory.mktemp("large") / "site")
    for file in (site / "assets" / "search").glob("index-*.js"):
        file.unlink()
    prepared, _ = prepare(BASE, lambda _: None)
    write_files(site, replace(prepared.search, engine=SearchEngine.PAGEFIND).files())
    return site
