"""Writes ``overrides/assets/THIRD-PARTY-NOTICES.txt``: the licences of third-party files in the wheel and in every built site.

It lists the npm packages that ``package.json`` names as dependencies, with theirs, and the Python packages of which files are
copied to a site or from which a data file was made. ``make setup`` runs it after ``npm run build``.
"""

from __future__ import annotations

import json
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "overrides" / "assets" / "THIRD-PARTY-NOTICES.txt"
DATA_SOURCES = ("node_modules/opencc-js",)
"""npm packages from which a data file of the wheel was made (see ``tools/traditional.py``)."""
NOT_SHIPPED = "node_modules/commander"
"""A dependency of KaTeX's command line only."""
PYTHON_PACKAGES = ("mkdocs-material", "pypinyin")
"""Python packages whose scripts, styles, icons or data are part of every site."""
DATA = {"Word vectors": "vectors/NOTICE.txt", "Word lists": "lang/words/NOTICE.txt"}
"""The notices of data files of the package, by what they are."""
_HEAD = "Third-party software in this package and on the sites that it builds.\n"


def _of_npm() -> list[tuple[str, str, str, str]]:
    """Name, version, licence and licence text of each npm package."""
    shipped, waiting = set(DATA_SOURCES), [*_dependencies(ROOT)]
    while waiting:
        path = waiting.pop()
        if path not in shipped:
            shipped.add(path)
            waiting += _dependencies(ROOT / path)
    found = []
    for path in sorted(shipped):
        about = json.loads((ROOT / path / "package.json").read_text(encoding="utf-8"))
        files = [file for file in (ROOT / path).iterdir() if file.is_file() and file.stem.lower() == "license"]
        files += (ROOT / path).glob("LICENSES/*")
        texts = [file.read_text(encoding="utf-8").strip() for file in sorted(files)]
        found.append((about["name"], about["version"], about["license"], "\n\n".join(texts)))
    return found


def _dependencies(package: Path) -> list[str]:
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    found = (f"node_modules/{name}" for name in about.get("dependencies", {}))
    return [path for path in found if (ROOT / path).is_dir() and path != NOT_SHIPPED]


def _of_python() -> list[tuple[str, str, str, str]]:
    found = []
    for name in PYTHON_PACKAGES:
        about = distribution(name)
        files = [file for file in about.files or () if "LICENSE" in file.name.upper() and ".dist-info" in str(file)]
        texts = [Path(str(file.locate())).read_text(encoding="utf-8").strip() for file in files]
        licence = about.metadata.get("License-Expression") or about.metadata.get("License") or ""
        found.append((name, about.version, licence, "\n\n".join(texts)))
    return found


def notices() -> str:
    """The text of the file."""
    parts = [_HEAD]
    for name, version, licence, text in (*_of_npm(), *_of_python()):
        if not text:
            message = f"{name} contains no licence text"
            raise ValueError(message)
        parts.append(f"{'=' * 78}\n{name} {version} ({licence})\n{'=' * 78}\n\n{text}\n")
    for name, path in DATA.items():
        text = (ROOT / "generator" / "zhiku" / path).read_text(encoding="utf-8")
        parts.append(f"{'=' * 78}\n{name}\n{'=' * 78}\n\n{text}")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(notices(), encoding="utf-8")
