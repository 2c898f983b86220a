"""Where the project keeps what the generator needs; everything an owner names on the command line is passed as an argument."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MKDOCS_CONFIG = ROOT / "mkdocs.yml"
CONTENT = ROOT / "content"
DOCS = ROOT / "docs"
SITE = ROOT / "site"
PREVIEW = ROOT / ".cache" / "preview"
"""The site that a live preview serves."""
TEMPLATES = Path(__file__).resolve().parents[1] / "pages" / "templates"
KATEX = ROOT / "node_modules" / "katex" / "dist" / "katex.min.js"
