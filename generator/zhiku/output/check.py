"""Check a built site: a folder in, problems out.

Only finished files are read, so errors of every stage, of the engine and of hand-written pages are found. Pages are read one
by one (``page_facts``); only facts about them are kept in memory.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from zhiku.diagnostics.diagnostic import Diagnostic, Severity, in_file
from zhiku.output.page_facts import SITE, TOP, PageFacts, Target, css_urls, locate, read_page, resolve, urls_of
from zhiku.output.site_files import files_of
from zhiku.runtime.processes import parallel_map

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path


_JSON = "questions.json"
_ASKED = re.compile(r"for `([^`]+)`")


def check_site(site_dir: Path) -> tuple[Diagnostic, ...]:
    """All problems of a built site; paths in the diagnostics are relative to it."""
    if not (site_dir / "index.html").is_file():
        return (
            in_file(str(site_dir), "KB700", "this is not a built site: it has no index.html", hint="build it with `kb build`"),
        )
    base = base_path(address_of(site_dir))
    files = files_of(site_dir)
    prefix = next((path.removesuffix(_JSON) for path in files if path.split("/")[-1] == _JSON), "")
    paths = [path for path in files if path.endswith(".html")]
    facts = parallel_map(lambda path: read_page(path, (site_dir / path).read_text(encoding="utf-8"), base), paths)
    return check_pages(site_dir, facts, base, prefix)


def base_path(address: str) -> str:
    """The path under which a site is served (``/my-repo/``), from its address."""
    return urlsplit(address).path or "/"


def address_of(site_dir: Path) -> str:
    """The address of a built site: the canonical one of its home page."""
    canonical = LexborHTMLParser((site_dir / "index.html").read_text(encoding="utf-8")).css_first('link[rel="canonical"]')
    return (canonical.attributes.get("href") if canonical else "") or "/"


def check_pages(  # noqa: PLR0913, PLR0917 - what is known of the site besides its files
    site_dir: Path,
    facts: Iterable[PageFacts],
    base: str,
    prefix: str = "",
    allowed: Collection[str] = (),
    named: Mapping[str, Diagnostic] = MappingProxyType({}),
) -> tuple[Diagnostic, ...]:
    """All problems of a site whose page facts are known; ``prefix`` is the path of the base in the site.

    If the base is part of a larger site, the owner decides which hosts pages load from; otherwise only the ``allowed`` ones are.
    Problems of that site's other files are warnings: the site was built with them before it had a base. ``named`` are the
    problems of files that the configuration names, by their paths: one that is missing is reported there, not on every page.
    """
    files = frozenset(files_of(site_dir))
    pages = {page.path: page for page in sorted(facts, key=lambda page: page.path)}
    told = (problem for page in pages.values() for problem in page.problems)
    problems = [problem for problem in told if problem.code != "KB707" or not (prefix or _is_allowed(problem, allowed))]
    wrong: dict[Target, tuple[str, str] | None] = {}
    missing: dict[str, Diagnostic] = {}
    for page in pages.values():
        for target in page.targets:
            if target not in wrong:
                wrong[target] = _check_target(target, pages, files)
            found = wrong[target]
            if found and target.path in named:
                missing[target.path] = named[target.path]
            elif found:
                problems += _show(site_dir, page, target, found, base)
    problems += missing.values()
    for path in sorted(file for file in files if file.endswith(".css")):
        problems += _check_css(path, (site_dir / path).read_text(encoding="utf-8"), files, base)
    problems = [_as_warning_outside(prefix, problem) for problem in problems]
    own = {path.removeprefix(prefix): page for path, page in pages.items() if path.startswith(prefix)}
    problems += _check_questions(site_dir / prefix, own)
    return tuple(problems)


def _as_warning_outside(prefix: str, problem: Diagnostic) -> Diagnostic:
    return problem if problem.path.startswith(prefix) else replace(problem, severity=Severity.WARNING)


def _is_allowed(problem: Diagnostic, hosts: Collection[str]) -> bool:
    """Whether the owner has allowed the host that a page loads from."""
    found = _ASKED.search(problem.message)
    return found is not None and urlsplit(found[1]).hostname in hosts


# --- links ------------------------------------------------------------------------------------------------------------


def _check_target(target: Target, pages: Mapping[str, PageFacts], files: frozenset[str]) -> tuple[str, str] | None:
    """Code and message (``{url}`` is the address as written) if the target does not exist."""
    file = _file(target.path, files)
    if file is None:
        return ("KB703" if target.loaded else "KB701"), "nothing exists at `{url}`"
    if target.anchor and file in pages and target.anchor not in pages[file].anchors | TOP:
        return "KB702", "`{url}` leads to an anchor that does not exist"
    return None


def _show(site_dir: Path, page: PageFacts, target: Target, found: tuple[str, str], base: str) -> Iterator[Diagnostic]:
    """The problem at every address of the page that leads to the target."""
    code, message = found
    hint = (
        "give the target `{#anchor}`, or correct the link" if code == "KB702" else "correct the address, or add the missing file"
    )
    html = (site_dir / page.path).read_text(encoding="utf-8")
    for url, loaded in dict.fromkeys(urls_of(html)):
        if resolve(page.path, url, base, loaded=loaded) == target:
            yield locate(page.path, html, url, code, message.format(url=url), hint)


def _file(path: str, files: frozenset[str]) -> str | None:
    candidates = (f"{path}index.html",) if path == "" or path.endswith("/") else (path, f"{path}/index.html")
    return next((candidate for candidate in candidates if candidate in files), None)


def _check_css(path: str, css: str, files: frozenset[str], base: str) -> Iterator[Diagnostic]:
    for url in dict.fromkeys(css_urls(css)):
        target = urlsplit(urljoin(SITE + base + path, url))
        if f"{target.scheme}://{target.netloc}" != SITE:
            yield locate(
                path, css, url, "KB707", f"the style sheet loads `{url}` from another host", "copy the file into the site"
            )
        elif not target.path.startswith(base) or unquote(target.path).removeprefix(base) not in files:
            yield locate(path, css, url, "KB703", f"nothing exists at `{url}`", "correct the address, or add the missing file")


# --- questions --------------------------------------------------------------------------------------------------------


def _check_questions(site_dir: Path, pages: Mapping[str, PageFacts]) -> Iterator[Diagnostic]:
    name = _JSON
    try:
        data = json.loads((site_dir / name).read_text(encoding="utf-8"), object_hook=_without_texts)
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


def _without_texts(item: dict[str, Any]) -> dict[str, Any]:
    """A question with the names of its sections that have text, a tag without evidence: their texts would fill the memory."""
    item.pop("evidence", None)
    if isinstance(sections := item.get("sections"), dict):
        item["sections"] = [anchor for anchor, text in sections.items() if text]
    return item


def _check_question(question: dict[str, Any], pages: Mapping[str, PageFacts], known: Any) -> Iterator[Diagnostic]:  # noqa: ANN401 - JSON
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
        message = f"{question['formulas']} formulas are in the text, {page.formulas} are on the page"
        yield in_file(path, "KB705", message, hint="a formula was lost or duplicated")
    missing = [anchor for anchor in question["sections"] if anchor not in page.anchors]
    if missing:
        yield in_file(path, "KB708", f"the page has no section `{'`, `'.join(missing)}`")
    for relation in question["related"]:
        if relation["id"] not in known:
            yield in_file(path, "KB708", f"related question `{relation['id']}` does not exist")
