"""Run MkDocs over a docs folder: pages in, a built site in a fresh folder out.

``configure`` is all that ``mkdocs.yml`` cannot know, because it follows from the content; the command line and the bare
``mkdocs build`` (through ``mkdocs_hooks``) share it. Nothing else of the project knows MkDocs.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from pathspec.gitignore import GitIgnoreSpec

from generator.diagnostics import ContentError, Severity, in_file
from generator.paths import MKDOCS_CONFIG, ROOT
from generator.render import SMALL_BASE
from generator.tree import OWNED_FOLDERS

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.diagnostics import Diagnostic
    from generator.model import KnowledgeBase
    from generator.repository import Repository

_OUTSIDE_NAV = "/questions/*\n!/questions/index.md\n/parts/*\n/domains/*\n/concepts/*\n!/concepts/index.md\n/search/\n"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site will stand and where its source is kept."""

    site_url: str
    repository: Repository


def configure(config: MkDocsConfig, base: KnowledgeBase, place: Place) -> None:
    """Fill in what follows from the content: names, addresses, navigation, and what the theme's templates show.

    The theme's templates put all of it into pages as it is, so whatever an author wrote is escaped here.
    """
    config.site_name = escape(base.title)
    config.site_description = escape(base.description)
    config.site_url = place.site_url
    if place.repository.url:
        config.repo_url = place.repository.url
        config.repo_name = place.repository.url.rsplit("/", 2)[-2] + "/" + place.repository.url.rsplit("/", 1)[-1]
    config.nav = [*_navigation(base), *_hand_written(config)]
    config.not_in_nav = GitIgnoreSpec.from_lines(_OUTSIDE_NAV.splitlines())
    config.extra["kb"] = {
        "total": len(base.entries),
        "domains": [
            {
                "id": domain.id,
                "name": escape(domain.name),
                "english": escape(domain.english),
                "icon": domain.icon,
                "count": len(base.of_domain(domain.id)),
                "url": domain.url,
            }
            for domain in base.domains
        ],
    }


def _navigation(base: KnowledgeBase) -> list[Any]:
    """Home, domains, questions; a large base lists no questions, because a menu of all pages on every page is quadratic."""
    questions: list[Any] = ["questions/index.md"]
    if len(base.entries) <= SMALL_BASE:
        questions += _by_part(base)
    domains = ["domains/index.md", *({escape(domain.name): f"domains/{domain.id}.md"} for domain in base.domains)]
    return [
        {"首页": "index.md"},
        *([{"应用领域": domains}] if base.has_domains else []),
        {"概念": "concepts/index.md"},
        {"知识图谱": "map/index.md"},
        {"全部题目": questions},
    ]


def _by_part(base: KnowledgeBase) -> list[Any]:
    """Questions under the parts they stand in, in the order of the text; without a part they stand for themselves."""
    parts = {part.id: part for part in base.parts}
    listed: list[Any] = []
    groups: dict[str, list[Any]] = {}
    for entry in base.entries:
        question = entry.question
        page = {escape(question.label): f"questions/{question.id}.md"}
        part = parts.get(question.part) if question.part else None
        if part is None or part.level <= 1:
            listed.append(page)
        else:
            if part.id not in groups:
                groups[part.id] = [f"parts/{part.id}.md"]
                listed.append({escape(part.title): groups[part.id]})
            groups[part.id].append(page)
    return listed


def _hand_written(config: MkDocsConfig) -> list[str]:
    """The pages people have put into the docs folder: the menu shows them last, by their path."""
    docs = Path(config.docs_dir)
    pages = (path.relative_to(docs) for path in sorted(docs.rglob("*.md")))
    own = (page.as_posix() for page in pages if page.parts[0] not in {*OWNED_FOLDERS, "index.md"})
    return [page for page in own if not (config.exclude_docs and config.exclude_docs.match_file(page))]


def run(docs_dir: Path, site_dir: Path, base: KnowledgeBase, place: Place) -> tuple[Diagnostic, ...]:
    """Build ``docs_dir`` into the fresh folder ``site_dir``; MkDocs' warnings come back as diagnostics, its errors are raised."""
    log = logging.getLogger("mkdocs")
    collector = _Collector(logging.WARNING)
    log.addHandler(collector)
    log.propagate = False
    docs_dir, site_dir = docs_dir.resolve(), site_dir.resolve()  # before the working directory changes
    try:
        with _in_root():
            # Without hooks: they serve the bare `mkdocs build`, which has nobody else to generate and finish.
            config = load_config(str(MKDOCS_CONFIG), docs_dir=str(docs_dir), site_dir=str(site_dir), hooks=[])
            configure(config, base, place)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
    except MkDocsException as error:
        collector.lines.append(str(error) or type(error).__name__)
        raise ContentError(collector.diagnostics()) from error
    finally:
        log.removeHandler(collector)
    return collector.diagnostics()


class _in_root:  # noqa: N801 - used as a function
    """Material resolves some paths against the working directory."""

    def __enter__(self) -> None:
        self._before = os.getcwd()  # noqa: PTH109 - chdir wants what getcwd gives
        os.chdir(ROOT)

    def __exit__(self, *_: object) -> None:
        os.chdir(self._before)


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings are errors: a strict build accepts none."""
        hint = "a page in docs/ or the configuration in mkdocs.yml needs mending"
        return tuple(in_file("mkdocs.yml", "KB801", line, hint=hint, severity=Severity.ERROR) for line in self.lines)
