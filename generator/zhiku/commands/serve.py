"""The live preview: build the content whenever it changes, serve it, and reload open pages.

Builds run in a child process that the next edit kills. In a large base, edits within a few answers show before the build ends:
their pages are rendered with the relations and concepts of the last build and copied into the served site. Concepts, relations,
lists and the search follow with the build. Errors in the content are shown at the top of the open page, above the last good
version of it.
"""

from __future__ import annotations

import html
import multiprocessing
import shutil
import signal
import socket
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mkdocs.livereload import LiveReloadServer

from zhiku.analysis.same_titles import beginnings
from zhiku.diagnostics.diagnostic import ContentError, Severity
from zhiku.diagnostics.report import Format, show
from zhiku.diagnostics.wording import quantity
from zhiku.engine import runner
from zhiku.engine.job import Job
from zhiku.engine.menu import menu_pages, section_of
from zhiku.engine.shards import Finisher
from zhiku.output.check import base_path
from zhiku.output.docs_tree import generated_files
from zhiku.output.security import POLICY
from zhiku.pages import SMALL_BASE
from zhiku.pages.wikilinks import link_wikilinks_to_concepts
from zhiku.pipeline.build import build, cache_file, pin_time
from zhiku.pipeline.prepare import find_location, page_origins, prepare, render_pages
from zhiku.pipeline.texts import read_texts
from zhiku.pipeline.up_to_date import watched
from zhiku.runtime.cache import Cache, MemoryCache
from zhiku.runtime.compressed_files import CompressedFiles, compress
from zhiku.runtime.fingerprint import fingerprint
from zhiku.runtime.processes import Future, WorkerError, end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.synchronize import Event

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import KnowledgeBase, Part, Question, QuestionId
    from zhiku.pipeline.texts import Texts
    from zhiku.runtime.project import Project

    Say = Callable[[str], None]
    Report = Callable[[tuple[Diagnostic, ...]], None]

_HOST = "127.0.0.1"
_POLL_INTERVAL = 0.15
"""Seconds between two checks of the files; an edit counts once they have been unchanged for that long."""
_MAX_PATCHED_ANSWERS = 20
"""Up to this number of edited answers, their pages are shown before the build ends."""


def serve(project: Project, port: int, say: Say, report: Report) -> None:
    """Build, serve and follow edits until interrupted; ``report`` receives the problems of the content. Port 0 is any."""
    port = port or _free_port()
    site_dir = project.site
    preview = Preview(project, say, report)
    existed = (site_dir / "index.html").exists()
    path = base_path(find_location(project.content, runner.read_engine(project).site_url).site_url)
    with TemporaryDirectory() as name:
        mark, ready = Path(name) / "changed", multiprocessing.Event()
        server = multiprocessing.Process(target=_serve, args=(site_dir, port, path, Path(name), ready), daemon=True)
        errors = Path(name) / "errors"
        while True:
            changed, before = preview.follow(), _read(errors)
            if preview.errors != before:
                errors.write_text(preview.errors, encoding="utf-8")
            if changed or preview.errors != before:
                mark.write_text(str(time.monotonic_ns()), encoding="utf-8")
            # The site of an earlier run is served at once, a new one after its build has been announced.
            announced = existed or preview.is_current
            if server.pid is None and (preview.errors or (announced and (site_dir / "index.html").exists())):
                server.start()
                while not ready.wait(_POLL_INTERVAL) and server.exitcode is None:
                    pass
                if not ready.is_set():
                    message = f"port {port} is not available; choose another one with --port"
                    raise OSError(message)
                say(f"serving http://{_HOST}:{port}{path}")
            time.sleep(_POLL_INTERVAL)


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as listening:
        return int(listening.getsockname()[1])


class _Server(LiveReloadServer):
    """A live-reload server that signals when it is listening and shows the errors of the content."""

    ready: Event
    errors: Path
    """The file with the current errors as the terminal shows them; it does not exist if there are none."""

    def server_activate(self) -> None:
        """See ``socketserver``."""
        super().server_activate()
        self.ready.set()

    def _inject_js_into_html(self, content: bytes, epoch: object) -> bytes:
        """Serve pages without their security policy: MkDocs puts an inline script into each that loads it again."""
        page = with_errors(POLICY.sub("", content.decode()), _read(self.errors))
        shown: bytes = super()._inject_js_into_html(page.encode(), epoch)  # type: ignore[no-untyped-call]
        return shown

    def serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI's own types
        """Show errors even where no page exists yet, and reload that page when they are fixed."""
        self.error_handler = lambda _: self._inject_js_into_html(self._missing(), self._visible_epoch)
        return super().serve_request(environ, start_response)

    def _missing(self) -> bytes:
        page = Path(self.root) / "404.html"
        return page.read_bytes() if page.exists() else _EMPTY_PAGE


_EMPTY_PAGE = b"<!doctype html><meta charset=utf-8><title>kb serve</title><body><p>There is no such page (yet).</p></body>"
_PANEL = """\
<style>
#kb-errors{{position:fixed;z-index:2147483647;inset:auto 0 0 0;max-height:60vh;overflow:auto;padding:.75rem 1rem;
background:#1b1b1f;color:#f5f5f5;border-top:4px solid #d32f2f;font:14px/1.5 system-ui,sans-serif}}
#kb-errors pre{{margin:.5rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace}}
</style>
<section id="kb-errors" role="alert">
<strong>The text has errors; pages show the last version without them.</strong>
<pre>{}</pre></section>"""


def with_errors(page: str, errors: str) -> str:
    """A page with a panel that shows errors, if there are any."""
    before, body, after = page.rpartition("</body>")
    return f"{before}{_PANEL.format(html.escape(errors))}{body}{after}" if errors else page


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _serve(site_dir: Path, port: int, path: str, state: Path, ready: Event) -> None:
    """Serve a folder until the parent process ends; browsers reload when a file below ``state`` changes."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    server = _Server(lambda: None, _HOST, port, str(site_dir), path, polling_interval=_POLL_INTERVAL)
    server.ready = ready
    server.errors = state / "errors"
    server.watch(str(state))
    with suppress(OSError):
        server.serve()  # type: ignore[no-untyped-call]


class Preview:
    """A built site that follows its content."""

    def __init__(self, project: Project, say: Say, report: Report) -> None:
        self._project = project
        self._say, self._report = say, report
        self._seen = ""
        self._since = 0.0
        self._base: KnowledgeBase | None = None
        self._problems: tuple[Diagnostic, ...] = ()
        self._cache = MemoryCache(cache_file(project.site), fingerprint())
        self._build: Future[tuple[KnowledgeBase | None, tuple[Diagnostic, ...]]] | None = None
        pin_time(project.content)

    @property
    def errors(self) -> str:
        """The errors that stop the build, as the terminal shows them; empty if there are none."""
        errors = [problem for problem in self._problems if problem.severity is Severity.ERROR]
        return show(errors, Format.TEXT) if errors else ""

    @property
    def is_current(self) -> bool:
        """Whether the site matches the content as last read, or cannot because of errors."""
        return bool(self._seen) and self._build is None

    def follow(self) -> bool:
        """Check the files and the build once; returns whether the site has changed."""
        now = watched(self._project)
        if now == self._seen:
            return self._build is not None and self._build.done() and self._built(self._build)
        time.sleep(_POLL_INTERVAL)
        return now == watched(self._project) and self._edited(now)

    def _edited(self, now: str) -> bool:
        self._seen, self._since = now, time.monotonic()
        if self._build is not None:
            self._build.cancel()
            self._build = None
        shown: tuple[QuestionId, ...] = ()
        try:
            if self._base is not None and len(self._base.entries) > SMALL_BASE:
                texts = self._texts()
                shown = patch(texts, self._base, self._project, self._cache)
        except ContentError as error:  # a build would find the same
            self._problems = error.diagnostics
            self._report(error.diagnostics)
            return False
        if shown:
            self._say(f"{self._seconds()}  edited: {', '.join(shown)}")
        self._build = Future(self._build_all)
        return bool(shown)

    def _texts(self) -> Texts:
        texts = read_texts(self._project.content, lambda _: None, self._cache)
        self._cache.evict_unused()
        return texts

    def _build_all(self) -> tuple[KnowledgeBase | None, tuple[Diagnostic, ...]]:
        """Build everything; the base, or the problems that prevent it."""
        try:
            built = build(self._project, lambda _: None, preview=True)
            cache = Cache(cache_file(self._project.site), fingerprint())
            return built.base or prepare(self._project.content, lambda _: None, cache, preview=True)[0].base, built.problems
        except ContentError as error:
            return None, error.diagnostics

    def _built(self, done: Future[tuple[KnowledgeBase | None, tuple[Diagnostic, ...]]]) -> bool:
        self._build = None
        try:
            base, problems = done.result()
        except WorkerError:
            self._say("the build was killed; the next edit starts it again")
            return False
        if problems != self._problems:
            self._problems = problems
            self._report(problems)
        if base is None:
            return False
        self._say(f"{self._seconds()}  built: {quantity(len(base.entries), 'question')}")
        self._base = base
        if len(base.entries) > SMALL_BASE:
            self._texts()  # so that the next edit finds them in memory
        return True

    def _seconds(self) -> str:
        return f"{time.monotonic() - self._since:6.2f} s"


def patch(texts: Texts, base: KnowledgeBase, project: Project, cache: Cache) -> tuple[QuestionId, ...]:
    """Update the pages of edited answers in a built site.

    Returns the questions updated; none if anything other than a few answers has changed.
    """
    questions, parts = link_wikilinks_to_concepts(texts.rendered.questions, texts.rendered.parts, base.concepts)
    texts = replace(texts, rendered=replace(texts.rendered, questions=questions, parts=parts))
    edited = _edited_answers(texts, base)
    if not 0 < len(edited) <= _MAX_PATCHED_ANSWERS:
        return ()
    engine = runner.read_engine(project)
    if engine.shortcut_blocker:
        return ()
    base = _with_answers(base, texts)
    location = find_location(project.content, engine.site_url)
    origins = page_origins(base.entries, base.parts, texts.content.texts)
    finisher = Finisher(location, texts.typesetter, origins, engine.prefix, texts.settings.site.allow_hosts)
    menu = frozenset(menu_pages(section_of(base)))
    # MkDocs does not read the pages of the menu, which are left out.
    texts_of_pages = render_pages(base, project.content, [f"questions/{question}.md" for question in edited])
    pages = CompressedFiles(dict.fromkeys(menu, compress("")) | texts_of_pages)
    job = Job(
        base,
        texts.settings,
        location,
        pages,
        finisher.page,
        cache,
        engine.prefix,
        owned=project.config is not None,
        excluded=menu,
        secondary=True,
    )
    _replace_pages(project, job, finisher)
    return edited


def _replace_pages(project: Project, job: Job, finisher: Finisher) -> None:
    """Run the engine, and copy the pages that the job gives to the finisher into the built site."""
    with TemporaryDirectory() as name:
        docs, built = Path(name) / "docs", Path(name) / "site"
        _copy_hand_written(project.docs, docs)
        runner.run(project, docs, built, job)
        for page in finisher.pages:
            shutil.copyfile(built / page.facts.path, project.site / page.facts.path)


def _with_answers(base: KnowledgeBase, texts: Texts) -> KnowledgeBase:
    """The base with the questions and parts as the texts have them now."""
    new = {question.id: question for question in texts.rendered.questions}
    entries = tuple(replace(entry, question=new[entry.question.id]) for entry in base.entries)
    return replace(base, entries=entries, parts=texts.rendered.parts)


def _edited_answers(texts: Texts, base: KnowledgeBase) -> tuple[QuestionId, ...]:
    """The questions whose sections have changed, provided that nothing else shown on their pages has."""
    before, now, parts = [entry.question for entry in base.entries], texts.rendered.questions, texts.rendered.parts
    if [*map(_outline, before)] != [*map(_outline, now)] or [*map(_part_outline, base.parts)] != [*map(_part_outline, parts)]:
        return ()
    if beginnings(before) != beginnings(now):
        return ()
    return tuple(new.id for old, new in zip(before, now, strict=True) if old.sections != new.sections)


def _outline(question: Question) -> tuple[object, ...]:
    return question.id, question.label, question.title, question.part, question.notes, question.links


def _part_outline(part: Part) -> tuple[object, ...]:
    return part.id, part.title, part.level, part.parent


def _copy_hand_written(docs_dir: Path, into: Path) -> None:
    """Copy the pages that people have put into the docs folder: the menu shows them."""
    generated = generated_files(docs_dir)
    for path in docs_dir.rglob("*.md"):
        name = path.relative_to(docs_dir).as_posix()
        if name not in generated:
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, into / name)
