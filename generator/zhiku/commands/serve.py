"""The live preview: the content is built whenever it changes, and served; browsers load again what they show.

A build runs in a process of its own, which the next edit ends. In a large base an edit within some answers shows before that:
their pages are rendered with what the last build knows of all questions together, and put into the served site. Concepts,
relations, lists and the search follow with the build behind.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mkdocs.livereload import LiveReloadServer

from zhiku.diagnostics.diagnostic import ContentError
from zhiku.engine import runner
from zhiku.engine.job import Job
from zhiku.engine.menu import menu_pages, section_of
from zhiku.engine.shards import Finisher
from zhiku.output.check import base_path
from zhiku.output.docs_tree import generated_files
from zhiku.output.security import POLICY
from zhiku.pages import SMALL_BASE
from zhiku.pipeline.build import (
    build,
    cache_file,
    find_location,
    for_preview,
    page_origins,
    pin_time,
    prepare,
    read_texts,
    render_pages,
)
from zhiku.pipeline.up_to_date import watched
from zhiku.runtime.cache import Cache, MemoryCache
from zhiku.runtime.fingerprint import fingerprint
from zhiku.runtime.processes import Future, WorkerError, end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.synchronize import Event

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import KnowledgeBase, Part, Question, QuestionId
    from zhiku.pipeline.build import Texts
    from zhiku.runtime.project import Project

    Say = Callable[[str], None]
    Report = Callable[[tuple[Diagnostic, ...]], None]

_POLL_INTERVAL = 0.15
"""Seconds between two looks at the files, and for which they must not have changed."""
_MAX_PATCHED_ANSWERS = 20
"""Edited answers up to which their pages are shown before everything else."""


def serve(project: Project, port: int, say: Say, report: Report) -> None:
    """Build, serve and follow until interrupted; ``report`` is told what is wrong with the content."""
    site_dir = project.site
    preview = Preview(project, say, report)
    path = base_path(find_location(project.content, runner.read_engine(project).site_url).site_url)
    with TemporaryDirectory() as name:
        mark, ready = Path(name) / "changed", multiprocessing.Event()
        server = multiprocessing.Process(target=_serve, args=(site_dir, port, path, mark.parent, ready), daemon=True)
        while True:
            if preview.follow():
                mark.write_text(str(time.monotonic_ns()), encoding="utf-8")
            if server.pid is None and (site_dir / "index.html").exists():
                server.start()
                while not ready.wait(_POLL_INTERVAL) and server.exitcode is None:
                    pass
                if not ready.is_set():
                    message = f"port {port} cannot be served; name another one with --port"
                    raise OSError(message)
                say(f"serving http://127.0.0.1:{port}{path}")
            time.sleep(_POLL_INTERVAL)


class _Server(LiveReloadServer):
    """Says when it listens."""

    ready: Event

    def server_activate(self) -> None:
        """See ``socketserver``."""
        super().server_activate()
        self.ready.set()

    def _inject_js_into_html(self, content: bytes, epoch: object) -> bytes:
        """Serve pages without their security policy: MkDocs puts an inline script into each that loads it again."""
        shown: bytes = super()._inject_js_into_html(POLICY.sub("", content.decode()).encode(), epoch)  # type: ignore[no-untyped-call]
        return shown


def _serve(site_dir: Path, port: int, path: str, mark: Path, ready: Event) -> None:
    """Serve a folder until the parent process ends; browsers reload when a file below ``mark`` changes."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    server = _Server(lambda: None, "127.0.0.1", port, str(site_dir), path, polling_interval=_POLL_INTERVAL)
    server.ready = ready
    missing = site_dir / "404.html"
    server.error_handler = lambda _: missing.read_bytes() if missing.exists() else None
    server.watch(str(mark))
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
    def at_rest(self) -> bool:
        """Whether the site is that of the content as it was last looked at, or cannot be because of errors."""
        return bool(self._seen) and self._build is None

    def follow(self) -> bool:
        """Look at the files and at the build once; whether the site has changed."""
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
                shown = patch(texts, self._base, self._project)
        except ContentError as error:  # a build would find the same
            self._problems = error.diagnostics
            self._report(error.diagnostics)
            return False
        if shown:
            self._say(f"{self._seconds()}  edited: {', '.join(shown)}")
        self._build = Future(self._whole)
        return bool(shown)

    def _texts(self) -> Texts:
        texts = read_texts(self._project.content, lambda _: None, self._cache)
        self._cache.evict_unused()
        return texts

    def _whole(self) -> tuple[KnowledgeBase | None, tuple[Diagnostic, ...]]:
        """Build all; the base, or what is wrong."""
        try:
            built = build(self._project, lambda _: None, preview=True)
            cache = Cache(cache_file(self._project.site), fingerprint())
            return built.base or for_preview(prepare(self._project.content, lambda _: None, cache)[0]).base, built.problems
        except ContentError as error:
            return None, error.diagnostics

    def _built(self, done: Future[tuple[KnowledgeBase | None, tuple[Diagnostic, ...]]]) -> bool:
        self._build = None
        try:
            base, problems = done.result()
        except WorkerError:
            self._say("the build was killed; the next edit starts another one")
            return False
        if problems != self._problems:
            self._problems = problems
            self._report(problems)
        if base is None:
            return False
        self._say(f"{self._seconds()}  built: {len(base.entries)} questions")
        self._base = base
        if len(base.entries) > SMALL_BASE:
            self._texts()  # so that the next edit finds them in memory
        return True

    def _seconds(self) -> str:
        return f"{time.monotonic() - self._since:6.2f} s"


def patch(texts: Texts, base: KnowledgeBase, project: Project) -> tuple[QuestionId, ...]:
    """Show edited answers in a built site; those shown, none where more has changed than some answers."""
    edited = _edited_answers(texts, base)
    if not 0 < len(edited) <= _MAX_PATCHED_ANSWERS:
        return ()
    engine = runner.read_engine(project)
    if engine.shortcut_blocker:
        return ()
    new = {question.id: question for question in texts.rendered.questions}
    entries = tuple(replace(entry, question=new[entry.question.id]) for entry in base.entries)
    base = replace(base, entries=entries, parts=texts.rendered.parts)
    menu = frozenset(menu_pages(section_of(base)))
    # MkDocs does not read the pages of the menu, which are left out.
    pages = dict.fromkeys(menu, "") | render_pages(base, project.content, [f"questions/{question}.md" for question in edited])
    location, origins = find_location(project.content, engine.site_url), page_origins(entries, base.parts, texts.content.texts)
    finisher = Finisher(location, texts.typesetter, origins, engine.below, texts.settings.site.allow_hosts)
    job = Job(
        base,
        texts.settings,
        location,
        pages,
        finisher.page,
        engine.below,
        owned=project.config is not None,
        left_out=menu,
        secondary=True,
    )
    with TemporaryDirectory() as name:
        docs, built = Path(name) / "docs", Path(name) / "site"
        _copy_hand_written(project.docs, docs)
        runner.run(project, docs, built, job)
        for page in finisher.pages:
            shutil.copyfile(built / page.facts.path, project.site / page.facts.path)
    return edited


def _edited_answers(texts: Texts, base: KnowledgeBase) -> tuple[QuestionId, ...]:
    """The questions whose sections have changed, where nothing else has that shows on their pages."""
    before, now, parts = [entry.question for entry in base.entries], texts.rendered.questions, texts.rendered.parts
    if [*map(_outline, before)] != [*map(_outline, now)] or [*map(_part_outline, base.parts)] != [*map(_part_outline, parts)]:
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
