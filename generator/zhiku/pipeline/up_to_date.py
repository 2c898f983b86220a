"""Whether a build would give again what stands there: what goes into it, and what the last one has written.

Texts count by their content; all other files, of which there are many, by size and time of change, as make has it.
"""

from __future__ import annotations

import hashlib
import os
import site
from typing import TYPE_CHECKING

from zhiku.output.docs_tree import MANIFEST, OWNED_FOLDERS
from zhiku.runtime.paths import KATEX, MKDOCS_CONFIG, ROOT
from zhiku.runtime.repository import commit_time, find_repository, find_site_url

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


def inputs(content_dir: Path, docs_dir: Path) -> str:
    """A hash of all that a build reads; of the docs folder that is what people have put there."""
    digest = hashlib.sha256()
    repository = find_repository(ROOT)
    surroundings = (repository, find_site_url(repository), commit_time(ROOT), os.environ.get("SOURCE_DATE_EPOCH"))
    digest.update(repr((surroundings, str(content_dir), str(docs_dir))).encode())
    for folder in site.getsitepackages():
        digest.update(repr(sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))).encode())  # noqa: PTH208 - names are enough
    for path in sorted(path for path in content_dir.rglob("*") if path.is_file()):
        name, data = path.relative_to(content_dir).as_posix(), path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    digest.update(_of_files(docs_dir, {*OWNED_FOLDERS, "index.md", MANIFEST}))
    for folder in ("overrides", "generator"):
        digest.update(_of_files(ROOT / folder))
    for path in (MKDOCS_CONFIG, KATEX):
        status = path.stat()
        digest.update(f"{status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def watched(content_dir: Path, docs_dir: Path) -> str:
    """A hash of the files that authors edit, quickly told: by size and time."""
    digests = [_of_files(folder) for folder in (content_dir, ROOT / "overrides")]
    own = _of_files(docs_dir, {*OWNED_FOLDERS, "index.md", MANIFEST})
    return hashlib.sha256(b"".join([*digests, own, str(MKDOCS_CONFIG.stat().st_mtime_ns).encode()])).hexdigest()


def outputs(docs_dir: Path, site_dir: Path) -> str:
    """A hash of what a build has written."""
    return hashlib.sha256(_of_files(docs_dir) + _of_files(site_dir)).hexdigest()


def _of_files(folder: Path, but: Collection[str] = ()) -> bytes:
    """Name, size and time of every file below a folder, but for some names right in it."""
    rows = sorted(_files(str(folder), len(str(folder)), but))
    return hashlib.sha256("".join(rows).encode("utf-8", "surrogateescape")).digest()


def _files(folder: str, cut: int, but: Collection[str] = ()) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        # What Python keeps of compiled modules does not count.
        if entry.name in but or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, cut)
        else:
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # another process has just renamed or deleted it
                continue
            yield f"{entry.path[cut:]}\0{status.st_size}\0{status.st_mtime_ns}\n"
