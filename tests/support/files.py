"""Folders as mappings from paths to contents: read, compare and write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.output.site_files import files_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their path with slashes; empty if there is no such folder."""
    return {path: (folder / path).read_bytes() for path in files_of(folder)}


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder without translating line ends."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names of files that only one side has or whose bytes differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
