"""All generated pages of a small base: input ``three-questions/content``, expected output ``three-questions/docs``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from zhiku.output.finish import write_json
from zhiku.pipeline.build import write_pages
from zhiku.pipeline.prepare import prepare

from tests.support.files import differing, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zhiku.engine.shards import Prepared

CASE = Path(__file__).parent / "three-questions"


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """The base prepared as in a workflow on GitHub, so that pages do not depend on this machine.

    One question has a date of change from git.
    """
    monkeypatch.setattr("zhiku.pipeline.prepare.question_dates", lambda *_: {"1": 1_700_000_000})
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/tea")
    monkeypatch.setenv("GITHUB_REF_NAME", "main")
    found, problems = prepare(CASE / "content", lambda _: None)
    assert problems == ()
    return found


def test_whole_docs_tree(prepared: Prepared, tmp_path: Path, golden_tree: Callable[[Path, Mapping[str, str]], None]) -> None:
    """The files of the docs folder, including the manifest, are exactly the expected ones."""
    write_pages(prepared, tmp_path)
    golden_tree(CASE / "docs", {name: data.decode() for name, data in snapshot(tmp_path).items()})


def test_questions_json(prepared: Prepared, tmp_path: Path, golden_file: Callable[[Path, str], None]) -> None:
    """``questions.json`` is the expected one, byte for byte."""
    write_json(tmp_path, prepared.base)
    golden_file(CASE / "questions.json", (tmp_path / "questions.json").read_bytes().decode())


def test_second_write_changes_nothing(prepared: Prepared, tmp_path: Path) -> None:
    """Writing the same pages again touches no file."""
    write_pages(prepared, tmp_path)
    before, times = snapshot(tmp_path), {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    write_pages(prepared, tmp_path)
    assert differing(before, snapshot(tmp_path)) == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times
