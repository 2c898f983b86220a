"""Prints the section of CHANGELOG.md for the version in pyproject.toml; ``--version`` prints the version.

Exit code 1 if the changelog has no such section.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def version() -> str:
    """The version of the package."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def notes(changelog: str, wanted: str) -> str:
    """The text below the heading of a version; empty if there is none."""
    found = re.search(rf"^## \[?{re.escape(wanted)}\]?[^\n]*\n(.*?)(?=^## |\Z)", changelog, re.DOTALL | re.MULTILINE)
    return found[1].strip() if found else ""


if __name__ == "__main__":
    if "--version" in sys.argv:
        sys.stdout.write(f"{version()}\n")
    else:
        text = notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version())
        sys.stdout.write(f"{text}\n")
        sys.exit(not text)
