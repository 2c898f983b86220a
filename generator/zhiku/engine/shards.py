"""Build pages with MkDocs, in as many parallel runs as are worthwhile, and finish each page in the run that built it.

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
"""Starting a run of the engine costs about as much as building this many pages."""
_MAX_PAGES = 2500
"""Pages of one run at most, because the engine keeps all pages of a run in memory."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything known before the engine runs; ``pages`` are by their path in the docs folder."""

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
    """Time of the last change of the text, in seconds since 1970."""
    share_font: str = ""
    """The font file for the preview images of shared links; empty if none are drawn."""


@by_fields
@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A finished page: its facts, its references to lines of the text, the number of formulas, and its problems."""

    facts: PageFacts
    line_refs: LineRefs
    formulas: int
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedPages:
    """All pages of a site, the engine's messages, and the texts of hand-written pages."""

    pages: tuple[FinishedPage, ...]
    problems: tuple[Diagnostic, ...] = ()
    texts: tuple[SitePage, ...] = ()


@by_fields
@dataclass(frozen=True, slots=True)
class _CachedPage:
    """Cache entry of a page: the line where its text begins, and size and time of its HTML file in the site."""

    page: FinishedPage
    first: int
    size: int
    time: int


class _CachedPages:
    """The generated pages that can be reused from the site built before, and the cache keys of all pages."""

    def __init__(self, prepared: Prepared, project: Project, before: Path) -> None:
        shell = runner.shell(project, prepared.base, prepared.location, prepared.settings.site)
        cache, self._prefix = prepared.cache, prepared.engine.prefix
        own = {HOME} if has_own_home(project.docs) else set()
        self._cache, self._before, self._origins = cache, before, prepared.origins
        self._keys = {
            path: cache.key(partial(_inputs, shell, path, text))
            for path, text in prepared.pages.items()
            if isinstance(text, str) and path not in own
        }
        found = {path: cache.get(key) for path, key in self._keys.items()}
        self.found: dict[str, _CachedPage] = {path: kept for path, kept in found.items() if kept and self._is_current(kept)}
        self.wanted = tuple(path for path in sorted(self._keys) if path not in self.found)

    def _is_current(self, kept: _CachedPage) -> bool:
        try:
            status = (self._before / kept.page.facts.path).stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (kept.size, kept.time)

    def store(self, pages: Iterable[FinishedPage], site_dir: Path) -> None:
        """Cache new pages that have no problems."""
        sources = {self._prefix + page_file(path): path for path in self._keys}
        for page in pages:
            path = sources.get(page.facts.path)
            if path is not None and not page.problems and not page.facts.problems:
                self._store(path, page, site_dir)

    def _store(self, path: str, page: FinishedPage, site_dir: Path) -> None:
        status = (site_dir / page.facts.path).stat()
        kept = _CachedPage(page, _first_line(self._origins, path), status.st_size, status.st_mtime_ns)
        self._cache.put(self._keys[path], pack(kept))

    def restore(self, site_dir: Path) -> Iterator[FinishedPage]:
        """Copy reusable pages into a new site, with line numbers adjusted if the text has moved in its file."""
        for path, kept in self.found.items():
            page, name, first = kept.page, kept.page.facts.path, _first_line(self._origins, path)
            (site_dir / name).parent.mkdir(parents=True, exist_ok=True)
            if first == kept.first or not page.line_refs:
                _link_or_copy(self._before / name, site_dir / name)
            else:
                html = (self._before / name).read_bytes().decode()
                html, line_refs = shift_lines(html, page.line_refs, kept.first, first)
                (site_dir / name).write_bytes(html.encode())
                page = replace(page, line_refs=line_refs)
                self._store(path, page, site_dir)
            yield replace(page, facts=share_targets(page.facts))


def _inputs(shell: str, path: str, text: str) -> tuple[object, ...]:
    return ("page", shell, path, text)


def _link_or_copy(one: Path, other: Path) -> None:
    """Hard-link a file to another place, or copy it."""
    try:
        other.hardlink_to(one)
    except OSError:  # not every file system supports hard links
        shutil.copy2(one, other)


def build_pages(prepared: Prepared, project: Project, site_dir: Path, before: Path) -> FinishedPages:
    """Build the pages of the project into the empty folder ``site_dir``; ``before`` is the site that it will replace."""
    if prepared.engine.shortcut_blocker:
        return _run(prepared, project, site_dir, ())
    known = _CachedPages(prepared, project, before)
    outside = [path for path in known.wanted if outside_menu(path)]
    # As many rounds as the limit of pages per run requires, each with work for all processors.
    shares = deal(outside, _MIN_PAGES, worker_count() * max(1, ceil(len(outside) / (_MAX_PAGES * worker_count()))))
    others = [path for share in shares[1:] for path in share]
    shard_folders = [site_dir.with_name(f"{site_dir.name}-{number}") for number in range(1, len(shares))]
    runs = run_isolated(
        [
            partial(_run, prepared, project, site_dir, {*known.found, *others}),
            *(
                partial(_run, prepared, project, folder, {*known.found, *known.wanted}.difference(share), secondary=True)
                for share, folder in zip(shares[1:], shard_folders, strict=True)
            ),
        ]
    )
    for folder in shard_folders:
        _move(folder, site_dir)
    built = [page for run in runs for page in run.pages]
    known.store(built, site_dir)
    problems = dict.fromkeys(problem for run in runs for problem in run.problems)
    return FinishedPages((*built, *known.restore(site_dir)), tuple(problems), runs[0].texts)


def _run(
    prepared: Prepared, project: Project, site_dir: Path, excluded: Collection[str], *, secondary: bool = False
) -> FinishedPages:
    finisher = Finisher(
        prepared.location, prepared.typesetter, prepared.origins, prepared.engine.prefix, prepared.settings.site.allow_hosts
    )
    job = replace(job_of(prepared, finisher, project.config), excluded=excluded, secondary=secondary)
    problems = runner.run(project, project.docs, site_dir, job)
    if not secondary:
        finisher.others(site_dir, excluded)
    if prepared.engine.shortcut_blocker:
        finisher.read_all_again(site_dir)
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
        prepared.engine.prefix,
        owned=config is not None,
    )


def _move(folder: Path, into: Path) -> None:
    """Move all files of a folder to the same paths in another one."""
    for path in folder.iterdir():
        target = into / path.name
        if target.is_dir():
            _move(path, target)
        else:
            path.rename(target)
    folder.rmdir()


class Finisher:
    """Finishes pages while the engine builds them; ``pages`` are the results."""

    def __init__(
        self,
        location: SiteLocation,
        typesetter: Typesetter,
        origins: Mapping[str, PageSource],
        prefix: str = "",
        allow_hosts: Collection[str] = (),
    ) -> None:
        self._base = base_path(location.site_url)
        self._prefix = prefix
        self._hosts = tuple(allow_hosts)
        self._typesetter = typesetter
        self._origins = origins
        self.pages: list[FinishedPage] = []
        self.texts: list[SitePage] = []
        """The hand-written pages, for the search."""

    def page(self, html: str, path: str, source: str = "") -> str:
        """Finish the HTML of a page; ``path`` is its path in the site, ``source`` its path among the generated pages."""
        if not source and path.endswith("index.html") and (text := read_text(html, self._prefix, path)):
            self.texts.append(text)
        finished = finish_page(self._with_labels_and_policy(html), path, self._typesetter, self._prefix)
        first = _first_line(self._origins, source)
        shown, line_refs = fill_lines(finished.html, first)
        facts = read_page(path, fill_lines(finished.without_formulas, first)[0], self._base)
        if facts.problems:
            facts = read_page(path, shown, self._base)  # positions in the finished file
        self.pages.append(FinishedPage(facts, line_refs, finished.formulas, finished.problems))
        return shown

    def _with_labels_and_policy(self, html: str) -> str:
        """Add accessible names and a security policy, unless the base is part of a larger site, whose owner decides on both."""
        return html if self._prefix else secured(with_outline(repaired(html)), self._hosts)

    def others(self, site_dir: Path, excluded: Collection[str] = ()) -> None:
        """Finish the HTML files that are no pages, such as the theme's ``404.html``.

        If an ``excluded`` page exists, another run has already written it.
        """
        done = {page.facts.path for page in self.pages} | {self._prefix + page_file(path) for path in excluded}
        for file in sorted(site_dir.rglob("*.html")):
            path = file.relative_to(site_dir).as_posix()
            if path not in done:
                file.write_bytes(self.page(file.read_bytes().decode(), path).encode())

    def read_all_again(self, site_dir: Path) -> None:
        """Read the facts of all pages from their files: a third-party plugin or hook may have changed finished pages."""
        self.pages = [
            replace(page, facts=read_page(page.facts.path, file.read_bytes().decode(), self._base))
            for page in self.pages
            if (file := site_dir / page.facts.path).is_file()
        ]


def _first_line(origins: Mapping[str, PageSource], source: str) -> int:
    """The line of the text where the content of a page begins; line references are relative to it."""
    origin = origins.get(source)
    return origin.lines.first if origin else 0


def page_file(path: str) -> str:
    """The file in the site of a page in the docs folder."""
    name = path.removesuffix(".md")
    return f"{name}.html" if name == "index" or name.endswith("/index") else f"{name}/index.html"
