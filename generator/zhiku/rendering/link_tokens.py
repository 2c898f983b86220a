"""Resolve the links of parsed Markdown: tokens with the author's addresses in, the same tokens with those of the site out."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from zhiku.markdown.dialect import written_span
from zhiku.markdown.plain_text import plain
from zhiku.markdown.wikilinks import WIKILINK
from zhiku.rendering.links import WIKILINK_MARK, LinkResolver, is_remote, remote_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from zhiku.rendering.stretch import Inline
    from zhiku.source.offset_map import OffsetMap


@dataclass(frozen=True)
class TokenLinks:
    """Resolves the links, images and HTML in the tokens of a stretch whose Markdown is ``text``."""

    resolver: LinkResolver
    text: str

    def in_tokens(self, inlines: Sequence[Inline]) -> None:
        """Resolve links and images to pages and media of the site; of a link without a target, only the words remain."""
        for token, offsets in inlines:
            if token.type == "html_block":
                token.content = self.resolver.html(token.content, token.meta.get("offsets", offsets))
            dropped: list[bool] = []
            children = token.children or []
            for index, child in enumerate(children):
                match child.type:
                    case "html_inline" if not child.meta.get("made"):
                        self._inline_html(child, offsets)
                    case "link_open":
                        is_wikilink = child.markup == WIKILINK
                        target = self._wikilink(child, children[index + 1]) if is_wikilink else self._link(child, offsets)
                        dropped.append(target is None)
                        if target is None:
                            _silence(child)
                        else:
                            child.attrSet("href", target)
                    case "link_close" if dropped and dropped.pop():
                        _silence(child)
                    case "image":
                        self._image(child, offsets, in_link=bool(dropped))
                    case _:
                        pass

    def _link(self, token: Token, offsets: OffsetMap) -> str | None:
        href = str(token.attrGet("href") or "")
        return self.resolver.link(href, self._address(href, token, offsets))

    def _wikilink(self, token: Token, words: Token) -> str:
        """The target of a wikilink; one without a target is marked, because it may name a concept.

        GitHub's wikis have the words first: ``[[words|page]]``. That order counts where only the second half names a page.
        """
        name = unquote(str(token.attrGet("href") or "").removeprefix("#"))
        if page := self._page(name):
            return page
        if page := self._page(words.content):
            words.content = name
            return page
        return f"#{WIKILINK_MARK}{quote(name)}"

    def _page(self, name: str) -> str | None:
        """The page that a wikilink names: by an anchor, or by a file, in whose name blanks may be hyphens."""
        file, mark, heading = name.partition("#")
        ways = (f"#{name}", f"{file}.md{mark}{heading}", f"{file}.md", f"{file.replace(' ', '-')}.md")
        return next(filter(None, map(self.resolver.find, ways)), None)

    def _image(self, token: Token, offsets: OffsetMap, *, in_link: bool) -> None:
        src = str(token.attrGet("src") or "")
        address = self.resolver.image(src, self._address(src, token, offsets))
        if address is not None:
            token.attrSet("src", address)
            return
        words = plain(token.children or []) or self.resolver.image_words
        token.type = "html_inline"
        token.content = remote_link(src, words) if is_remote(src) and not in_link else escape(f"[{words}]")

    def _inline_html(self, token: Token, offsets: OffsetMap) -> None:
        start = written_span(token)[0] if "place" in token.meta else 0
        token.content = self.resolver.html(token.content, offsets.beginning_at(start))

    def _address(self, url: str, token: Token, offsets: OffsetMap) -> int:
        """The offset of an address within its link or image; that of the link itself if the address is defined elsewhere."""
        if "place" not in token.meta:
            return offsets.offset(0)
        start, end = map(offsets.offset, written_span(token))
        found = (self.text.rfind(spelling, start, end) for spelling in (url, unquote(url)) if spelling)
        return next((offset for offset in found if offset >= 0), start)


def _silence(token: Token) -> None:
    """Make the token of a link invisible; its words remain."""
    token.type, token.tag, token.content, token.nesting = "text", "", "", 0
