"""What browsers store of a site for use without a network: files in, the list in the service worker out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from zhiku.output.offline import OFFLINE_PAGE, offline_files
from zhiku.pipeline.prepare import prepare

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from zhiku.model import KnowledgeBase


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A base of one question."""
    content = write_tree(tmp_path_factory.mktemp("tea") / "content", {"tea.md": "### 1. Why?\n\n**Answer:** So.\n"})
    return prepare(content, lambda _: None)[0].base


@pytest.mark.parametrize(("size", "stored"), [(40_000_000, True), (40_000_001, False)])
def test_pages_are_stored_up_to_forty_megabytes(tmp_path: Path, base: KnowledgeBase, size: int, *, stored: bool) -> None:
    """Browsers may delete the whole site of one that stores too much; larger sites store what readers open."""
    manifest = offline_files(write_tree(tmp_path / "small", {OFFLINE_PAGE: "<p>"}), base, whole=True)[1][1]
    site = write_tree(tmp_path / "site", {OFFLINE_PAGE: "<p>", "index.html": "", "questions/1/index.html": ""})
    with (site / "questions/1/index.html").open("wb") as page:
        page.truncate(size - len(manifest))
    ((_, worker), _) = offline_files(site, base, whole=True)
    stated, _ = json.JSONDecoder().raw_decode(worker.decode().partition("OFFLINE=")[2])
    assert ("questions/1/" in [address for address, _ in stated["files"]]) is stored
