"""Rewrite a section's HTML so that it can be shown on another page: sanitized HTML in, HTML with other attributes out."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TAG = re.compile(r"""<[a-z][a-z0-9]*(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\s(?P<name>[a-z-]+)="(?P<value>[^"]*)"')
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
_DEEPEST_HEADING = 6
_ANY_SITE = "http://site.invalid/"


def rewrite(html: str, changes: Mapping[str, Callable[[str], str | None]]) -> str:
    """The HTML with the values of the named attributes changed; an attribute whose change returns ``None`` is removed."""

    def attribute(found: re.Match[str]) -> str:
        change = changes.get(found["name"])
        if change is None:
            return found.group()
        value = change(unescape(found["value"]))
        return "" if value is None else f' {found["name"]}="{escape(value)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag.group()), html)


def within_site(page: str, address: str) -> str | None:
    """The target of an address on a page, as path and anchor below the root of the site; ``None`` if it is outside the site.

    ``page`` is the page's own address, relative to that root.
    """
    if address.startswith("//"):
        return None
    full = urljoin(_ANY_SITE + page, address)
    return full.removeprefix(_ANY_SITE) if full.startswith(_ANY_SITE) else None


def lower_headings(html: str, levels: int) -> str:
    """The HTML with all headings lowered by ``levels``, to the sixth level at most."""
    return _HEADING.sub(lambda found: f"{found[1]}{min(_DEEPEST_HEADING, int(found[2]) + levels)}", html) if levels else html
