"""The outline within a section: its headings and the headed items of its lists, each with an anchor and a link to copy.

A section's HTML in, the same with anchors out. ``zhiku.output.contents_list`` builds the table of contents from the anchors of
the finished page, so that pages without other differences share the rendered theme.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

OUTLINE = "data-outline"
"""The attribute with the title of an element in the contents list."""
_NESTING = re.compile(
    r"<(?P<close>/?)(?P<tag>ol|ul|blockquote|aside|table|details|pre)\b[^>]*>|<(?P<start>li|h[3-6])(?P<attributes>[^>]*)>"
)
_ITEM_HEAD = re.compile(r"\s*(?:<p>\s*)?<strong>(?P<head>.*?)</strong>", re.DOTALL)
_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="(?P<src>[^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_FORMULA = re.compile(r'<(span|div) class="arithmatex">[^<]*</\1>')
_ID = re.compile(r'\bid="([^"]*)"')
_NO_WORD = re.compile(r"[\W_]+")
_BRACKET = re.compile(r"[（(\[【]")
_MAX_ANCHOR_LENGTH, _MAX_NAME_LENGTH = 40, 60
_MIN_ITEMS = 2
"""Minimum number of items: nobody needs an outline of a single one."""
_LISTS = frozenset({"ol", "ul"})


def with_anchors(html: str, section: str, taken: set[str], link_title: str) -> str:
    """The HTML with an anchor at each heading and each headed item of the outermost lists.

    Anchors consist of that of the ``section`` and the words; ``taken`` are the anchors of the page, to which new ones are added.
    ``link_title`` is the tooltip of the links.
    """
    found = _starts(html)
    if sum(tag == "li" for tag, *_ in found) < _MIN_ITEMS:
        found = [start for start in found if start[0] != "li"]
    parts, at = [], 0
    for _, start, attributes, link_at, words in found:
        own = _ID.search(attributes)
        anchor = unescape(own[1]) if own else _free(f"{section}-{_slug(words)}", taken)
        taken.add(anchor)
        added = f' {OUTLINE}="{escape(words[:_MAX_NAME_LENGTH])}"' + ("" if own else f' id="{escape(anchor)}"')
        label = escape(f"{link_title}: {words}")
        names = f'title="{escape(link_title)}" aria-label="{label}"'
        link = f'<a class="headerlink kb-anchor" data-added href="#{escape(anchor)}" {names}></a>'
        parts += [html[at:start], added, html[start:link_at], link]
        at = link_at
    return "".join([*parts, html[at:]])


def _starts(html: str) -> list[tuple[str, int, str, int, str]]:
    """Headings and headed items: tag, offset after the tag's name, attributes, offset for the link, words of the head."""
    found: list[tuple[str, int, str, int, str]] = []
    inside: list[str] = []
    for match in _NESTING.finditer(html):
        tag = match["start"]
        if tag is None:
            if not match["close"]:
                inside.append(match["tag"])
            elif match["tag"] in inside:
                del inside[len(inside) - 1 - inside[::-1].index(match["tag"]) :]
            continue
        name_end = match.start("attributes")
        if tag == "li":
            head = _ITEM_HEAD.match(html, match.end()) if len(inside) == 1 and inside[0] in _LISTS else None
            if head and (words := _words(head["head"])):
                # Before the words: between them, it would leave a gap in copied text.
                found.append((tag, name_end, match["attributes"], match.end(), words))
        elif not inside:
            end = html.find(f"</{tag}>", match.end())
            if end >= 0 and (words := _words(html[match.end() : end])):
                found.append((tag, name_end, match["attributes"], end, words))
    return found


def _words(html: str) -> str:
    text = unescape(_TAG.sub("", _FORMULA.sub("", html)))
    return " ".join(text.split()).rstrip(":：.。 ")


def _slug(words: str) -> str:
    """The words as an anchor, without a final part in brackets."""
    named = _BRACKET.split(words)[0].strip() or words
    return _NO_WORD.sub("-", named.casefold()).strip("-")[:_MAX_ANCHOR_LENGTH].rstrip("-") or "item"


def _free(anchor: str, taken: set[str]) -> str:
    number, free = 1, anchor
    while free in taken:
        number += 1
        free = f"{anchor}-{number}"
    return free


def image_sizes(html: str, size_of: Callable[[str], tuple[int, int] | None]) -> str:
    """The HTML with the known sizes of images, which prevents layout shifts; all images load lazily."""

    def sized(found: re.Match[str]) -> str:
        tag = found.group()
        size = size_of(unescape(found["src"]))
        more = "" if "loading=" in tag else ' loading="lazy" decoding="async"'
        if size and "width=" not in tag and "height=" not in tag:
            more += f' width="{size[0]}" height="{size[1]}"'
        return f"{tag[:4]}{more}{tag[4:]}"

    return _IMAGE.sub(sized, html) if "<img" in html else html
