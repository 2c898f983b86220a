"""Dates of the last change of lines and files, from git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.runtime.history import file_times, files_before, line_times

from tests.support.git import git

if TYPE_CHECKING:
    from pathlib import Path


def test_each_line_has_the_time_of_its_last_commit(tmp_path: Path) -> None:
    """Uncommitted lines have none."""
    text = tmp_path / "text.md"
    git(tmp_path, "init")
    text.write_text("one\ntwo\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first", time=1_000_000_000)
    text.write_text("one\nTWO\n", encoding="utf-8")
    git(tmp_path, "commit", "-am", "second", time=1_100_000_000)
    assert line_times(text) == (1_000_000_000, 1_100_000_000)
    text.write_text("one\nTWO\nthree\n", encoding="utf-8")
    assert line_times(text) == (1_000_000_000, 1_100_000_000, 0)
    assert file_times(tmp_path) == {"text.md": 1_100_000_000}


def test_outside_a_repository_nothing_is_known(tmp_path: Path) -> None:
    """There is no date rather than a wrong one."""
    (tmp_path / "text.md").write_text("one\n", encoding="utf-8")
    assert line_times(tmp_path / "text.md") == ()
    assert file_times(tmp_path) == {}


def test_a_shallow_clone_has_no_dates(tmp_path: Path) -> None:
    """In a shallow clone every line would have the date of its only commit."""
    (tmp_path / "text.md").write_text("one\n", encoding="utf-8")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first", time=1_000_000_000)
    assert line_times(tmp_path / "text.md") == (1_000_000_000,)
    commit = next((tmp_path / ".git" / "refs" / "heads").iterdir()).read_text(encoding="utf-8")
    (tmp_path / ".git" / "shallow").write_text(commit, encoding="utf-8")
    assert line_times(tmp_path / "text.md") == ()


def test_a_folder_before_its_last_change(tmp_path: Path) -> None:
    """Uncommitted changes are one; commits that leave the folder alone are none; the first version has none before it."""
    text = tmp_path / "content" / "text.md"
    text.parent.mkdir()
    text.write_text("one\n", encoding="utf-8")
    assert files_before(text.parent) == b""
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    assert files_before(text.parent) == b""
    text.write_text("two\n", encoding="utf-8")
    assert b"one\n" in files_before(text.parent)
    git(tmp_path, "commit", "-am", "second")
    (tmp_path / "other.md").write_text("other\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "third")
    assert b"one\n" in files_before(text.parent)
    text.write_text("three\n", encoding="utf-8")
    assert b"two\n" in files_before(text.parent)
