"""The adapter that gives a bare ``mkdocs build`` and ``mkdocs serve`` the whole site; it holds no logic of its own."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort

from generator import engine, pipeline
from generator.diagnostics import ContentError, Format, show
from generator.paths import CONTENT, ROOT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

_log = logging.getLogger("mkdocs.kb")
_prepared: list[pipeline.Prepared] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the pages before MkDocs looks for them."""
    pipeline.pin_time()
    try:
        prepared, problems = pipeline.prepare(CONTENT, _log.info)
        pipeline.write_pages(prepared, Path(config.docs_dir))
    except ContentError as error:
        raise Abort("\n" + show(error.diagnostics, Format.TEXT)) from None
    if problems:
        _log.info("\n%s", show(problems, Format.TEXT))
    serving = config.site_url if config.dev_addr and (config.site_url or "").startswith("http://127.0.0.1") else None
    _prepared[:] = [prepared]
    engine.configure(config, prepared.base, prepared.place)
    if serving:
        config.site_url = serving
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Finish what MkDocs has built."""
    _, problems = pipeline.finish_site(_prepared[0], Path(config.site_dir))
    if problems:
        raise Abort("\n" + show(problems, Format.TEXT))


def on_serve(server: LiveReloadServer, **_: Any) -> LiveReloadServer:  # noqa: ANN401 - MkDocs passes what it likes
    """Follow the content and the theme as well."""
    for folder in (CONTENT, ROOT / "overrides"):
        server.watch(str(folder))
    return server
