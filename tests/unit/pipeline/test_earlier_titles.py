"""The questions of a content folder before its last change, from git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.pipeline.earlier_titles import earlier_titles

from tests.support.files import write_tree
from tests.support.git import git

if TYPE_CHECKING:
    from pathlib import Path


def test_titles_before_the_last_change(tmp_path: Path) -> None:
    """They are plain text with the ids of then, those that were stored included; outside a repository there are none."""
    content = tmp_path / "content"
    text = "### 1. Wo ist `Tee`?\n\nDa.\n\n### 2. Wann?\n\nBald.\n"
    write_tree(tmp_path, {"content/tee.md": text, "content/img/a.png": "no text"})
    assert earlier_titles(content) == {}
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    write_tree(tmp_path, {"content/tee.md": text.replace("2. Wann?", "2. Wer?\n\nWir.\n\n### 3. Wann?")})
    assert earlier_titles(content) == {"1": "Wo ist Tee?", "2": "Wann?"}
