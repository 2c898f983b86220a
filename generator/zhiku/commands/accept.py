"""``kb lint --accept``: the warnings of a content folder that its owner has accepted, which no command shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.accepted import Signature, counted, read_accepted, without, write_accepted
from zhiku.content.folder import ACCEPTED, shown_path
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from pathlib import Path

    from zhiku.diagnostics.diagnostic import Diagnostic


class SplitProblems(NamedTuple):
    """Problems of a content folder: those to show, and the warnings that its owner has accepted."""

    shown: tuple[Diagnostic, ...]
    accepted: tuple[Diagnostic, ...]


def without_accepted(problems: Sequence[Diagnostic], folder: Path) -> SplitProblems:
    """Separate the warnings that the owner of a content folder has accepted from the others."""
    return SplitProblems(*without(problems, _accepted(folder), shown_path(folder)))


class AcceptResult(NamedTuple):
    """The effect of ``kb lint --accept``: the number of accepted warnings, of newly accepted ones, and of those dropped."""

    total: int
    new: int
    gone: int


def accept(problems: Sequence[Diagnostic], folder: Path) -> AcceptResult:
    """Accept exactly the current warnings of a content folder; errors cannot be accepted."""
    before, now = _accepted(folder), counted(problems, shown_path(folder))
    if now:
        (folder / ACCEPTED).write_text(write_accepted(now), encoding="utf-8", newline="")
    else:
        (folder / ACCEPTED).unlink(missing_ok=True)
    return AcceptResult(now.total(), (now - before).total(), (before - now).total())


def _accepted(folder: Path) -> Counter[Signature]:
    path = folder / ACCEPTED
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return read_accepted(SourceText(shown_path(path), text))[0]
