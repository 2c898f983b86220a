"""Content folders for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.pipeline.prepare import prepare

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path

SMALL = {
    "kb.yml": "title: 茶\ndescription: 三道小题。\n",
    "domains.yml": "domains:\n  tea:\n    name: 茶\n    terms: [茶叶, 绿茶]\n",
    "tea.md": (
        "### 1. 茶叶怎样保存？\n\n**答案：** 密封，温度 \\(t < 10\\)。\n\n"
        "### 2. 绿茶用多热的水？\n\n**面试题：** 多热？\n\n**答案：** 约 \\(t = \\frac{4}{5} \\cdot 100\\)。\n\n"
        "**解析：** 见[第一题](#1)。\n\n"
        "### 3. 怎样洗杯子？\n\n**答案：**\n\n1. 冲\n   - 再冲\n2. 擦\n"
    ),
}
"""Three short questions: a base that builds fast."""


def small_base(folder: Path, **changed: str) -> Path:
    """The small base as a content folder; ``tea_md="…"`` replaces a file."""
    return write_tree(folder, {**SMALL, **{name.replace("_", "."): text for name, text in changed.items()}})


def small_pages(folder: Path, **changed: str) -> dict[str, str]:
    """The Markdown pages of the small base, by their path; ``tea_md="…"`` replaces a file."""
    found = prepare(small_base(folder, **changed), lambda _: None)[0].pages
    return {name: page for name, page in found.items() if isinstance(page, str)}


def many_questions(folder: Path, count: int) -> Path:
    """A content folder with ``count`` questions; every third one is about the domain of the small base."""
    text = "".join(
        f"### {number}. 第{number}题{'的茶叶' if number % 3 == 0 else ''}是什么？\n\n**答案：** 答案是 {number * number}。\n\n"
        for number in range(1, count + 1)
    )
    return small_base(folder, tea_md=text)
