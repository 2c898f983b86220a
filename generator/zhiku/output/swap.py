"""Replace a site atomically: build in an empty folder, then exchange the two.

The new folder is next to the site, so the exchange is a rename. On Linux it is a single system call (``renameat2`` with
``RENAME_EXCHANGE``). Elsewhere it is two renames, and if the process dies between them, the next build restores the old site.
The next build also removes whatever a killed build left.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhiku.diagnostics.diagnostic import ContentError, in_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_BASE = "questions.json"
"""A file that every base has, at the root of the site or in a folder of it."""
_ENGINE = b"mkdocs"
"""The generator named on the home page of a site, unless the owner's theme omits it."""


@dataclass
class FreshFolder:
    """A folder being filled; ``commit`` makes it replace the old one."""

    path: Path
    committed: bool = field(default=False, init=False)

    def commit(self) -> None:
        """Keep what was built."""
        self.committed = True


@contextmanager
def fresh_folder(site_dir: Path) -> Iterator[FreshFolder]:
    """An empty folder that replaces ``site_dir`` when the block ends after ``commit``; otherwise ``site_dir`` is unchanged."""
    site_dir = site_dir.resolve()
    _refuse_foreign(site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    from filelock import FileLock, Timeout  # noqa: PLC0415 - loads asyncio; a build that has nothing to do takes no lock

    work = site_dir.with_name(f".{site_dir.name}.kb")
    work.mkdir(exist_ok=True)
    try:
        with FileLock(work / "lock", blocking=False):
            new, old = work / "new", work / "old"
            if old.exists() and not site_dir.exists():
                old.rename(site_dir)
            for leftover in (new, old):
                shutil.rmtree(leftover, ignore_errors=True)
            fresh = FreshFolder(new)
            new.mkdir()
            try:
                yield fresh
                if fresh.committed:
                    _replace(site_dir, new, old)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except Timeout:
        hint = "wait for it to finish, or build into another folder with --site-dir"
        raise ContentError([in_file(str(site_dir), "KB611", "another build of this site is running", hint=hint)]) from None


def _refuse_foreign(site_dir: Path) -> None:
    """Refuse to replace a folder that is not a built site: it may contain other files."""
    in_use = site_dir.exists() and (not site_dir.is_dir() or any(site_dir.iterdir()))
    if in_use and not _is_site(site_dir):
        hint = "give an empty or new folder with --site-dir"
        raise ContentError(
            [in_file(str(site_dir), "KB610", "this folder is not a site built by kb, so it was not changed", hint=hint)]
        )


def _is_site(folder: Path) -> bool:
    """Whether a folder is a site: a base, or a home page that names MkDocs or has a base below it."""
    if (folder / _BASE).is_file():
        return True
    home = folder / "index.html"
    if not (home.is_file() and ((folder / "404.html").is_file() or (folder / "sitemap.xml").is_file())):
        return False
    return _ENGINE in home.read_bytes().lower() or any(folder.glob(f"*/{_BASE}"))


def _replace(site_dir: Path, new: Path, old: Path) -> None:
    if site_dir.exists():
        if _exchange(new, site_dir):
            new.rename(old)
            return
        site_dir.rename(old)
    try:
        new.rename(site_dir)
    except OSError:
        if old.exists():
            old.rename(site_dir)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; ``False`` if the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}:
        return False
    raise OSError(code, os.strerror(code), str(other))
