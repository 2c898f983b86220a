"""Where the package keeps its own files: theme, templates, KaTeX. A ``Project`` names the owner's."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = PACKAGE / "pages" / "templates"
KATEX = PACKAGE / "markdown" / "katex.min.js"
"""Copied from npm by ``npm run build``."""
EXPLAIN = PACKAGE / "commands" / "explain.min.js"
"""The browser's search, bundled by ``npm run build`` for ``kb explain --query``."""


def _packed(name: str, checkout: str) -> Path:
    """A folder in the installed package, or in a checkout the one that it is packed from."""
    packed = PACKAGE / name
    return packed if packed.is_dir() else PACKAGE.parents[1] / checkout


THEME = _packed("theme", "overrides")
EXPLANATIONS = _packed("diagnostics/pages", "docs/diagnostics")
"""A page for each code of a diagnostic."""
