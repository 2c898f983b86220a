r"""``content/accepted.yml``: the warnings that the owner has accepted, written by ``kb lint --accept``.

::

    warnings:
      - code: KB204
        file: multimodal-llm.md
        line: '- **Formula:** \(Accuracy = …\)'
        times: 2                                # left out where it is 1

A warning is identified by its code, its file and the text of its line, not by the line number or its message: it stays
accepted when the text above it grows or an upgrade rewords it, and is shown again when its own line is edited. Errors
cannot be accepted. Files of earlier versions also contain a ``message``, which is ignored.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import yaml

from zhiku.content.yaml_reader import YamlFile
from zhiku.diagnostics.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.source.text import SourceText

_HEAD = """\
# Warnings that were read and accepted: `kb build` and `kb lint` count them and show only others.
# Written by `kb lint --accept`; commit it. A line is known by its text: one that is edited is shown again.
"""
_SPACES = re.compile(r"\s+")
_MAX_LENGTH = 200
"""Code points of a line that are stored: enough to distinguish lines, few enough to keep the file readable."""


@dataclass(frozen=True, slots=True, order=True)
class Signature:
    """Identifies a warning across builds; ``file`` is a path in the content folder."""

    file: str
    code: str
    line: str


def signature(problem: Diagnostic, folder: str) -> Signature:
    """The signature of a problem; ``folder`` is the content folder as diagnostics show it."""
    line = _SPACES.sub(" ", problem.excerpt).strip()[:_MAX_LENGTH]
    return Signature(problem.path.removeprefix(f"{folder}/"), problem.code, line)


def read_accepted(source: SourceText) -> tuple[Counter[Signature], tuple[Diagnostic, ...]]:
    """The number of accepted warnings for each signature, and the problems of the file."""
    file = YamlFile(source)
    accepted: Counter[Signature] = Counter()
    for item in file.items(file.mapping(file.root(), ("warnings",)).get("warnings")):
        entries = file.mapping(item, ("code", "file", "message", "line", "times"))
        code, path, line = (file.text(entries.get(key)) for key in ("code", "file", "line"))
        accepted[Signature(path, code, line)] += file.choice(entries.get("times"), _count, 1, "a number from 1")
    return accepted, tuple(file.problems)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError
    return int(text)


def without(
    problems: Iterable[Diagnostic], known: Mapping[Signature, int], folder: str
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Split problems into those to show and the ``known`` ones, counting equal warnings. Errors are always shown."""
    left = Counter(known)
    others, found = [], []
    for problem in problems:
        key = signature(problem, folder)
        if problem.severity is Severity.WARNING and left[key] > 0:
            left[key] -= 1
            found.append(problem)
        else:
            others.append(problem)
    return tuple(others), tuple(found)


def counted(problems: Iterable[Diagnostic], folder: str) -> Counter[Signature]:
    """The number of warnings for each signature."""
    return Counter(signature(problem, folder) for problem in problems if problem.severity is Severity.WARNING)


def write_accepted(accepted: Mapping[Signature, int]) -> str:
    """The content of the file for these warnings, ordered by file and code."""
    items = []
    for item, times in sorted(accepted.items()):
        entry: dict[str, object] = {key: value for key, value in asdict(item).items() if value}
        items.append(entry | ({"times": times} if times > 1 else {}))
    return _HEAD + yaml.safe_dump({"warnings": items}, allow_unicode=True, sort_keys=False, width=10_000)
