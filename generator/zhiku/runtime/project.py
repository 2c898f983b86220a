"""The folder of one knowledge base: where its text, its pages, its site and its ``mkdocs.yml`` are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MKDOCS_CONFIG = "mkdocs.yml"
_CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Project:
    """Folders of a knowledge base, as the owner named them or absolute; ``config`` is ``None`` without a ``mkdocs.yml``."""

    root: Path
    content: Path
    docs: Path
    site: Path
    config: Path | None = None

    @property
    def preview(self) -> Path:
        """The site that ``kb serve`` builds and serves."""
        return self.root / ".cache" / "preview"


def project_of(content: Path, docs: Path | None = None, site: Path | None = None) -> Project:
    """The project whose text lies in ``content``: the folder that holds it."""
    return _project(content.resolve().parent, content, docs, site)


def find_project(start: Path, docs: Path | None = None, site: Path | None = None) -> Project:
    """The project that a folder belongs to: its nearest parent, or itself, with ``mkdocs.yml`` or ``content/kb.yml``.

    A folder without such a parent is a project by itself.
    """
    start = start.resolve()
    root = next((folder for folder in (start, *start.parents) if _is_project(folder)), start)
    return _project(root, root / _CONTENT, docs, site)


def _is_project(folder: Path) -> bool:
    return (folder / MKDOCS_CONFIG).is_file() or (folder / _CONTENT / "kb.yml").is_file()


def _project(root: Path, content: Path, docs: Path | None, site: Path | None) -> Project:
    config = root / MKDOCS_CONFIG
    return Project(root, content, docs or root / "docs", site or root / "site", config if config.is_file() else None)
