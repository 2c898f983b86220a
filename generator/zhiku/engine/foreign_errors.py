"""Name the code of a plugin, hook or template that failed: an exception in, the place and what happened out."""

from __future__ import annotations

import sysconfig
import traceback
from pathlib import Path

from zhiku.runtime.paths import PACKAGE

_LIBRARY = Path(sysconfig.get_path("stdlib"))
_INSTALLED = frozenset({"site-packages", "dist-packages"})


def foreign_error(error: Exception, root: Path) -> str:
    """Where an exception of other people's code was raised, and its words; empty for an exception of our own.

    The place is in the project at ``root`` if its hooks or templates take part, else in an installed package.
    """
    frames = [(Path(frame.filename), frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    frames = [(path, line) for path, line in frames if not _is_of_library(path)]
    if not frames or frames[-1][0].is_relative_to(PACKAGE):
        return ""
    own = [(path.relative_to(root), line) for path, line in frames if path.is_relative_to(root) and not _is_installed(path)]
    path, line = own[-1] if own else (_within_packages(frames[-1][0]), frames[-1][1])
    return f"{path.as_posix()}:{line}: {type(error).__name__}: {error}"


def _is_of_library(path: Path) -> bool:
    return (path.is_relative_to(_LIBRARY) or not path.is_absolute()) and not _is_installed(path)


def _is_installed(path: Path) -> bool:
    return not _INSTALLED.isdisjoint(path.parts)


def _within_packages(path: Path) -> Path:
    place = next((index for index, name in enumerate(path.parts) if name in _INSTALLED), -1)
    return Path(*path.parts[place + 1 :])
