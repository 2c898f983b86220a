"""The adapter that gives a bare ``mkdocs build`` or ``mkdocs serve`` the whole site; it holds no logic of its own."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort

from zhiku.diagnostics.diagnostic import ContentError, has_errors
from zhiku.diagnostics.report import Format, show
from zhiku.engine import runner
from zhiku.engine.shards import Assembly, Finisher
from zhiku.pipeline import build
from zhiku.runtime.paths import THEME

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from zhiku.engine.shards import Prepared

_log = logging.getLogger("mkdocs.kb")
_SERVED = "http://127.0.0.1"
"""Where ``mkdocs serve`` says the site stands."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What the content gave, and who finishes its pages."""

    prepared: Prepared
    finisher: Finisher
    part: runner.Part


_work: list[_Work] = []
"""At most one."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the pages before MkDocs looks for them."""
    content = _content(config)
    build.pin_time(content)
    try:
        prepared, problems = build.prepare(content, _log.info)
        build.write_pages(prepared, Path(config.docs_dir))
    except ContentError as error:
        if not _work:
            raise Abort("\n" + show(error.diagnostics, Format.TEXT)) from None
        # While serving, an author is in the middle of an edit: the last good pages stay, and the terminal says what is wrong.
        # As information, because a warning would stop the strict build, and with it every page.
        prepared, problems = _work[0].prepared, error.diagnostics
    if problems:
        _log.info("\n%s", show(problems, Format.TEXT))
    if config.site_url and config.site_url.startswith(_SERVED):
        prepared = replace(prepared, place=replace(prepared.place, site_url=config.site_url))
    finisher = Finisher(prepared.place, prepared.typesetter, prepared.origins)
    _work[:] = [_Work(prepared, finisher, runner.Part((), finisher.page))]
    runner.configure(config, prepared.base, prepared.place)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """See ``runner.Part``."""
    return _work[0].part.on_files(files, config=config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """See ``runner.Part``."""
    return _work[0].part.on_nav(nav, config=config, files=files)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """See ``runner.Part``."""
    return _work[0].part.on_page_content(html, page=page, config=config, files=files)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """See ``runner.Part``."""
    return _work[0].part.on_env(env, config=config, files=files)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """See ``runner.Part``."""
    return _work[0].part.on_post_page(output, page=page, config=config)


def on_post_build(config: MkDocsConfig) -> None:
    """Finish what MkDocs has built besides pages, and add what programs and the search read."""
    prepared, finisher, site_dir = _work[0].prepared, _work[0].finisher, Path(config.site_dir)
    finisher.others(site_dir)
    problems = build.finish_site(prepared, Assembly(tuple(finisher.pages)), site_dir)
    if has_errors(problems):
        raise Abort("\n" + show(problems, Format.TEXT))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:  # noqa: ANN401 - MkDocs passes what it likes
    """Follow the content and the theme as well."""
    for folder in (_content(config), THEME):
        server.watch(str(folder))
    return server


def _content(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "content"
