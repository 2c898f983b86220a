"""Render one section of a question or part: Markdown stretches in, HTML, passages and formulas out.

Every section is rendered by a CommonMark parser, not by the site engine's: Python-Markdown flattens lists that are indented
by three spaces, renumbers ``3.``, and does not support ``1)``, so its result would differ from GitHub's. Pages therefore contain
finished HTML (see ``pages.raw_html``), sanitized, with the formulas shielded for ``output.finish``.

The parsed tokens go through passes, one after the other; each reads or changes one kind of token. The passes are listed in
``SectionRenderer._stretch``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from zhiku.diagnostics.diagnostic import Severity
from zhiku.markdown import raw_tex
from zhiku.markdown.attributes import apply_all
from zhiku.markdown.boxes import convert_admonitions
from zhiku.markdown.delimiters import uses_brackets
from zhiku.markdown.diagrams import fill
from zhiku.markdown.dialect import BRACKETS
from zhiku.markdown.emoji import show_emoji
from zhiku.markdown.enumerated_lines import break_enumerated_lines
from zhiku.markdown.literal_markup import show_hidden_markup
from zhiku.markdown.mentioned_tags import show_mentioned_tags
from zhiku.markdown.renderer import convert_alerts, parser
from zhiku.markdown.sanitizer import clean
from zhiku.markdown.tables import cells_of
from zhiku.markdown.task_lists import convert_tasks
from zhiku.model import Formula, Passage, Section, SectionKind
from zhiku.rendering.back_links import without_back_links
from zhiku.rendering.diagrams import draw_diagrams
from zhiku.rendering.formulas import FormulaCollector
from zhiku.rendering.link_index import ALL_QUESTIONS, PROSE_ANCHOR
from zhiku.rendering.link_tokens import TokenLinks
from zhiku.rendering.links import LinkResolver
from zhiku.rendering.notes import note_plugin
from zhiku.rendering.passages import find_passages, line_of
from zhiku.rendering.repeated_titles import without_title
from zhiku.rendering.stretch import Stretch, with_footnotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import Excerpt, ParsedSection, ParsedText
    from zhiku.rendering.context import Context
    from zhiku.rendering.errata import Errata
    from zhiku.rendering.stretch import Inline
    from zhiku.source.offset_map import OffsetMap
    from zhiku.source.text import SourceText

_FIRST_INNER_HEADING = 3
_LAST_HEADING = 6


@cache
def _parser(*, dollars: bool) -> MarkdownIt:
    return parser(dollars=dollars).use(note_plugin)


@dataclass
class SectionRenderer:
    """Renders one section and collects its passages, formulas, media and problems."""

    text: ParsedText
    source: SourceText
    context: Context
    kind: SectionKind
    anchor: str
    """Prefix of the ids of headings."""
    headings: dict[SectionKind, int]
    """The number of headings rendered so far in sections of each kind."""
    errata: Errata
    problems: list[Diagnostic]
    media: list[str]
    title: str = ""
    """The title of the question, which its answer need not repeat."""
    passages: list[Passage] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)

    def section(self, parsed: ParsedSection) -> Section:
        """The section, rendered."""
        markdown = "\n\n".join(excerpt.text.strip() for excerpt in parsed.body if excerpt.text.strip())
        return Section(parsed.kind, parsed.title, markdown, self.html(parsed.body))

    def html(self, body: Sequence[Excerpt]) -> str:
        """The stretches of a section, one after the other."""
        return "\n".join(self._stretch(excerpt, index) for index, excerpt in enumerate(body) if excerpt.text.strip())

    def _stretch(self, excerpt: Excerpt, index: int) -> str:
        stretch = Stretch(with_footnotes(excerpt, dict(self.text.footnotes)), self.source, self.problems)
        machine = _parser(dollars=self.context.dollars)
        box_id = f"{self.anchor}{index or ''}{len(self.passages)}"
        environment = {
            "references": {name: {"href": href, "title": title} for name, (href, title) in self.text.references},
            "docId": box_id,
            BRACKETS: uses_brackets(self.source.text),
            "interface": self.context.interface,
        }
        tokens = without_back_links(machine.parse(stretch.excerpt.text, environment), self._is_contents)
        tokens = tokens if self.kind is SectionKind.PROMPT else without_title(tokens, self.title)
        tokens = self._with_extensions(tokens, box_id)
        inlines = stretch.inlines(tokens)
        self._place_headings(tokens)
        formulas = FormulaCollector(stretch, self.context.typesetter, self.context.strict_formulas, self.formulas)
        formulas.in_tokens(tokens, inlines)
        TokenLinks(self._resolver(stretch), stretch.local.text).in_tokens(inlines)
        _show_raw_tex(inlines, stretch)
        _check_tables(tokens, stretch)
        self._collect_passages(tokens, stretch)
        figures, undrawn = draw_diagrams(tokens, self.context.interface)
        for block, language, hint in undrawn:
            message = f"this diagram (`{language}`) is shown as code"
            stretch.report(stretch.start_of(block), "KB207", message, hint, 1, Severity.WARNING)
        html = clean(machine.renderer.render(self.errata.insert_placeholders(tokens), machine.options, environment))
        html = self.errata.fill(html.strip(), self.context.interface, dollars=self.context.dollars)
        return fill(html, figures)

    def _with_extensions(self, tokens: list[Token], box_id: str) -> list[Token]:
        """The extensions beyond CommonMark: alerts, admonitions, task lists, attributes, emoji, enumerated lines."""
        show_hidden_markup(tokens)
        show_mentioned_tags(tokens)
        convert_alerts(tokens)
        tokens = _without_empty_headings(convert_admonitions(tokens, box_id))
        convert_tasks(tokens, lambda state: self.context.interface(f"question.task_{state}"))
        apply_all(tokens)
        show_emoji(tokens)
        break_enumerated_lines(tokens)
        _leave_empty_headers(tokens)
        return tokens

    def _place_headings(self, tokens: Sequence[Token]) -> None:
        """Move headings below those of the page and give them ids that do not depend on their words."""
        headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
        top = min((int(token.tag[1]) for token in headings), default=_FIRST_INNER_HEADING)
        for token in headings:
            token.tag = f"h{min(_LAST_HEADING, int(token.tag[1]) - top + _FIRST_INNER_HEADING)}"
            if token.type == "heading_open":
                self.headings[self.kind] = self.headings.get(self.kind, 0) + 1
                token.attrSet("id", f"{self.anchor}-h{self.headings[self.kind]}")

    def _is_contents(self, address: str) -> bool:
        found = self.context.addresses.find(address, self.source.file)
        return found is not None and found.url == ALL_QUESTIONS

    def _resolver(self, stretch: Stretch) -> LinkResolver:
        return LinkResolver(
            self.context.addresses,
            self.context.attachments,
            self.source.file,
            self.anchor != PROSE_ANCHOR,
            stretch.report,
            self.context.interface("question.image"),
            self.media,
        )

    def _collect_passages(self, tokens: Sequence[Token], stretch: Stretch) -> None:
        """The plain text of every paragraph, heading, list head, cell and block of code, with its line in the file."""
        for role, text, depth, line, code in find_passages(tokens):
            self.passages.append(Passage(self.kind, role, text, depth, stretch.line_in_file(line), code))


def _without_empty_headings(tokens: list[Token]) -> list[Token]:
    """The tokens without headings that have no words."""
    empty = {
        place + at
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and not tokens[place + 1].content.strip()
        for at in range(3)
    }
    return [token for place, token in enumerate(tokens) if place not in empty] if empty else tokens


def _leave_empty_headers(tokens: Sequence[Token]) -> None:
    """Make plain cells of header cells without words, such as the one above the names of rows: they head nothing."""
    for place, token in enumerate(tokens):
        if token.type == "th_open" and not tokens[place + 1].content.strip():
            token.tag = tokens[place + 2].tag = "td"


def _show_raw_tex(inlines: Sequence[Inline], stretch: Stretch) -> None:
    """Show TeX outside formulas as code."""
    for block, offsets in inlines:
        if block.children is not None and "\\" in block.content:
            block.children = [*_with_raw_tex(block, offsets, stretch)]


def _with_raw_tex(block: Token, offsets: OffsetMap, stretch: Stretch) -> Iterator[Token]:
    at = 0
    for token in block.children or []:
        end = 0
        for found in raw_tex.WRITTEN.finditer(token.content) if token.type == "text" else ():
            written = found.group()
            at = max(at, block.content.find(written, at))
            hint = "write it as a formula, `\\(…\\)`, or as code, in backticks; it is shown as written"
            stretch.report(offsets.offset(at), "KB206", "TeX outside a formula", hint, len(written))
            yield token.copy(content=token.content[end : found.start()])
            yield token.copy(type="code_inline", tag="code", content=written)
            end, at = found.end(), at + len(written)
        yield token.copy(content=token.content[end:]) if end else token


def _check_tables(tokens: Sequence[Token], stretch: Stretch) -> None:
    """Warn of table rows with too many cells: those beyond the columns of the table would not be shown."""
    columns = 0
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            end = next(at for at in range(index, len(tokens)) if tokens[at].type == "tr_close")
            columns = sum(cell.type in {"th_open", "td_open"} for cell in tokens[index:end])
        elif token.type == "tr_open":
            _check_cells(columns, line_of(token), stretch)


def _check_cells(columns: int, line: int, stretch: Stretch) -> None:
    row = stretch.local.line(line).strip()
    cells = cells_of(row, columns)
    if len(cells) > columns:
        lost = row[slice(cells[columns][0], cells[-1][1])]
        message = f"this row has {len(cells)} cells, its table {columns} columns: `{lost[:40]}` is not shown"
        hint = "write `\\|` for a bar inside a cell, or give the table another column"
        stretch.report(stretch.local.offset_of_line(line), "KB161", message, hint, 1, Severity.WARNING)
