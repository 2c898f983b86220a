"""What all tests share: the folders of the project, one built site, and how Hypothesis looks.

It knows no deadlines, because a test measures no time; in CI every run takes the same examples, so that one fails for a reason.
``HYPOTHESIS_PROFILE=deep pytest tests/property`` looks for longer, before a release or after a change to a parser.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from zhiku.model import SearchEngine
from zhiku.output.finish import write_files
from zhiku.pipeline.prepare import prepare

from tests.support.sites import build_at

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "base"
"""A frozen content folder: tests that name its questions must not fail when an owner edits ``content/``."""

settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True)
settings.register_profile("deep", parent=settings.get_profile("dev"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen base for an address, built and checked once; tests only read it."""
    return build_at("https://example.org/", BASE, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def large_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site with the search that large bases have: no page knows the difference."""
    site = shutil.copytree(built_site, tmp_path_factory.mktemp("large") / "site")
    for file in (site / "assets" / "search").glob("index-*.js"):
        file.unlink()
    prepared, _ = prepare(BASE, lambda _: None)
    write_files(site, replace(prepared.search, engine=SearchEngine.CHUNKS).files())
    return site
