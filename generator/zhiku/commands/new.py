"""``kb new``: a folder with an owner's text, its settings, and the files that hosts need; it contains no code of zhiku."""

from __future__ import annotations

import json
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhiku.commands.init import init, refuse_file
from zhiku.diagnostics.diagnostic import ContentError, in_file
from zhiku.pipeline.prepare import prepare
from zhiku.runtime.system_language import system_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.commands.scaffold import Scaffold
    from zhiku.diagnostics.diagnostic import Diagnostic

_STARTER = Path(__file__).with_name("starter")
_LANGUAGES = ("en", "zh")
"""Languages of the README and of the example; the first is used for all other languages."""
_FILES = {
    "mkdocs.yml": "mkdocs.yml",
    ".gitignore": "gitignore",
    ".github/workflows/pages.yml": "pages.yml",
    ".github/workflows/check.yml": "check.yml",
}


class NewProject(NamedTuple):
    """The files written, the content folder among them, and the problems of the texts."""

    files: tuple[Path, ...]
    made: Scaffold
    problems: tuple[Diagnostic, ...]


def new(folder: Path, texts: Sequence[Path], package: str = "", choose: int = 1) -> NewProject:
    """Write the folder; ``choose`` is the rank of the interpretation of the texts to use (1 is the best).

    Without texts the base starts with three example questions in the system's language. ``package`` is the wheel or address that
    ``requirements.txt`` names instead of the version on the package index. Raises ``ContentError`` if one of the
    files exists already.
    """
    _refuse_existing(folder)
    requirement = _requirement(package)
    content = folder / "content"
    if texts:
        made, found = init(texts, content, choose=choose)
    else:
        with tempfile.TemporaryDirectory() as name:
            example = Path(name) / "questions.md"
            example.write_bytes((_STARTER / f"questions.{system_language(_LANGUAGES)}.md").read_bytes())
            made, found = init([example], content)
    title, language = _title_and_language(content, folder)
    readme = (_STARTER / f"README.{language}.md").read_text(encoding="utf-8").replace("@TITLE@", title)
    config = (_STARTER / _FILES["mkdocs.yml"]).read_text(encoding="utf-8")
    files = {name: (_STARTER / source).read_text(encoding="utf-8") for name, source in _FILES.items()}
    files |= {
        "mkdocs.yml": config.replace("@TITLE@", json.dumps(title, ensure_ascii=False)),
        "README.md": readme,
        "requirements.txt": f"{requirement}\n",
        "docs/.gitkeep": "",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    written = (*sorted(path for path in content.rglob("*") if path.is_file()), *(folder / name for name in files))
    return NewProject(written, made, found)


def _refuse_existing(folder: Path) -> None:
    """Raise ``ContentError`` if one of the files exists already."""
    refuse_file(folder)
    names = (*_FILES, "requirements.txt", "README.md", "docs/.gitkeep", "content")
    if taken := [name for name in names if (folder / name).exists()]:
        hint = "nothing was written; choose another folder"
        raise ContentError([in_file((folder / name).as_posix(), "KB107", "this exists already", hint=hint) for name in taken])


def _title_and_language(content: Path, folder: Path) -> tuple[str, str]:
    try:
        base = prepare(content, lambda _: None, with_pages=False)[0].base
    except ContentError:  # reported already; the folder is written nevertheless
        return folder.resolve().name, _LANGUAGES[0]
    language = base.language.partition("-")[0]
    return base.title, language if language in _LANGUAGES else _LANGUAGES[0]


def _requirement(package: str) -> str:
    """A line of ``requirements.txt``: a version of the index, an address, or a wheel of this machine."""
    if not package:
        return f"zhiku=={version('zhiku')}"
    if "://" in package:
        return f"zhiku @ {package}"
    wheel = Path(package)
    if not wheel.is_file():
        raise ContentError([in_file(package, "KB104", "no such file", hint="give a wheel or an address with --from")])
    return f"zhiku @ {wheel.resolve().as_uri()}"
