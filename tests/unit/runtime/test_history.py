"""Dates of the last change of lines and files, from git."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from zhiku.runtime.history import file_times, line_times

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str, time: int = 0) -> None:
    """Run git with a fixed author and time."""
    who = {f"GIT_{role}_{part}": "a@b" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    when = {"GIT_AUTHOR_DATE": f"{time} +0000", "GIT_COMMITTER_DATE": f"{time} +0000"}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who, **when}, check=True, capture_output=True)


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
