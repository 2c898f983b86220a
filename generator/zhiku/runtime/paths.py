"""Where the package keeps what it brings: theme, templates, KaTeX. What an owner has written is named by a ``Project``."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = PACKAGE / "pages" / "templates"
KATEX = PACKAGE / "markdown" / "katex.min.js"
"""Copied from npm by ``npm run build``."""


def _theme() -> Path:
    """``theme/`` in the installed package; in a checkout the folder ``overrides/`` that it is packed from."""
    packed = PACKAGE / "theme"
    return packed if packed.is_dir() else PACKAGE.parents[1] / "overrides"


THEME = _theme()
