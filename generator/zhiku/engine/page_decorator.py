"""Adds the search and the attributes of the article to every page, whatever templates the owner has."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.utils import get_relative_url

from zhiku.lang.direction import text_direction

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_ARTICLE = re.compile(r"<article\b(?=[^>]*\bmd-content__inner\b)|<article\b")
_BUTTON = re.compile(
    r'(?=<div class="md-header__source">)|(?=</nav>\s*(?:<nav\b[^>]*\bmd-tabs\b.*?</nav>\s*)?</header>)', re.DOTALL
)
_NO_SKIP_LINK = re.compile(r'(<div data-md-component="skip">)\s*(?=</div>)')
_OPENS_SEARCH = "data-kb-search-open"
_END = "</body>"


class PageDecorator:
    """Modifies finished HTML. Nothing is added twice, so a template may place the search itself."""

    def __init__(self, env: Environment, config: MkDocsConfig, prefix: str) -> None:
        self._language = str(config.extra["kb"]["language"])
        theme = config.theme.get("language", "en")
        facts = f' lang="{self._language}"' if self._language != theme else ""
        direction = text_direction(self._language)
        self._foreign = facts + (
            f' dir="{direction}"' if direction != (config.theme.get("direction") or text_direction(theme)) else ""
        )
        self._prefix = prefix

        @cache
        def rendered(name: str, root: str) -> str:
            return str(env.get_template(f"partials/{name}.html").render(config=config, page=None, base_url=root)).strip()

        self._rendered = rendered

    def page(self, html: str, page: Page, *, generated: bool) -> str:
        """A page with the search; a generated one with its question's id and its language on the article."""
        if generated:
            question = page.meta.get("question")
            facts = f' data-question="{escape(str(question))}"' if question else ""
            facts += self._foreign
            html, skips = _NO_SKIP_LINK.subn(lambda found: found[1] + self._rendered("kb-skip", ""), html, count=1)
            facts += ' id="kb-content"' if skips else ""
        else:
            # As Material has it: `search: {exclude: true}` in the front matter of a page.
            asked = page.meta.get("search")
            facts = " data-search-exclude" if isinstance(asked, dict) and asked.get("exclude") else ""
        html = _ARTICLE.sub(lambda found: found.group() + facts, html, count=1) if facts else html
        root = get_relative_url(".", page.url).rstrip("/")
        return self._with_search(html, "" if root == "." else root)

    def template(self, html: str, config: MkDocsConfig) -> str:
        """The same for a page that may be served at any address (``404.html``): links are absolute if the root is known."""
        if not config.site_url and not self._prefix:
            return html
        return self._with_search(html, urlsplit(config.site_url or "/").path)

    def _with_search(self, html: str, root: str) -> str:
        if _OPENS_SEARCH not in html:
            html = _BUTTON.sub(lambda _: self._rendered("kb-search-button", root), html, count=1)
        head, end, tail = html.rpartition(_END)
        return f"{head}{self._rendered('kb-scripts', root)}\n{end}{tail}" if end else html
