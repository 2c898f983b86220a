"""Resolve the links, images and raw HTML of a record: addresses as the author wrote them in, as the page needs them out."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from zhiku.diagnostics.diagnostic import Severity
from zhiku.markdown import raw_tex
from zhiku.markdown.literal_markup import with_visible_markup
from zhiku.markdown.plain_text import TAG
from zhiku.markdown.sanitizer import is_html, removed_from

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Protocol

    from zhiku.rendering.link_index import LinkIndex
    from zhiku.source.offset_map import OffsetMap

    class Report(Protocol):
        """Reports a problem at an offset of the text."""

        def __call__(  # noqa: D102, PLR0913, PLR0917 - the sides of a problem
            self, offset: int, code: str, message: str, hint: str, length: int = 1, severity: Severity = Severity.ERROR
        ) -> None: ...


MEDIA = "media/"
"""Folder in the docs tree for the images and attachments of the text."""
WIKILINK_MARK = "kb-wiki:"
"""Prefix of the fragment of a wikilink that is neither a question nor a file; the name follows."""
_URL = re.compile(r"(?P<before>\b(?P<name>href|src)\s*=\s*)(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_QUESTIONS = "questions/"
_ROOT = "../../"
"""The relative path from the page of a question or part to the root of the site."""


@dataclass
class LinkResolver:
    """Resolves the links of one question or part in the file ``path``; ``media`` collects the attachments used.

    ``beside_questions`` is true if its page is in the folder of the questions.
    """

    addresses: LinkIndex
    attachments: Collection[str]
    path: str
    beside_questions: bool
    report: Report
    image_words: str
    """The text of an image that has no alternative text."""
    media: list[str] = field(default_factory=list)

    def link(self, href: str, offset: int) -> str | None:
        """The address of a link relative to the page; ``None`` if its target does not exist. External links are unchanged."""
        try:
            parts = urlsplit(href)
        except ValueError:
            parts = None
        if parts is None or parts.scheme or parts.netloc:
            return href
        found = self.addresses.find(href, self.path)
        shown = unquote(href)
        if found is None and (attached := self._attached(parts.path)):
            self.media.append(attached)
            return f"{_ROOT}{MEDIA}{quote(attached)}"
        if found is None and "." in parts.path.rpartition("/")[2]:
            hint = "put the file into the content folder, or link to its address on the web"
            self.report(offset, "KB404", f"the link `{shown}` leads to a file that is not part of the base", hint, len(shown))
        elif found is None:
            hint = "link to a question as `[words](#id)`, with the id in the address of its page"
            self.report(offset, "KB401", f"the link `{shown}` leads to no question", hint, len(shown))
        elif not found.exact:
            hint = f"it was read as {found.url}; write the anchor that GitHub gives the heading"
            self.report(offset, "KB405", f"no heading has the anchor `{shown}`", hint, len(shown), Severity.WARNING)
        if found is None:
            return None
        return self._from_page(found.url)

    def find(self, href: str) -> str | None:
        """Like ``link``, without a report if the target does not exist."""
        found = self.addresses.find(href, self.path)
        return self._from_page(found.url) if found else None

    def _from_page(self, url: str) -> str:
        near = self.beside_questions and url.startswith(_QUESTIONS) and url != _QUESTIONS
        return "../" + url.removeprefix(_QUESTIONS) if near else _ROOT + url

    def image(self, src: str, offset: int) -> str | None:
        """The address of an image relative to the page; ``None`` if the site does not contain it."""
        if is_remote(src):
            hint = "readers' browsers would contact that host; put a copy next to the text and link to it by its name"
            self.report(offset, "KB403", f"the image `{unquote(src)}` is on another host", hint, len(src))
            return None
        if attached := self._attached(urlsplit(src).path):
            self.media.append(attached)
            return f"{_ROOT}{MEDIA}{quote(attached)}"
        hint = "put the file into the content folder and link to it by its path from there"
        self.report(offset, "KB402", f"the image `{unquote(src)}` is missing", hint, len(src))
        return None

    def _attached(self, url_path: str) -> str:
        """The attachment that an address refers to, relative to the text or to the content folder; empty if there is none."""
        path = unquote(url_path)
        ways = (posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path)), posixpath.normpath(path).lstrip("/"))
        return next((way for way in ways if path and way in self.attachments), "")

    def html(self, html: str, origin: OffsetMap) -> str:
        """The author's HTML with resolved addresses, and with unknown tags as text; everything that is removed is reported."""
        for what, at in removed_from(html):
            hint = "only markup that cannot run code is kept; write it as Markdown, or in backticks to show it"
            self.report(origin.offset(at), "KB501", f"{what} was removed", hint, severity=Severity.WARNING)
        return with_visible_markup(TAG.sub(lambda tag: self._tag(tag, origin), html))

    def _tag(self, tag: re.Match[str], origin: OffsetMap) -> str:
        name = tag["name"].lower()
        written = tag.group()
        if not is_html(name):
            return escape(written, quote=False)
        found = _URL.search(written) if name in {"a", "img"} and not written.startswith("</") else None
        if found is None or found["name"].lower() != ("href" if name == "a" else "src"):
            return written
        value = unescape(found["value"].strip("\"'"))
        offset = origin.offset(tag.start() + found.start("value") + (found["value"][0] in "\"'"))
        if name == "img":
            address = self.image(value, offset)
            alt = _ALT.search(written)
            words = unescape((alt["double"] or alt["single"] or "") if alt else "") or self.image_words
            if address is None:
                return remote_link(value, words) if is_remote(value) else escape(f"[{words}]")
        else:
            target = self.link(value, offset) if value.strip() else None
            address = target if target is not None else ""
        if not address:
            return "<a>"
        return written[: found.start()] + f'{found["before"]}"{escape(address)}"' + written[found.end() :]


def is_remote(src: str) -> bool:
    """Whether an address is on another host."""
    try:
        parts = urlsplit(src)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def remote_link(src: str, words: str) -> str:
    """An image of another host: a link, so that browsers do not contact that host by themselves."""
    return f'<a class="kb-remote" href="{escape(src)}">{escape(raw_tex.without_commands(words))}</a>'
