"""Render generated pages outside the menu quickly.

MkDocs would create a Python-Markdown instance and render the whole theme for every page, although the results differ only in
the page's own text. So the theme is rendered once for all pages of a folder with the same table of contents, with placeholders
for that text (a *page shell*), and every page is filled into the shell. The result equals that of MkDocs byte for byte.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, TemplateNotFound
from markdown import Markdown  # type: ignore[import-untyped]
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from zhiku.pages.front_matter import read_front_matter
from zhiku.pages.raw_html import extract_raw_html, restore_raw_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment, Template
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.toc import AnchorLink, TableOfContents

_SHELL_TEMPLATE = "kb-page-shell.html"
_PLAIN = "kb-page.html"
_CACHE_SIZE = 256
_TITLED = "<h1\ue0f3"
_MARK = re.compile(f"\ue0f2([a-z]+)\ue0f3(?:{_TITLED})?")
"""Names of placeholders between private-use characters, which no page contains."""


class Renderer:
    """Python-Markdown with the extensions that generated pages need: raw HTML blocks and headings with anchors."""

    def __init__(self, config: MkDocsConfig) -> None:
        needed = ("zhiku.pages.raw_html", "attr_list", "toc")
        self.markdown = Markdown(extensions=needed, extension_configs={"toc": config.mdx_configs.get("toc", {})})

        self._rendered = lru_cache(_CACHE_SIZE)(self._convert)

    def render(self, text: str) -> tuple[str, TableOfContents]:
        """The HTML and the headings of a page. Markdown around raw HTML blocks recurs on most pages and is rendered once."""
        around, kept = extract_raw_html(text)
        html, toc = self._rendered(around)
        return restore_raw_html(html, kept), toc

    def _convert(self, text: str) -> tuple[str, TableOfContents]:
        html = self.markdown.reset().convert(text)
        return html, get_toc(self.markdown.toc_tokens)


class UnlistedPage(Page):
    """A generated page outside the menu; its links need no conversion by MkDocs."""

    def __init__(self, file: File, config: MkDocsConfig, renderer: Renderer) -> None:
        super().__init__(None, file, config)
        self._renderer = renderer

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - as MkDocs calls it
        """See ``Page``."""
        self.meta, self.markdown = read_front_matter(self.file.content_string)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - as MkDocs calls it
        """See ``Page``."""
        self.content, self.toc = self._renderer.render(self.markdown or "")
        self.present_anchor_ids = set()
        if self.meta.get("template", _PLAIN) == _PLAIN and "hide" not in self.meta:
            self.meta["template"] = _SHELL_TEMPLATE


class ShellTemplates(BaseLoader):
    """A template loader that adds the page shell to the templates of another loader."""

    def __init__(self, other: BaseLoader) -> None:
        self._other = other

    def load(self, environment: Environment, name: str, globals: Any = None) -> Any:  # noqa: A002, ANN401 - as Jinja calls it
        """A template by its name."""
        if name == _SHELL_TEMPLATE:
            return _PageShell(self._other.load(environment, _PLAIN, globals))
        return self._other.load(environment, name, globals)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """See ``BaseLoader``."""
        if template == _SHELL_TEMPLATE:
            raise TemplateNotFound(template)
        return self._other.get_source(environment, template)

    def list_templates(self) -> list[str]:
        """See ``BaseLoader``."""
        return self._other.list_templates()


class _PageShell:
    """Stands in for a template: renders it once for each kind of page, and inserts each page into the result."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._shells: dict[tuple[Any, ...], list[str]] = {}

    def render(self, context: dict[str, Any]) -> str:
        """The page of the context, in the theme."""
        page: Page = context["page"]
        words = {"content": page.content or "", "canonical": page.canonical_url or "", **_words(page)}
        titled = _TITLED if "<h1" in words["content"] else ""  # the theme writes a title where the content has none
        kind = (page.url.strip("/").rpartition("/")[0], titled, *sorted(words), *_headings(page.toc))
        if kind not in self._shells:
            self._shells[kind] = self._shell(page, context, words, titled)
        # Literal text and names of placeholders alternate.
        parts = self._shells[kind]
        return "".join(words[part] if index % 2 else part for index, part in enumerate(parts))

    def _shell(self, page: Page, context: dict[str, Any], words: dict[str, str], titled: str) -> list[str]:
        own = page.content, page.canonical_url, page.meta
        marks = {name: f"\ue0f2{name}\ue0f3" for name in words}
        try:
            page.content, page.canonical_url = marks["content"] + titled, marks["canonical"]
            page.meta = {**page.meta, **{name: marks[name] for name in words if name in page.meta}, "tab": marks["tab"]}
            return _MARK.split(self._template.render(context))
        finally:
            page.content, page.canonical_url, page.meta = own


def _words(page: Page) -> dict[str, str]:
    """The texts that the theme takes from a page's front matter; the tab falls back to the title."""
    shown = {name: str(page.meta[name]) for name in ("title", "description", "question", "ld", "share") if name in page.meta}
    return {**shown, "tab": str(page.meta.get("tab") or page.meta.get("title", ""))}


def _headings(links: TableOfContents | list[AnchorLink]) -> Iterator[tuple[str, str, int]]:
    for link in links:
        yield link.title, link.id, link.level
        yield from _headings(link.children)
