"""Build pages with MkDocs, in as many parallel runs as pay, and finish each page where it was built.

A page depends on its Markdown and on what all pages share (menu, theme, configuration), so an unchanged page is taken from the
last site. Of the rest, pages outside the menu are independent of each other and are dealt out to the runs; the first run also
builds everything else: pages in the menu, hand-written pages, assets.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from zhiku.engine import runner
from zhiku.engine.hand_written import read_text
from zhiku.engine.job import Job, SiteLocation
from zhiku.engine.menu import outside_menu
from zhiku.output.check import base_path
from zhiku.output.contents_list import with_outline
from zhiku.output.docs_tree import HOME, has_own_home
from zhiku.output.finish import finish_page
from zhiku.output.page_facts import PageFacts, read_page, share_targets
from zhiku.output.security import secured
from zhiku.output.theme_repairs import repaired
from zhiku.pages.line_refs import LineRefs, fill_lines, shift_lines
from zhiku.runtime.cache import pack
from zhiku.runtime.pickling import by_fields
from zhiku.runtime.processes import deal, run_isolated, worker_count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from zhiku.content.settings import Settings
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.markdown.katex import Typesetter
    from zhiku.model import KnowledgeBase
    from zhiku.output.manual_edits import PageSource
    from zhiku.runtime.cache import Cache
    from zhiku.runtime.project import Project
    from zhiku.search import SearchAssets
    from zhiku.search.bundle import SitePage

_MIN_PAGES = 150
"""A run of the engine costs about as much to begin as so many pages."""
_MAX_PAGES = 3500
"""The engine holds all pages of a run in memory at once."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the engine runs; ``pages`` are by their path in the docs folder."""

    base: KnowledgeBase
    pages: Mapping[str, str | bytes]
    search: SearchAssets
    location: SiteLocation
    engine: runner.Engine
    settings: Settings
    typesetter: Typesetter
    origins: Mapping[str, PageSource]
    redirects: tuple[tuple[str, str], ...]
    cache: Cache
    changed: int = 0
    """When the text was changed last, in seconds since 1970."""
    share_font: str = ""
    """The file of the font in which pictures for sharing are drawn; empty where there are none."""


@by_fields
@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A finished page: what it holds, where it names lines of the text, how many formulas were set, and what could not be."""

    facts: PageFacts
    line_refs: LineRefs
    formulas: int
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedPages:
    """All pages of a site, what the engine said, and the texts of hand-written pages."""

    pages: tuple[FinishedPage, ...]
    problems: tuple[Diagnostic, ...] = ()
    texts: tuple[SitePage, ...] = ()


@by_fields
@dataclass(frozen=True, slots=True)
class _CachedPage:
    """A page as the cache keeps it: the line in which its text begins, and size and time of its file, where its HTML is."""

    page: FinishedPage
    first: int
    size: int
    time: int


class _CachedPages:
    """The generated pages of which the cache knows that they stand in the site built before, and the keys of all."""

    def __init__(self, prepared: Prepared, project: Project, before: Path) -> None:
        shell = runner.shell(project, prepared.base, prepared.location, prepared.settings.site)
        cache, self._below = prepared.cache, prepared.engine.below
        texts = {path: text for path, text in prepared.pages.items() if isinstance(text, str)}
        if has_own_home(project.docs):
            texts.pop(HOME, None)
        self._cache, self._before, self._origins = cache, before, prepared.origins
        self._keys = {path: cache.key(partial(_inputs, shell, path, text)) for path, text in texts.items()}
        found = {path: cache.get(key) for path, key in self._keys.items()}
        self.found: dict[str, _CachedPage] = {path: kept for path, kept in found.items() if kept and self._stands(kept)}
        self.wanted = tuple(path for path in sorted(texts) if path not in self.found)

    def _stands(self, kept: _CachedPage) -> bool:
        try:
            status = (self._before / kept.page.facts.path).stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (kept.size, kept.time)

    def keep(self, pages: Iterable[FinishedPage], site_dir: Path) -> None:
        """Keep new pages that are as they should be."""
        sources = {self._below + page_file(path): path for path in self._keys}
        for page in pages:
            path = sources.get(page.facts.path)
            if path is not None and not page.problems and not page.facts.problems:
                self._keep(path, page, site_dir)

    def _keep(self, path: str, page: FinishedPage, site_dir: Path) -> None:
        status = (site_dir / page.facts.path).stat()
        kept = _CachedPage(page, _first_line(self._origins, path), status.st_size, status.st_mtime_ns)
        self._cache.put(self._keys[path], pack(kept))

    def bring(self, site_dir: Path) -> Iterator[FinishedPage]:
        """Put the known pages into a new site: the same files, or new ones where the text has moved in its file."""
        for path, kept in self.found.items():
            page, name, first = kept.page, kept.page.facts.path, _first_line(self._origins, path)
            (site_dir / name).parent.mkdir(parents=True, exist_ok=True)
            if first == kept.first or not page.line_refs:
                _same_file(self._before / name, site_dir / name)
            else:
                html = (self._before / name).read_bytes().decode()
                html, line_refs = shift_lines(html, page.line_refs, kept.first, first)
                (site_dir / name).write_bytes(html.encode())
                page = replace(page, line_refs=line_refs)
                self._keep(path, page, site_dir)
            yield replace(page, facts=share_targets(page.facts))


def _inputs(shell: str, path: str, text: str) -> tuple[object, ...]:
    return ("page", shell, path, text)


def _same_file(one: Path, other: Path) -> None:
    """Have a file in another place as well."""
    try:
        other.hardlink_to(one)
    except OSError:  # not every file system can
        shutil.copy2(one, other)


def build_pages(prepared: Prepared, project: Project, site_dir: Path, before: Path) -> FinishedPages:
    """Build the pages of the project into the empty folder ``site_dir``; ``before`` is the site that it will replace."""
    if prepared.engine.shortcut_blocker:
        return _run(prepared, project, site_dir, ())
    known = _CachedPages(prepared, project, before)
    outside = [path for path in known.wanted if outside_menu(path)]
    # As many rounds as memory asks for, each with work for all processors.
    dealt = deal(outside, _MIN_PAGES, worker_count() * max(1, ceil(len(outside) / (_MAX_PAGES * worker_count()))))
    others = [path for share in dealt[1:] for path in share]
    beside = [site_dir.with_name(f"{site_dir.name}-{number}") for number in range(1, len(dealt))]
    runs = run_isolated(
        [
            partial(_run, prepared, project, site_dir, {*known.found, *others}),
            *(
                partial(_run, prepared, project, folder, {*known.found, *known.wanted}.difference(share), secondary=True)
                for share, folder in zip(dealt[1:], beside, strict=True)
            ),
        ]
    )
    for folder in beside:
        _move(folder, site_dir)
    built = [page for run in runs for page in run.pages]
    known.keep(built, site_dir)
    problems = dict.fromkeys(problem for run in runs for problem in run.problems)
    return FinishedPages((*built, *known.bring(site_dir)), tuple(problems), runs[0].texts)


def _run(
    prepared: Prepared, project: Project, site_dir: Path, left_out: Collection[str], *, secondary: bool = False
) -> FinishedPages:
    finisher = Finisher(
        prepared.location, prepared.typesetter, prepared.origins, prepared.engine.below, prepared.settings.site.allow_hosts
    )
    job = replace(job_of(prepared, finisher, project.config), left_out=left_out, secondary=secondary)
    problems = runner.run(project, project.docs, site_dir, job)
    if not secondary:
        finisher.others(site_dir, left_out)
    if prepared.engine.shortcut_blocker:
        finisher.read_again(site_dir)
    return FinishedPages(tuple(finisher.pages), problems, tuple(finisher.texts))


def job_of(prepared: Prepared, finisher: Finisher, config: object) -> Job:
    """All pages of a base as one job; ``config`` is the owner's ``mkdocs.yml`` or ``None``."""
    return Job(
        prepared.base,
        prepared.settings,
        prepared.location,
        prepared.pages,
        finisher.page,
        prepared.cache,
        prepared.engine.below,
        owned=config is not None,
    )


def _move(folder: Path, into: Path) -> None:
    """Bring all files of a folder to the same places in another one."""
    for path in folder.iterdir():
        target = into / path.name
        if target.is_dir():
            _move(path, target)
        else:
            path.rename(target)
    folder.rmdir()


class Finisher:
    """Finishes pages while the engine builds them; ``pages`` is what it has finished."""

    def __init__(
        self,
        location: SiteLocation,
        typesetter: Typesetter,
        origins: Mapping[str, PageSource],
        below: str = "",
        allow_hosts: Collection[str] = (),
    ) -> None:
        self._base = base_path(location.site_url)
        self._below = below
        self._hosts = tuple(allow_hosts)
        self._typesetter = typesetter
        self._origins = origins
        self.pages: list[FinishedPage] = []
        self.texts: list[SitePage] = []
        """The hand-written pages, for the search."""

    def page(self, html: str, path: str, source: str = "") -> str:
        """The finished HTML of a page; ``path`` is its file's below the site, ``source`` its path among the generated pages."""
        if not source and path.endswith("index.html") and (text := read_text(html, self._below, path)):
            self.texts.append(text)
        finished = finish_page(self._dressed(html), path, self._typesetter, self._below)
        first = _first_line(self._origins, source)
        shown, line_refs = fill_lines(finished.html, first)
        facts = read_page(path, fill_lines(finished.without_formulas, first)[0], self._base)
        if facts.problems:
            facts = read_page(path, shown, self._base)  # these places are those of the file
        self.pages.append(FinishedPage(facts, line_refs, finished.formulas, finished.problems))
        return shown

    def _dressed(self, html: str) -> str:
        """A page with names for screen readers and its policy; below an existing site both are its owner's business."""
        return html if self._below else secured(with_outline(repaired(html)), self._hosts)

    def others(self, site_dir: Path, left_out: Collection[str] = ()) -> None:
        """Finish the HTML files that are no pages, such as the theme's ``404.html``.

        A page ``left_out`` that stands there nevertheless is another run's, which may have been quicker.
        """
        done = {page.facts.path for page in self.pages} | {self._below + page_file(path) for path in left_out}
        for file in sorted(site_dir.rglob("*.html")):
            path = file.relative_to(site_dir).as_posix()
            if path not in done:
                file.write_bytes(self.page(file.read_bytes().decode(), path).encode())

    def read_again(self, site_dir: Path) -> None:
        """Take the facts of all pages from their files: a foreign plugin or hook may have changed what was finished."""
        self.pages = [
            replace(page, facts=read_page(page.facts.path, file.read_bytes().decode(), self._base))
            for page in self.pages
            if (file := site_dir / page.facts.path).is_file()
        ]


def _first_line(origins: Mapping[str, PageSource], source: str) -> int:
    """The line of the text at which what a page shows begins; its other lines are counted from there."""
    origin = origins.get(source)
    return origin.lines.first if origin else 0


def page_file(path: str) -> str:
    """The file in the site of a page in the docs folder."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name == "index" or name.endswith("/index") else f"{name}/index.html"
