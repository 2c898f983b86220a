"""What a built site must hold: a folder in, what is wrong with it out.

Looks at the finished files and nothing else, so it finds what any stage, the engine or a hand-written page did wrong. One parse
per page with lexbor; memory holds the anchors and links of the pages, not the pages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.diagnostics import Diagnostic, Severity, in_file
from generator.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selectolax.lexbor import LexborNode

_RAW_TEX = re.compile(
    r"\\\(.+?\\\)|\\\[.+?\\\]|\\(?:frac|sum|prod|int|sqrt|hat|bar|vec|cdot|times|log|exp|begin|end|left|right|mathrm|mathbf|text|alpha|beta"
    r"|gamma|lambda|mu|sigma|theta|in|le|ge|ne|partial|nabla|infty)(?![A-Za-z])",
    re.DOTALL,
)
_NOT_PROSE = "script, style, template, code, pre, kbd, samp, annotation, noscript"
_CSS_URL = re.compile(r"""url\(\s*(?P<quote>['"]?)(?P<url>[^'")]*)(?P=quote)\s*\)|@import\s+['"](?P<imported>[^'"]+)""")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INLINE = ("data:", "about:", "#", "mailto:", "tel:", "javascript:void")
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
_LOADED = (
    ("script[src]", "src"),
    ("img[src]", "src"),
    ("iframe[src]", "src"),
    ("embed[src]", "src"),
    ("audio[src]", "src"),
    ("video[src]", "src"),
    ("video[poster]", "poster"),
    ("source[src]", "src"),
    ("track[src]", "src"),
    ("object[data]", "data"),
)
_SITE = "https://site.invalid"
_TOP = {"top", "__top"}


@dataclass(frozen=True, slots=True)
class _Link:
    """An address in a page: ``url`` as written, ``loaded`` where the browser fetches it by itself."""

    url: str
    loaded: bool


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    """Path of the file below the site."""
    anchors: frozenset[str]
    links: tuple[_Link, ...]
    question: str
    title: str
    formulas: int


def check_site(site_dir: Path) -> tuple[Diagnostic, ...]:
    """All that is wrong with a built site; paths in the diagnostics are relative to it."""
    if not (site_dir / "index.html").is_file():
        return (in_file(str(site_dir), "KB700", "this is no built site: it has no index.html", hint="build one with `kb build`"),)
    files = frozenset(path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file())
    problems: list[Diagnostic] = []
    pages = {}
    base = _base_path(site_dir)
    for path in sorted(file for file in files if file.endswith(".html")):
        html = (site_dir / path).read_text(encoding="utf-8")
        pages[path] = _read_page(path, html, problems)
    for page in pages.values():
        problems += _check_links(site_dir, page, pages, files, base)
    for path in sorted(file for file in files if file.endswith(".css")):
        problems += _check_css(path, (site_dir / path).read_text(encoding="utf-8"), files, base)
    problems += _check_questions(site_dir, pages)
    return tuple(problems)


def _base_path(site_dir: Path) -> str:
    """The path under which the site is served (``/my-repo/``), from the canonical address of its home page."""
    home = LexborHTMLParser((site_dir / "index.html").read_text(encoding="utf-8"))
    canonical = home.css_first('link[rel="canonical"]')
    return urlsplit((canonical.attributes.get("href") if canonical else "") or "/").path or "/"


# --- one page ---------------------------------------------------------------------------------------------------------


def _read_page(path: str, html: str, problems: list[Diagnostic]) -> _Page:
    tree = LexborHTMLParser(html)
    ids = Counter(name for node in tree.css("[id]") if (name := node.attributes.get("id")))
    names = {name for node in tree.css("a[name]") if (name := node.attributes.get("name"))}
    problems += [
        _at(path, html, f'id="{name}"', "KB709", f"the anchor `{name}` stands here {count} times", "give each its own id")
        for name, count in ids.items()
        if count > 1
    ]
    links = (
        *_loaded_links(tree),
        *(_Link(url, loaded=False) for node in tree.css("a[href]") if (url := node.attributes.get("href"))),
    )
    article = tree.css_first("article[data-question]")
    heading = tree.css_first("article h1")
    formulas = len(tree.css("article .katex")) - len(tree.css("article .katex .katex"))
    formulas -= len(tree.css("article [data-erratum] .katex")) - len(tree.css("article [data-erratum] .katex .katex"))
    if tree.css_first(".arithmatex"):
        problems.append(_at(path, html, "arithmatex", "KB704", "a formula was not set", "was the site finished by `kb build`?"))
    problems += _raw_tex(path, html, tree)
    return _Page(
        path,
        frozenset(ids) | names,
        links,
        (article.attributes.get("data-question") or "") if article else "",
        heading.text(strip=True) if heading else "",
        formulas,
    )


def _loaded_links(tree: LexborHTMLParser) -> Iterator[_Link]:
    for selector, attribute in _LOADED:
        for node in tree.css(selector):
            yield _Link(node.attributes.get(attribute) or "", loaded=True)
    for node in tree.css("link[href]"):
        rels = set((node.attributes.get("rel") or "").split())
        if rels & _LOADED_RELS:
            yield _Link(node.attributes.get("href") or "", loaded=True)
    for node in tree.css("[srcset]"):
        for candidate in (node.attributes.get("srcset") or "").split(","):
            if candidate.strip():
                yield _Link(candidate.split()[0], loaded=True)
    for node in tree.css('style, [style*="url("]'):
        css = node.text() if node.tag == "style" else node.attributes.get("style") or ""
        for url in _css_urls(css):
            yield _Link(url, loaded=True)


def _raw_tex(path: str, html: str, tree: LexborHTMLParser) -> Iterator[Diagnostic]:
    """TeX that a reader would see; ``tree`` is changed by it."""
    if "\\" not in html:
        return
    tree.strip_tags(_NOT_PROSE.split(", "))
    body: LexborNode | None = tree.body
    found = _RAW_TEX.search(body.text()) if body else None
    if found:
        shown = found.group()[:60]
        yield _at(path, html, shown, "KB704", f"raw TeX on the page: {shown}", "write formulas as \\(…\\), code in backticks")


# --- links ------------------------------------------------------------------------------------------------------------


def _check_links(site_dir: Path, page: _Page, pages: dict[str, _Page], files: frozenset[str], base: str) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(page.links):
        problem = _check_link(link, page, pages, files, base)
        if problem:
            html = (site_dir / page.path).read_text(encoding="utf-8")
            code, message, hint = problem
            yield _at(page.path, html, link.url, code, message, hint)


def _check_link(
    link: _Link, page: _Page, pages: dict[str, _Page], files: frozenset[str], base: str
) -> tuple[str, str, str] | None:
    if link.url.startswith(_INLINE) and not link.url.startswith("#"):
        return None
    # The page is looked at as if it stood below the base path; a link that leaves that path leaves the site.
    target = urlsplit(urljoin(_SITE + base + _address(page.path), link.url.strip()))
    path, anchor = unquote(target.path), unquote(target.fragment)
    file = _file(path.removeprefix(base), files)
    problem = None
    if f"{target.scheme}://{target.netloc}" != _SITE:
        if link.loaded:
            problem = "KB707", f"the page asks another host for `{link.url}`", "bring the file into the site"
    elif not path.startswith(base):
        problem = (
            "KB701",
            f"the link `{link.url}` leads out of the site",
            f"the site stands below `{base}`: link relative to the page",
        )
    elif file is None:
        code = "KB703" if link.loaded else "KB701"
        problem = code, f"nothing stands at `{link.url}`", "mend the address, or add what is missing"
    elif anchor and file in pages and anchor not in pages[file].anchors | _TOP:
        problem = "KB702", f"`{link.url}` leads to an anchor that is not there", "give the target `{#anchor}`, or mend the link"
    return problem


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _file(path: str, files: frozenset[str]) -> str | None:
    candidates = (f"{path}index.html",) if path == "" or path.endswith("/") else (path, f"{path}/index.html")
    return next((candidate for candidate in candidates if candidate in files), None)


def _css_urls(css: str) -> Iterator[str]:
    for match in _CSS_URL.finditer(_CSS_COMMENT.sub("", css)):
        url = (match["imported"] or match["url"] or "").strip()
        if url and not url.startswith(_INLINE):
            yield url


def _check_css(path: str, css: str, files: frozenset[str], base: str) -> Iterator[Diagnostic]:
    for url in dict.fromkeys(_css_urls(css)):
        target = urlsplit(urljoin(_SITE + base + path, url))
        if f"{target.scheme}://{target.netloc}" != _SITE:
            yield _at(path, css, url, "KB707", f"the style sheet asks another host for `{url}`", "bring the file into the site")
        elif not target.path.startswith(base) or unquote(target.path).removeprefix(base) not in files:
            yield _at(path, css, url, "KB703", f"nothing stands at `{url}`", "mend the address, or add what is missing")


# --- questions --------------------------------------------------------------------------------------------------------


def _check_questions(site_dir: Path, pages: dict[str, _Page]) -> Iterator[Diagnostic]:
    name = "questions.json"
    try:
        data = json.loads((site_dir / name).read_text(encoding="utf-8"))
        questions, domains = data["questions"], data["domains"]
        listed = {str(question["id"]): question for question in questions}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield in_file(name, "KB708", f"not readable: {error}", hint="build the site again with `kb build`")
        return
    for question in listed.values():
        yield from _check_question(question, pages, listed.keys())
    for path, page in pages.items():
        if page.question and page.question not in listed:
            yield in_file(path, "KB708", f"the page shows question `{page.question}`, which questions.json does not know")
    for domain in domains:
        about = [tag for question in listed.values() for tag in question["domains"] if tag["strength"] == "about"]
        count = sum(tag["id"] == domain["id"] for tag in about)
        if count != domain["count"]:
            yield in_file(name, "KB708", f"domain `{domain['id']}` counts {domain['count']} questions, {count} carry it")
        if f"{domain['url']}index.html" not in pages:
            yield in_file(name, "KB706", f"domain `{domain['id']}` has no page at {domain['url']}")


def _check_question(question: dict[str, Any], pages: dict[str, _Page], known: Any) -> Iterator[Diagnostic]:  # noqa: ANN401 - JSON
    path = f"{question['url']}index.html"
    page = pages.get(path)
    if page is None:
        yield in_file(path, "KB706", f"question `{question['id']}` has no page")
        return
    if page.question != question["id"]:
        yield in_file(path, "KB708", f"the page of question `{question['id']}` says it is `{page.question}`")
    if page.title != "".join(str(question["title"]).split()) and page.title.split() != str(question["title"]).split():
        yield in_file(path, "KB708", f"the heading `{page.title}` is not the title `{question['title']}`")
    if page.formulas != question["formulas"]:
        message = f"{question['formulas']} formulas stand in the text, {page.formulas} are set on the page"
        yield in_file(path, "KB705", message, hint="a formula was lost or doubled on its way")
    missing = [anchor for anchor, text in question["sections"].items() if text and anchor not in page.anchors]
    if missing:
        yield in_file(path, "KB708", f"the page has no section `{'`, `'.join(missing)}`")
    for relation in question["related"]:
        if relation["id"] not in known:
            yield in_file(path, "KB708", f"related question `{relation['id']}` does not exist")


def _at(path: str, text: str, needle: str, code: str, message: str, hint: str) -> Diagnostic:  # noqa: PLR0913, PLR0917 - the sides of a problem
    """A problem at the first place where a text holds the needle."""
    offset = text.find(needle)
    if offset < 0:
        return in_file(path, code, message, hint=hint)
    source = SourceText(path, text)
    line, column = source.position(offset)
    return Diagnostic(path, line, column, code, Severity.ERROR, message, hint, source.line(line), len(needle))
