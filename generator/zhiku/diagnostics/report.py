"""Show diagnostics: as text for a terminal, as JSON for programs, as annotations of a pull request."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from zhiku.diagnostics.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def show(diagnostics: Iterable[Diagnostic], form: Format) -> str:
    """All diagnostics in one of the formats, without a trailing newline."""
    items = in_order(diagnostics)
    if form is Format.JSON:
        return json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2)
    if form is Format.GITHUB:
        return "\n".join(map(_as_annotation, items))
    return "\n".join(map(_as_text, grouped(items)))


_REPETITIVE = frozenset({"KB204", "KB205", "KB501"})
"""Warnings about recurring habits of writing, which are summarized; all other problems are shown at every place."""
_MAX_ALIKE = 3
"""Equal warnings up to this number are shown one by one."""
_MAX_LINES = 10
"""Line numbers listed in a summarized warning."""


def grouped(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems for people: many equal warnings are summarized as one that lists the other lines."""
    alike: dict[object, list[Diagnostic]] = {}
    for problem in dict.fromkeys(problems):
        alone = problem.severity is Severity.ERROR or problem.code not in _REPETITIVE
        alike.setdefault(problem if alone else (problem.path, problem.code, problem.message), []).append(problem)
    return tuple(chain.from_iterable(_in_one(found) if len(found) > _MAX_ALIKE else found for found in alike.values()))


def _in_one(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    first, *others = sorted(problems, key=lambda item: (item.line, item.column))
    lines = list(dict.fromkeys(item.line for item in others if item.line != first.line))
    shown = ", ".join(map(str, lines[:_MAX_LINES])) + (f" and {len(lines) - _MAX_LINES} more" if len(lines) > _MAX_LINES else "")
    place = f"lines {shown}" if lines else "the same line"
    return [replace(first, hint=f"{first.hint}; {len(others)} more in {place}")]


def _as_text(item: Diagnostic) -> str:
    place = f"{item.path}:{item.line}:{item.column}" if item.line else item.path
    lines = [f"{place}: {item.severity}[{item.code}] {item.message}"]
    if item.excerpt.strip():
        excerpt, offset = _window(item.excerpt, item.column - 1)
        number = f"{item.line:>5}"
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
