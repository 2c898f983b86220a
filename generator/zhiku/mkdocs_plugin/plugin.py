"""The plugin ``zhiku``: a bare ``mkdocs build`` or ``mkdocs serve`` gives the site that ``kb build`` gives."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from zhiku.diagnostics.diagnostic import ContentError, has_errors
from zhiku.diagnostics.report import Format, show
from zhiku.engine.configure import check
from zhiku.engine.named_files import named_files
from zhiku.engine.runner import Engine
from zhiku.engine.shards import FinishedPages, Finisher, job_of
from zhiku.engine.shortcuts import shortcut_blocker
from zhiku.engine.site_plugin import SitePlugin
from zhiku.pipeline import build
from zhiku.pipeline.prepare import prepare
from zhiku.runtime.paths import THEME

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.engine.shards import Prepared

_log = logging.getLogger("mkdocs.plugins.zhiku")
_LAST = -100


class ZhikuPlugin(SitePlugin):  # type: ignore[no-untyped-call]
    """Prepares the base by itself unless the command line has given it a job."""

    def __init__(self) -> None:
        super().__init__()
        self._given_by_kb = False
        self._serves = False
        self._prepared: Prepared | None = None
        self._finisher: Finisher | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - as MkDocs calls it
        """Record the MkDocs command; because of this event, MkDocs also keeps the plugin between builds of ``mkdocs serve``."""
        self._given_by_kb = self.job is not None
        self._serves = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the text before MkDocs looks for pages."""
        if not self._given_by_kb:
            try:
                check(config)
            except ContentError as error:
                raise Abort(_shown(error.diagnostics)) from None
            self._prepare(config)
        return super().on_config(config)

    def _prepare(self, config: MkDocsConfig) -> None:
        content = self._content(config)
        build.pin_time(content)
        named = named_files(Path(config.config_file_path))
        engine = Engine(config.site_url or "", self.config.prefix, shortcut_blocker(config), named)
        try:
            self._prepared, problems = prepare(content, _log.info, engine=engine, preview=self._serves)
            build.check_docs(self._prepared, Path(config.docs_dir))
        except ContentError as error:
            if self._prepared is None:
                raise Abort(_shown(error.diagnostics)) from None
            # While serving, the author may be in the middle of an edit: keep the last good pages, show the errors.
            # They are logged as information, because a warning would stop a strict build.
            problems = error.diagnostics
        if problems:
            _log.info(_shown(problems))
        self._prepared = prepared = replace(self._prepared, engine=engine)
        self._finisher = Finisher(
            prepared.location, prepared.typesetter, prepared.origins, engine.prefix, prepared.settings.site.allow_hosts
        )
        self.job = job_of(prepared, self._finisher, config.config_file_path)

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish what MkDocs has built besides pages, and add what programs and the search read."""
        if self._prepared is None or self._finisher is None:
            return
        site_dir = Path(config.site_dir)
        self._finisher.others(site_dir)
        if self._prepared.engine.shortcut_blocker:
            self._finisher.read_all_again(site_dir)
        finished = FinishedPages(tuple(self._finisher.pages), texts=tuple(self._finisher.texts))
        problems = build.finish_site(self._prepared, self._prepared.search.build(), finished, site_dir, site_dir)
        if has_errors(problems):
            raise Abort(_shown(problems))
        if problems:
            _log.info(_shown(problems))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Follow the text and the theme as well."""
        for folder in (self._content(config), THEME):
            server.watch(str(folder))
        return server

    def _content(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.content


def _shown(problems: tuple[Diagnostic, ...]) -> str:
    return "\n" + show(problems, Format.TEXT)
