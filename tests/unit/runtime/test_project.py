"""The folder that ``kb`` works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from zhiku.runtime.project import find_project, project_of

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("mark", ["mkdocs.yml", "content/kb.yml"])
@pytest.mark.parametrize("start", ["", "deep/down", "content"])
def test_the_nearest_parent_with_a_mark_is_the_project(tmp_path: Path, mark: str, start: str) -> None:
    """From wherever below it the command is started, and whatever is above it."""
    write_tree(tmp_path, {"mkdocs.yml": "", "mine/content/a.md": "", f"mine/{mark}": "", "mine/deep/down/x": ""})
    found = find_project(tmp_path / "mine" / start)
    mine = tmp_path / "mine"
    config = mine / "mkdocs.yml" if mark == "mkdocs.yml" else None
    assert (found.root, found.content, found.docs, found.site) == (mine, mine / "content", mine / "docs", mine / "site")
    assert found.config == config


def test_a_folder_without_a_mark_is_a_project_by_itself(tmp_path: Path) -> None:
    """So that a message names its content folder, not one far above."""
    assert find_project(tmp_path / "none").content == tmp_path / "none" / "content"


def test_a_content_folder_that_is_named_belongs_to_the_folder_that_holds_it(tmp_path: Path) -> None:
    """Its parent's ``mkdocs.yml`` is used, not that of the working directory."""
    write_tree(tmp_path, {"mkdocs.yml": "", "mine/text/a.md": ""})
    found = project_of(tmp_path / "mine" / "text")
    assert (found.root, found.site, found.config) == (tmp_path / "mine", tmp_path / "mine" / "site", None)
    write_tree(tmp_path, {"mine/mkdocs.yml": ""})
    assert project_of(tmp_path / "mine" / "text").config == tmp_path / "mine" / "mkdocs.yml"
