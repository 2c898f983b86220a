"""The code contains nothing of the first text. import-linter and ruff check the imports."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.support import ROOT
from tests.support.sites import BASE

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "generator" / "zhiku"
GENERAL_LABELS = {"面试题", "题目", "问题", "答案", "参考答案", "解析", "分析"}
"""Labels of sections that any Chinese text may use."""


def first_text_words() -> set[str]:
    """Titles of the frozen base and heads of its lists, which only its content may contain."""
    text = (BASE / "multimodal-llm.md").read_text(encoding="utf-8")
    titles = {title.strip() for title in re.findall(r"^### \d+\. (.+)$", text, re.MULTILINE)}
    heads = {head.strip("：: ") for head in re.findall(r"^\s*(?:\d+\.|-) \*\*(.+?)\*\*", text, re.MULTILINE)}
    chinese = {part for head in heads for part in re.split(r"[（(，,）)]", head) if re.fullmatch(r"[\u4e00-\u9fff]{4,}", part)}
    return (titles | heads | chinese) - GENERAL_LABELS


def sources() -> list[Path]:
    """All sources of the generator and the pages: code, templates and scripts."""
    kinds = {".py", ".j2", ".ts", ".mjs", ".html", ".css", ".js"}
    folders = (PACKAGE, ROOT / "web", ROOT / "overrides")
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds and _is_shipped(path)]


def _is_shipped(path: Path) -> bool:
    """False for built assets, and for tests of the browser code, which may use the text."""
    return not {"assets", "tests"} & {*path.parts}


SHORT_OR_COMMON = {"优点", "缺点", "方法", "解释", "解决方案", "适用场景", "计算公式", "数据", "训练", "特点"}
"""Heads that are no subject of that text but words of any Chinese text."""


def test_nothing_knows_the_first_text() -> None:
    """No title or list head of the first text is in the generator or the browser code, except in comments."""
    wanted = {word for word in first_text_words() if len(word) >= 4 and word not in SHORT_OR_COMMON}
    assert len(wanted) > 80
    code = {path.relative_to(ROOT).as_posix(): _code(path) for path in sources()}
    found = {(name, word) for name, text in code.items() for word in wanted if word in text}
    assert found == set()


def _code(path: Path) -> str:
    """The source without comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return "\n".join(str(node.value) for node in ast.walk(_stripped(ast.parse(text))) if isinstance(node, ast.Constant))
    text = re.sub(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", "", text, flags=re.DOTALL)
    return re.sub(r"(?m)^\s*//.*$|\s//\s.*$", "", text)


def _stripped(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [line for line in body if not _is_text(line)]  # type: ignore[attr-defined]
    return tree


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def test_the_index_of_decisions_is_complete() -> None:
    """``docs/adr/README.md`` links every record under its title."""
    folder = ROOT / "docs" / "adr"
    records = sorted(folder.glob("0*.md"))
    titles = [path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").partition(". ") for path in records]
    wanted = [f"| {number} | [{title}]({path.name}) |" for (number, _, title), path in zip(titles, records, strict=True)]
    index = [line for line in (folder / "README.md").read_text(encoding="utf-8").splitlines() if line[2:3].isdigit()]
    assert [line[: line.index(") |") + 3] for line in index] == wanted
