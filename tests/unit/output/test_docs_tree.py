"""The docs tree on disk (properties test sequences of builds)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from zhiku.output.docs_tree import MANIFEST, DiskTree, MemoryTree, apply, plan

from tests.support.files import snapshot, write_tree

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {"index.md": "home\n", "questions/1.md": "一\r\n", "questions/2.md": "two"}


def bring(folder: Path, pages: dict[str, str]) -> None:
    """Make the folder contain exactly the pages."""
    tree = DiskTree(folder)
    changes = plan(tree, pages)
    assert changes.conflicts == ()
    apply(tree, changes)


def test_disk_and_memory_are_the_same(tmp_path: Path) -> None:
    """Both implementations end with the same files, bytes and manifest."""
    memory = MemoryTree()
    for pages in (PAGES, {"index.md": "new", "domains/a.md": "a"}):
        bring(tmp_path, pages)
        apply(memory, plan(memory, pages))
        assert {name: data.decode() for name, data in snapshot(tmp_path).items()} == memory.files


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    """Line ends are not translated."""
    bring(tmp_path, PAGES)
    assert (tmp_path / "questions/1.md").read_bytes() == "一\r\n".encode()


def test_empty_folders_go(tmp_path: Path) -> None:
    """A folder is deleted with its last page."""
    bring(tmp_path, {**PAGES, "concepts/a/b.md": "x"})
    bring(tmp_path, {"index.md": "home\n"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "index.md"]


def test_partial_files_of_a_killed_run_go(tmp_path: Path) -> None:
    """Partial files of a killed run are deleted and are not conflicts."""
    write_tree(tmp_path, {"questions/.9.md.partial": "half"})
    bring(tmp_path, PAGES)
    assert set(snapshot(tmp_path)) == {*PAGES, MANIFEST}


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"files": 3}', '{"files": {"index.md": 7}}'])
def test_a_broken_manifest_loses_nothing(tmp_path: Path, manifest: str) -> None:
    """With an unreadable manifest every page that differs is a conflict; equal ones are adopted."""
    bring(tmp_path, PAGES)
    (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
    (tmp_path / "questions/2.md").write_text("edited", encoding="utf-8")
    changes = plan(DiskTree(tmp_path), PAGES)
    assert [problem.code for problem in changes.conflicts] == ["KB601"]
    assert changes.deletes == ()


def test_a_page_that_is_no_text_is_a_conflict(tmp_path: Path) -> None:
    """A file that is not UTF-8 is a conflict like any other file."""
    write_tree(tmp_path, {"questions/1.md": b"\xff\xfe"})
    changes = plan(DiskTree(tmp_path), PAGES)
    assert [(problem.code, problem.path) for problem in changes.conflicts] == [("KB601", "docs/questions/1.md")]


def test_conflicts_say_what_to_do() -> None:
    """KB601 and KB602 name the file, what it is and what to do with it."""
    tree = MemoryTree()
    apply(tree, plan(tree, PAGES))
    tree.files["questions/1.md"] = "edited"
    tree.files["questions/mine.md"] = "mine"
    shown = [(item.code, item.path, item.message, item.hint) for item in plan(tree, PAGES, "my/docs").conflicts]
    assert shown == [
        (
            "KB602",
            "my/docs/questions/1.md",
            "this generated page was edited by hand and would be lost",
            (
                "make the edit in the text in content/ instead; then `kb build --discard-edits` overwrites this page\n"
                "--- as generated\n+++ my/docs/questions/1.md\n@@ -1 +1 @@\n-一\n+edited"
            ),
        ),
        (
            "KB601",
            "my/docs/questions/mine.md",
            "this file was not written by kb, but has the name of a generated page",
            "rename or move it; kb never overwrites your files",
        ),
    ]


def test_the_manifest_is_written_before_the_first_change() -> None:
    """During a run the manifest contains old and new hashes, afterwards only the new ones."""
    tree = MemoryTree()
    apply(tree, plan(tree, {"index.md": "old"}))
    seen: list[int] = []

    class Watching(MemoryTree):
        def write(self, path: str, data: str | bytes) -> None:
            if path != MANIFEST:
                seen.append(len(json.loads(self.files[MANIFEST])["files"][path]))
            super().write(path, data)

    watching = Watching(tree.files)
    apply(watching, plan(watching, {"index.md": "new"}))
    assert seen == [2]
    assert len(json.loads(watching.files[MANIFEST])["files"]["index.md"]) == 1
