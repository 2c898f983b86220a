"""Run MkDocs over a docs folder: pages in, a built site in a fresh folder out.

``configure`` is all that ``mkdocs.yml`` cannot know, because it follows from the content; the command line and the bare
``mkdocs build`` (through ``mkdocs_hooks``) share it. Nothing else of the project knows MkDocs.

A run may leave pages out, because they are known from an earlier build or another process builds them: MkDocs then takes them for
pages that are not to be published, so menus and links still know them.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
from contextlib import chdir
from dataclasses import dataclass
from html import escape
from operator import itemgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import material
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import InclusionLevel
from pathspec.gitignore import GitIgnoreSpec

from zhiku.diagnostics.diagnostic import ContentError, Severity, in_file
from zhiku.engine.fast_pages import PageOutsideMenu, Renderer, Stamps
from zhiku.lang.interface import FALLBACK, interface_of, strings_file
from zhiku.output.docs_tree import OWNED_FOLDERS
from zhiku.pages import SMALL_BASE
from zhiku.runtime.paths import THEME
from zhiku.runtime.project import MKDOCS_CONFIG

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import KnowledgeBase
    from zhiku.runtime.project import Project
    from zhiku.runtime.repository import Repository

    Finish = Callable[[str, str, str], str]
    """From the HTML of a page, its file's path below the site and below the docs folder, to the finished HTML."""

_PALETTE = (
    ("(prefers-color-scheme)", "default", "material/brightness-auto", "System"),
    ("(prefers-color-scheme: light)", "default", "material/weather-sunny", "Light"),
    ("(prefers-color-scheme: dark)", "slate", "material/weather-night", "Dark"),
)
_THEME_NAMES = {"System": "site.theme_system", "Light": "site.theme_light", "Dark": "site.theme_dark"}
"""The default names of the colour schemes' switches, which are shown in the base's language."""
_THEME_DEFAULTS: dict[str, Any] = {
    "name": "material",
    "language": FALLBACK,
    "font": False,  # no request leaves the site: readers may sit behind a network that blocks font hosts
    "icon": {"logo": "material/book-open-page-variant-outline"},
    "favicon": "styles/favicon.svg",
    "features": [
        "content.code.copy",
        *("navigation.indexes", "navigation.instant", "navigation.instant.prefetch", "navigation.top", "navigation.tracking"),
        "toc.follow",
    ],
    "palette": [
        {"media": media, "scheme": scheme, "primary": "custom", "accent": "custom", "toggle": {"icon": icon, "name": name}}
        for media, scheme, icon, name in _PALETTE
    ],
}
_LINK_CHECKS = ("not_found", "anchors", "absolute_links", "unrecognized_links")
_DEFAULTS: dict[str, Any] = {
    "site_name": "Knowledge base",
    "strict": True,
    "extra_css": ["assets/katex/katex.css", "styles/kb.css", "assets/search/search.css"],
    # Material's search is not used: it does not find Chinese well and loads its whole index on every page.
    "plugins": [],
    "markdown_extensions": [
        "zhiku.pages.raw_html",
        *("admonition", "attr_list", "tables"),
        {"toc": {"permalink": "#", "toc_depth": "2-3"}},
        {"pymdownx.arithmatex": {"generic": True, "inline_syntax": ["round"], "block_syntax": ["square"]}},
        *("pymdownx.details", {"pymdownx.highlight": {"pygments_lang_class": True}}),
        *("pymdownx.inlinehilite", "pymdownx.superfences"),
    ],
    "validation": {
        "nav": {"omitted_files": "warn", "not_found": "warn", "absolute_links": "warn"},
        "links": dict.fromkeys(_LINK_CHECKS, "warn"),
    },
}
"""What ``mkdocs.yml`` holds where its owner has written none."""
_OUTSIDE_NAV = GitIgnoreSpec.from_lines(
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
_MATERIAL_LANGUAGES = Path(material.__file__).resolve().parent / "templates" / "partials" / "languages"
_OWNED = tuple(f"{folder}/" for folder in OWNED_FOLDERS)
_ANCHOR = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site will stand and where its source is kept."""

    site_url: str
    repository: Repository


def configuration(project: Project) -> IO[bytes]:
    """The project's ``mkdocs.yml`` as an open file; without one, the package's defaults as if they stood there."""
    if project.config:
        return project.config.open("rb")
    defaults = {**_DEFAULTS, "theme": {**_THEME_DEFAULTS, "custom_dir": str(THEME)}}
    file = io.BytesIO(json.dumps(defaults).encode())
    file.name = str(project.root / MKDOCS_CONFIG)  # MkDocs resolves paths against the folder of the file
    return file


def configure(config: MkDocsConfig, base: KnowledgeBase, place: Place) -> None:
    """Fill in what follows from the content: names, addresses, navigation, and what the theme's templates show.

    The theme's templates put all of it into pages as it is, so whatever an author wrote is escaped here.
    """
    for name, value in _values(base, place).items():
        setattr(config, name, value)
    config.theme.static_templates -= {"sitemap.xml"}  # finish writes it, because a run may not see all pages
    config.nav = [*_navigation(base), *_hand_written(config)]
    config.not_in_nav = _OUTSIDE_NAV
    config.validation.nav.not_found = logging.DEBUG  # else every page that a run leaves out is told
    domains = [{"name": escape(domain.name), "url": domain.url} for domain in base.domains]
    words = interface_of(base)
    # `t` is called by templates, which put what it gives into pages as it is.
    config.extra["kb"] = {
        "domains": domains,
        "has_domains": base.has_domains,
        "language": escape(base.language),
        "t": words.html,
        "strings": strings_file(words)[0],
        "locale": words.locale,
    }
    config.theme["language"] = theme_language(words.shown)
    config.mdx_configs["toc"] = {**config.mdx_configs.get("toc", {}), "permalink_title": words("site.section_link")}
    for toggle in _toggles(config):
        if toggle.get("name") in _THEME_NAMES:
            toggle["name"] = words(_THEME_NAMES[toggle["name"]])


def _values(base: KnowledgeBase, place: Place) -> dict[str, str]:
    values = {"site_name": escape(base.title), "site_description": escape(base.description), "site_url": place.site_url}
    if url := place.repository.url:
        values |= {"repo_url": url, "repo_name": "/".join(url.rsplit("/", 2)[-2:])}
    return values


def theme_language(language: str) -> str:
    """The language of Material's own strings: the interface's, as far as Material has it."""
    names = (language, language.partition("-")[0])
    return next((name for name in names if (_MATERIAL_LANGUAGES / f"{name}.html").is_file()), FALLBACK)


def _toggles(config: MkDocsConfig) -> Iterator[dict[str, str]]:
    """The switches between colour schemes, as ``mkdocs.yml`` lists them."""
    palettes = config.theme.get("palette") or ()
    return (palette["toggle"] for palette in palettes if isinstance(palette, dict) and "toggle" in palette)


def shell(project: Project, base: KnowledgeBase, place: Place) -> str:
    """A hash of all that a page shows besides its own text: configuration, theme, and the menu with the hand-written pages."""
    strings = sorted(interface_of(base).strings.items(), key=itemgetter(0))
    named = (_values(base, place), _navigation(base), [domain.id for domain in base.domains], strings)
    digest = hashlib.sha256(repr(named).encode())
    docs = project.docs
    own = (path for path in docs.rglob("*.md") if path.relative_to(docs).parts[0] not in {*OWNED_FOLDERS, "index.md"})
    theme = {*THEME.rglob("*.html"), *(project.root / "overrides").rglob("*.html")}
    for path in (*([project.config] if project.config else []), *sorted(theme), *sorted(own)):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _navigation(base: KnowledgeBase) -> list[Any]:
    """Home, domains, questions; a large base lists no questions, because a menu of all pages on every page is quadratic."""
    # Titles are given for all of them: MkDocs does not read a page that a run leaves out.
    t = interface_of(base).html
    questions: list[Any] = [{str(t("site.all_items")): "questions/index.md"}]
    if len(base.entries) <= SMALL_BASE:
        questions += _by_part(base)
    topics = str(t("words.Topics"))
    domains = [{topics: "domains/index.md"}, *({escape(domain.name): f"domains/{domain.id}.md"} for domain in base.domains)]
    return [
        {str(t("site.home")): "index.md"},
        *([{topics: domains}] if base.has_domains else []),
        {str(t("site.concepts")): "concepts/index.md"},
        {str(t("site.map")): "map/index.md"},
        {str(t("study.title")): "study/index.md"},
        {str(t("site.all_items")): questions},
    ]


def menu_pages(base: KnowledgeBase) -> frozenset[str]:
    """The generated pages that the menu names, by their path in the docs folder."""

    def paths(items: Iterable[Any]) -> Iterator[str]:
        for item in items:
            if isinstance(item, str):
                yield item
            else:
                yield from paths(item if isinstance(item, list) else item.values())

    return frozenset(paths(_navigation(base)))


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
                groups[part.id] = [{escape(part.title): f"parts/{part.id}.md"}]
                listed.append({escape(part.title): groups[part.id]})
            groups[part.id].append(page)
    return listed


def _hand_written(config: MkDocsConfig) -> list[str]:
    """The pages people have put into the docs folder: the menu shows them last, by their path."""
    docs = Path(config.docs_dir)
    pages = (path.relative_to(docs) for path in sorted(docs.rglob("*.md")))
    own = (page.as_posix() for page in pages if page.parts[0] not in {*OWNED_FOLDERS, "index.md"})
    return [page for page in own if not (config.exclude_docs and config.exclude_docs.match_file(page))]


def outside_menu(path: str) -> bool:
    """Whether a generated page, by its path in the docs folder, stands in no menu, so that no other page needs it."""
    return bool(_OUTSIDE_NAV.match_file(path))


@dataclass(frozen=True, slots=True)
class Job:
    """What one run builds: the pages of a base but for those ``left_out``, each passed through ``finish`` before it is written.

    A ``follower`` writes nothing but its generated pages, because another run writes the rest at the same time.
    """

    base: KnowledgeBase
    place: Place
    left_out: Collection[str]
    finish: Finish
    follower: bool = False


def run(project: Project, docs_dir: Path, site_dir: Path, job: Job) -> tuple[Diagnostic, ...]:
    """Build ``docs_dir`` into the folder ``site_dir``; MkDocs' warnings come back as diagnostics, its errors are raised."""
    log = logging.getLogger("mkdocs")
    collector = _Collector(logging.WARNING)
    log.addHandler(collector)
    log.propagate = False
    docs_dir, site_dir = docs_dir.resolve(), site_dir.resolve()  # before the working directory changes
    try:
        with chdir(project.root):  # Material resolves some paths against the working directory
            # Without hooks: they serve the bare `mkdocs build`, which has nobody else to generate and finish.
            config = load_config(configuration(project), docs_dir=str(docs_dir), site_dir=str(site_dir), hooks=[])
            configure(config, job.base, job.place)
            if job.follower:
                config.theme.static_templates = set()
            config.plugins["kb"] = Part(frozenset(job.left_out), job.finish, follower=job.follower)
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


class Part(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # a plugin without settings
    """Which part of the pages a run builds, and what makes it cheap, through MkDocs' own events."""

    def __init__(self, left_out: Collection[str], finish: Finish, *, follower: bool = False) -> None:
        self._left_out = left_out
        self._finish = finish
        self._follower = follower

    def on_files(self, files: Files, **_: object) -> Files:
        """Take the pages left out, and a follower's files, for files that are not to be published."""
        for file in files:
            if file.src_uri in self._left_out or (self._follower and not file.is_documentation_page()):
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Generated pages that the menu does not name go a way of their own."""
        renderer = Renderer(config)
        in_menu = {page.file.src_uri for page in nav.pages}
        for file in files.documentation_pages():
            if file.src_uri not in in_menu and file.src_uri.startswith(_OWNED):
                PageOutsideMenu(file, config, renderer)
        return nav

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Tell MkDocs of the anchors inside islands, which own pages may link to; forget the source, which is rendered."""
        page.markdown = ""
        page.present_anchor_ids = (page.present_anchor_ids or set()) | set(_ANCHOR.findall(html))
        return html

    def on_env(self, env: Environment, *, files: Files, **_: object) -> Environment:
        """Templates do not change during a build; a follower has read the hand-written pages for its menu and writes none."""
        env.auto_reload = False
        if env.loader is not None:
            env.loader = Stamps(env.loader)
        if self._follower:
            for file in files:
                if not file.src_uri.startswith(_OWNED):
                    file.inclusion = InclusionLevel.EXCLUDED
        return env

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Finish a page."""
        return self._finish(output, page.file.dest_uri, page.file.src_uri)


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
