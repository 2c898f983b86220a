"""Run MkDocs over a project: pages in, a built site in an empty folder out."""

from __future__ import annotations

import hashlib
import logging
from contextlib import chdir
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from zhiku.diagnostics.diagnostic import ContentError, Severity, has_errors, in_file
from zhiku.engine.configure import add_theme, check, configuration
from zhiku.engine.foreign_errors import foreign_error
from zhiku.engine.menu import section_of
from zhiku.engine.named_files import named_files
from zhiku.engine.shortcuts import OWN_PLUGIN, shortcut_blocker
from zhiku.engine.site_plugin import SitePlugin
from zhiku.engine.theme_templates import compiled
from zhiku.lang.interface import interface_of
from zhiku.output.docs_tree import OWNED_FOLDERS
from zhiku.runtime.paths import THEME
from zhiku.runtime.project import MKDOCS_CONFIG

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from zhiku.content.site_settings import SiteSettings
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.engine.job import Job, SiteLocation
    from zhiku.model import KnowledgeBase
    from zhiku.runtime.cache import Cache
    from zhiku.runtime.project import Project


@dataclass(frozen=True, slots=True)
class Engine:
    """The part of the owner's configuration that is needed before the build."""

    site_url: str = ""
    """The address in ``mkdocs.yml``; empty if there is none."""
    prefix: str = ""
    """The path of the base in the site, with a trailing slash; empty if the base is the site."""
    shortcut_blocker: str = ""
    """What keeps the build from taking shortcuts (see ``shortcuts``); empty where nothing does."""
    named: Mapping[str, Diagnostic] = field(default_factory=dict)
    """The files that ``mkdocs.yml`` names, see ``named_files``."""


def read_engine(project: Project) -> Engine:
    """Read the configuration of a project; raises ``ContentError`` if it cannot be used."""
    with _problems(project) as collector:
        # MkDocs requires a docs folder that exists, and the project's may not exist yet.
        try:
            config = load_config(configuration(project), docs_dir=str(THEME))
        except Abort:
            if not collector.lines:
                raise
            raise ContentError(collector.diagnostics(strict=True)) from None  # its own words only say that it stopped
        check(config)
        plugin = _plugin(config)
    if collector.lines:
        raise ContentError(collector.diagnostics(strict=True))
    return Engine(config.site_url or "", plugin.config.prefix, shortcut_blocker(config), named_files(project.config))


def compile_templates(project: Project, engine: Engine, cache: Cache) -> Mapping[bytes, bytes]:
    """The theme's templates for the cache, see ``theme_templates.compiled``."""
    with _problems(project):  # those that ``read_engine`` has reported
        config = load_config(configuration(project), docs_dir=str(THEME))
        add_theme(config, whole=not engine.prefix)
        return compiled(config.theme, cache)


def run(project: Project, docs_dir: Path, site_dir: Path, job: Job) -> tuple[Diagnostic, ...]:
    """Build ``docs_dir`` and the job's pages into ``site_dir``. Returns MkDocs' warnings; its errors are raised."""
    docs_dir, site_dir = docs_dir.resolve(), site_dir.resolve()  # before the working directory changes
    docs_dir.mkdir(parents=True, exist_ok=True)
    with _problems(project) as collector:
        config = load_config(configuration(project), docs_dir=str(docs_dir), site_dir=str(site_dir))
        strict, config.strict = config.strict, False  # all warnings are reported, not only the first
        plugin = _plugin(config)
        plugin.job = job
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
            plugin.job = None  # MkDocs keeps plugins for later builds in this process
    problems = collector.diagnostics(strict=strict)
    if has_errors(problems):
        raise ContentError(problems)
    return problems


def _plugin(config: MkDocsConfig) -> SitePlugin:
    """The plugin that the owner has listed, or one that is added."""
    plugin = config.plugins.get(OWN_PLUGIN)
    if not isinstance(plugin, SitePlugin):
        plugin = SitePlugin()
        plugin.load_config({})
        config.plugins[OWN_PLUGIN] = plugin
    return plugin


def shell(project: Project, base: KnowledgeBase, location: SiteLocation, site: SiteSettings) -> str:
    """A hash of everything a page shows besides its own text: configuration, theme, and the menu with the hand-written pages."""
    strings = sorted(interface_of(base).strings.items(), key=itemgetter(0))
    named = (location, site, base.title, base.description, section_of(base), [domain.id for domain in base.domains], strings)
    digest = hashlib.sha256(repr(named).encode())
    docs = project.docs
    own = (path for path in docs.rglob("*.md") if path.relative_to(docs).parts[0] not in OWNED_FOLDERS)
    for path in (*project.config_files, *sorted(THEME.rglob("*.html")), *sorted(own)):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


class _problems:  # noqa: N801 - used as a function
    """Collects MkDocs' warnings while it works in the project's folder.

    Its errors and those of plugins, hooks and templates that are not ours become a ``ContentError``.
    """

    def __init__(self, project: Project) -> None:
        self._root = project.root
        self._folder = chdir(project.root)  # Material resolves some paths against the working directory
        self._collector = _Collector(logging.WARNING)
        self._log = logging.getLogger("mkdocs")

    def __enter__(self) -> _Collector:
        self._log.addHandler(self._collector)
        self._log.propagate = False
        self._folder.__enter__()
        return self._collector

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._folder.__exit__(None, None, None)
        self._log.removeHandler(self._collector)
        if message := self._message(error):
            self._collector.lines.append(message)
            raise ContentError(self._collector.diagnostics(strict=True)) from error

    def _message(self, error: BaseException | None) -> str:
        """What is wrong if MkDocs or other people's code failed, else nothing."""
        if isinstance(error, MkDocsException):
            return str(error) or type(error).__name__
        return foreign_error(error, self._root) if isinstance(error, Exception) else ""


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def diagnostics(self, *, strict: bool) -> tuple[Diagnostic, ...]:
        """Warnings are errors where the owner's configuration is strict."""
        hint = "see the page in docs/ or the setting in mkdocs.yml that the message names"
        severity = Severity.ERROR if strict else Severity.WARNING
        return tuple(in_file(MKDOCS_CONFIG, "KB801", line, hint=hint, severity=severity) for line in dict.fromkeys(self.lines))
