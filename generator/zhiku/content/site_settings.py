"""Settings in ``kb.yml`` for the site around the text: licence, error reports, comments, hosts, colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from zhiku.content.schema import SETTINGS, names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import yaml

    from zhiku.content.yaml_reader import YamlFile

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_MAIL = re.compile(r"[^@\s/:]+@[^@\s/:]+\.[^@\s/:]+")
_REPOSITORY = re.compile(r"https://[^/\s]+/[^/\s]+/[^/\s]+?/?")
_GROUNDS = {"accent": "#ffffff", "accent_dark": "#12171f"}
"""Backgrounds of the colours: the page in the light and in the dark scheme (``site.css``)."""
_MIN_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of the usual size."""
_GISCUS = "giscus.app"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """These settings; a string is empty if it is not set."""

    license: str = ""
    license_url: str = ""
    report: str = ""
    """An address with ``{id}`` for the question and ``{url}`` for its page."""
    comments: tuple[tuple[str, str], ...] = ()
    allow_hosts: tuple[str, ...] = ()
    colors: tuple[tuple[str, str], ...] = ()


def read_site_settings(file: YamlFile, root: Mapping[str, yaml.Node]) -> SiteSettings:
    """The settings; their problems are added to ``file.problems``."""
    hosts = file.texts(root.get("allow_hosts"))
    comments = file.mapping(root.get("comments"), names(SETTINGS, "comments"))
    missing = [name for name in names(SETTINGS, "comments") if name not in comments]
    if comments and missing:
        hint = "giscus.app shows the values for your repository"
        file.at_key(root["comments"], "KB308", f"comments need `{'`, `'.join(missing)}`", hint)
    if comments and _GISCUS not in hosts:
        file.at_key(root["comments"], "KB308", f"comments are loaded from {_GISCUS}", f"allow it: `allow_hosts: [{_GISCUS}]`")
    colors = file.mapping(root.get("colors"), names(SETTINGS, "colors"))
    return SiteSettings(
        license=file.text(root.get("license")),
        license_url=file.text(root.get("license_url")),
        report=_report(file, root.get("report")),
        comments=tuple((name, file.text(node)) for name, node in comments.items()),
        allow_hosts=hosts,
        colors=tuple((name, color) for name, node in colors.items() if (color := _color(file, name, node))),
    )


def _report(file: YamlFile, node: yaml.Node | None) -> str:
    where = file.text(node)
    if not where or node is None:
        return ""
    if _MAIL.fullmatch(where):
        return f"mailto:{where}?subject={quote('Question ')}{{id}}&body={{url}}"
    if _REPOSITORY.fullmatch(where):
        return f"{where.rstrip('/')}/issues/new?title={quote('Question ')}{{id}}&body={{url}}"
    file.error(node, "KB308", f"`{where}` is neither a repository nor an email address", "write `https://github.com/owner/name`")
    return ""


def _color(file: YamlFile, name: str, node: yaml.Node) -> str:
    color = file.text(node)
    if not _HEX.fullmatch(color):
        file.error(node, "KB308", f"`{color}` is not a colour", "write it as `#1d5fd0`, in quotes")
        return ""
    found = contrast(color, _GROUNDS[name])
    if found < _MIN_CONTRAST:
        message = f"the colour {color} has a contrast of {found:.1f} on {_GROUNDS[name]}; text needs {_MIN_CONTRAST}"
        file.error(node, "KB308", message, "choose a darker one" if name == "accent" else "choose a lighter one")
        return ""
    return color


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
