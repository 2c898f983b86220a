"""The menu: the owner's ``nav:``, or the pages as MkDocs lists them, with the section of the base inserted."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from mkdocs.utils import nest_paths
from pathspec.gitignore import GitIgnoreSpec

from zhiku.analysis.same_titles import beginnings
from zhiku.lang.interface import interface_of
from zhiku.pages import SMALL_BASE
from zhiku.pages.short_titles import short_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.model import KnowledgeBase

PLACEHOLDER = "zhiku"
"""The entry in ``nav:`` that is replaced by the section of the base."""
_OUTSIDE = GitIgnoreSpec.from_lines(
    (
        "/questions/*",
        "!/questions/index.md",
        "/parts/*",
        "/domains/*",
        "/concepts/*",
        "!/concepts/index.md",
        "/search/",
        "/book/",
        "/lists/",
    )
)


def outside_menu(path: str) -> bool:
    """Whether a generated page, by its path, is outside the menu, so that no other page depends on it."""
    return bool(_OUTSIDE.match_file(path))


def section_of(base: KnowledgeBase, prefix: str = "") -> list[Any]:
    """The base's own pages; a large base lists no questions, because a menu of all pages on every page is quadratic.

    ``prefix`` is the path of the base in the docs folder, with a trailing slash.
    """
    # Every entry needs a title, because MkDocs does not read pages that a run leaves out.
    t = interface_of(base).html
    questions: list[Any] = [{str(t("site.all_items")): f"{prefix}questions/index.md"}]
    if len(base.entries) <= SMALL_BASE:
        questions += _by_part(base, prefix)
    topics = str(t("words.Topics"))
    domains = [{topics: f"{prefix}domains/index.md"}]
    domains += [{escape(domain.name): f"{prefix}domains/{domain.id}.md"} for domain in base.domains]
    concepts = [{str(t("site.concepts")): f"{prefix}concepts/index.md"}, {str(t("site.map")): f"{prefix}map/index.md"}]
    return [
        {str(t("site.home")): f"{prefix}index.md"},
        *([{topics: domains}] if base.has_domains else []),
        *(concepts if base.concepts else []),
        {str(t("study.title")): f"{prefix}study/index.md"},
        {str(t("site.all_items")): questions},
    ]


def menu_of(written: Sequence[Any] | None, base: KnowledgeBase, prefix: str, others: Iterable[str]) -> list[Any]:
    """The whole menu. ``others`` are the hand-written pages, in MkDocs' order, used if the owner wrote no ``nav:``."""
    home = f"{prefix}index.md"
    section = section_of(base, prefix)
    if written is not None and not prefix and home in menu_pages(written):
        section = section[1:]  # the owner's own entry leads to the home page
    titled = [{escape(base.title): section}] if prefix else section
    if written is None:
        nested = nest_paths(path for path in others if path != home)  # type: ignore[no-untyped-call]
        return [*nested, *titled] if prefix else [*titled, *nested]
    placed = [*_fill(written, section, titled)]
    return placed if _names_the_base(written, prefix) else [*placed, *titled]


def menu_pages(items: Iterable[Any]) -> Iterator[str]:
    """All paths in a menu."""
    for item in items:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from menu_pages(item.values())
        else:
            yield from menu_pages(item)


def _fill(written: Sequence[Any], section: list[Any], titled: list[Any]) -> Iterator[Any]:
    """The owner's items with the section in place of ``zhiku``; ``Title: zhiku`` titles it."""
    for item in written:
        if item == PLACEHOLDER:
            yield from titled
        elif isinstance(item, dict):
            yield {
                title: section if value == PLACEHOLDER else [*_fill(value, section, titled)] if isinstance(value, list) else value
                for title, value in item.items()
            }
        else:
            yield item


def _names_the_base(written: Sequence[Any], prefix: str) -> bool:
    """Whether a menu contains the base: by the placeholder, or by one of its overview pages."""
    overviews = {PLACEHOLDER, *(f"{prefix}{folder}/index.md" for folder in ("questions", "domains", "concepts"))}
    if prefix:
        overviews.add(f"{prefix}index.md")
    return not overviews.isdisjoint(menu_pages(written))


def _by_part(base: KnowledgeBase, prefix: str) -> list[Any]:
    """Questions grouped by part, in the order of the text; questions without a part stay at the top level."""
    parts = {part.id: part for part in base.parts}
    listed: list[Any] = []
    groups: dict[str, list[Any]] = {}
    titles = short_titles([entry.question.title for entry in base.entries])
    same = beginnings(entry.question for entry in base.entries)
    for entry, title in zip(base.entries, titles, strict=True):
        question = entry.question
        shown = f"{title} · {same[question.id]}" if question.id in same else title
        page = {escape(question.label.removesuffix(question.title) + shown): f"{prefix}questions/{question.id}.md"}
        part = parts.get(question.part) if question.part else None
        if part is None or part.level <= 1:
            listed.append(page)
        else:
            if part.id not in groups:
                groups[part.id] = [{escape(part.title): f"{prefix}parts/{part.id}.md"}]
                listed.append({escape(part.title): groups[part.id]})
            groups[part.id].append(page)
    return listed
