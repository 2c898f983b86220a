"""From generated pages to finished ones: the engine's runs, as many side by side as pay, and what each finished page holds.

Pages that stand in no menu do not know of each other, so they are dealt out; the first run builds all the rest as well: menus,
hand-written pages, assets. Whoever ran the engine over a page finishes it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import engine
from generator.check import base_path
from generator.facts import read_page
from generator.finish import finish_page
from generator.parallel import at_once, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.facts import PageFacts
    from generator.formulas import Typesetter
    from generator.model import KnowledgeBase

_LEAST = 150
"""A run of the engine costs about as much to begin as so many pages."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished page; ``formulas`` is how many were set."""

    facts: PageFacts
    formulas: int
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """All pages of a site, and what the engine said."""

    pages: tuple[Assembled, ...]
    problems: tuple[Diagnostic, ...]


def assemble(  # noqa: PLR0913 - what of, where from, where to
    base: KnowledgeBase, place: engine.Place, generated: Iterable[str], typesetter: Typesetter, *, docs_dir: Path, site_dir: Path
) -> Assembly:
    """Build the pages of ``docs_dir``, of which kb wrote the ``generated`` (paths), into the empty folder ``site_dir``."""
    dealt = shares(sorted(path for path in generated if path.endswith(".md") and engine.outside_menu(path)), _LEAST)
    everything = frozenset().union(*dealt)

    def first() -> Assembly:
        problems = engine.run(docs_dir, site_dir, base, place, everything - set(dealt[0]))
        pages = (path.relative_to(site_dir).as_posix() for path in sorted(site_dir.rglob("*.html")))
        others = {page_file(path) for share in dealt[1:] for path in share}
        return Assembly(_finish(site_dir, site_dir, (path for path in pages if path not in others), place, typesetter), problems)

    def follower(number: int, share: tuple[str, ...]) -> Callable[[], Assembly]:
        def task() -> Assembly:
            own = site_dir.with_name(f"{site_dir.name}-{number}")
            problems = engine.run(docs_dir, own, base, place, everything - set(share), follower=True)
            pages = _finish(own, site_dir, map(page_file, share), place, typesetter)
            shutil.rmtree(own)
            return Assembly(pages, problems)

        return task

    runs = at_once([first, *(follower(number, share) for number, share in enumerate(dealt[1:], 1))])
    problems = dict.fromkeys(problem for run in runs for problem in run.problems)
    return Assembly(tuple(page for run in runs for page in run.pages), tuple(problems))


def finish_site(site_dir: Path, place: engine.Place, typesetter: Typesetter) -> Assembly:
    """The same for a site that the engine has built by itself."""
    paths = (path.relative_to(site_dir).as_posix() for path in sorted(site_dir.rglob("*.html")))
    return Assembly(_finish(site_dir, site_dir, paths, place, typesetter), ())


def page_file(path: str) -> str:
    """The file in the site of a page in the docs folder."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name == "index" or name.endswith("/index") else f"{name}/index.html"


def _finish(
    built: Path, site_dir: Path, paths: Iterable[str], place: engine.Place, typesetter: Typesetter
) -> tuple[Assembled, ...]:
    below = base_path(place.site_url)
    return tuple(_finish_one(built, site_dir, path, below, typesetter) for path in paths)


def _finish_one(built: Path, site_dir: Path, path: str, below: str, typesetter: Typesetter) -> Assembled:
    html = (built / path).read_bytes().decode()
    finished = finish_page(html, path, typesetter)
    if built != site_dir or finished.html != html:
        target = site_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(finished.html.encode())
    return Assembled(read_page(path, finished.html, below), finished.formulas, finished.problems)
