"""Build the generated pages with other engines, and compare pages and links with the site of ``kb build``.

``python tools/exit_door.py [CONTENT_DIR]``

The generated pages are Markdown with front matter. Since Material for MkDocs is no longer developed, other engines must be able
to build the same folder: ProperDocs with Material, and Zensical. They build it without this project's theme: its templates are
replaced by empty ones, and links on pages that such a template fills are not compared. Engines that are not installed are skipped
with a message. Exit code 1 if a page is missing, or if ProperDocs gives other links.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser
from zhiku.pipeline.build import build
from zhiku.runtime.paths import PACKAGE, THEME
from zhiku.runtime.project import project_of

ROOT = Path(__file__).resolve().parent.parent
_ADDRESS = "https://example.org/"
_CONFIG = {
    "site_name": "Exit door",
    "site_url": _ADDRESS,
    "theme": {"name": "material", "font": False, "custom_dir": "theme"},
    "plugins": [],
    "markdown_extensions": [
        "zhiku.pages.raw_html",
        "attr_list",
        {"pymdownx.arithmatex": {"generic": True, "inline_syntax": ["round"], "block_syntax": ["square"]}},
    ],
}
_MAX_SHOWN = 10
Links = dict[str, frozenset[str]]
"""The addresses that each page links to, by the page's address."""


class Engine(NamedTuple):
    """Another engine: possible paths of its command, and whether its links must be the same."""

    name: str
    places: tuple[Path, ...]
    arguments: tuple[str, ...]
    strict: bool


_ENGINES = (
    Engine("ProperDocs", (Path(sys.executable).with_name("properdocs"),), ("build", "-q", "-f"), strict=True),
    Engine(
        "Zensical", (ROOT / ".venv/peers/bin/zensical", Path(sys.executable).with_name("zensical")), ("build", "-f"), strict=False
    ),
)


def links_of(site: Path) -> Links:
    """The other pages of the site that each page's text links to, by the page's address, without anchors."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        page = path.relative_to(site).as_posix().removesuffix("index.html")
        article = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first("article")
        hrefs = [node.attributes.get("href") or "" for node in article.css("a[href]")] if article else []
        targets = (unquote(urldefrag(urljoin(_ADDRESS + page, href)).url) for href in hrefs)
        found[page] = frozenset(target.removeprefix(_ADDRESS) for target in targets if target.startswith(_ADDRESS)) - {page}
    return found


def run(engine: Engine, folder: Path) -> str:
    """Build the project in a folder into ``site``; what went wrong, empty where nothing did."""
    command = next((place for place in engine.places if place.is_file()), None)
    if command is None:
        return "not installed"
    shutil.rmtree(folder / "site", ignore_errors=True)
    # Engines with an environment of their own find this package and what it needs behind their own packages.
    path = os.pathsep.join((str(PACKAGE.parent), *(entry for entry in sys.path if entry.endswith("site-packages"))))
    done = subprocess.run(
        [command, *engine.arguments, "mkdocs.yml"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else (done.stderr or done.stdout).strip()[-2000:]


def filled_by_templates(docs: Path) -> frozenset[str]:
    """The addresses of pages that a template of this project fills."""
    pages = (path for path in docs.rglob("*.md") if "\ntemplate:" in path.read_text(encoding="utf-8"))
    return frozenset(path.relative_to(docs).as_posix().removesuffix("index.md") for path in pages)


def compare(name: str, ours: Links, theirs: Links, filled: frozenset[str]) -> tuple[bool, bool]:
    """Print how two sites differ; whether pages are missing, and whether links differ."""
    missing, more = sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())
    other = [page for page in sorted(ours.keys() & theirs.keys()) if page not in filled and ours[page] != theirs[page]]
    print(f"{name}: {len(theirs)} pages, {len(missing)} missing, {len(more)} more, {len(other)} with other links")
    for what, pages in (("missing", missing), ("more", more)):
        for page in pages[:_MAX_SHOWN]:
            print(f"  {what}: {page or '(home)'}")
    for page in other[:_MAX_SHOWN]:
        lost, new = sorted(ours[page] - theirs[page]), sorted(theirs[page] - ours[page])
        print(f"  links of {page or '(home)'}: without {lost[:3]}, with {new[:3]}")
    return bool(missing), bool(other)


def main(content: Path) -> int:
    """Build with all engines, compare each with ours."""
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Elsewhere the owner's `nav:` and hand-written pages, which the other engines do not get, are out of the way.
        shutil.copytree(content, folder / "content")
        built = build(project_of(folder / "content", folder / "docs", folder / "ours"), lambda _: None)
        ours = links_of(folder / "ours")
        filled = filled_by_templates(folder / "docs")
        print(f"kb: {len(ours)} pages, {built.questions} questions")
        (folder / "mkdocs.yml").write_text(json.dumps(_CONFIG), encoding="utf-8")
        (folder / "theme").mkdir()
        for template in THEME.glob("kb-*.html"):
            (folder / "theme" / template.name).write_text('{% extends "main.html" %}\n', encoding="utf-8")
        for engine in _ENGINES:
            if wrong := run(engine, folder):
                print(f"{engine.name}: {wrong}")
                failed |= wrong != "not installed"
                continue
            missing, other = compare(engine.name, ours, links_of(folder / "site"), filled)
            failed |= missing or (other and engine.strict)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content"))
