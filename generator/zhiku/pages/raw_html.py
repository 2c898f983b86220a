"""Raw HTML blocks: finished HTML in Markdown pages that the site engine passes through unparsed.

Python-Markdown would parse every tag of such a block, which costs more than the rest of the page, and would change some of it.
``raw_html_block`` marks the block, and the Markdown extension in this module extracts it before any other rule
runs. An engine without the extension still shows the block, because whatever Python-Markdown's preprocessors would change is
written as entities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEGIN, _END = "<!--raw-html-->", "<!--/raw-html-->"
_BLOCK = re.compile(rf"^{_BEGIN}\n(.*?)^{_END}\n?", re.DOTALL | re.MULTILINE)
_FENCE_AT_LINE_START = re.compile(r"\n([ ]*)([`~])")
_BLANK_LINE = re.compile(r"\n([ ]+)(?=\n)")
_KEPT_BY_ENGINE = "\x02\x03"
"""Control characters that Python-Markdown uses as its own placeholders; no browser shows them."""
_OPEN, _CLOSE = "\ue0f4", "\ue0f5"
"""Private-use characters around the number of an extracted block."""
_PLACEHOLDER = re.compile(rf"<div>{_OPEN}(\d+){_CLOSE}</div>")
_AFTER_WHITESPACE = 29
"""Priority just below white space normalisation (30), which would remove the placeholder of an extracted block."""


def raw_html_block(html: str) -> str:
    """HTML between markers; entities replace what a preprocessor would react to and mean the same to a browser."""
    html = str(html)  # ``replace`` of ``Markup`` would escape what it inserts
    for character in _KEPT_BY_ENGINE:
        html = html.replace(character, "")
    html = html.replace("\t", "&#9;").replace(_END, "&lt;!--/raw-html--&gt;")
    html = _FENCE_AT_LINE_START.sub(lambda found: f"\n{found[1]}&#{ord(found[2])};", f"\n{html}\n")
    html = _BLANK_LINE.sub(lambda found: "\n" + "&#32;" * len(found[1]), html)
    return f"{_BEGIN}{html}{_END}\n"


def extract_raw_html(page: str) -> tuple[str, list[str]]:
    """The page with a numbered placeholder for each raw HTML block, and the HTML of the blocks in order."""
    blocks: list[str] = []

    def placeholder(found: re.Match[str]) -> str:
        blocks.append(found[1].rstrip())
        return f"{_BEGIN}\n<div>{_OPEN}{len(blocks) - 1}{_CLOSE}</div>\n{_END}\n"

    return _BLOCK.sub(placeholder, page + "\n"), blocks


def restore_raw_html(html: str, blocks: Sequence[str]) -> str:
    """A rendered page with its placeholders replaced by the extracted blocks."""
    parts = _PLACEHOLDER.split(html)
    return "".join(blocks[int(part)] if index % 2 else part for index, part in enumerate(parts))


class RawHtmlExtension(Extension):  # type: ignore[misc] # Python-Markdown has no types
    """Extracts raw HTML blocks before they are parsed."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Run before the rules that look at blocks."""
        md.preprocessors.register(_Extractor(md), "raw_html_blocks", _AFTER_WHITESPACE)


class _Extractor(Preprocessor):  # type: ignore[misc] # as above
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if _BEGIN not in text:
            return lines
        extracted: str = _BLOCK.sub(lambda found: f"\n{self.md.htmlStash.store(found[1].rstrip())}\n\n", text + "\n")
        return extracted.split("\n")


def makeExtension(**settings: object) -> RawHtmlExtension:  # noqa: N802 - Python-Markdown looks for this name
    """The extension, as Python-Markdown makes it from its name."""
    return RawHtmlExtension(**settings)
