"""Hand-written pages: resolve ``[[concepts]]``, include the generated home page where asked to, and index their text."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import relpath
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from zhiku.analysis.concepts.merge import fold
from zhiku.pages.front_matter import read_front_matter
from zhiku.search.bundle import SitePage

if TYPE_CHECKING:
    from zhiku.engine.job import Job
    from zhiku.model import KnowledgeBase

HOME = "<!-- zhiku/home -->"
"""The placeholder for the generated home page in a hand-written ``index.md``."""
_CODE = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))",
    re.DOTALL | re.MULTILINE,
)
_NOT_TEXT = "script, style, annotation, article h1, nav.md-tags, a.headerlink, .md-content__button"
"""What an article has besides its text; its title is indexed by itself."""
_MAX_LENGTH = 20_000
"""Characters of a page that are indexed, because the texts of all pages share one file."""
_WIKI = re.compile(r"\[\[(?P<name>[^\[\]|\n]+)(?:\|(?P<shown>[^\[\]\n]+))?\]\]")


def complete(markdown: str, path: str, job: Job) -> str:
    """Complete the Markdown of a hand-written page; ``path`` is its path in the docs folder.

    A name in double brackets that is neither a concept nor a question's id stays as it is.
    """
    if HOME not in markdown and "[[" not in markdown:
        return markdown
    home = job.pages.get("index.md")
    generated = read_front_matter(home)[1] if isinstance(home, str) else ""
    targets = _targets(job.base)

    def link(found: re.Match[str]) -> str:
        target = targets.get(fold(found["name"].strip()))
        if target is None:
            return found.group()
        folder = path.rpartition("/")[0] or "."
        return f"[{(found['shown'] or found['name']).strip()}]({relpath(job.prefix + target, folder)})"

    pieces, last = [], 0
    for code in [*_CODE.finditer(markdown), None]:
        text = markdown[last : code.start() if code else None]
        pieces += [_WIKI.sub(link, text).replace(HOME, generated), code.group() if code else ""]
        last = code.end() if code else last
    return "".join(pieces)


@lru_cache(1)
def _targets(base: KnowledgeBase) -> dict[str, str]:
    """The page of every question by its id, and of every concept by each of its names."""
    questions = {fold(entry.question.id): f"questions/{entry.question.id}.md" for entry in base.entries}
    concepts = {fold(name): f"concepts/{concept.id}.md" for concept in base.concepts for name in concept.names}
    return questions | concepts


def read_text(html: str, prefix: str, path: str) -> SitePage | None:
    """The searchable text of a page. ``path`` is the path of its file in the site, ``prefix`` that of the base.

    ``None`` if the page has no article, its article has no heading (such as a plain home page), or it is excluded from search.
    """
    tree = LexborHTMLParser(html)
    article, heading = tree.css_first("article"), tree.css_first("article h1")
    if article is None or heading is None or "data-search-exclude" in article.attributes:
        return None
    title = heading.text(strip=True).removesuffix("\u00b6").removesuffix("#").strip()
    for node in tree.css(_NOT_TEXT):
        node.decompose()
    text = " ".join(article.text(separator=" ").split())[:_MAX_LENGTH]
    return SitePage(relpath(path.removesuffix("index.html") or ".", prefix or ".") + "/", title, text)
