"""Add the headings and items within sections to a page's table of contents: the theme's HTML in, HTML out."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

from markupsafe import escape

from zhiku.pages.outline import OUTLINE

_SECTION = re.compile(r'<h2 id="(?P<id>[^"]+)"')
_ELEMENT = re.compile(rf'<(?:li|h[3-6])\b[^>]*\s{OUTLINE}="(?P<words>[^"]*)"[^>]*>')
_ID = re.compile(r'\sid="([^"]*)"')
_ENTRY = re.compile(r'<a href="#(?P<id>[^"]+)" class="md-nav__link">.*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_END = "</article>"


def with_outline(html: str) -> str:
    """The page with its contents list down to headings and headed items."""
    if f" {OUTLINE}=" not in html:
        return html
    article = html[: html.find(_END)]
    sections = [(found.start(), found["id"]) for found in _SECTION.finditer(article)]
    below: dict[str, list[str]] = {}
    for found in _ELEMENT.finditer(article):
        anchor = _ID.search(found.group())
        inside = [name for start, name in sections if start < found.start()]
        if anchor and inside:
            address, words = quote(unescape(anchor[1])), escape(unescape(found["words"]))
            entry = f'<a href="#{address}" class="md-nav__link"><span class="md-ellipsis">{words}</span></a>'
            below.setdefault(inside[-1], []).append(f'<li class="md-nav__item">{entry}</li>')

    def filled(found: re.Match[str]) -> str:
        entries = "".join(below.get(found["id"], ()))
        if not entries:
            return found.group()
        label = escape(" ".join(unescape(_TAG.sub("", found.group())).split()))
        return f'{found.group()}<nav class="md-nav" aria-label="{label}"><ul class="md-nav__list">{entries}</ul></nav>'

    return _ENTRY.sub(filled, html)
