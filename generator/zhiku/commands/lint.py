"""``kb lint`` and ``kb ids``: check texts without building, account for every line, store ids."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhiku.commands.init import collect, named
from zhiku.content.folder import LOCK, read_content, shown_path
from zhiku.content.settings import read_settings
from zhiku.content.stored_topics import read_stored_topics, topic_lines
from zhiku.diagnostics.codes import with_severities
from zhiku.diagnostics.diagnostic import ContentError, has_errors
from zhiku.model import DomainKind
from zhiku.output.kept_words import kept_words
from zhiku.parsing.chapters import part_ids
from zhiku.parsing.coverage import coverage_of
from zhiku.parsing.ids import write_lock
from zhiku.parsing.load import read
from zhiku.pipeline.build import build
from zhiku.pipeline.prepare import analyse, prepare
from zhiku.pipeline.texts import read_texts
from zhiku.runtime.cache import Cache
from zhiku.runtime.project import project_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.content.folder import Content
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import Domain
    from zhiku.output.kept_words import KeptWords
    from zhiku.parsing.coverage import Coverage
    from zhiku.parsing.ids import ResolvedId
    from zhiku.parsing.load import LoadedTexts
    from zhiku.runtime.project import Project
    from zhiku.source.text import SourceText


class LintResult(NamedTuple):
    """The problems of some texts; on request, the account of every line and of the words on the finished pages."""

    problems: tuple[Diagnostic, ...]
    coverage: tuple[Coverage, ...] = ()
    kept: tuple[KeptWords, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether any line or word of a text was lost."""
        return any(item.lost for item in self.coverage) or any(item.lost for item in self.kept)


def lint(project: Project, *, coverage: bool) -> LintResult:
    """Check the content of a project; nothing is written.

    With ``coverage`` a site is built in a temporary folder and compared with the texts; errors of the content are raised.
    """
    if not coverage:
        return LintResult(prepare(project.content, lambda _: None, with_pages=False)[1])
    content, loaded = _load(project.content)
    pairs = [*zip(loaded.texts, content.texts, strict=True)]
    with tempfile.TemporaryDirectory() as name:
        docs, site = Path(name) / "docs", Path(name) / "site"
        if project.docs.is_dir():
            shutil.copytree(project.docs, docs)
        built = build(replace(project, docs=docs, site=site), lambda _: None)
        kept = compare_with_site(project.content, site)
    return LintResult(built.problems, tuple(coverage_of(text, source) for text, source in pairs), kept)


def compare_with_site(folder: Path, site: Path) -> tuple[KeptWords, ...]:
    """For each text of a content folder, which of its words are on the pages of the site built from it."""
    content, loaded = _load(folder)
    base = next(path.parent for path in sorted(site.rglob("questions.json")))
    parts = part_ids(loaded.texts)
    pairs = zip(loaded.texts, content.texts, strict=True)
    return tuple(kept_words(text, source, parts, lambda address: _read_page(base / address)) for text, source in pairs)


def lint_files(paths: Sequence[Path], *, coverage: bool) -> LintResult:
    """Like ``lint``, for texts outside a content folder; errors are returned with the problems."""
    gathered = collect(paths)
    if not gathered.texts:
        return LintResult(tuple(gathered.problems))
    with tempfile.TemporaryDirectory() as name:
        copies = Path(name) / "content"
        for file, data in gathered.files.items():
            (copies / file).parent.mkdir(parents=True, exist_ok=True)
            (copies / file).write_bytes(data)
        try:
            found = lint(project_of(copies), coverage=coverage)
        except ContentError as error:
            found = LintResult(error.diagnostics)
        problems = tuple(named(item, copies, gathered, None) for item in found.problems)
        shown = shown_path(copies) + "/"
    origins = {shown + file: path.as_posix() for file, path in gathered.origins.items()}

    def at_origin(path: str) -> str:
        return origins.get(path, path)

    return LintResult(
        (*gathered.problems, *problems),
        tuple(replace(item, path=at_origin(item.path)) for item in found.coverage),
        tuple(
            replace(item, path=at_origin(item.path), lost=tuple(replace(lost, path=at_origin(lost.path)) for lost in item.lost))
            for item in found.kept
        ),
    )


def _read_page(folder: Path) -> str:
    page = folder / "index.html"
    return page.read_text(encoding="utf-8") if page.is_file() else ""


def _load(folder: Path) -> tuple[Content, LoadedTexts]:
    content, problems = read_content(folder)
    settings, more = read_settings(content.settings)
    if has_errors((*problems, *more)):
        raise ContentError((*problems, *more))
    return content, read(content, settings)[0]


def identify(folder: Path, *, store: bool) -> tuple[tuple[ResolvedId, ...], tuple[Diagnostic, ...]]:
    """The ids of all questions and their problems; with ``store``, ids and found topics are written to ``ids.lock``."""
    content, problems = read_content(folder)
    settings, more = read_settings(content.settings)
    loaded, found = read(content, settings)
    problems = with_severities((*problems, *more, *found), dict(settings.severities), lenient=loaded.lenient)
    if has_errors(problem for problem in problems if problem.code in {"KB101", "KB104", "KB301"}):
        raise ContentError(problems)
    ids = loaded.resolved.ids
    if store:
        lines = write_lock(item.entry for item in ids) + topic_lines(_found_topics(folder, content.lock))
        (folder / LOCK).write_text(lines, encoding="utf-8", newline="")
    return ids, tuple(problem for problem in problems if problem.code in {"KB113", "KB120", "KB122", "KB307"} and not store)


def _found_topics(folder: Path, lock: SourceText) -> tuple[Domain, ...]:
    """The topics found in the text; if the content has errors, those stored in the lock."""
    try:
        texts = read_texts(folder, lambda _: None, Cache())
    except ContentError:
        return read_stored_topics(lock)
    if texts.taxonomy.topics is not None:
        return ()
    return tuple(domain for domain in analyse(texts, folder, lambda _: None).domains if domain.kind is DomainKind.TOPIC)
