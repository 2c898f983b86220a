"""The rules the code keeps: which way imports go, who touches files and prints, and that nothing knows the first text."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from zhiku.runtime.paths import ROOT

from tests.support.sites import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / "generator" / "zhiku"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}
TOP = {
    "cli",
    "commands.owner",
    "pipeline.build",
    "engine.runner",
    "engine.shards",
    "mkdocs_plugin.hooks",
    "commands.explain",
    "__main__",
}
"""What stands above the stages."""
EDGES = {
    *(
        "content.folder",
        "output.docs_tree",
        "engine.runner",
        "output.finish",
        "output.swap",
        "runtime.repository",
        "runtime.icons",
        "runtime.paths",
        "cli",
        "pipeline.build",
        "mkdocs_plugin.hooks",
        "output.check",
    ),
    *(
        "markdown.katex",
        "pages.context",
        "commands.owner",
        "engine.shards",
        "runtime.processes",
        "runtime.cache",
        "runtime.fingerprint",
        "pipeline.up_to_date",
        "commands.serve",
    ),
}
"""The modules that may touch files: formulas loads KaTeX, render its templates."""
ABOVE = {
    "cli": {"__main__"},
    "commands.serve": {"cli"},
    "pipeline.build": {"cli", "commands.owner", "commands.serve", "mkdocs_plugin.hooks"},
    "engine.runner": {"engine.shards", "pipeline.build", "commands.serve", "mkdocs_plugin.hooks"},
    "engine.shards": {"pipeline.build", "commands.serve", "mkdocs_plugin.hooks"},
}
"""Who alone may import these."""
FILE_CALLS = {
    *(
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "mkdir",
        "unlink",
        "rmdir",
        "rename",
        "replace_file",
        "touch",
    ),
    *("glob", "rglob", "iterdir", "walk", "rmtree", "copytree", "is_file", "is_dir", "exists", "stat", "chdir", "listdir"),
}
FILE_MODULES = {"os", "shutil", "pathlib", "subprocess", "tempfile", "io", "glob", "sqlite3", "urllib.request", "socket"}
GENERAL_LABELS = {"面试题", "题目", "问题", "答案", "参考答案", "解析", "分析"}
"""Labels of sections that any Chinese text may use."""
modules = pytest.mark.parametrize("name", MODULES)


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a module imports, also for types only, by its dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(name: str) -> set[str]:
    """The modules of the package that a module imports."""
    found = {imported.removeprefix("zhiku.") for imported in imports(MODULES[name]) if imported.startswith("zhiku.")}
    return found & MODULES.keys()


def test_the_model_imports_nothing_of_the_package() -> None:
    """Records know no stage, only how they are pickled."""
    assert own_imports("model") == {"runtime.pickling"}
    assert own_imports("runtime.pickling") == set()


@modules
def test_imports_go_one_way(name: str) -> None:
    """Stages import neither pipeline, engine nor command line; these are imported by what stands above them only."""
    for imported in own_imports(name) & ABOVE.keys():
        assert name in ABOVE[imported], f"{name} imports {imported}"
    assert "mkdocs_plugin.hooks" not in own_imports(name)


def test_imports_make_no_circle() -> None:
    """Modules can be put in an order in which each imports only earlier ones."""
    left = {name: own_imports(name) - {name} for name in MODULES}
    while ready := [name for name, wanted in left.items() if not wanted & left.keys()]:
        for name in ready:
            del left[name]
    assert left == {}


@modules
def test_only_the_command_line_prints(name: str) -> None:
    """``print`` and the standard streams belong to cli; ``__main__`` only ends the process."""
    if name == "cli":
        return
    calls = [node.func.id for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    streams = [
        node.attr
        for node in ast.walk(MODULES[name])
        if isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr", "stdin"}
    ]
    assert "print" not in calls
    assert "input" not in calls
    # Those of programs they run.
    assert [stream for stream in streams if name != "runtime.repository"] == []


@modules
def test_only_edges_touch_files(name: str) -> None:
    """A stage is a pure function: it imports and calls nothing that reaches files or processes."""
    if name in EDGES or name.startswith("search"):
        return
    runtime = [*_runtime(MODULES[name])]
    assert {imported for node in runtime for imported in imports_of(node)} & FILE_MODULES == set()
    calls = {_called(node) for node in runtime if isinstance(node, ast.Call)}
    assert calls & FILE_CALLS == set()


def _runtime(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those under ``if TYPE_CHECKING``."""
    yield node
    if not (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
        for child in ast.iter_child_nodes(node):
            yield from _runtime(child)


def imports_of(node: ast.AST) -> set[str]:
    """What one statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {node.module} if isinstance(node, ast.ImportFrom) and node.module else set()


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


@modules
def test_everything_public_says_what_it_is(name: str) -> None:
    """A module, and every public class, function and method in it, has a docstring."""
    assert ast.get_docstring(MODULES[name]), name
    silent = [found.name for found in _public(MODULES[name]) if not ast.get_docstring(found)]
    assert silent == []


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (found for found in _public(node) if not _inherited(node))


def _inherited(node: ast.ClassDef) -> bool:
    """Overridden methods of a library's class are described there."""
    return any(isinstance(base, ast.Attribute) for base in node.bases)


def first_text_words() -> set[str]:
    """Titles of the frozen base and the heads of its lists: words that only its own content may hold."""
    text = (BASE / "multimodal-llm.md").read_text(encoding="utf-8")
    titles = {title.strip() for title in re.findall(r"^### \d+\. (.+)$", text, re.MULTILINE)}
    heads = {head.strip("：: ") for head in re.findall(r"^\s*(?:\d+\.|-) \*\*(.+?)\*\*", text, re.MULTILINE)}
    chinese = {part for head in heads for part in re.split(r"[（(，,）)]", head) if re.fullmatch(r"[\u4e00-\u9fff]{4,}", part)}
    return (titles | heads | chinese) - GENERAL_LABELS


def sources() -> list[Path]:
    """Everything that makes the generator and the pages: code, templates and scripts."""
    kinds = {".py", ".j2", ".ts", ".mjs", ".html", ".css", ".js"}
    folders = (PACKAGE, ROOT / "web", ROOT / "overrides")
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds and _is_shipped(path)]


def _is_shipped(path: Path) -> bool:
    """Built assets are made of the rest; tests of the browser's code may use the text."""
    return "assets" not in path.parts and not path.name.endswith((".test.ts", "fixture.ts"))


SHORT_OR_COMMON = {"优点", "缺点", "方法", "解释", "解决方案", "适用场景", "计算公式", "数据", "训练", "特点"}
"""Heads that are no subject of that text but words of any Chinese text."""


def test_nothing_knows_the_first_text() -> None:
    """No title and no list head of the first text stands in the generator or the browser's code (docstrings give examples)."""
    wanted = {word for word in first_text_words() if len(word) >= 4 and word not in SHORT_OR_COMMON}
    assert len(wanted) > 80
    code = {path.relative_to(ROOT).as_posix(): _code(path) for path in sources()}
    found = {(name, word) for name, text in code.items() for word in wanted if word in text}
    assert found == set()


def _code(path: Path) -> str:
    """A file without its comments and docstrings."""
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
