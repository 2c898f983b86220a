"""Facts about a finished page that must agree with other pages and with ``questions.json``: HTML in, ``PageFacts`` out.

Pages are parsed once, with lexbor; what the theme shows around the text is parsed once for all pages that share it. Links are
resolved here, where the address of the page is known.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from zhiku.diagnostics.diagnostic import Diagnostic, Severity, in_file
from zhiku.markdown import raw_tex
from zhiku.markdown.delimiters import is_tex
from zhiku.runtime.pickling import by_fields
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_RAW_TEX = re.compile(raw_tex.DELIMITED.pattern + "|" + raw_tex.COMMAND, re.DOTALL)
_INVISIBLE = re.compile(r"<(annotation|script)\b[^>]*>.*?</\1>", re.DOTALL)
"""Elements that contain TeX or JSON but are never shown; removing them first spares most pages a full parse."""
_NOT_PROSE = ["script", "style", "template", "code", "pre", "kbd", "samp", "annotation", "noscript"]
_CSS_URL = re.compile(r"""url\(\s*(?P<quote>['"]?)(?P<url>[^'")]*)(?P=quote)\s*\)|@import\s+['"](?P<imported>[^'"]+)""")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_EMPTY_HOST = re.compile(r"(https?:)/{3,}", re.IGNORECASE)
"""Browsers read any number of slashes after a scheme as two."""
_INLINE = ("data:", "about:", "mailto:", "tel:", "javascript:void")
_LOADED_RELS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "manifest",
    "apple-touch-icon",
    "preconnect",
    "dns-prefetch",
}
_LOADED = {
    **dict.fromkeys(("script", "img", "iframe", "embed", "audio", "source", "track"), ("src",)),
    "video": ("src", "poster"),
    "object": ("data",),
}
_RELEVANT = '[id], a[name], [href], [src], [poster], [data], [srcset], style, [style*="url("]'
SITE = "https://site.invalid"
_PLAIN_RELATIVE = re.compile(
    r"(?P<up>(?:\.\./)*(?:\.\.(?![^?#]))?)(?P<path>[\w-][\w.-]*(?:/[\w-][\w.-]*)*/?)?(?:\?[\w=&-]*)?(?:#(?P<anchor>[^%\s]*))?",
    re.ASCII,
)
_OTHER_HOST = re.compile(rf"(?!{SITE})https?://[^/\s]", re.IGNORECASE)
_CACHE_SIZE = 64
_CONTENTS_LIST = '<div class="md-sidebar md-sidebar--secondary"'
"""The start of a page's own table of contents, which Material places between the menu and the article."""
TOP = frozenset({"top", "__top"})


class Target(NamedTuple):
    """The target of a link: the path in the site and the anchor; ``loaded`` if the browser fetches it by itself."""

    path: str
    anchor: str
    loaded: bool


@by_fields
@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts about a page. ``path`` is its path in the site; ``problems`` are those found without reading other pages."""

    path: str
    anchors: frozenset[str]
    targets: tuple[Target, ...]
    question: str
    title: str
    formulas: int
    problems: tuple[Diagnostic, ...]


_shared: dict[Target, Target] = {}
"""One object for each target: the pages of a large site share most targets."""


def share_targets(facts: PageFacts) -> PageFacts:
    """The same facts, with equal targets shared between pages."""
    return replace(facts, targets=tuple(_shared.setdefault(target, target) for target in facts.targets))


@dataclass(frozen=True, slots=True)
class _Piece:
    """The ids and addresses in a piece of a page, and whether the browser fetches them by itself."""

    ids: tuple[str, ...]
    names: frozenset[str]
    urls: tuple[tuple[str, bool], ...]
    question: str
    title: str
    formulas: int
    has_untypeset_formulas: bool
    raw_tex: str


def read_page(path: str, html: str, base: str) -> PageFacts:
    """The facts of a page; ``base`` is the path at which the site is served, such as ``/my-repo/``."""
    pieces = [(_read_again if of_theme else _read_piece)(piece) for piece, of_theme in _pieces(html)]
    problems: list[Diagnostic] = []
    ids = Counter(name for piece in pieces for name in piece.ids)
    problems += [
        locate(path, html, f'id="{name}"', "KB709", f"the anchor `{name}` occurs here {count} times", "use each id once")
        for name, count in ids.items()
        if count > 1
    ]
    targets: dict[Target, None] = {}
    for url, loaded in dict.fromkeys(url for piece in pieces for url in piece.urls):
        found = resolve(path, url, base, loaded=loaded)
        if isinstance(found, Target):
            targets[_shared.setdefault(found, found)] = None
        elif found:
            problems.append(locate(path, html, url, *found))
    if any(piece.has_untypeset_formulas for piece in pieces):
        problems.append(
            locate(path, html, "arithmatex", "KB704", "a formula was not typeset", "was the site built by `kb build`?")
        )
    if shown := next((piece.raw_tex for piece in pieces if piece.raw_tex), ""):
        hint = "write formulas as \\(…\\), code in backticks"
        problems.append(locate(path, html, shown, "KB704", f"raw TeX on the page: {shown}", hint))
    return PageFacts(
        path,
        frozenset(ids).union(*(piece.names for piece in pieces)),
        tuple(targets),
        next((piece.question for piece in pieces if piece.question), ""),
        next((piece.title for piece in pieces if piece.title), ""),
        sum(piece.formulas for piece in pieces),
        tuple(problems),
    )


def _pieces(html: str) -> Iterator[tuple[str, bool]]:
    """Split a page into pieces, and say for each whether other pages share it, like the theme's menu and footer."""
    cuts = [html.find(mark) for mark in ("</header>", "<article", "</article>")]
    if not 0 <= cuts[0] < cuts[1] < cuts[2]:
        yield html, False
        return
    header_end, article, article_end = cuts
    contents = html.find(_CONTENTS_LIST, header_end, article)
    menu_end = contents if contents >= 0 else article
    yield html[:header_end], False
    yield html[header_end:menu_end], True
    yield html[menu_end:article_end], False
    yield html[article_end:], True


def _read_piece(html: str) -> _Piece:
    tree = LexborHTMLParser(html)
    nodes = _relevant_elements(tree)
    article = tree.css_first("article[data-question]")
    heading = tree.css_first("article h1")
    return _Piece(
        # A selector list may return an element once for each of its selectors.
        ids=tuple(name for node in tree.css("[id]") if (name := node.attributes.get("id"))),
        names=frozenset(name for node in nodes if node.tag == "a" and (name := node.attributes.get("name"))),
        urls=tuple(dict.fromkeys(_links(nodes))),
        question=(article.attributes.get("data-question") or "") if article else "",
        title=heading.text(strip=True) if heading else "",
        formulas=sum(not _is_nested(node) for node in tree.css("article .katex")),
        has_untypeset_formulas=tree.css_first(".arithmatex") is not None,
        raw_tex=_raw_tex(html, tree),
    )


_read_again = lru_cache(_CACHE_SIZE)(_read_piece)


def urls_of(html: str) -> Iterator[tuple[str, bool]]:
    """All addresses in a page as written, and whether the browser fetches them by itself."""
    return _links(_relevant_elements(LexborHTMLParser(html)))


def _relevant_elements(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements with an id, an address or a style, each once: lexbor returns one element per matching selector."""
    return list({node.mem_id: node for node in tree.css(_RELEVANT)}.values())


def _links(nodes: list[LexborNode]) -> Iterator[tuple[str, bool]]:
    for node in nodes:
        tag, attributes = node.tag or "", node.attributes
        if tag == "a":
            if url := attributes.get("href"):
                yield url, False
        elif tag == "link":
            if "href" in attributes and set((attributes.get("rel") or "").split()) & _LOADED_RELS:
                yield attributes.get("href") or "", True
        else:
            yield from ((attributes.get(name) or "", True) for name in _LOADED.get(tag, ()) if name in attributes)
        for candidate in (attributes.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0], True
        if tag == "style" or "url(" in (attributes.get("style") or ""):
            css = node.text() if tag == "style" else attributes.get("style") or ""
            yield from ((url, True) for url in css_urls(css))


def _is_nested(formula: LexborNode) -> bool:
    """Whether a formula is nested in another one, or in something that the project has added."""
    node = formula.parent
    while node is not None:
        if "data-erratum" in node.attributes or "katex" in (node.attributes.get("class") or "").split():
            return True
        node = node.parent
    return False


def _raw_tex(html: str, tree: LexborHTMLParser) -> str:
    """The first TeX command visible to readers, or empty; modifies ``tree``."""
    if "\\" not in _INVISIBLE.sub("", html):
        return ""
    tree.strip_tags(_NOT_PROSE)
    body: LexborNode | None = tree.body
    found = _RAW_TEX.finditer(body.text()) if body else ()
    # Backslashed brackets without TeX are ordinary text.
    return next((match.group()[:60] for match in found if is_tex(match["inline"] or match["display"] or match.group())), "")


# --- links ------------------------------------------------------------------------------------------------------------


def resolve(path: str, url: str, base: str, *, loaded: bool) -> Target | tuple[str, str, str] | None:
    """The target of an address in a page; code, message and hint if it is broken; ``None`` if it leaves the site."""
    if not loaded and _OTHER_HOST.match(url):
        return None
    if url.startswith("#"):
        return Target(_address(path), unquote(url[1:].strip()), loaded)
    plain = _PLAIN_RELATIVE.fullmatch(url)
    folder = path.rpartition("/")[0]
    if plain:
        parts = folder.split("/") if folder else []
        up = plain["up"].count("..")
        if up <= len(parts):
            above = "/".join(parts[: len(parts) - up])
            into = plain["path"]
            if into is None and not up:
                return Target(_address(path), plain["anchor"] or "", loaded)
            return Target((above and above + "/") + (into or ""), plain["anchor"] or "", loaded)
    return _resolve_any(path, url, base, loaded=loaded)


def _resolve_any(path: str, url: str, base: str, *, loaded: bool) -> Target | tuple[str, str, str] | None:
    if url.startswith(_INLINE):
        return None
    # The page is treated as lying below the base path; a link that leaves that path leaves the site.
    target = urlsplit(urljoin(SITE + base + _address(path), _EMPTY_HOST.sub(r"\1//", url.strip())))
    if f"{target.scheme}://{target.netloc}" != SITE:
        return ("KB707", f"the page loads `{url}` from another host", "copy the file into the site") if loaded else None
    where = unquote(target.path)
    if not where.startswith(base):
        hint = f"the site is served below `{base}`: link relative to the page"
        return "KB701", f"the link `{url}` leads outside the site", hint
    return Target(where.removeprefix(base), unquote(target.fragment), loaded)


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def css_urls(css: str) -> Iterator[str]:
    """The addresses in a style sheet that a browser fetches."""
    for match in _CSS_URL.finditer(_CSS_COMMENT.sub("", css)):
        url = (match["imported"] or match["url"] or "").strip()
        if url and not url.startswith((*_INLINE, "#")):
            yield url


def locate(path: str, text: str, needle: str, code: str, message: str, hint: str) -> Diagnostic:  # noqa: PLR0913, PLR0917 - the sides of a problem
    """A problem at the first occurrence of ``needle`` in a text."""
    offset = text.find(needle)
    if offset < 0:
        return in_file(path, code, message, hint=hint)
    source = SourceText(path, text)
    line, column = source.position(offset)
    return Diagnostic(path, line, column, code, Severity.ERROR, message, hint, source.line(line), len(needle))
