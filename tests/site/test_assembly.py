"""Parallel runs of the engine: the site is the same for any number of processes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.engine import fast_pages, menu, runner, shards
from zhiku.engine.theme_templates import _CompiledTemplates
from zhiku.runtime import processes
from zhiku.runtime.cache import Cache
from zhiku.runtime.fingerprint import fingerprint
from zhiku.runtime.project import project_of

from tests.support.bases import small_base
from tests.support.files import differing, snapshot, write_tree
from tests.support.sites import SUB_PATH, build_at

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from jinja2 import Environment
    from jinja2.bccache import Bucket
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


def test_templates_are_compiled_in_advance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build finds those of its pages in the cache, but for the language and the icons, whose names are not in the theme."""
    asked: dict[str, bytes] = {}
    bucket_of = _CompiledTemplates.get_bucket

    def recorded(self: _CompiledTemplates, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = bucket_of(self, environment, name, filename, source)
        asked[name] = self._key(bucket)
        return bucket

    monkeypatch.setattr(_CompiledTemplates, "get_bucket", recorded)
    content = small_base(tmp_path / "content")
    site = build_at(SUB_PATH, content, tmp_path)
    asked_by_build = dict(asked)
    project = project_of(content, tmp_path / "docs", site)
    compiled = runner.compile_templates(project, runner.Engine(), Cache(tmp_path / "cache", fingerprint()))
    missing = {name for name, key in asked_by_build.items() if key not in compiled}
    assert "base.html" in asked_by_build
    assert not {name for name in missing if not name.startswith((".icons/", "partials/languages/"))}


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
