"""The adapter that gives a bare ``mkdocs build`` and ``mkdocs serve`` the whole site; it holds no logic of its own."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort

from generator import engine, pipeline
from generator.assembly import Assembly, Finisher, KnownPages, bring_back
from generator.diagnostics import ContentError, Format, has_errors, show
from generator.memo import Memo
from generator.paths import CONTENT, PREVIEW, ROOT, SITE
from generator.program import fingerprint

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from generator.assembly import Prepared

_log = logging.getLogger("mkdocs.kb")
_PREVIEW = "http://127.0.0.1"
"""Where ``mkdocs serve`` says the site stands."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What the last good content gave, and the pages of it that are known from an earlier build."""

    prepared: Prepared
    known: KnownPages
    finisher: Finisher
    part: engine.Part


_work: list[_Work] = []
"""At most one."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the pages before MkDocs looks for them."""
    pipeline.pin_time()
    docs_dir = Path(config.docs_dir)
    preview = config.site_url if (config.site_url or "").startswith(_PREVIEW) else None
    try:
        memo = Memo(pipeline.memo_of(PREVIEW if preview else SITE), fingerprint())
        prepared, problems = pipeline.prepare(CONTENT, _log.info, memo)
        pipeline.write_pages(prepared, docs_dir)
        memo.start()
    except ContentError as error:
        if not _work:
            raise Abort("\n" + show(error.diagnostics, Format.TEXT)) from None
        # While serving, an author is in the middle of an edit: the last good pages stay, and the terminal says what is wrong.
        # As information, because a warning would stop the strict build, and with it every page.
        prepared, problems = _work[0].prepared, error.diagnostics
    if problems:
        _log.info("\n%s", show(problems, Format.TEXT))
    prepared = replace(prepared, place=replace(prepared.place, site_url=preview or prepared.place.site_url))
    known = KnownPages(prepared, docs_dir)
    finisher = Finisher(prepared)
    _work[:] = [_Work(prepared, known, finisher, engine.Part(known.found, finisher.page))]
    engine.configure(config, prepared.base, prepared.place)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the pages that are known."""
    return _work[0].part.on_files(files, config=config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """See ``engine.Part``."""
    return _work[0].part.on_nav(nav, config=config, files=files)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """See ``engine.Part``."""
    return _work[0].part.on_page_content(html, page=page, config=config, files=files)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """See ``engine.Part``."""
    return _work[0].part.on_env(env, config=config, files=files)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """See ``engine.Part``."""
    return _work[0].part.on_post_page(output, page=page, config=config)


def on_post_build(config: MkDocsConfig) -> None:
    """Finish what MkDocs has built, and bring back what it need not build."""
    prepared, known, finisher, site_dir = _work[0].prepared, _work[0].known, _work[0].finisher, Path(config.site_dir)
    finisher.others(site_dir)
    known.keep(finisher.packed)
    problems = pipeline.finish_site(prepared, Assembly((*finisher.pages, *bring_back(known, prepared, site_dir))), site_dir)
    if has_errors(problems):
        raise Abort("\n" + show(problems, Format.TEXT))
    prepared.memo.save()


def on_serve(server: LiveReloadServer, **_: Any) -> LiveReloadServer:  # noqa: ANN401 - MkDocs passes what it likes
    """Follow the content and the theme as well."""
    for folder in (CONTENT, ROOT / "overrides"):
        server.watch(str(folder))
    return server
