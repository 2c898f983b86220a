"""The up-to-date check of a base under a path of an existing site."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from zhiku.output.docs_tree import MANIFEST
from zhiku.pipeline.up_to_date import inputs
from zhiku.runtime.project import project_of

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path


def test_generated_pages_in_a_folder_are_no_input(tmp_path: Path) -> None:
    """Generated pages in ``docs/faq/`` are not inputs; a hand-written page next to them is."""
    write_tree(tmp_path, {"mkdocs.yml": "plugins: [{zhiku: {path: /faq/}}]\n", "content/a.md": "## What?\n\nThis.\n"})
    write_tree(tmp_path, {"docs/about.md": "# About\n"})
    project = project_of(tmp_path / "content")
    before = inputs(project, "program")
    write_tree(tmp_path, {"docs/faq/index.md": "x", "docs/faq/questions/1.md": "x"})
    manifest = {"files": {"index.md": [hashlib.sha256(b"x").hexdigest()]}}
    write_tree(tmp_path, {f"docs/faq/{MANIFEST}": json.dumps(manifest)})
    assert inputs(project, "program") == before
    write_tree(tmp_path, {"docs/faq/own.md": "# Own\n"})
    assert inputs(project, "program") != before
