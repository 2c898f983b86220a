"""The folder of one knowledge base: where its text, its pages, its site and its ``mkdocs.yml`` are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

MKDOCS_CONFIG = "mkdocs.yml"
PLUGIN = "zhiku"
_CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Project:
    """Folders of a knowledge base, as the owner named them or absolute; ``config`` is ``None`` without a ``mkdocs.yml``."""

    root: Path
    content: Path
    docs: Path
    site: Path
    config: Path | None = None
    inherited: tuple[Path, ...] = ()
    """The files that ``mkdocs.yml`` inherits from."""
    theme: Path | None = None
    """The owner's folder of templates and styles (``custom_dir``)."""

    @property
    def config_files(self) -> tuple[Path, ...]:
        """``mkdocs.yml`` and what it inherits from; none without one."""
        return (self.config, *self.inherited) if self.config else ()

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
    return _project(root, None, docs, site)


def _is_project(folder: Path) -> bool:
    return (folder / MKDOCS_CONFIG).is_file() or (folder / _CONTENT / "kb.yml").is_file()


def _project(root: Path, content: Path | None, docs: Path | None, site: Path | None) -> Project:
    config = root / MKDOCS_CONFIG
    if not config.is_file():
        return Project(root, content or root / _CONTENT, docs or root / "docs", site or root / "site")
    written, inherited = read_config(config)
    theme = written.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    return Project(
        root,
        content or root / _text(_options(written).get("content"), _CONTENT),
        docs or root / _text(written.get("docs_dir"), "docs"),
        site or root / _text(written.get("site_dir"), "site"),
        config,
        inherited,
        root / custom if isinstance(custom, str) else None,
    )


def _text(value: object, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _options(written: dict[str, Any]) -> dict[str, Any]:
    """The options of the plugin, which may be an item of a list or a key of a mapping."""
    plugins = written.get("plugins")
    items = plugins if isinstance(plugins, list) else [plugins]
    found = [item[PLUGIN] for item in items if isinstance(item, dict) and isinstance(item.get(PLUGIN), dict)]
    return found[0] if found else {}


def read_config(config: Path) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """The keys of a ``mkdocs.yml`` and of those it inherits from; errors are left for MkDocs to report."""
    try:
        written = yaml.load(config.read_bytes(), _Loader)  # noqa: S506 - a safe loader
    except (OSError, yaml.YAMLError):
        return {}, ()
    if not isinstance(written, dict):
        return {}, ()
    parent = written.get("INHERIT")
    if not isinstance(parent, str) or not (path := (config.parent / parent).resolve()).is_file() or path == config:
        return written, ()
    above, more = read_config(path)
    return above | written, (path, *more)


class _Loader(yaml.SafeLoader):
    """Loads the YAML of MkDocs without running code: ``!ENV`` is evaluated, other tags give ``None``."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """``!ENV NAME`` or ``!ENV [NAME, …, default]``."""
    if isinstance(node, yaml.SequenceNode):
        *names, default = loader.construct_sequence(node) or [None]
    else:
        names, default = [getattr(node, "value", "")], None
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("!", lambda *_: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
