"""Writes ``overrides/assets/THIRD-PARTY-NOTICES.txt``: the licences of what the wheel and every built site carry.

npm's packages are those that ``package.json`` names for the browser, with their dependencies; the Python ones are those whose
files land on a site or that a data file was made from. ``make setup`` runs it after ``npm run build``.
"""

from __future__ import annotations

import json
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "overrides" / "assets" / "THIRD-PARTY-NOTICES.txt"
MADE_FROM = ("node_modules/opencc-js",)
"""Packages that a data file of the wheel was made from (see ``tools/traditional.py``)."""
NOT_SHIPPED = "node_modules/commander"
"""The command line of KaTeX."""
SHOWN = ("mkdocs-material", "pypinyin")
"""Python packages whose scripts, styles, icons or data every site carries."""
VECTORS = ROOT / "generator" / "zhiku" / "vectors" / "NOTICE.txt"
"""What the table of word vectors was made from."""
_HEAD = "Third-party software in this package and on the sites that it builds.\n"


def _of_npm() -> list[tuple[str, str, str, str]]:
    """Name, version, licence and its text of each package."""
    shipped, waiting = set(MADE_FROM), [*_dependencies(ROOT)]
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
    for name in SHOWN:
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
            message = f"{name} brings no licence text"
            raise ValueError(message)
        parts.append(f"{'=' * 78}\n{name} {version} ({licence})\n{'=' * 78}\n\n{text}\n")
    parts.append(f"{'=' * 78}\nWord vectors\n{'=' * 78}\n\n{VECTORS.read_text(encoding='utf-8')}")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(notices(), encoding="utf-8")
