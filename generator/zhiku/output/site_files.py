"""The files of a site. A site has thousands of files for the search by meaning, so listing them must be fast."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def files_of(site_dir: Path) -> list[str]:
    """The paths of all files below a folder, relative to it and with slashes, in the order of their parts."""
    root = str(site_dir)
    found = []
    for folder, _, names in os.walk(root):
        below = folder[len(root) + 1 :].replace(os.sep, "/")
        found += [f"{below}/{name}" if below else name for name in names]
    return sorted(found, key=lambda path: path.split("/"))
