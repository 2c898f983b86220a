"""The adapter that gives a bare ``mkdocs build`` and ``mkdocs serve`` the whole site; it holds no logic of its own."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort

from generator import engine, pipeline
from generator.assembly import finish_site
from generator.diagnostics import ContentError, Format, show
from generator.paths import CONTENT, ROOT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

_log = logging.getLogger("mkdocs.kb")
_prepared: list[pipeline.Prepared] = []
"""What the last good content gave; at most one."""
_PREVIEW = "http://127.0.0.1"
"""Where ``mkdocs serve`` says the site stands."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the pages before MkDocs looks for them."""
    pipeline.pin_time()
    try:
        prepared, problems = pipeline.prepare(CONTENT, _log.info)
        pipeline.write_pages(prepared, Path(config.docs_dir))
    except ContentError as error:
        if not _prepared:
            raise Abort("\n" + show(error.diagnostics, Format.TEXT)) from None
        # While serving, an author is in the middle of an edit: the last good pages stay, and the terminal says what is wrong.
        # As information, because a warning would stop the strict build, and with it every page.
        prepared, problems = _prepared[0], error.diagnostics
    if problems:
        _log.info("\n%s", show(problems, Format.TEXT))
    preview = config.site_url if (config.site_url or "").startswith(_PREVIEW) else None
    _prepared[:] = [prepared]
    engine.configure(config, prepared.base, prepared.place)
    if preview:
        config.site_url = preview
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Finish what MkDocs has built."""
    site_dir = Path(config.site_dir)
    prepared = replace(_prepared[0], place=replace(_prepared[0].place, site_url=config.site_url or ""))
    problems = pipeline.finish_site(prepared, finish_site(site_dir, prepared.place, prepared.typesetter), site_dir)
    if problems:
        raise Abort("\n" + show(problems, Format.TEXT))


def on_serve(server: LiveReloadServer, **_: Any) -> LiveReloadServer:  # noqa: ANN401 - MkDocs passes what it likes
    """Follow the content and the theme as well."""
    for folder in (CONTENT, ROOT / "overrides"):
        server.watch(str(folder))
    return server
