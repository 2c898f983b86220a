"""The blocks of a text: ``SourceText`` in, its top-level Markdown blocks with their lines out.

Blocks without an end stop where the next question seems to open (``unclosed_blocks``). Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from zhiku.content.front_matter import front_matter_plugin
from zhiku.markdown.admonitions import admonition_plugin
from zhiku.markdown.dialect import MAX_NESTING
from zhiku.markdown.mentioned_tags import leave_mentioned_programs
from zhiku.markdown.tables import keep_pipes
from zhiku.parsing.enclosed_headings import ENCLOSED_HEADING, without_enclosed_headings
from zhiku.parsing.html_blocks import with_html_elements
from zhiku.parsing.unclosed_blocks import Guard, Unclosed, guard_of, guarded
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from zhiku.content.question_format import QuestionFormat
    from zhiku.source.text import SourceText

_NO_WORDS = re.compile(r"(?:<!--.*?-->|&nbsp;|&#160;|[*_\s])*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block: ``first`` to ``last`` are its lines (from 1), ``tokens`` all that it is made of."""

    type: str
    first: int
    last: int
    tokens: Sequence[Token]

    @property
    def level(self) -> int:
        """Level of a heading, 0 of anything else."""
        return int(self.tokens[0].tag[1]) if self.type == "heading" else 0

    @property
    def is_empty_heading(self) -> bool:
        """Whether it is a heading without words: nothing, or comments, blanks and marks of emphasis only."""
        return self.level > 0 and _NO_WORDS.fullmatch(self.content) is not None

    @property
    def content(self) -> str:
        """The inline Markdown of a heading or paragraph, the raw text of HTML or code."""
        token = self.tokens[1] if self.type in {"heading", "paragraph", ENCLOSED_HEADING} else self.tokens[0]
        return token.content


@dataclass(frozen=True, slots=True)
class Blocks:
    """All top-level blocks of a text, its link definitions, the lines of its footnotes, and its malformed blocks."""

    blocks: tuple[Block, ...]
    references: tuple[tuple[str, tuple[str, str]], ...]
    footnotes: tuple[tuple[str, int, int], ...]
    unclosed: tuple[Unclosed, ...]
    too_deep: tuple[int, ...]
    """Lines (from 1) at which the nesting is deeper than ``MAX_NESTING``."""


def read_blocks(source: SourceText, form: QuestionFormat | None) -> Blocks:
    """The blocks of a text; without a format, unclosed blocks are not ended early."""
    # The byte order mark would hide a heading on the first line; it is one character, so positions by line stay right.
    text = source.text.removeprefix(BYTE_ORDER_MARK)
    environment: dict[str, Any] = {"guard": guard_of(source, form)}
    tokens = _PARSER.parse(text, environment)
    guard: Guard = environment["guard"]
    blocks: list[Block] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            block = _block(tokens[start : index + 1])
            start = index + 1
            if block:
                blocks += with_html_elements(block)
    references = tuple(
        (name, (str(item["href"]), str(item.get("title", "")))) for name, item in environment.get("references", {}).items()
    )
    footnotes = tuple(
        (str(block.tokens[0].meta["label"]), block.first, block.last) for block in blocks if block.type == "footnote_reference"
    )
    return Blocks(
        without_enclosed_headings(source, blocks),
        references,
        footnotes,
        tuple(guard.unclosed),
        tuple(dict.fromkeys(guard.too_deep)),
    )


def _block(tokens: Sequence[Token]) -> Block | None:
    first = tokens[0]
    if first.map is None:
        return None
    return Block(first.type.removesuffix("_open"), first.map[0] + 1, first.map[1], tokens)


def blocks_between(source: SourceText, blocks: Sequence[Block], start: int, end: int) -> Sequence[Block]:
    """The blocks that begin at or after ``start`` and before ``end``, by offsets."""

    def offset(block: Block) -> int:
        return source.offset_of_line(block.first)

    return blocks[bisect_left(blocks, start, key=offset) : bisect_left(blocks, end, key=offset)]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.use(footnote_plugin).use(front_matter_plugin).use(admonition_plugin).use(deflist_plugin)
    keep_pipes(parser)
    leave_mentioned_programs(parser)
    parser.core.ruler.disable(["footnote_tail"])
    parser.disable("inline")
    return guarded(parser)


_PARSER = _parser()
