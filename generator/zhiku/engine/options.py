"""The options of the plugin in ``mkdocs.yml``, below ``plugins: - zhiku:``."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type


class Options(Config):  # type: ignore[no-untyped-call] # MkDocs has no types for its base class
    """The options of the plugin."""

    content = Type(str, default="content")
    """The folder of the text, relative to ``mkdocs.yml``."""
    path = Type(str, default="")
    """The path of the base in the site, such as ``faq/``; empty if the base is the site."""

    @property
    def prefix(self) -> str:
        """``path`` with a trailing slash and no leading one; empty for the root of the site."""
        path = self.path.strip("/")
        return f"{path}/" if path else ""
