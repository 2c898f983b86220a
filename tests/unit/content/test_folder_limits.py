"""Reading a content folder: which files are read, and which are rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.content import folder
from zhiku.content.folder import read_content

from tests.support.files import write_tree
from tests.support.read import codes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_file_that_no_parser_can_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the size limit is an error and is not read."""
    monkeypatch.setattr(folder, "_MAX_TEXT_SIZE", 100)
    write_tree(tmp_path, {"big.md": "x" * 101, "small.md": "x" * 100})
    read, problems = read_content(tmp_path)
    assert [text.text for text in read.texts] == ["x" * 100]
    assert codes(problems) == ["KB106"]
    assert "several files" in problems[0].hint


def test_images_beside_the_text_are_attachments(tmp_path: Path) -> None:
    """Images in the folder and its subfolders are attachments, by their path with slashes; other files are not."""
    write_tree(tmp_path, {"a.md": "x", "b.png": "", "pictures/c.JPG": "", "pictures/notes.txt": ""})
    read, _ = read_content(tmp_path)
    assert read.attachments == ("b.png", "pictures/c.JPG")
