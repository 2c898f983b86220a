"""Up-to-date check: hashes of the inputs and of the outputs of a build.

Texts are hashed by content, all other files by size and modification time, as make does.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from zhiku.output.docs_tree import HOME, MANIFEST, OWNED_FOLDERS, has_own_home
from zhiku.runtime.paths import THEME
from zhiku.runtime.repository import commit_time, find_repository, find_site_url

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from zhiku.runtime.project import Project


def inputs(project: Project, program: str) -> str:
    """A hash of everything that a build reads, including the program (see ``fingerprint``) and hand-written pages."""
    digest = hashlib.sha256(program.encode())
    repository = find_repository(project.content)
    dates = commit_time(project.content), os.environ.get("SOURCE_DATE_EPOCH")
    digest.update(repr((repository, find_site_url(), dates, str(project.content), str(project.docs))).encode())
    for path in sorted(path for path in project.content.rglob("*") if path.is_file()):
        name, data = path.relative_to(project.content).as_posix(), path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    for part in _surroundings(project):
        digest.update(part)
    return digest.hexdigest()


def watched(project: Project) -> str:
    """A quick hash, by size and time, of the files that authors edit."""
    return hashlib.sha256(b"".join([_of_files(project.content), *_surroundings(project)])).hexdigest()


def _surroundings(project: Project) -> Iterator[bytes]:
    """Hashes of other inputs than the text: hand-written pages, the package's theme, the owner's theme and configuration."""
    below = (path.parent for path in project.docs.rglob(MANIFEST)) if project.config else ()  # a base in a folder of the site
    generated = {
        str(folder / name)
        for folder in {project.docs, *below}
        for name in (*OWNED_FOLDERS, MANIFEST, *(() if has_own_home(folder) else (HOME,)))
    }
    yield _of_files(project.docs, generated)
    yield _of_files(THEME)
    if project.theme:
        yield _of_files(project.theme)
    for path in project.config_files:
        data = path.read_bytes()
        yield data
        if b"!ENV" in data:
            named = {name: value for name, value in os.environ.items() if name.encode() in data}
            yield repr(sorted(named.items())).encode()


def outputs(docs_dir: Path, site_dir: Path) -> str:
    """A hash of the files that a build has written."""
    return hashlib.sha256(_of_files(docs_dir) + _of_files(site_dir)).hexdigest()


def _of_files(folder: Path, but: Collection[str] = ()) -> bytes:
    """Name, size and time of every file below a folder, except some paths."""
    rows = sorted(_files(str(folder), len(str(folder)), but))
    return hashlib.sha256("".join(rows).encode("utf-8", "surrogateescape")).digest()


def _files(folder: str, cut: int, but: Collection[str] = ()) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        # Python's cached bytecode does not count.
        if entry.path in but or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, cut, but)
        else:
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # another process has just renamed or deleted it
                continue
            yield f"{entry.path[cut:]}\0{status.st_size}\0{status.st_mtime_ns}\n"
