"""Ask git when files and lines were last changed, and what a folder held before: a path in, seconds since 1970 or files out."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEADER = re.compile(r"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?$")
_UNCOMMITTED = re.compile(r"0+$")
_SECONDS = 30


def line_times(path: Path) -> tuple[int, ...]:
    """The time of the last commit to each line; 0 for a line not committed, nothing where the history is missing or cut off."""
    shallow = _git(path, "rev-parse", "--is-shallow-repository")
    if shallow.strip() != "false":
        return ()
    times: dict[str, int] = {}
    lines: dict[int, str] = {}
    commit = ""
    for row in _git(path, "blame", "--porcelain", "--", path.name).splitlines():
        if row.startswith("\t"):
            continue
        if found := _HEADER.match(row):
            commit = found[1]
            lines[int(found[2])] = commit
        elif row.startswith("committer-time "):
            times[commit] = 0 if _UNCOMMITTED.match(commit) else int(row.split()[1])
    return tuple(times.get(lines[number], 0) for number in sorted(lines))


def file_times(folder: Path) -> Mapping[str, int]:
    """The time of the last commit to each file below a folder, by its path from there; empty where the history is missing."""
    inside = folder / "any"
    if _git(inside, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    times: dict[str, int] = {}
    now = 0
    for row in _git(
        inside, "-c", "core.quotePath=off", "log", "--format=%x00%ct", "--name-only", "--relative", "--", "."
    ).splitlines():
        if row.startswith("\0"):
            now = int(row[1:])
        elif row:
            times.setdefault(row, now)
    return times


def files_before(folder: Path) -> bytes:
    """A tar archive of a folder as it was before its last change; empty where the history does not say it.

    That is the last commit if files differ from it, else the last but one that changed any.
    """
    inside = folder / "any"
    commits = _git(inside, "log", "-2", "--format=%H", "--", ".").split()
    changed = _git(inside, "status", "--porcelain", "--", ".").strip()
    before = commits[0] if changed and commits else commits[1] if len(commits) > 1 else ""
    return _run(inside, "archive", "--format=tar", before, ".") if before else b""


def _git(path: Path, *arguments: str) -> str:
    return _run(path, *arguments).decode("utf-8", "replace")


def _run(path: Path, *arguments: str) -> bytes:
    """What git prints in the folder of a path; nothing where it fails."""
    command = ["git", "-C", str(path.resolve().parent), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - git from PATH, fixed arguments
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
