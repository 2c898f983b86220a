"""Build the same content with zhiku and with other generators, and print the cost of each.

``python bench/run.py [--sizes 20,200] [--runs 3] [--only "kb;pagefind"] [--plot FILE.svg]``

Every tool gets the same questions: zhiku the text, the others one Markdown page per question with tags in the front matter, as
their documentation suggests. Tools that are not installed are skipped with a message. Figures are medians over runs of whole
processes: wall and CPU seconds, peak memory of the largest process, size of the site, and wall time relative to zhiku's
pages and search.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from generate import write_base
from plot import plot
from zhiku.content.settings import read_settings
from zhiku.parsing.parse import parse
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhiku.model import ParsedQuestion

ROOT = Path(__file__).resolve().parent.parent
_STAGE = re.compile(r"^\s*(?P<seconds>\d+\.\d\d) s  (?P<stage>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """The cost of one run: wall and CPU seconds, peak memory in megabytes, bytes written."""

    wall: float
    cpu: float
    memory: float
    output: int
    stages: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator: ``prepare(content, folder)`` writes its input, ``command(folder)`` builds it into ``folder/site``."""

    name: str
    needs: str
    prepare: Callable[[Path, Path], None]
    command: Callable[[Path], list[str]]
    max_questions: int = 1_000_000
    """Larger bases are skipped: the tool would take too long or too much memory."""


# --- input of the tools ---------------------------------------------------------------------------------------------


def plain_pages(content: Path, docs: Path) -> list[tuple[str, str]]:
    """Write one Markdown page per question, as the author wrote it; returns titles and paths."""
    settings, _ = read_settings(SourceText("kb.yml", (content / "kb.yml").read_text(encoding="utf-8")))
    (docs / "questions").mkdir(parents=True)
    (docs / "index.md").write_text("# 题目\n", encoding="utf-8")
    pages = []
    for path in sorted(content.glob("*.md")):
        parsed, _ = parse(SourceText(path.name, path.read_bytes().decode()), settings.format)
        for question in parsed.questions:
            (docs / "questions" / f"{question.id}.md").write_text(_plain_page(question), encoding="utf-8")
            pages.append((question.title, f"questions/{question.id}.md"))
    return pages


def _plain_page(question: ParsedQuestion) -> str:
    body = "\n\n".join(
        f"## {section.title}\n\n" + "".join(excerpt.text for excerpt in section.body).strip() for section in question.sections
    )
    tags = yaml.safe_dump({"tags": [f"标签{(question.number or 0) % 8}"]}, allow_unicode=True)
    return f"---\n{tags}---\n\n# {question.title}\n\n{body}\n"


def _material(*, nav: bool) -> Callable[[Path, Path], None]:
    def prepare(content: Path, folder: Path) -> None:
        pages = plain_pages(content, folder / "docs")
        config = {
            "site_name": "题目",
            "site_url": "https://example.org/",
            "theme": {"name": "material", "language": "zh", "font": False, "features": ["navigation.instant"]},
            "plugins": [{"search": {"lang": ["zh", "en"]}}, "tags"],
            "markdown_extensions": [
                "attr_list",
                "tables",
                {"toc": {"permalink": True}},
                {"pymdownx.arithmatex": {"generic": True}},
                "pymdownx.superfences",
                "pymdownx.highlight",
            ],
            "nav": [{"首页": "index.md"}, *({"题目": [{title: path} for title, path in pages]} for _ in range(int(nav)))],
            **({} if nav else {"not_in_nav": "/questions/*"}),
        }
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")

    return prepare


def _everything(content: Path, folder: Path) -> None:
    shutil.copytree(content, folder / "content")


def _pages_and_search(content: Path, folder: Path) -> None:
    """The content, with the settings that turn off what no other tool makes.

    These are concepts, topics, relations, word vectors, exports and preview images.
    """
    _with_settings(content, folder, find=False, exports=False, share_images=False)


def _with_relations(content: Path, folder: Path) -> None:
    """Pages and search with concepts, topics and relations."""
    _with_settings(content, folder, exports=False, share_images=False)


def _with_settings(content: Path, folder: Path, **others: bool) -> None:
    _everything(content, folder)
    settings = folder / "content" / "kb.yml"
    known = yaml.safe_load(settings.read_text(encoding="utf-8"))
    changed = {**known, "search": {**known["search"], "meaning": False}, **others}
    settings.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")


def _bin(name: str) -> str:
    """The path of a program: in the peers' environment, else in ours, else on the PATH."""
    own = ROOT / ".venv"
    # Pagefind's package contains the program, but installs no command.
    packaged = (own / "peers").glob("lib/python*/site-packages/pagefind_bin")
    places = (own / "peers" / "bin", *packaged, own / "bin") if name != "kb" else (own / "bin",)
    return shutil.which(name, path=os.pathsep.join((*map(str, places), os.environ["PATH"]))) or name


def _kb(at: Path) -> list[str]:
    return [_bin("kb"), "build", "--content", f"{at}/content", "--docs-dir", f"{at}/docs", "--site-dir", f"{at}/site"]


def _mkdocs(at: Path) -> list[str]:
    return [_bin("mkdocs"), "build", "-q", "-f", f"{at}/mkdocs.yml"]


def _zensical(at: Path) -> list[str]:
    return [_bin("zensical"), "build", "-f", f"{at}/mkdocs.yml"]


def _pagefind(at: Path) -> list[str]:
    return [_bin("pagefind"), "--quiet", "--site", f"{at}/site"]


def _built(content: Path, folder: Path) -> None:
    """Build the site with MkDocs and Material, for tools that index a finished site."""
    _material(nav=False)(content, folder)
    subprocess.run(_mkdocs(folder), cwd=folder, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})


COMPARED, COMPLETE = "kb, pages and search", "kb, everything"
"""The run of zhiku that other tools are compared with, and the one that makes all of a site."""
TOOLS = (
    Tool(COMPARED, "kb", _pages_and_search, _kb),
    Tool("kb, with concepts and relations", "kb", _with_relations, _kb),
    Tool(COMPLETE, "kb", _everything, _kb),
    Tool("mkdocs-material, all pages in nav", "mkdocs", _material(nav=True), _mkdocs, max_questions=2000),
    Tool("mkdocs-material, pages out of nav", "mkdocs", _material(nav=False), _mkdocs),
    Tool("zensical, all pages in nav", "zensical", _material(nav=True), _zensical, max_questions=2000),
    Tool("zensical, pages out of nav", "zensical", _material(nav=False), _zensical),
    Tool("pagefind, over built pages", "pagefind", _built, _pagefind),
)


# --- measuring ---------------------------------------------------------------------------------------------------------


def measure(tool: Tool, content: Path, folder: Path, questions: int, *, search: bool = False) -> Run | None:
    """Build once in a fresh folder; ``None`` if the tool failed or wrote fewer pages than there are questions.

    With ``search``, the search of the site is measured too if zhiku built it.
    """
    folder.mkdir(parents=True)
    tool.prepare(content, folder)
    log = folder / "log"
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            tool.command(folder), cwd=folder, stdout=output, stderr=output, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    printed = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        print(f"{tool.name} failed: {printed.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    pages = sum(1 for _ in (folder / "site").rglob("*.html"))
    if pages < questions:
        print(f"{tool.name} failed: it wrote {pages} pages for {questions} questions", file=sys.stderr)
        return None
    if search and tool.name == COMPLETE:
        subprocess.run([sys.executable, "-m", "bench.search_page", str(folder / "site")], cwd=ROOT, check=False)
    size = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
    stages = tuple((match["stage"], float(match["seconds"])) for match in _STAGE.finditer(printed))
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, size, stages)


def _median(runs: list[Run]) -> Run:
    middle = sorted(runs, key=lambda run: run.wall)[len(runs) // 2]
    return Run(
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        statistics.median(run.memory for run in runs),
        middle.output,
        middle.stages,
    )


def compare(size: int, runs: int, only: frozenset[str], place: Path, *, search: bool) -> dict[str, Run]:
    """Run all tools on one base in turn, so that a slow period of the machine affects all of them.

    Nothing below ``place`` is deleted between runs, because deleting many files slows down later writes.
    """
    tools = [tool for tool in TOOLS if not only or tool.name in only or tool.name.partition(",")[0] in only]
    tools = [tool for tool in tools if size <= tool.max_questions]
    found = [tool for tool in tools if shutil.which(_bin(tool.needs))]
    for tool in tools:
        if tool not in found:
            print(f"{tool.name}: not installed, skipped", file=sys.stderr)
    results: dict[str, list[Run]] = {tool.name: [] for tool in found}
    content = place / "content"
    write_base(size, content)
    for number in range(runs):
        for tool in found:
            folder = place / f"{number}-{tools.index(tool)}"
            if (run := measure(tool, content, folder, size, search=search and number == 0)) is not None:
                results[tool.name].append(run)
    return {name: _median(done) for name, done in results.items() if done}


# --- output ------------------------------------------------------------------------------------------------------------


def table(size: int, results: dict[str, Run]) -> str:
    """A Markdown table, with each tool's wall time as a multiple of that of zhiku's pages and search."""
    ours = results.get(COMPARED)
    lines = [
        f"### {size} questions",
        "",
        "| tool | wall s | CPU s | peak MB | site MB | wall / kb |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, run in results.items():
        ratio = f"{run.wall / ours.wall:.2f}" if ours else ""
        lines.append(f"| {name} | {run.wall:.2f} | {run.cpu:.2f} | {run.memory:.0f} | {run.output / 1e6:.1f} | {ratio} |")
    if ours and ours.stages:
        lines += ["", "| stage of kb | s | share |", "|---|---:|---:|"]
        total = sum(seconds for _, seconds in ours.stages) or 1
        lines += [f"| {stage} | {seconds:.2f} | {seconds / total:.0%} |" for stage, seconds in ours.stages]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="20,200")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="names of tools, in full or up to the comma, separated by semicolons")
    parser.add_argument("--search", action="store_true", help="also measure the search at every size, in Chromium")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    measured: dict[int, dict[str, Run]] = {}
    only = frozenset(filter(None, options.only.split(";")))
    with tempfile.TemporaryDirectory() as name:
        for size in map(int, options.sizes.split(",")):
            measured[size] = compare(size, options.runs, only, Path(name) / str(size), search=options.search)
            print(table(size, measured[size]), flush=True)
    if options.plot:
        lines = {
            tool.name: [(size, runs[tool.name].wall) for size, runs in measured.items() if tool.name in runs] for tool in TOOLS
        }
        options.plot.write_text(plot(lines), encoding="utf-8")
    if options.json:
        rows = [
            {"size": size, "tool": name, "wall": run.wall, "memory": run.memory}
            for size, all_ in measured.items()
            for name, run in all_.items()
        ]
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
