"""The files that ``mkdocs.yml`` names, such as styles and the logo: the configuration in, what to say of a missing one out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhiku.diagnostics.diagnostic import Diagnostic, Severity, in_file
from zhiku.engine.menu import menu_pages
from zhiku.output.page_facts import Target, resolve
from zhiku.runtime.project import MKDOCS_CONFIG, read_config
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HOME = "index.html"


def named_files(config: Path | None) -> Mapping[str, Diagnostic]:
    """The problem of each file that a configuration names, by its path in the site, for the case that it does not exist there."""
    if config is None:
        return {}
    written, inherited = read_config(config)
    texts = [(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in (config, *inherited)]
    found = ((resolve(_HOME, name, "/", loaded=True), key, name) for key, name in _names(written))
    return {target.path: _missing(texts, key, name) for target, key, name in found if isinstance(target, Target)}


def _names(written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The keys that name files, and the names."""
    for key in ("extra_css", "extra_javascript"):
        for item in _listed(written.get(key)):
            name = item.get("path") if isinstance(item, dict) else item
            if isinstance(name, str):
                yield key, name
    theme = written.get("theme")
    for key in ("logo", "favicon"):
        if isinstance(theme, dict) and isinstance(theme.get(key), str):
            yield f"theme: {key}", theme[key]
    yield from (("nav", name) for name in menu_pages(_listed(written.get("nav"))) if isinstance(name, str))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _missing(texts: list[tuple[str, str]], key: str, name: str) -> Diagnostic:
    """The problem at the first place where one of the configurations has the name."""
    message = f"`{name}` is missing, which `{key}:` names"
    hint = "put the file into docs/, or correct its path, which is relative to docs/"
    for file, text in texts:
        if place := re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w./-])", text):
            source = SourceText(file, text)
            line, column = source.position(place.start())
            return Diagnostic(file, line, column, "KB703", Severity.ERROR, message, hint, source.line(line), len(name))
    return in_file(MKDOCS_CONFIG, "KB703", message, hint=hint)
