"""A hash of the program: the package's code, templates and data, and the installed distributions."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from zhiku.runtime.paths import PACKAGE

_CODE = {".py", ".j2", ".js", ".yml", ".txt", ".json"}


def fingerprint() -> str:
    """A hash that changes whenever the program, Python or an installed distribution does."""
    digest = hashlib.sha256(sys.version.encode())
    theme = PACKAGE / "theme"
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in _CODE and theme not in path.parents):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    digest.update(distributions().encode())
    return digest.hexdigest()


def distributions() -> str:
    """Names and versions of all installed distributions, with the time at which each was installed.

    The time detects a distribution that was reinstalled from different files under the same version.
    """
    found: set[str] = set()
    for folder in filter(None, sys.path):
        try:
            entries = [entry for entry in os.scandir(folder) if entry.name.endswith((".dist-info", ".egg-info"))]
        except OSError:  # a folder that is not there, or an archive
            continue
        found.update(f"{entry.name} {Path(entry.path).stat().st_mtime_ns}" for entry in entries)
    return "\n".join(sorted(found))
