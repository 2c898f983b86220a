"""The events of MkDocs: generated pages are added as files, and finished pages come out.

Shared by the command line and by the plugin of a bare ``mkdocs build``. A run can leave pages out that are known from an
earlier build or built by another process; MkDocs then treats them as not published, so menus and links still know them.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel

from zhiku.engine.configure import check, configure
from zhiku.engine.fast_pages import Renderer, ShellTemplates, UnlistedPage
from zhiku.engine.hand_written import complete
from zhiku.engine.menu import menu_of, outside_menu
from zhiku.engine.options import Options
from zhiku.engine.page_decorator import PageDecorator
from zhiku.engine.shortcuts import shortcut_blocker
from zhiku.engine.theme_templates import environment
from zhiku.output.docs_tree import HOME, generated_files
from zhiku.runtime.paths import THEME

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from zhiku.engine.job import Job

_FIRST, _LAST = 100, -100
_ANCHOR = re.compile(r'\sid="([^"]+)"')
_PAGE = "kb-page.html"
_WITHHELD = "<!-- zhiku/page -->"
_SITEMAP = "sitemap.xml"
_MATERIAL_SEARCH = frozenset({"search", "material/search"})
"""Plugins whose pages load the files below."""
_SEARCH_FILES = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


class SitePlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """The MkDocs plugin that builds a job; ``job`` is set before MkDocs loads its configuration."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self._generated: set[str] = set()
        self._withheld = ""
        self._shortcuts = False
        self._decorator: PageDecorator | None = None

    @property
    def _job(self) -> Job:
        assert self.job is not None  # noqa: S101 - whoever begins a run gives a job
        return self.job

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Complete the configuration."""
        check(config)
        configure(config, self._job)
        self._shortcuts = not shortcut_blocker(config)
        if self._shortcuts or not (config.site_url or self._job.prefix):
            # The build writes the sitemap, because a run may not see all pages; without a site address there is none.
            config.theme.static_templates -= {_SITEMAP}
        if self._shortcuts:
            config.theme.get_env = partial(environment, config.theme, self._job.cache)  # type: ignore[method-assign]
        if self._job.secondary:
            config.theme.static_templates = set()
        return config

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, remove those of an earlier build, and complete the menu."""
        job = self._job
        docs = Path(config.docs_dir) / job.prefix
        before = generated_files(docs)
        self._generated = set()
        for path in before:
            if path not in job.pages and (left := files.get_file_from_path(job.prefix + path)):
                files.remove(left)
        for path in job.pages:
            known = files.get_file_from_path(job.prefix + path)
            if known is not None:
                if path == HOME and path not in before:
                    continue  # written by the owner
                files.remove(known)
            # A page that is not built in this run needs no text.
            content = "" if path in job.excluded else job.pages[path]
            inclusion = InclusionLevel.NOT_IN_NAV if outside_menu(path) else InclusionLevel.INCLUDED
            files.append(File.generated(config, job.prefix + path, content=content, inclusion=inclusion))
            self._generated.add(job.prefix + path)
        for file in files:
            if job.prefix and file.src_dir == str(THEME):
                file.dest_uri = job.prefix + file.dest_uri
            if self._is_excluded(file) or _is_unused(file, config):
                file.inclusion = InclusionLevel.EXCLUDED
        others = [file.src_uri for file in files.documentation_pages() if not self._path_of(file)]
        config.nav = menu_of(config.nav, job.base, job.prefix, others)
        return files

    def _is_excluded(self, file: File) -> bool:
        job = self._job
        if job.secondary and not file.is_documentation_page():
            return True
        return self._path_of(file) in job.excluded

    def _path_of(self, file: File) -> str:
        """The path of a page among the generated pages; empty for a hand-written one."""
        return file.src_uri.removeprefix(self._job.prefix) if file.src_uri in self._generated else ""

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Replace generated pages outside the menu by ones that render quickly, if shortcuts are allowed."""
        if self._shortcuts:
            renderer = Renderer(config)
            in_menu = {page.file.src_uri for page in nav.pages}
            for file in files.documentation_pages():
                if file.src_uri not in in_menu and self._path_of(file):
                    UnlistedPage(file, config, renderer)
        return nav

    @event_priority(_FIRST)
    def _withhold(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - MkDocs passes it
        """Give generated pages their template and hide their text from other plugins, which might run parts of it as macros.

        In hand-written pages, resolve concepts and the home page.
        """
        if not self._path_of(page.file):
            return complete(markdown, page.file.src_uri, self._job)
        page.meta.setdefault("template", _PAGE)
        self._withheld = markdown
        return _WITHHELD

    @event_priority(_LAST)
    def _insert(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - MkDocs passes it
        """Insert the text of a generated page, beside what other plugins have added to the page."""
        return markdown.replace(_WITHHELD, self._withheld) if self._path_of(page.file) else markdown

    on_page_markdown = CombinedEvent(_withhold, _insert)

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Register the anchors inside raw HTML with MkDocs, so that hand-written pages may link to them."""
        if self._path_of(page.file):
            if self._shortcuts:
                page.markdown = ""  # frees memory in large bases: the source is not needed again
            page.present_anchor_ids = (page.present_anchor_ids or set()) | set(_ANCHOR.findall(html))
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Disable template reloading. A secondary run reads hand-written pages for its menu only, and writes none."""
        self._decorator = PageDecorator(env, config, self._job.prefix)
        if self._shortcuts:
            env.auto_reload = False
            if env.loader is not None:
                env.loader = ShellTemplates(env.loader)
        if self._job.secondary:
            for file in files:
                if not self._path_of(file):
                    file.inclusion = InclusionLevel.EXCLUDED
        return env

    @event_priority(_FIRST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - MkDocs passes it
        """Decorate and finish a page."""
        assert self._decorator is not None  # noqa: S101 - on_env comes first
        path = self._path_of(page.file)
        dressed = self._decorator.page(output, page, generated=bool(path))
        return self._job.finish(dressed, page.file.dest_uri, path)

    @event_priority(_FIRST)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Decorate the theme's other HTML files, such as ``404.html``."""
        assert self._decorator is not None  # noqa: S101 - as above
        return self._decorator.template(output_content, config) if template_name.endswith(".html") else output_content


def _is_unused(file: File, config: MkDocsConfig) -> bool:
    """Whether a file of the theme is unused: source maps, and Material's search if it is disabled."""
    if file.src_dir == config.docs_dir or file.is_documentation_page():
        return False
    if file.src_uri == _SITEMAP and _SITEMAP not in config.theme.static_templates:
        return True  # the template itself
    searches = not _MATERIAL_SEARCH.isdisjoint(config.plugins)
    return file.src_uri.endswith(".map") or (not searches and file.src_uri.startswith(_SEARCH_FILES))
