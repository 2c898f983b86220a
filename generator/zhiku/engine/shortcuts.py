"""Decide whether a build may take shortcuts.

The shortcuts are: rendering the theme once for many pages (``fast_pages``), parallel runs, and reusing pages of the last build
(``shards``). They are allowed only if nothing that the owner configured can observe them. If a plugin, hook or template reads
or changes single pages, MkDocs runs once over all pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.runtime.paths import THEME

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

OWN_PLUGIN = "zhiku"
EXTENSIONS = frozenset(
    {
        "zhiku.pages.raw_html",
        *("admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc"),
        *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight"),
        *("pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed"),
        *("pymdownx.tasklist", "pymdownx.tilde"),
    }
)
"""Markdown extensions that leave generated pages as they are: raw HTML, and headings with escaped punctuation."""


def shortcut_blocker(config: MkDocsConfig) -> str:
    """Why a build cannot take shortcuts, in words; empty if it can."""
    plugins = [name for name in config.plugins if name != OWN_PLUGIN]
    if plugins:
        return f"the plugin {plugins[0]}"
    if config.hooks:
        return f"the hook {next(iter(config.hooks))}"
    extensions = [str(name) for name in config.markdown_extensions if name not in EXTENSIONS]
    if extensions:
        return f"the Markdown extension {extensions[0]}"
    own = config.theme.custom_dir
    if own and Path(own).resolve() != THEME.resolve() and any(Path(own).rglob("*.html")):
        return f"templates in {Path(own).name}/"
    return ""
