"""What an owner does with texts besides building: take them in, account for them, keep their ids. Reads and writes the folder."""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.commands.scaffold import Scaffold, domains_file, scaffold
from zhiku.content.folder import LOCK, read_content, shown_path
from zhiku.content.schema import FILES, SCHEMA_FOLDER, json_schema, modeline
from zhiku.content.settings import read_settings
from zhiku.diagnostics.codes import LENIENT, settle
from zhiku.diagnostics.diagnostic import ContentError, Severity, has_errors, in_file
from zhiku.model import DomainKind
from zhiku.parsing.coverage import coverage_of
from zhiku.parsing.ids import write_lock
from zhiku.parsing.load import read
from zhiku.pipeline.build import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import KnowledgeBase
    from zhiku.parsing.coverage import Coverage
    from zhiku.parsing.ids import Settled
    from zhiku.source.text import SourceText


@contextmanager
def folder_of(files: Sequence[Path]) -> Iterator[Path]:
    """A folder for the time being that holds copies of some texts."""
    with tempfile.TemporaryDirectory() as name:
        for file in files:
            (Path(name) / file.name).write_bytes(_bytes_of(file))
        yield Path(name)


def init(files: Sequence[Path], folder: Path, *, topics: bool = False) -> tuple[Scaffold, tuple[Diagnostic, ...]]:
    """Write a content folder for some texts and say what was found in them; a file that is there already stops it.

    Topics are proposed where a build would find some, with ``topics`` for any text.
    """
    data = {file.name: _bytes_of(file) for file in files}
    if len(data) < len(files):
        raise ContentError([in_file(str(folder), "KB107", "two of the files have the same name", hint="rename one of them")])
    with folder_of(files) as copies:
        texts = _texts_of(copies)
        made = scaffold(texts)
        _write(copies, made)
        errors = {item.code for item in _problems(copies) if item.severity is Severity.ERROR}
        made = scaffold(texts, tuple(sorted(errors & LENIENT)), strict_formulas=_REFUSED not in errors)
        _write(copies, made)
        base, problems = _prepare(copies, topics_on_wish=topics)
        made = replace(made, files=tuple(_with_topics(made, base)))
        oddities = tuple(named(item, copies, files, folder) for item in problems if item.code != "KB120")
    taken = [name for name, _ in made.files if (folder / name).exists()]
    if taken:
        hint = "nothing was written; name another folder with --content DIR, or move the files away"
        raise ContentError([in_file(str(folder / name), "KB107", "this file is there already", hint=hint) for name in taken])
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, made)
    return made, oddities


def lint(files: Sequence[Path]) -> tuple[tuple[Coverage, ...], tuple[Diagnostic, ...]]:
    """What every line of some files became, and what is wrong with them; nothing is written."""
    with folder_of(files) as copies:
        covered = account(copies)
        problems = tuple(named(item, copies, files, Path()) for item in _problems(copies))
    by_name = {file.name: file.as_posix() for file in files}
    return tuple(replace(item, path=by_name.get(Path(item.path).name, item.path)) for item in covered), problems


def named(problem: Diagnostic, copies: Path, files: Sequence[Path], folder: Path) -> Diagnostic:
    """A problem of a copy as one of the file it was copied from, or of the file that will stand in the folder."""
    by_name = {file.name: file.as_posix() for file in files}
    copy = re.compile(rf"{re.escape(shown_path(copies))}/(?P<name>[^\s:`,;]+)")

    def original(found: re.Match[str]) -> str:
        return by_name.get(found["name"], (folder / found["name"]).as_posix())

    path, message, hint = (copy.sub(original, text) for text in (problem.path, problem.message, problem.hint))
    return replace(problem, path=path, message=message, hint=hint)


def _texts_of(folder: Path) -> list[tuple[SourceText, bytes]]:
    content, problems = read_content(folder)
    if has_errors(problems):
        raise ContentError(problems)
    return [(source, (folder / source.path.rpartition("/")[2]).read_bytes()) for source in content.texts]


def _write(folder: Path, made: Scaffold) -> None:
    """Write the files, and beside them the JSON Schemas that editors read."""
    for name, content in made.files:
        (folder / name).write_bytes(modeline(name).encode() + content if name in FILES else content)
    (folder / SCHEMA_FOLDER).mkdir(exist_ok=True)
    for name, keys in FILES.items():
        schema = json.dumps(json_schema(keys), ensure_ascii=False, indent=1) + "\n"
        (folder / SCHEMA_FOLDER / f"{name.removesuffix('.yml')}.json").write_text(schema, encoding="utf-8", newline="")


def _with_topics(made: Scaffold, base: KnowledgeBase | None) -> Iterator[tuple[str, bytes]]:
    found = [domain for domain in base.domains if domain.kind is DomainKind.TOPIC] if base else []
    for name, data in made.files:
        yield name, domains_file(made.interface, found).encode() if name == "domains.yml" else data


def _problems(folder: Path) -> tuple[Diagnostic, ...]:
    return _prepare(folder)[1]


def _prepare(folder: Path, *, topics_on_wish: bool = False) -> tuple[KnowledgeBase | None, tuple[Diagnostic, ...]]:
    """The base in a folder, if it can be built, and what is wrong with it."""
    try:
        prepared, problems = prepare(folder, lambda _: None, topics_on_wish=topics_on_wish)
    except ContentError as error:
        return None, error.diagnostics
    return prepared.base, problems


_REFUSED = "KB201"
"""Code of a formula that cannot be set, where the base is strict about formulas."""


def account(folder: Path) -> tuple[Coverage, ...]:
    """What every line of every text became."""
    content, problems = read_content(folder)
    settings, more = read_settings(content.settings)
    if has_errors((*problems, *more)):
        raise ContentError((*problems, *more))
    reading, _ = read(content, settings)
    return tuple(coverage_of(text, source) for text, source in zip(reading.texts, content.texts, strict=True))


def identify(folder: Path, *, store: bool) -> tuple[tuple[Settled, ...], tuple[Diagnostic, ...]]:
    """The ids of all questions, and what is wrong with them; with ``store`` they are kept in the lock."""
    content, problems = read_content(folder)
    settings, more = read_settings(content.settings)
    reading, found = read(content, settings)
    problems = settle((*problems, *more, *found), dict(settings.severities), lenient=reading.lenient)
    if has_errors(problem for problem in problems if problem.code in {"KB101", "KB104", "KB301"}):
        raise ContentError(problems)
    settled = reading.identities.settled
    if store:
        (folder / LOCK).write_text(write_lock(item.entry for item in settled), encoding="utf-8", newline="")
    return settled, tuple(problem for problem in problems if problem.code in {"KB113", "KB120", "KB122", "KB307"} and not store)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ContentError([in_file(str(file), "KB104", f"cannot be read: {error.strerror}", hint="check the path")]) from None
