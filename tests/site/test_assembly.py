"""The engine's runs side by side: however many there are, the site is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import assembly, parallel
from tests.support.bases import small_base
from tests.support.files import differing, snapshot, write_tree
from tests.support.sites import SUB_PATH, build_at

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OWN = {"about.md": "# 关于本站\n\n见[第二题](questions/2.md#answer)。\n", "own/extra.css": "a { color: red }\n"}


def test_runs_side_by_side_give_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or three, with pages in no menu and hand-written ones, all bytes are equal; nothing is left beside."""
    content = small_base(tmp_path / "content")
    sites = []
    for count in (1, 3):
        monkeypatch.setattr(parallel, "workers", lambda count=count: count)
        monkeypatch.setattr(assembly, "_LEAST", 1)
        write_tree(tmp_path / str(count) / "docs", OWN)
        sites.append(snapshot(build_at(SUB_PATH, content, tmp_path / str(count))))
        assert {path.name for path in (tmp_path / str(count)).iterdir()} == {"docs", "site", ".site.memo"}
    assert differing(*sites) == []
