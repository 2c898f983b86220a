"""Show diagnostics: as text for a terminal, as JSON for programs, as annotations of a pull request."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from zhiku.diagnostics.diagnostic import Severity
from zhiku.diagnostics.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.diagnostics.diagnostic import Diagnostic

_EXCERPT_WIDTH = 100
"""Columns of a line that are shown around a problem."""


class Format(StrEnum):
    """How diagnostics are shown: for people, for programs, as annotations of a pull request on GitHub."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file and place, each problem once."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda item: (item.path, item.line, item.column, item.code, item.message)))


def show(diagnostics: Iterable[Diagnostic], form: Format, *, every: bool = False) -> str:
    """All diagnostics in one of the formats, without a trailing newline; of warnings with the same code people see a few.

    With ``every``, they see all of them.
    """
    items = in_order(diagnostics)
    if form is Format.JSON:
        return json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2)
    if form is Format.GITHUB:
        return "\n".join(map(_as_annotation, items))
    return "\n".join(map(_as_text, items) if every else _grouped(items))


_MAX_ALIKE = 5
"""Warnings with the same code up to this number are shown one by one."""
_MAX_SHOWN = 3
"""Of more, those shown in full: enough to see what they are about."""
_MAX_PLACES = 10
"""Places of the others that are listed."""


def _grouped(items: Sequence[Diagnostic]) -> Iterator[str]:
    """Problems for people: errors in full; many warnings with the same code as a few of them and the places of the others."""
    alike: dict[str, list[Diagnostic]] = {}
    for item in items:
        if item.severity is Severity.WARNING:
            alike.setdefault(item.code, []).append(item)
    left = {code: found[_MAX_SHOWN:] for code, found in alike.items() if len(found) > _MAX_ALIKE}
    hidden = {item for found in left.values() for item in found}
    yield from (_as_text(item) for item in items if item not in hidden)
    yield from (_others(code, found) for code, found in left.items())


def _others(code: str, items: Sequence[Diagnostic]) -> str:
    """The line about warnings with a code that are not shown: how many there are, and where the first few are."""
    places = list(dict.fromkeys(f"{item.path}:{item.line}" if item.line else item.path for item in items))
    shown = ", ".join(places[:_MAX_PLACES]) + (" …" if len(places) > _MAX_PLACES else "")
    files = quantity(len({item.path for item in items}), "file")
    return f"{len(items)} more {Severity.WARNING}s [{code}] in {files}: {shown}; `--all` shows them"


def _as_text(item: Diagnostic) -> str:
    place = f"{item.path}:{item.line}:{item.column}" if item.line else item.path
    lines = [f"{place}: {item.severity}[{item.code}] {item.message}"]
    if item.excerpt.strip():
        excerpt, offset = _window(item.excerpt, item.column - 1)
        number = f"{item.line or '':>5}"
        marks = _columns(excerpt[:offset]), max(1, _columns(excerpt[offset : offset + item.length]))
        lines += [f"{number} | {excerpt}", f"{' ' * len(number)} | {' ' * marks[0]}{'^' * marks[1]}"]
    if item.hint:
        lines.append(f"      = {item.hint}")
    return "\n".join(lines)


def _window(line: str, column: int) -> tuple[str, int]:
    """A window of the line that holds the column (from 0), and the column within it."""
    line = line.replace("\t", " ")
    if len(line) <= _EXCERPT_WIDTH:
        return line, column
    start = max(0, min(column - _EXCERPT_WIDTH // 3, len(line) - _EXCERPT_WIDTH))
    before, after = "…" if start else "", "…" if start + _EXCERPT_WIDTH < len(line) else ""
    return f"{before}{line[start : start + _EXCERPT_WIDTH]}{after}", column - start + len(before)


def _columns(text: str) -> int:
    """Width on a terminal: Chinese characters take two columns."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _as_annotation(item: Diagnostic) -> str:
    """A workflow command (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    place = f"file={_escape_property(item.path)}"
    if item.line:
        place += f",line={item.line},col={item.column}"
    message = f"{item.message}\n{item.hint}" if item.hint else item.message
    return f"::{item.severity} {place},title={item.code}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
