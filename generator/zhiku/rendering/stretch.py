"""A stretch of Markdown in its file: tokens in; the places of what they contain, and problems with their places, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from zhiku.diagnostics.diagnostic import Severity, at_offset
from zhiku.model import Excerpt
from zhiku.rendering.passages import line_of
from zhiku.source import offset_map
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.source.offset_map import OffsetMap

_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")


class Inline(NamedTuple):
    """A token whose content maps to one stretch of the file: inline Markdown, or a block of HTML."""

    token: Token
    offsets: OffsetMap
    """From its content to the stretch."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of the file ``source`` that is rendered; ``problems`` collects what is found in it.

    Offsets and lines of ``local`` are those within the stretch; ``excerpt`` maps them to the file.
    """

    excerpt: Excerpt
    source: SourceText
    problems: list[Diagnostic]

    @cached_property
    def local(self) -> SourceText:
        """The stretch as a text of its own."""
        return SourceText("", self.excerpt.text)

    def start_of(self, token: Token) -> int:
        """The offset of the first line of a block."""
        return self.local.offset_of_line(line_of(token))

    def line_in_file(self, line: int) -> int:
        """The line of the file, from 1, for a line of the stretch."""
        return self.source.line_of(self.excerpt.offset(self.local.offset_of_line(line)))

    def report(  # noqa: PLR0913, PLR0917 - the fields of a diagnostic
        self, offset: int, code: str, message: str, hint: str, length: int = 1, severity: Severity = Severity.ERROR
    ) -> None:
        """Report a problem at an offset of the stretch."""
        there = self.excerpt.offset(offset)
        self.problems.append(at_offset(self.source, there, code, message, hint=hint, length=length, severity=severity))

    def inlines(self, tokens: Sequence[Token]) -> list[Inline]:
        """All inline Markdown and HTML blocks with their places; found before anything in them changes."""
        found, cell_end = [], 0
        for index, token in enumerate(tokens):
            line = line_of(token)
            if token.type == "inline" and tokens[index - 1].type in {"th_open", "td_open"}:
                offsets = offset_map.of_cell(self.local, token.content, line, cell_end)
                cell_end = offsets.offset(len(token.content))
                found.append(Inline(token, offsets))
            elif token.type == "inline" or _is_authors_html(token):
                found.append(Inline(token, offset_map.of_lines(self.local, token.content, line, 0)))
        return found


def with_footnotes(excerpt: Excerpt, known: Mapping[str, Excerpt]) -> Excerpt:
    """The stretch, with the definitions of its footnotes appended if they are elsewhere in the text."""
    text, offsets = excerpt.text, list(excerpt.offsets)
    for label in dict.fromkeys(match["label"] for match in _FOOTNOTE.finditer(excerpt.text)):
        if label in known and f"[^{label}]:" not in text:
            text += "\n\n"
            offsets.append((len(text), known[label].offsets[0][1]))
            text += known[label].text
    return Excerpt(text, tuple(offsets), excerpt.end) if text != excerpt.text else excerpt


def _is_authors_html(token: Token) -> bool:
    """Whether a token is a block of HTML that the author wrote, not one that an extension made."""
    return token.type == "html_block" and not token.meta.get("made")
