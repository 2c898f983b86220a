"""Diagnostics as values: what is wrong, where, and how to fix it.

Stages neither print nor stop at the first problem: they return diagnostics, the pipeline collects those of all stages, and the
command line shows them together (``report``). ``ContentError`` is raised only by stages that have no result to return.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.source.text import SourceText


class Severity(StrEnum):
    """``ERROR`` stops the build, ``WARNING`` does not."""

    ERROR = "error"
    WARNING = "warning"


@by_fields
@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem; ``line`` and ``column`` count from 1 and are 0 where a problem has no place.

    ``excerpt`` is the whole line at fault, cut around the column when shown; ``length`` code points of it are underlined.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""
    excerpt: str = ""
    length: int = 1


class UsageError(ValueError):
    """An option that is impossible for these texts; the message lists the possible ones. The exit code is 2."""


class ContentError(Exception):
    """The content cannot be processed; ``diagnostics`` say why."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(diagnostic.message for diagnostic in self.diagnostics))


def at_offset(  # noqa: PLR0913 - a problem has this many sides, and every caller names them
    source: SourceText,
    offset: int,
    code: str,
    message: str,
    *,
    hint: str = "",
    length: int = 1,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    """A problem at an offset of a source text, with the line as excerpt."""
    line, column = source.position(offset)
    return at_line(source, line, code, message, hint=hint, length=length, severity=severity, column=column)


def at_line(  # noqa: PLR0913 - as above
    source: SourceText,
    line: int,
    code: str,
    message: str,
    *,
    hint: str = "",
    length: int = 1,
    severity: Severity = Severity.ERROR,
    column: int = 1,
) -> Diagnostic:
    """A problem at a line (and column, from 1) of a source text."""
    excerpt = source.written_line(line)
    return Diagnostic(source.path, line, column, code, severity, message, hint, excerpt, min(length, max(1, len(excerpt))))


def in_file(path: str, code: str, message: str, *, hint: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    """A problem of a whole file or folder."""
    return Diagnostic(path, 0, 0, code, severity, message, hint)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether a build must stop."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
