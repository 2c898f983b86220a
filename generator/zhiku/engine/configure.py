"""The configuration of a site, from the owner's ``mkdocs.yml``: defaults, theme, names, values for templates.

Nothing that the owner has set is changed; only missing keys are filled in. If the base is a section of an existing site, the
appearance and rules of that site apply, and only what pages of the base need is added.
"""

from __future__ import annotations

import io
import json
import logging
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import material

from zhiku.diagnostics.diagnostic import ContentError, in_file
from zhiku.engine.options import is_below_site
from zhiku.lang.direction import text_direction
from zhiku.lang.interface import FALLBACK, interface_of, strings_file
from zhiku.output.offline import OFFLINE_PAGE
from zhiku.pages.share import site_picture
from zhiku.runtime.paths import THEME
from zhiku.runtime.project import MKDOCS_CONFIG, PLUGIN, read_config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig

    from zhiku.engine.job import Job
    from zhiku.runtime.project import Project

_MATERIAL_LANGUAGES = Path(material.__file__).resolve().parent / "templates" / "partials" / "languages"
_PALETTE = (
    ("(prefers-color-scheme)", "default", "material/brightness-auto", "site.theme_system"),
    ("(prefers-color-scheme: light)", "default", "material/weather-sunny", "site.theme_light"),
    ("(prefers-color-scheme: dark)", "slate", "material/weather-night", "site.theme_dark"),
)
_THEME: Mapping[str, Any] = {
    "font": False,  # no requests to other hosts: the network of a reader may block font hosts
    "icon": {"logo": "material/book-open-page-variant-outline"},
    "favicon": "styles/favicon.svg",
    "features": [
        "content.code.copy",
        *("navigation.indexes", "navigation.instant", "navigation.instant.prefetch", "navigation.top", "navigation.tracking"),
        "toc.follow",
    ],
}
_EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    "zhiku.pages.raw_html": {},
    "attr_list": {},
}
"""Needed by generated pages."""
_MORE_EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    "admonition": {},
    "pymdownx.details": {},
    "pymdownx.highlight": {"pygments_lang_class": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.superfences": {},
}
_TOC = {"permalink": "#", "toc_depth": "2-3"}
_STYLES = ("assets/katex/katex.css", "styles/kb.css", "assets/search/search.css")
_WHOLE_STYLES = ("styles/site.css",)
_LINK_CHECKS = ("not_found", "anchors", "absolute_links", "unrecognized_links")


def configuration(project: Project) -> IO[bytes]:
    """The project's ``mkdocs.yml`` as an open file, or a minimal configuration."""
    if project.config:
        return project.config.open("rb")
    least = {"site_name": project.root.name or "/", "strict": True, "theme": {"name": "material"}, "plugins": ["zhiku"]}
    file = io.BytesIO(json.dumps(least).encode())
    file.name = str(project.root / MKDOCS_CONFIG)  # MkDocs resolves paths against the folder of the file
    return file


def check(config: MkDocsConfig) -> None:
    """Raise ``ContentError`` if the base cannot be built with a configuration."""
    problems = []
    if not config.use_directory_urls:
        message = "`use_directory_urls: false`: the pages of a knowledge base have addresses such as questions/6/"
        hint = "delete the line; the site also works when opened from a disk"
        problems.append(in_file(MKDOCS_CONFIG, "KB802", message, hint=hint))
    plugin = config.plugins.get(PLUGIN)
    if plugin is not None and not is_below_site(str(plugin.config.get("path", ""))):
        message = f"`path: {plugin.config['path']}` leads out of the site"
        problems.append(in_file(MKDOCS_CONFIG, "KB802", message, hint="write a folder of the site, such as `path: faq/`"))
    if config.theme.name != "material":
        message = f"the theme is `{config.theme.name}`: the pages of a knowledge base need Material"
        problems.append(in_file(MKDOCS_CONFIG, "KB803", message, hint="write `theme: {name: material}`"))
    if problems:
        raise ContentError(problems)


def configure(config: MkDocsConfig, job: Job) -> None:
    """Complete the configuration with defaults and with what follows from the content.

    The theme's templates put names and titles into pages as they are, so whatever an author wrote is escaped here.
    """
    written, _ = read_config(Path(config.config_file_path))
    theme = written.get("theme")
    own_theme = theme if isinstance(theme, dict) else {}
    whole = not job.prefix
    add_theme(config, whole=whole)
    _add_extensions(config, {**_EXTENSIONS, **_formulas(job), **(_MORE_EXTENSIONS if whole else {})})
    if whole and "toc" not in _names(written.get("markdown_extensions") or []):
        config.mdx_configs["toc"] = {**config.mdx_configs.get("toc", {}), **_TOC}
    config.extra_css[:0] = [job.prefix + style for style in (*_STYLES, *(_WHOLE_STYLES if whole else ()))]
    config.site_url = job.location.site_url or None
    if whole and job.base.offline:
        config.theme.static_templates |= {OFFLINE_PAGE}
    if whole:
        _look(config, job, own_theme)
        _names_of_site(config, job, written)
        if "validation" not in written:
            config.validation.links.update(dict.fromkeys(_LINK_CHECKS, logging.WARNING))
    _for_templates(config, job)


def _names(extensions: list[Any]) -> Iterator[str]:
    for extension in extensions:
        yield from extension if isinstance(extension, dict) else [extension]


def add_theme(config: MkDocsConfig, *, whole: bool) -> None:
    """Add the package's templates and assets, with lower priority than the owner's and higher than Material's."""
    own = [config.theme.custom_dir] if config.theme.custom_dir else []
    added = [*([str(THEME / "whole")] if whole else []), str(THEME)]
    config.theme.dirs = list(dict.fromkeys([*own, *added, *config.theme.dirs]))


def _formulas(job: Job) -> Mapping[str, Mapping[str, Any]]:
    """The extension for formulas in hand-written pages, with the delimiters that the text has."""
    inline, block = (["round", "dollar"], ["square", "dollar"]) if job.settings.format.dollars else (["round"], ["square"])
    return {"pymdownx.arithmatex": {"generic": True, "inline_syntax": inline, "block_syntax": block}}


def _add_extensions(config: MkDocsConfig, extensions: Mapping[str, Mapping[str, Any]]) -> None:
    for name, options in extensions.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
            config.mdx_configs[name] = dict(options)


def _look(config: MkDocsConfig, job: Job, own: Mapping[str, Any]) -> None:
    words = interface_of(job.base)
    for name, value in _THEME.items():
        if name not in own:
            config.theme[name] = value
    if "palette" not in own:
        config.theme["palette"] = [
            {
                "media": media,
                "scheme": scheme,
                "primary": "custom",
                "accent": "custom",
                "toggle": {"icon": icon, "name": words(key)},
            }
            for media, scheme, icon, key in _PALETTE
        ]
    if not config.site_url:  # instant navigation needs the sitemap, which a site without an address does not have
        config.theme["features"] = [name for name in config.theme["features"] if not name.startswith("navigation.instant")]
    if "language" not in own:
        config.theme["language"] = theme_language(words.shown)
        if "direction" not in own:  # that of the text, even if the strings of the interface are in another language
            config.theme["direction"] = text_direction(job.base.language)
    toc = config.mdx_configs.get("toc", {})
    if toc.get("permalink"):
        config.mdx_configs["toc"] = {"permalink_title": words("site.section_link"), **toc}


def _names_of_site(config: MkDocsConfig, job: Job, written: Mapping[str, Any]) -> None:
    """Name the site: by the title in ``kb.yml``, else the owner's ``site_name``, else the title found in the text."""
    if job.settings.title or not job.owned:
        config.site_name = escape(job.base.title)
    if job.settings.description or "site_description" not in written:
        config.site_description = escape(job.base.description)
    if (url := job.location.repository.url) and "repo_url" not in written:
        config.repo_url, config.repo_name = url, "/".join(url.rsplit("/", 2)[-2:])
        config.edit_uri = None


def _for_templates(config: MkDocsConfig, job: Job) -> None:
    base, words = job.base, interface_of(job.base)
    # Templates insert the result of `t` without escaping it.
    config.extra["kb"] = {
        "below": job.prefix,
        "domains": [{"name": escape(domain.name), "url": job.prefix + domain.url} for domain in base.domains],
        "has_domains": base.has_domains,
        "has_concepts": bool(base.concepts),
        "language": escape(base.language),
        "t": words.html,
        "strings": job.prefix + strings_file(words)[0],
        "locale": words.locale,
        "offline": job.base.offline and not job.prefix,
        "keep_unanswered": job.settings.keep_unanswered,
        "share": site_picture(base).path if base.share_images else "",
        "title": escape(base.title),
        "description": escape(base.description),
        "site": job.settings.site,
        "comments": dict(job.settings.site.comments),
    }


def theme_language(language: str) -> str:
    """The language of Material's own strings: that of the interface if Material supports it."""
    names = (language, language.partition("-")[0])
    return next((name for name in names if (_MATERIAL_LANGUAGES / f"{name}.html").is_file()), FALLBACK)
