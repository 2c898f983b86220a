"""Render one section of a question or part: Markdown stretches in, HTML, passages and formulas out.

Every section is rendered by a CommonMark parser, not by the site engine's: Python-Markdown flattens lists that are indented
by three spaces, renumbers ``3.``, and does not support ``1)``, so its result would differ from GitHub's. Pages therefore contain
finished HTML (see ``pages.raw_html``), sanitized, with the formulas shielded for ``output.finish``.

The parsed tokens go through passes, one after the other; each reads or changes one kind of token. The passes are listed in
``SectionRenderer._stretch``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from markdown_it.token import Token

from zhiku.diagnostics.diagnostic import Severity, at_offset
from zhiku.markdown import raw_tex
from zhiku.markdown.attributes import apply_all
from zhiku.markdown.boxes import convert_admonitions
from zhiku.markdown.delimiters import is_pattern, is_tex, uses_brackets
from zhiku.markdown.diagrams import fill
from zhiku.markdown.dialect import BRACKETS, FORMULA, WRITTEN, written_span
from zhiku.markdown.emoji import show_emoji
from zhiku.markdown.enumerated_lines import break_enumerated_lines
from zhiku.markdown.fences import read_fence
from zhiku.markdown.katex import refusal
from zhiku.markdown.renderer import convert_alerts, formula_html, parser
from zhiku.markdown.sanitizer import SOURCE_CLASS, clean
from zhiku.markdown.suspicious_tex import suspicions
from zhiku.markdown.tables import cells_of
from zhiku.markdown.task_lists import convert_tasks
from zhiku.markdown.wikilinks import WIKILINK
from zhiku.model import Excerpt, Formula, Passage, Section
from zhiku.rendering.diagrams import draw_diagrams
from zhiku.rendering.link_index import PROSE_ANCHOR
from zhiku.rendering.links import WIKILINK_MARK, LinkResolver, is_remote, remote_link
from zhiku.rendering.passages import find_passages, line_of, plain
from zhiku.source import offset_map
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import ParsedSection, ParsedText, SectionKind
    from zhiku.rendering.context import Context
    from zhiku.rendering.errata import Errata
    from zhiku.source.offset_map import OffsetMap

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
"""Invisible characters that editors leave between dollars and KaTeX does not support."""
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")
_HTML_FORMULA = re.compile(
    r"(?P<skipped><(?P<tag>pre|code|script|style)\b.*?</(?P=tag)>|<[^>]*>)|\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]",
    re.DOTALL | re.IGNORECASE,
)
_MATH_FENCES = frozenset({"math", "latex math", "tex math"})
_FIRST_INNER_HEADING = 3
_LAST_HEADING = 6
_CLOSING = {"\\(": "\\)", "\\[": "\\]"}


class _Inline(NamedTuple):
    """A token whose content maps to one stretch of the file: inline Markdown, or a block of HTML."""

    token: Token
    line: int
    """Line in the stretch, from 1."""
    offsets: OffsetMap


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
    passages: list[Passage] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    _excerpt: Excerpt = field(init=False)
    _local: SourceText = field(init=False)
    """The stretch being rendered, as a separate text."""
    _links: LinkResolver = field(init=False)

    def __post_init__(self) -> None:  # noqa: D105 - no more than the fields that follow from others
        self._links = LinkResolver(
            self.context.addresses,
            self.context.attachments,
            self.source.file,
            self.anchor != PROSE_ANCHOR,
            self._problem,
            self.context.interface("question.image"),
            self.media,
        )

    def section(self, parsed: ParsedSection) -> Section:
        """The section, rendered."""
        markdown = "\n\n".join(excerpt.text.strip() for excerpt in parsed.body if excerpt.text.strip())
        return Section(parsed.kind, parsed.title, markdown, self.html(parsed.body))

    def html(self, body: Sequence[Excerpt]) -> str:
        """The stretches of a section, one after the other."""
        return "\n".join(self._stretch(excerpt, index) for index, excerpt in enumerate(body) if excerpt.text.strip())

    def _stretch(self, excerpt: Excerpt, index: int) -> str:
        self._excerpt = self._with_footnotes(excerpt)
        self._local = SourceText("", self._excerpt.text)
        machine = parser(dollars=self.context.dollars)
        box_id = f"{self.anchor}{index or ''}{len(self.passages)}"
        environment = {
            "references": {name: {"href": href, "title": title} for name, (href, title) in self.text.references},
            "docId": box_id,
            BRACKETS: uses_brackets(self.source.text),
            "interface": self.context.interface,
        }
        tokens = self._with_extensions(machine.parse(self._excerpt.text, environment), box_id)
        inlines = self._locate(tokens)
        self._place_headings(tokens)
        self._set_formulas(tokens, inlines)
        self._resolve_links(inlines)
        self._show_raw_tex(inlines)
        self._check_blocks(tokens)
        self._collect_passages(tokens)
        figures, undrawn = draw_diagrams(tokens, self.context.interface)
        for block, language, hint in undrawn:
            message = f"this diagram (`{language}`) is shown as code"
            self._problem(self._local.offset_of_line(line_of(block)), "KB207", message, hint, 1, Severity.WARNING)
        html = clean(machine.renderer.render(self.errata.insert_placeholders(tokens), machine.options, environment))
        html = self.errata.fill(html.strip(), self.context.interface, dollars=self.context.dollars)
        return fill(html, figures)

    def _with_footnotes(self, excerpt: Excerpt) -> Excerpt:
        """The stretch, with the definitions of its footnotes appended if they are elsewhere in the text."""
        known = dict(self.text.footnotes)
        text, offsets = excerpt.text, list(excerpt.offsets)
        for label in dict.fromkeys(match["label"] for match in _FOOTNOTE.finditer(excerpt.text)):
            if label in known and f"[^{label}]:" not in text:
                text += "\n\n"
                offsets.append((len(text), known[label].offsets[0][1]))
                text += known[label].text
        return Excerpt(text, tuple(offsets), excerpt.end) if text != excerpt.text else excerpt

    def _with_extensions(self, tokens: list[Token], box_id: str) -> list[Token]:
        """Pass 1: the extensions beyond CommonMark: alerts, admonitions, task lists, attributes, emoji, enumerated lines."""
        convert_alerts(tokens)
        tokens = without_empty_headings(convert_admonitions(tokens, box_id))
        convert_tasks(tokens, lambda state: self.context.interface(f"question.task_{state}"))
        apply_all(tokens)
        show_emoji(tokens)
        break_enumerated_lines(tokens)
        return tokens

    def _locate(self, tokens: Sequence[Token]) -> list[_Inline]:
        """Pass 2: the position in the file of all inline Markdown and HTML blocks, before anything in them changes."""
        found, cell_end = [], 0
        for index, token in enumerate(tokens):
            line = line_of(token)
            if token.type == "inline" and tokens[index - 1].type in {"th_open", "td_open"}:
                offsets = offset_map.of_cell(self._local, token.content, line, cell_end)
                cell_end = offsets.offset(len(token.content))
                found.append(_Inline(token, line, offsets))
            elif token.type == "inline" or _is_authors_html(token):
                found.append(_Inline(token, line, offset_map.of_lines(self._local, token.content, line, 0)))
        return found

    # --- pass 3: headings

    def _place_headings(self, tokens: Sequence[Token]) -> None:
        """Move headings below those of the page and give them ids that do not depend on their words."""
        headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
        top = min((int(token.tag[1]) for token in headings), default=_FIRST_INNER_HEADING)
        for token in headings:
            token.tag = f"h{min(_LAST_HEADING, int(token.tag[1]) - top + _FIRST_INNER_HEADING)}"
            if token.type == "heading_open":
                self.headings[self.kind] = self.headings.get(self.kind, 0) + 1
                token.attrSet("id", f"{self.anchor}-h{self.headings[self.kind]}")

    # --- pass 4: formulas

    def _set_formulas(self, tokens: Sequence[Token], inlines: Sequence[_Inline]) -> None:
        """Collect all formulas in the order of the text; show those that cannot be typeset as source."""
        located = {id(inline.token): inline for inline in inlines}
        for token in tokens:
            if inline := located.get(id(token)):
                self._set_inline_formulas(inline)
                continue
            if token.type == "fence" and (
                token.info.strip().lower() in _MATH_FENCES or read_fence(token.info).language == "math"
            ):
                token.type, token.markup, token.block = "math_block", "$$", True
            if token.type == "math_block":
                self._formula(token, self._local.offset_of_line(line_of(token)))

    def _set_inline_formulas(self, inline: _Inline) -> None:
        token, _, offsets = inline
        if token.type == "html_block":
            replaced: list[tuple[int, int, int]] = []

            def set_formula(found: re.Match[str]) -> str:
                shown = self._formula_in_html(found, offsets)
                replaced.append((*found.span(), len(shown)))
                return shown

            token.content = _HTML_FORMULA.sub(set_formula, token.content)
            token.meta["offsets"] = offset_map.after_replacements(offsets, replaced)
        for child in token.children or []:
            if child.type in {FORMULA, "math_inline", "math_inline_double"}:
                self._formula(child, offsets.offset(written_span(child)[0]))
            elif child.type == "unpaired_formula":
                closing = _CLOSING[child.markup]
                message = f"`{child.markup}` opens a formula that is never closed"
                hint = f"add `{closing}` in the same paragraph"
                self._problem(offsets.offset(written_span(child)[0]), "KB202", message, hint, 2)

    def _formula(self, token: Token, offset: int) -> None:
        """Collect a formula; one that cannot be typeset is shown as source, unless the base is strict about formulas."""
        dollars = token.type.startswith("math")
        display = token.markup in {"\\[", "$$"}
        written = token.meta.get(WRITTEN) or f"{token.markup}{token.content}{token.markup}"
        opening = written[: len(written) - len(written.lstrip("\\$`")) + (not dollars)]
        lead = len(token.content) - len(token.content.lstrip("\n")) if dollars else 0
        tex = _INVISIBLE.sub("", token.content.strip("\n")) if dollars else token.content
        if reason := refusal(self.context.typesetter, tex, display=display):
            if not dollars and is_pattern(tex):
                _show_as_text(token, token.markup[1] + token.content + _CLOSING[token.markup][1])
                return
            if not self.context.strict_formulas:
                hint = f"KaTeX: {reason}; it is shown as written"
                self._problem(offset, "KB205", "this formula cannot be typeset", hint, len(opening), Severity.WARNING)
                _show_as_source(token, written)
                return
        at = self._excerpt.offset(offset)
        line, column = self.source.position(at)
        self.formulas.append(Formula(tex, display, line, column, len(opening)))
        if dollars:
            token.type, token.content = FORMULA, tex
        for start, length, message, hint in suspicions(tex):
            self._problem(offset + len(opening) + lead + start, "KB204", message, hint, length, Severity.WARNING)

    def _formula_in_html(self, found: re.Match[str], offsets: OffsetMap) -> str:
        if found["skipped"]:
            return found.group()
        display, tex = found["display"] is not None, unescape(found["inline"] or found["display"] or "")
        token = Token(FORMULA, "", 0, markup="\\[" if display else "\\(", content=tex, meta={WRITTEN: found.group()})
        if not is_tex(tex):
            return found.group()[1:-2] + found.group()[-1]
        self._formula(token, offsets.offset(found.start()))
        return token.content if token.type == "html_inline" else formula_html("span", tex, display=display)

    # --- pass 5: links, images, HTML

    def _resolve_links(self, inlines: Sequence[_Inline]) -> None:
        """Resolve links and images to pages and media of the site; of a link without a target, only the words remain."""
        for token, _, offsets in inlines:
            if token.type == "html_block":
                token.content = self._links.html(token.content, token.meta.get("offsets", offsets))
            dropped: list[bool] = []
            for child in token.children or []:
                match child.type:
                    case "html_inline" if not child.meta.get("made"):
                        self._inline_html(child, offsets)
                    case "link_open":
                        target = self._link(child, offsets)
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
        """The target of a link; an unresolved wikilink is marked, because it may name a concept."""
        href = str(token.attrGet("href") or "")
        if token.markup != WIKILINK:
            return self._links.link(href, self._address(href, token, offsets))
        name = unquote(href.removeprefix("#"))
        page = self._links.find(f"#{name}") or self._links.find(f"{name.partition('#')[0]}.md")
        return page or f"#{WIKILINK_MARK}{quote(name)}"

    def _image(self, token: Token, offsets: OffsetMap, *, in_link: bool) -> None:
        src = str(token.attrGet("src") or "")
        address = self._links.image(src, self._address(src, token, offsets))
        if address is not None:
            token.attrSet("src", address)
            return
        words = plain(token.children or []) or self.context.interface("question.image")
        token.type = "html_inline"
        token.content = remote_link(src, words) if is_remote(src) and not in_link else escape(f"[{words}]")

    def _inline_html(self, token: Token, offsets: OffsetMap) -> None:
        start = written_span(token)[0] if "place" in token.meta else 0
        moved = offset_map.OffsetMap(lambda: tuple((at - start, there) for at, there in offsets.pieces))
        token.content = self._links.html(token.content, moved)

    def _address(self, url: str, token: Token, offsets: OffsetMap) -> int:
        """The offset of an address within its link or image; that of the link itself if the address is defined elsewhere."""
        if "place" not in token.meta:
            return offsets.offset(0)
        start, end = map(offsets.offset, written_span(token))
        found = (self._local.text.rfind(spelling, start, end) for spelling in (url, unquote(url)) if spelling)
        return next((offset for offset in found if offset >= 0), start)

    # --- pass 6: TeX outside formulas

    def _show_raw_tex(self, inlines: Sequence[_Inline]) -> None:
        """Show TeX outside formulas as code."""
        for block, _, offsets in inlines:
            if block.children is not None and "\\" in block.content:
                block.children = [*self._with_raw_tex(block, offsets)]

    def _with_raw_tex(self, block: Token, offsets: OffsetMap) -> Iterator[Token]:
        at = 0
        for token in block.children or []:
            end = 0
            for found in raw_tex.WRITTEN.finditer(token.content) if token.type == "text" else ():
                written = found.group()
                at = max(at, block.content.find(written, at))
                hint = "write it as a formula, `\\(…\\)`, or as code, in backticks; it is shown as written"
                self._problem(offsets.offset(at), "KB206", "TeX outside a formula", hint, len(written))
                yield token.copy(content=token.content[end : found.start()])
                yield token.copy(type="code_inline", tag="code", content=written)
                end, at = found.end(), at + len(written)
            yield token.copy(content=token.content[end:]) if end else token

    # --- pass 7: cells that would be lost

    def _check_blocks(self, tokens: Sequence[Token]) -> None:
        """Warn of table rows with too many cells."""
        columns = 0
        for index, token in enumerate(tokens):
            if token.type == "table_open":
                end = next(at for at in range(index, len(tokens)) if tokens[at].type == "tr_close")
                columns = sum(cell.type in {"th_open", "td_open"} for cell in tokens[index:end])
            elif token.type == "tr_open":
                self._check_cells(columns, line_of(token))

    def _check_cells(self, columns: int, line: int) -> None:
        cells = cells_of(self._local.line(line).strip(), columns)
        if len(cells) > columns:
            lost = self._local.line(line).strip()[slice(cells[columns][0], cells[-1][1])]
            message = f"this row has {len(cells)} cells, its table {columns} columns: `{lost[:40]}` is not shown"
            hint = "write `\\|` for a bar inside a cell, or give the table another column"
            self._problem(self._local.offset_of_line(line), "KB161", message, hint, 1, Severity.WARNING)

    # --- pass 8: passages

    def _collect_passages(self, tokens: Sequence[Token]) -> None:
        """The plain text of every paragraph, heading, list head, cell and block of code, with its line in the file."""
        for role, text, depth, line, code in find_passages(tokens):
            there = self.source.line_of(self._excerpt.offset(self._local.offset_of_line(line)))
            self.passages.append(Passage(self.kind, role, text, depth, there, code))

    def _problem(  # noqa: PLR0913, PLR0917 - the fields of a diagnostic
        self, offset: int, code: str, message: str, hint: str, length: int = 1, severity: Severity = Severity.ERROR
    ) -> None:
        there = self._excerpt.offset(offset)
        self.problems.append(at_offset(self.source, there, code, message, hint=hint, length=length, severity=severity))


def _is_authors_html(token: Token) -> bool:
    """Whether a token is a block of HTML that the author wrote, not one that an extension made."""
    return token.type == "html_block" and not token.meta.get("made")


def without_empty_headings(tokens: list[Token]) -> list[Token]:
    """The tokens without headings that have no words."""
    empty = {
        place + at
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and not tokens[place + 1].content.strip()
        for at in range(3)
    }
    return [token for place, token in enumerate(tokens) if place not in empty] if empty else tokens


def _show_as_source(token: Token, written: str) -> None:
    """Show a formula as source, marked as such."""
    token.type = "html_block" if token.block else "html_inline"
    token.content = f'<code class="{SOURCE_CLASS}">{escape(written)}</code>'


def _show_as_text(token: Token, words: str) -> None:
    """Show brackets that contain no formula as CommonMark does."""
    token.type, token.tag, token.content = "text", "", words


def _silence(token: Token) -> None:
    """Make the token of a link invisible; its words remain."""
    token.type, token.tag, token.content, token.nesting = "text", "", "", 0
