"""What an owner does with texts besides building: account for them, keep their ids."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhiku.commands.init import gather, named
from zhiku.content.accepted import Signature, counted, read_accepted, without, write_accepted
from zhiku.content.folder import ACCEPTED, LOCK, read_content, shown_path
from zhiku.content.settings import read_settings
from zhiku.diagnostics.codes import with_severities
from zhiku.diagnostics.diagnostic import ContentError, has_errors
from zhiku.parsing.coverage import coverage_of
from zhiku.parsing.ids import write_lock
from zhiku.parsing.load import read
from zhiku.pipeline.build import prepare
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.parsing.coverage import Coverage
    from zhiku.parsing.ids import ResolvedId


def lint(paths: Sequence[Path]) -> tuple[tuple[Coverage, ...], tuple[Diagnostic, ...]]:
    """What every line of some texts became, and what is wrong with them; nothing is written."""
    gathered = gather(paths)
    with tempfile.TemporaryDirectory() as name:
        copies = Path(name)
        for file, data in gathered.files.items():
            (copies / file).parent.mkdir(parents=True, exist_ok=True)
            (copies / file).write_bytes(data)
        covered = account(copies)
        problems = tuple(named(item, copies, gathered, Path()) for item in _problems(copies))
        shown = shown_path(copies) + "/"
    by_name = {file: path.as_posix() for file, path in gathered.origins.items()}
    covered = tuple(replace(item, path=by_name.get(item.path.removeprefix(shown), item.path)) for item in covered)
    return covered, (*gathered.problems, *problems)


def _problems(folder: Path) -> tuple[Diagnostic, ...]:
    try:
        return prepare(folder, lambda _: None)[1]
    except ContentError as error:
        return error.diagnostics


def account(folder: Path) -> tuple[Coverage, ...]:
    """What every line of every text became."""
    content, problems = read_content(folder)
    settings, more = read_settings(content.settings)
    if has_errors((*problems, *more)):
        raise ContentError((*problems, *more))
    loaded, _ = read(content, settings)
    return tuple(coverage_of(text, source) for text, source in zip(loaded.texts, content.texts, strict=True))


class Sorted(NamedTuple):
    """Problems of a content folder: those to show, and the warnings that its owner has accepted."""

    shown: tuple[Diagnostic, ...]
    accepted: tuple[Diagnostic, ...]


def without_accepted(problems: Sequence[Diagnostic], folder: Path) -> Sorted:
    """Set apart the warnings that the owner of a content folder has accepted."""
    return Sorted(*without(problems, _accepted(folder), shown_path(folder)))


class Acceptance(NamedTuple):
    """What ``kb lint --accept`` changed: how many warnings are accepted, and how many are so for the first time or no longer."""

    total: int
    new: int
    gone: int


def accept(problems: Sequence[Diagnostic], folder: Path) -> Acceptance:
    """Accept the warnings of a content folder, and no others any more; errors cannot be accepted."""
    before, now = _accepted(folder), counted(problems, shown_path(folder))
    if now:
        (folder / ACCEPTED).write_text(write_accepted(now), encoding="utf-8", newline="")
    else:
        (folder / ACCEPTED).unlink(missing_ok=True)
    return Acceptance(now.total(), (now - before).total(), (before - now).total())


def _accepted(folder: Path) -> Counter[Signature]:
    path = folder / ACCEPTED
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return read_accepted(SourceText(shown_path(path), text))[0]


def identify(folder: Path, *, store: bool) -> tuple[tuple[ResolvedId, ...], tuple[Diagnostic, ...]]:
    """The ids of all questions, and what is wrong with them; with ``store`` they are kept in the lock."""
    content, problems = read_content(folder)
    settings, more = read_settings(content.settings)
    loaded, found = read(content, settings)
    problems = with_severities((*problems, *more, *found), dict(settings.severities), lenient=loaded.lenient)
    if has_errors(problem for problem in problems if problem.code in {"KB101", "KB104", "KB301"}):
        raise ContentError(problems)
    ids = loaded.resolved.ids
    if store:
        (folder / LOCK).write_text(write_lock(item.entry for item in ids), encoding="utf-8", newline="")
    return ids, tuple(problem for problem in problems if problem.code in {"KB113", "KB120", "KB122", "KB307"} and not store)
