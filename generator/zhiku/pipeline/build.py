"""Build a site: prepare the pages, run the engine, finish and check what it wrote, then replace the old site."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from zhiku.content.accepted import counted, without
from zhiku.content.folder import LOCK, shown_path
from zhiku.diagnostics.codes import with_severities
from zhiku.diagnostics.diagnostic import ContentError, Diagnostic, has_errors
from zhiku.diagnostics.wording import quantity
from zhiku.engine import runner
from zhiku.engine.shards import Prepared, build_pages
from zhiku.lang.interface import interface_of, strings_file
from zhiku.model import Export, KnowledgeBase
from zhiku.output import finish
from zhiku.output.check import base_path, check_pages
from zhiku.output.docs_tree import DiskTree, apply, plan
from zhiku.output.exports.anki import APKG, anki_notes, apkg
from zhiku.output.exports.table import csv_file
from zhiku.output.machine_readable import machine_files
from zhiku.output.offline import offline_files, uninstalling_worker
from zhiku.output.page_facts import read_page
from zhiku.output.share_images import draw_missing
from zhiku.output.swap import fresh_folder
from zhiku.pages import SMALL_BASE
from zhiku.pages.share import question_pictures, site_picture
from zhiku.pages.study import cards_file
from zhiku.pipeline import up_to_date
from zhiku.pipeline.earlier_titles import earlier_titles
from zhiku.pipeline.moved_addresses import moved_addresses
from zhiku.pipeline.prepare import read_and_analyse, relate_questions, render_base
from zhiku.runtime.cache import Cache, pack
from zhiku.runtime.fingerprint import fingerprint
from zhiku.runtime.processes import submit, worker_count
from zhiku.runtime.repository import commit_time, is_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from zhiku.engine.shards import FinishedPages
    from zhiku.output.exports.anki import AnkiNote
    from zhiku.pipeline.texts import Progress
    from zhiku.runtime.processes import Future
    from zhiku.runtime.project import Project
    from zhiku.search import SearchFiles


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build: counts, warnings, and the base if anything had to be built."""

    questions: int
    domains: int
    concepts: int
    formulas: int
    problems: tuple[Diagnostic, ...]
    new: tuple[Diagnostic, ...] = ()
    """The warnings that the last build did not have."""
    base: KnowledgeBase | None = None
    site_url: str = ""
    """The address of the site; empty if unknown."""


def pin_time(content_dir: Path) -> None:
    """Date everything the engine dates by the last commit, so that two builds of one commit are equal."""
    if timestamp := commit_time(content_dir):
        os.environ.setdefault("SOURCE_DATE_EPOCH", timestamp)


def write_pages(prepared: Prepared, docs_dir: Path, *, discard_edits: bool = False) -> None:
    """Update the docs folder; raises ``ContentError`` and changes nothing if a page would overwrite a file not written by kb."""
    docs_dir /= prepared.engine.prefix
    tree = DiskTree(docs_dir)
    changes = plan(tree, prepared.pages, shown_path(docs_dir), prepared.origins, discard_edits=discard_edits)
    if changes.conflicts:
        raise ContentError(changes.conflicts)
    apply(tree, changes)


def check_docs(prepared: Prepared, docs_dir: Path) -> None:
    """Raise ``ContentError`` if hand-written files have the paths of generated pages; writes nothing."""
    docs_dir /= prepared.engine.prefix
    conflicts = plan(DiskTree(docs_dir), prepared.pages, shown_path(docs_dir), prepared.origins).conflicts
    if conflicts:
        raise ContentError(conflicts)


def finish_site(
    prepared: Prepared, search: SearchFiles, finished: FinishedPages, site_dir: Path, before: Path
) -> tuple[Diagnostic, ...]:
    """Add everything that depends on all finished pages; returns the problems of the site as a whole.

    ``before`` is the site that the one in ``site_dir`` replaces.
    """
    site_url, engine = prepared.location.site_url, prepared.engine
    base_dir = site_dir / engine.prefix
    finish.write_files(base_dir, search.with_pages(finished.texts))
    del search
    redirects = finish.redirect_files(prepared.redirects, interface_of(prepared.base))
    finish.write_files(base_dir, redirects)
    _write_data(prepared, base_dir, before / engine.prefix)
    if not engine.shortcut_blocker:  # otherwise MkDocs has seen all pages and written the sitemap
        paths = (page.facts.path for page in finished.pages)
        known = {entry.question.id: f"{engine.prefix}{entry.question.url}index.html" for entry in prepared.base.entries}
        dates = {known[question]: time for question, time in prepared.base.dates}
        finish.write_files(site_dir, finish.sitemap_files(site_url, paths, dates))
    if not engine.prefix:  # inside an existing site its owner decides
        base = prepared.base
        whole = len(base.entries) <= SMALL_BASE
        finish.write_files(site_dir, offline_files(site_dir, base, whole=whole) if base.offline else (uninstalling_worker(),))
    host_path = base_path(site_url)
    facts = [page.facts for page in finished.pages if (site_dir / page.facts.path).is_file()]  # one is in the service worker now
    facts += [read_page(engine.prefix + path, data.decode(), host_path) for path, data in redirects]
    unset = (problem for page in finished.pages for problem in page.problems)
    return (
        *finished.problems,
        *unset,
        *check_pages(site_dir, facts, host_path, engine.prefix, prepared.settings.site.allow_hosts, engine.named),
    )


def _write_data(prepared: Prepared, base_dir: Path, before: Path) -> None:
    """Write what is made of the base rather than of its pages: data for programs, study cards, exports, preview images."""
    base, words, site_url = prepared.base, interface_of(prepared.base), prepared.location.site_url
    finish.write_json(base_dir, base)
    address = site_url and site_url + prepared.engine.prefix
    machines = machine_files(base, words, address, dict(base.dates), finish.build_time())
    cards = cards_file(base, prepared.redirects)
    finish.write_files(base_dir, (cards, strings_file(words), *_exports(prepared), *machines))
    if base.share_images:
        pictures = (site_picture(base), *question_pictures(base).values())
        finish.write_files(base_dir, [*draw_missing(pictures, prepared.share_font, before)])


def _exports(prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """The enabled exports; the Anki collection is made again only if a note has changed."""
    base, cache, site_url = prepared.base, prepared.cache, prepared.location.site_url
    if Export.CSV in base.exports:
        yield csv_file(base)
    if Export.ANKI in base.exports:
        identity = base.identity or base.title
        notes = anki_notes(base, identity, "" if is_local(site_url) else site_url)
        times = [_time_of(note, prepared.changed, cache) for note in notes]
        media = {path: data for note in notes for path, _ in note.media if isinstance(data := prepared.pages[path], bytes)}
        key = cache.key(lambda: ("anki", notes, times, identity, base.title, sorted(media.items())))
        yield APKG, cache.get_or_compute(key, lambda: apkg(notes, times, media, identity, base.title))


def _time_of(note: AnkiNote, changed: int, cache: Cache) -> int:
    """The modification time of a note: ``changed`` for a new note, and later than before for a changed one."""
    key = cache.key(lambda: ("anki note", note.guid))
    before, time = cache.get(key) or (note, changed)
    if before != note:
        time = max(changed, time + 1)
    cache.put(key, pack((note, time)))
    return int(time)


def cache_file(site_dir: Path) -> Path:
    """The cache of a site's builds: a hidden file next to the site."""
    site_dir = site_dir.resolve()
    return site_dir.with_name(f".{site_dir.name}.cache")


def build(project: Project, progress: Progress, *, discard_edits: bool = False, preview: bool = False) -> Built:
    """Build and check the site; it replaces the old one only if it is complete and free of errors.

    A ``preview`` has no service worker, so that browsers never show an outdated version.
    """
    content_dir, docs_dir, site_dir = project.content, project.docs, project.site
    pin_time(content_dir)
    program = fingerprint()
    cache, read = Cache(cache_file(site_dir), program), up_to_date.inputs(project, program)
    match cache.last_build():
        case (before, written, Built() as built) if before == read and written == up_to_date.outputs(docs_dir, site_dir):
            progress("nothing has changed")
            return replace(built, new=())
    engine = runner.read_engine(project)
    templates = _compile_templates(project, engine, cache)
    prepared, warnings, search = _prepare(content_dir, progress, cache, engine, preview=preview)
    warnings = (*warnings, *_moved(prepared, content_dir, cache))
    with fresh_folder(site_dir) as fresh:
        write_pages(prepared, docs_dir, discard_edits=discard_edits)
        for key, template in templates.result().items() if templates else ():
            cache.put(key, template)
        progress(f"building {quantity(len(prepared.pages), 'page')}")
        finished = build_pages(prepared, project, fresh.path, site_dir)
        progress("writing the search index, checking links, formulas and questions")
        problems = finish_site(prepared, search.result(), finished, fresh.path, site_dir)
        if has_errors(problems):
            raise ContentError((*warnings, *problems))
        new = _new_warnings((*warnings, *problems), shown_path(content_dir), cache)
        cache.save()
        fresh.commit()
    built = Built(*_counts(prepared.base), (*warnings, *problems), new, site_url=prepared.location.site_url)
    if not prepared.engine.shortcut_blocker:  # a third-party plugin or hook may read anything else
        cache.record_build((read, up_to_date.outputs(docs_dir, site_dir), built))
    return replace(built, base=prepared.base)


def _counts(base: KnowledgeBase) -> tuple[int, int, int, int]:
    """The numbers of questions, domains, concepts and formulas."""
    formulas = sum(len(entry.question.formulas) for entry in base.entries)
    return len(base.entries), len(base.domains), len(base.concepts), formulas


def _prepare(
    content_dir: Path, progress: Progress, cache: Cache, engine: runner.Engine, *, preview: bool
) -> tuple[Prepared, tuple[Diagnostic, ...], Future[SearchFiles]]:
    """The base and its pages, the warnings, and the search index, which is built in parallel with the pages."""
    analysed = read_and_analyse(content_dir, progress, cache, preview=preview)
    search = submit(analysed.search.build)
    related, assets = relate_questions(analysed, content_dir), replace(analysed.search, features=())
    del analysed  # parsed texts and features are a third of the memory of a large base
    return *render_base(related, assets, content_dir, cache, engine), search


def _compile_templates(project: Project, engine: runner.Engine, cache: Cache) -> Future[Mapping[bytes, bytes]] | None:
    """The theme's templates, compiled in parallel with reading the text; none where an earlier build has stored them."""
    if not cache.is_new or engine.shortcut_blocker or worker_count() == 1:
        return None
    return submit(partial(runner.compile_templates, project, engine, cache))


def _moved(prepared: Prepared, content_dir: Path, cache: Cache) -> tuple[Diagnostic, ...]:
    """The warning about addresses that have moved since the last build; those of this build are stored for the next one.

    Where no build is known, as in a fresh clone, the last change in git counts.
    """
    titles: dict[str, str] = {entry.question.id: entry.question.title for entry in prepared.base.entries}
    key = cache.key(lambda: ("addresses",))
    stored = cache.get(key)
    found = moved_addresses(earlier_titles(content_dir) if stored is None else stored, titles, (content_dir / LOCK).as_posix())
    cache.put(key, pack(titles))
    return with_severities(found, dict(prepared.settings.severities), lenient=False)


def _new_warnings(problems: Iterable[Diagnostic], folder: str, cache: Cache) -> tuple[Diagnostic, ...]:
    """The warnings that the last build did not have; those of this build are stored for the next one."""
    problems, key = tuple(problems), cache.key(lambda: ("warnings",))
    new, _ = without(problems, cache.get(key) or {}, folder)
    cache.put(key, pack(counted(problems, folder)))
    return new
