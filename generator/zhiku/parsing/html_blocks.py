"""Read HTML elements as the Markdown blocks they amount to: blocks in, blocks out.

A CommonMark block of raw HTML reaches to the next blank line, whatever it holds. ``<h3>Title</h3>`` on lines of its own is a
heading, ``<p><b>Title</b></p>`` and ``<p>Label: …</p>`` are paragraphs, wherever in such a block they stand; the rest stays raw.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.token import Token

from zhiku.parsing.html_words import html_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.parsing.blocks import Block

HTML_BLOCK = "html_block"
_ELEMENT = re.compile(
    r"^[ \t]*(?:<h(?P<level>[1-6])\b[^<>]*>(?P<title>(?:(?!</?h[1-6]\b).)+)</h(?P=level)\s*>"
    r"|<p\b[^<>]*>\s*<(?P<bold>b|strong)\b[^<>]*>(?P<words>[^<>]+)</(?P=bold)>(?P<tail>[^\n]*?)</p\s*>"
    r"|<p\b[^<>]*>[ \t]*(?P<labelled>[^<>\n:：]{1,16}[:：][^\n]*?)</p\s*>)[ \t]*(?=\n|\Z)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_AROUND = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?:table|ul|ol|dl|blockquote|pre|summary|script|style)\b", re.IGNORECASE | re.DOTALL
)
"""What may surround elements that are no blocks of the text: comments, and containers that are read as a whole."""
_BREAK = re.compile(r"<br\s*/?>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_BOLD = re.compile(r"</?(?:b|strong)\b[^<>]*>", re.IGNORECASE)


def with_html_elements(block: Block) -> Iterator[Block]:
    """A block, or the blocks that the elements of raw HTML amount to."""
    if block.type == "paragraph" and block.content.startswith("<"):
        words = _BREAK.sub("", _BOLD.sub("**", block.content))
        yield replace(block, tokens=_tokens("paragraph", "p", words, (block.first - 1, block.last)))
    elif block.type == HTML_BLOCK and block.tokens[0].content.count("<") > 1:
        yield from _elements(block)
    else:
        yield block


def _elements(block: Block) -> Iterator[Block]:
    text = block.content
    at, line = 0, block.first
    for found in _ELEMENT.finditer(text):
        first = block.first + text.count("\n", 0, found.start())
        last = first + found.group().count("\n")
        if _is_inside(text, found.start()):
            continue
        if text[at : found.start()].strip():
            yield _rest(block, line, first - 1, text[at : found.start()])
        yield _element(block, first, last, found)
        at, line = found.end() + 1, last + 1
    if not at:
        yield block
    elif text[at:].strip():
        yield _rest(block, line, block.last, text[at:])


def _is_inside(text: str, at: int) -> bool:
    """Whether a comment or a container stands open at an offset."""
    depth = 0
    for found in _AROUND.finditer(text):
        if found.start() >= at:
            break
        if found.group().startswith("<!--"):
            if found.end() > at:
                return True
        else:
            depth = max(0, depth + (-1 if found["end"] else 1))
    return depth > 0


def _element(block: Block, first: int, last: int, found: re.Match[str]) -> Block:
    lines = (first - 1, last)
    if found["level"]:
        tokens = _tokens("heading", f"h{found['level']}", html_words(found["title"]), lines)
        return replace(block, type="heading", first=first, last=last, tokens=tokens)
    words = found["labelled"] or f"**{html_words(found['words'])}**{found['tail']}".rstrip()
    return replace(block, type="paragraph", first=first, last=last, tokens=_tokens("paragraph", "p", words, lines))


def _rest(block: Block, first: int, last: int, html: str) -> Block:
    token = Token(HTML_BLOCK, "", 0, content=html, map=[first - 1, last], block=True)
    return replace(block, first=first, last=last, tokens=(token,))


def _tokens(kind: str, tag: str, words: str, lines: tuple[int, int]) -> Sequence[Token]:
    inline = Token("inline", "", 0, content=words, map=[*lines], level=1, block=True, children=[])
    opening = Token(f"{kind}_open", tag, 1, map=[*lines], block=True)
    closing = Token(f"{kind}_close", tag, -1, block=True)
    return (opening, inline, closing)
