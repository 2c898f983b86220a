"""When each question was last changed: by the newest commit to its lines, or to its file if a base has many files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.runtime.history import file_times, line_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhiku.model import Question, QuestionId

_MAX_BLAMED_FILES = 20
"""With more files, dates are those of files, not lines: ``git blame`` takes about 0.1 s per file, and each has few questions."""


def question_dates(questions: Iterable[Question], content_dir: Path) -> Mapping[QuestionId, int]:
    """Time of the last change in seconds since 1970, for questions known to git."""
    found: dict[QuestionId, int] = {}
    by_path: dict[str, list[Question]] = {}
    for question in questions:
        by_path.setdefault(question.path, []).append(question)
    if len(by_path) > _MAX_BLAMED_FILES:
        times = file_times(content_dir)
        root = content_dir.resolve()
        for path, members in by_path.items():
            name = Path(path).resolve()
            time = times.get(name.relative_to(root).as_posix(), 0) if name.is_relative_to(root) else 0
            found |= {question.id: time for question in members if time}
        return found
    for path, members in by_path.items():
        lines = line_times(Path(path))
        for question in members:
            if newest := max(lines[question.lines.first - 1 : question.lines.last], default=0):
                found[question.id] = newest
    return found
