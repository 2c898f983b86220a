"""From generated pages to finished ones: the engine's runs, as many side by side as pay, and what each finished page holds.

A page follows from its Markdown and from what all pages share (menu, theme, configuration), so one that an earlier build has made
is taken from the memo. Of the others, those that stand in no menu do not know of each other and are dealt out; the first run
builds all the rest as well: hand-written pages, assets. Whoever ran the engine over a page finishes it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from generator import engine
from generator.check import base_path
from generator.facts import PageFacts, read_page, share_targets
from generator.finish import finish_page, settle_lines
from generator.memo import pack
from generator.parallel import in_turn, shares, workers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.drift import PageOrigin
    from generator.formulas import Typesetter
    from generator.memo import Memo
    from generator.model import KnowledgeBase
    from generator.search import SearchAssets

_LEAST = 150
"""A run of the engine costs about as much to begin as so many pages."""
_MOST = 3000
"""The engine holds all pages of a run in memory at once."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the engine runs; ``pages`` are by their path in the docs folder."""

    base: KnowledgeBase
    pages: Mapping[str, str | bytes]
    search: SearchAssets
    place: engine.Place
    typesetter: Typesetter
    origins: Mapping[str, PageOrigin]
    redirects: tuple[tuple[str, str], ...]
    memo: Memo


@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished page: what it holds, how many formulas were set, and what could not be."""

    facts: PageFacts
    formulas: int
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Assembly:
    """All pages of a site, and what the engine said."""

    pages: tuple[Assembled, ...]
    problems: tuple[Diagnostic, ...] = ()


class KnownPages:
    """The generated pages that the memo holds, and the keys of all."""

    def __init__(self, prepared: Prepared, docs_dir: Path) -> None:
        shell = engine.shell(docs_dir, prepared.base, prepared.place)
        memo = prepared.memo
        texts = {path: text for path, text in prepared.pages.items() if isinstance(text, str)}
        self._memo = memo
        self._keys = {path: memo.key(partial(_inputs, shell, path, text)) for path, text in texts.items()}
        found = {path: memo.find(key) for path, key in self._keys.items()}
        self.found: dict[str, tuple[str, Assembled]] = {path: kept for path, kept in found.items() if kept}
        """HTML, but for its lines, and what is known of it."""
        self.wanted = tuple(path for path in sorted(texts) if path not in self.found)

    def keep(self, packed: Mapping[str, bytes]) -> None:
        """Keep new pages, by their path in the docs folder."""
        for path, data in packed.items():
            if path in self._keys:
                self._memo.keep(self._keys[path], data)


def _inputs(shell: str, path: str, text: str) -> tuple[object, ...]:
    return ("page", shell, path, text)


def assemble(prepared: Prepared, docs_dir: Path, site_dir: Path) -> Assembly:
    """Build the pages of ``docs_dir`` into the empty folder ``site_dir``."""
    known = KnownPages(prepared, docs_dir)
    outside = [path for path in known.wanted if engine.outside_menu(path)]
    dealt = shares(outside, _LEAST, max(workers(), -(-len(outside) // _MOST)))
    others = [path for share in dealt[1:] for path in share]
    runs = in_turn(
        [
            partial(_first_run, prepared, docs_dir, site_dir, {*known.found, *others}),
            *(
                partial(_run_beside, prepared, docs_dir, site_dir, share, {*known.found, *known.wanted}.difference(share))
                for share in dealt[1:]
            ),
        ]
    )
    for _, packed in runs:
        known.keep(packed)
    problems = dict.fromkeys(problem for run, _ in runs for problem in run.problems)
    pages = (*(page for run, _ in runs for page in run.pages), *bring_back(known, prepared, site_dir))
    return Assembly(pages, tuple(problems))


def bring_back(known: KnownPages, prepared: Prepared, site_dir: Path) -> Iterable[Assembled]:
    """Write the pages that the memo holds."""
    for path, (html, page) in known.found.items():
        _write(site_dir, page.facts.path, settle_lines(html, _first_line(prepared, path)))
        yield replace(page, facts=share_targets(page.facts))


_Run = tuple[Assembly, dict[str, bytes]]
"""The pages of a run, and what of them the memo may keep."""


def _first_run(prepared: Prepared, docs_dir: Path, site_dir: Path, left_out: Collection[str]) -> _Run:
    problems = engine.run(docs_dir, site_dir, prepared.base, prepared.place, left_out)
    return finish_built(prepared, site_dir, problems, left_out=left_out)


def _run_beside(prepared: Prepared, docs_dir: Path, site_dir: Path, share: Collection[str], left_out: Collection[str]) -> _Run:
    own = site_dir.with_name(f"{site_dir.name}-{min(share).replace('/', '-')}")
    problems = engine.run(docs_dir, own, prepared.base, prepared.place, left_out, follower=True)
    run = finish_built(prepared, own, problems, site_dir)
    shutil.rmtree(own)
    return run


def finish_built(
    prepared: Prepared,
    built: Path,
    problems: tuple[Diagnostic, ...] = (),
    site_dir: Path | None = None,
    left_out: Collection[str] = (),
) -> _Run:
    """Finish all pages that the engine has built, into ``site_dir`` where that is another folder.

    A page ``left_out`` that stands there nevertheless is another run's, which may have been quicker.
    """
    sources = {page_file(path): path for path in prepared.pages if path.endswith(".md")}
    paths = [path.relative_to(built).as_posix() for path in sorted(built.rglob("*.html"))]
    pages: list[Assembled] = []
    packed: dict[str, bytes] = {}
    for path in paths:
        source = sources.get(path, "")
        if source in left_out:
            continue
        html, page = _finish(prepared, (built / path).read_bytes().decode(), path, source)
        _write(site_dir or built, path, settle_lines(html, _first_line(prepared, source)))
        pages.append(page)
        if source and not page.problems and not page.facts.problems:
            packed[source] = pack((html, page))
    return Assembly(tuple(pages), problems), packed


def _finish(prepared: Prepared, html: str, path: str, source: str) -> tuple[str, Assembled]:
    finished = finish_page(html, path, prepared.typesetter)
    shown = settle_lines(finished.html, _first_line(prepared, source))
    facts = read_page(path, shown, base_path(prepared.place.site_url))
    return finished.html, Assembled(facts, finished.formulas, finished.problems)


def _first_line(prepared: Prepared, source: str) -> int:
    """The line of the text at which what a page shows begins; its other lines are counted from there."""
    origin = prepared.origins.get(source)
    return origin.lines.first if origin else 0


def _write(site_dir: Path, path: str, html: str) -> None:
    target = site_dir / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(html.encode())


def page_file(path: str) -> str:
    """The file in the site of a page in the docs folder."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name == "index" or name.endswith("/index") else f"{name}/index.html"
