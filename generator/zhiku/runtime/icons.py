"""The icons that come with the theme, as SVG."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

_FOLDER = files("material") / "templates" / ".icons"


@cache
def icon(name: str) -> str | None:
    """The SVG of an icon such as ``material/eye``; ``None`` if the theme does not contain it."""
    path = PurePosixPath(f"{name}.svg")
    if path.is_absolute() or ".." in path.parts:
        return None
    file = _FOLDER.joinpath(*path.parts)
    return file.read_text(encoding="utf-8") if file.is_file() else None
