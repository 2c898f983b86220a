"""Show errata in the text: an owner's quotes and corrections in, notes next to the quoted passages out; the text is unchanged.

A quote is searched in the Markdown of each block and in its plain text, ignoring white space; the note follows the first block
that contains it. A quote that no block contains is an error, so a note never outlives the sentence that it corrects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it.token import Token
from markupsafe import Markup

from zhiku.markdown.renderer import parser
from zhiku.markdown.sanitizer import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.annotations import Erratum
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.lang.interface import Interface
    from zhiku.model import Section

_SPACE = re.compile(r"\s+")
_ENDS = {"paragraph_close", "heading_close", "table_close"}


@dataclass
class Errata:
    """The errata of one question, being placed."""

    items: Sequence[Erratum]
    placed: set[int] = field(default_factory=set)
    pending: list[int] = field(default_factory=list)

    def insert_placeholders(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with a placeholder after each block that contains a quote."""
        if len(self.placed) == len(self.items):
            return list(tokens)
        marked: list[Token] = []
        waiting: list[int] = []
        in_table = False
        for token in tokens:
            marked.append(token)
            in_table = in_table or token.type == "table_open"
            waiting += self._within(token)
            alone = token.nesting == 0 and token.type != "inline"
            closes = token.type == "table_close" if in_table else alone or token.type in _ENDS
            if closes:
                marked += [_placeholder(index) for index in waiting]
                self.pending += waiting
                waiting, in_table = [], False
        return marked

    def _within(self, token: Token) -> Iterator[int]:
        if not token.content:
            return
        words = _without_spaces(
            "".join(child.content for child in token.children or () if child.type in {"text", "code_inline", "text_special"})
        )
        written = _without_spaces(token.content)
        for index, item in enumerate(self.items):
            quote = _without_spaces(item.quote)
            if index not in self.placed and (quote in written or quote in words):
                self.placed.add(index)
                yield index

    def fill(self, html: str, t: Interface, *, dollars: bool) -> str:
        """The HTML with the placeholders replaced by notes."""
        for index in self.pending:
            insert_placeholders = _placeholder(index).content.strip()
            html = html.replace(insert_placeholders, note_html(self.items[index], index, t, dollars=dollars), 1)
        self.pending = []
        return html

    def missing(self) -> tuple[Diagnostic, ...]:
        """The problems of the quotes that were not found."""
        return tuple(item.missing for index, item in enumerate(self.items) if index not in self.placed)


def show_errata(section: Section, errata: Errata, title: str, t: Interface) -> tuple[Section, tuple[Diagnostic, ...]]:
    """The first section preceded by the notes on the title, and the problems of quotes that were not found."""
    notes = ""
    for index, item in enumerate(errata.items):
        if index not in errata.placed and _without_spaces(item.quote) in _without_spaces(title):
            errata.placed.add(index)
            notes += note_html(item, index, t, dollars=False) + "\n"
    return (replace(section, html=notes + section.html) if notes else section), errata.missing()


def note_html(item: Erratum, index: int, t: Interface, *, dollars: bool) -> str:
    """The HTML of a note: the quote, its correction and the source."""
    machine = parser(dollars=dollars)
    # A formula is shown right above its note, so only words are quoted.
    is_formula = item.quote.startswith(("\\(", "\\[", "$"))
    words = Markup(f"<q>{clean(machine.renderInline(item.quote))}</q>")  # noqa: S704 - sanitized
    quote = "" if is_formula else f'<p class="kb-erratum__quote">{t.html("question.erratum_quote", quote=words)}</p>\n'
    correction = clean(machine.render(item.correction, {"interface": t})).strip()
    source = ""
    if item.source:
        is_link = urlsplit(item.source).scheme in {"http", "https"}
        shown = (
            f'<a href="{escape(item.source)}" rel="noopener">{escape(item.source)}</a>'
            if is_link
            else clean(machine.renderInline(item.source))
        )
        words = t.html("question.erratum_source", source=Markup(shown))  # noqa: S704 - sanitized
        source = f'<p class="kb-erratum__source">{words}</p>\n'
    head = f'<p class="kb-erratum__head">{escape(t("question.erratum"))}</p>'
    return f'<aside class="kb-erratum" data-erratum="{index + 1}">\n{head}\n{quote}{correction}\n{source}</aside>'


def _placeholder(index: int) -> Token:
    token = Token("html_block", "", 0)
    token.content = f"<p>\ue000{index}\ue001</p>\n"
    return token


def _without_spaces(text: str) -> str:
    return _SPACE.sub("", text)
