"""The options of the plugin in ``mkdocs.yml``, below ``plugins: - zhiku:``."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type

_NO_FOLDERS = frozenset({"", ".", ".."})
_NOT_IN_NAMES = frozenset("\\:?#")


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


def is_below_site(path: str) -> bool:
    """Whether a path is one of a folder in the site, or of the site itself: without ``..``, a host or a drive."""
    names = path.strip("/").split("/")
    return names == [""] or not any(name in _NO_FOLDERS or _NOT_IN_NAMES.intersection(name) for name in names)
