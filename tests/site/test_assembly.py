"""Parallel runs of the engine: the site is the same for any number of processes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.engine import fast_pages, menu, shards
from zhiku.runtime import processes

from tests.support.bases import small_base
from tests.support.files import differing, snapshot, write_tree
from tests.support.sites import SUB_PATH, build_at

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from mkdocs.structure.pages import Page

OWN = {"about.md": "# 关于本站\n\n见[第二题](questions/2.md#answer)。\n", "own/extra.css": "a { color: red }\n"}


def test_runs_side_by_side_give_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one process or three, pages outside the menu and hand-written ones, all bytes are equal; no files are left."""
    content = small_base(tmp_path / "content")
    sites = []
    for count in (1, 3):
        monkeypatch.setattr(processes, "worker_count", lambda count=count: count)
        monkeypatch.setattr(shards, "_MIN_PAGES", 1)
        write_tree(tmp_path / str(count) / "docs", OWN)
        sites.append(snapshot(build_at(SUB_PATH, content, tmp_path / str(count))))
        assert {path.name for path in (tmp_path / str(count)).iterdir()} == {"docs", "site", ".site.cache"}
    assert differing(*sites) == []


HOSTILE = (
    '### 1. `<b>` & "quotes" 的区别是什么？\n\n**面试题：** 为何？\n\n**答案：** 用 `<i>`，见[二](#2)。\n\n'
    "### 2. 什么是 `{{ x }}` ？\n\n**答案：**\n\n"
    "1. **茶叶（Tea）**：好\n2. **茶杯（Cup）**：洗\n\n#### 小节\n\n完 \\(a < b\\)\n\n"
    "### 3. 同名\n\n**答案：** 茶叶（Tea）在这里。\n\n### 4. 同名\n\n**答案：** 又一个。\n\n**解析：** 茶杯（Cup）在这里。\n"
)


def test_pages_filled_into_a_shell_equal_those_of_the_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages outside the menu share page shells; each equals what the theme renders for it alone."""
    monkeypatch.setattr(menu, "SMALL_BASE", 0)
    content = small_base(tmp_path / "content", tea_md=HOSTILE)
    shells: list[str] = []
    shell = fast_pages._PageShell._shell  # noqa: SLF001 - counts how often the theme is run

    def counted(
        own: fast_pages._PageShell, page: Page, context: dict[str, object], words: dict[str, str], titled: str
    ) -> list[str]:
        shells.append(page.url)
        return shell(own, page, context, words, titled)

    monkeypatch.setattr(fast_pages._PageShell, "_shell", counted)  # noqa: SLF001 - as above
    filled = snapshot(build_at(SUB_PATH, content, tmp_path / "filled"))
    pages = [name for name in filled if re.fullmatch(r"(?:questions|concepts|domains)/[\w-]+/index.html", name)]
    assert 0 < len(shells) < len(pages)
    monkeypatch.setattr(fast_pages._PageShell, "render", lambda own, context: own._template.render(context))  # noqa: SLF001 - without a shell
    by_the_theme = snapshot(build_at(SUB_PATH, content, tmp_path / "plain"))
    assert differing(filled, by_the_theme) == []
