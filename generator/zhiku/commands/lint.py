"""What an owner does with texts besides building: account for them, keep their ids."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.commands.init import gather, named
from zhiku.content.folder import LOCK, read_content, shown_path
from zhiku.content.settings import read_settings
from zhiku.diagnostics.codes import with_severities
from zhiku.diagnostics.diagnostic import ContentError, has_errors
from zhiku.parsing.coverage import coverage_of
from zhiku.parsing.ids import write_lock
from zhiku.parsing.load import read
from zhiku.pipeline.build import prepare

if TYPE_CHECKING:
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
