"""Render and take apart: ``ParsedText`` in, ``Question`` records and diagnostics out.

Every section is rendered by a CommonMark parser, not by the site engine's: Python-Markdown flattens lists that are indented
by three spaces, renumbers ``3.``, and knows no ``1)``; it would show another text than the author's on GitHub. What a page
gets is therefore finished HTML (see ``render.island``), sanitized, with the formulas shielded for ``finish``.

The same tokens give the plain passages that classification, relations and search read, and the formulas with their places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_by_name
from pygments.util import ClassNotFound

from generator import places
from generator.commonmark import FORMULA, UNPAIRED, dialect, place
from generator.diagnostics import Diagnostic, Severity, at_line, at_offset
from generator.model import Formula, ParsedQuestion, ParsedSection, Passage, PassageRole, Question, Section
from generator.sanitize import clean, removed_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

    from generator.model import ParsedText, QuestionId
    from generator.places import Origin
    from generator.source import SourceText

_SPACE = re.compile(r"\s+")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_QUESTION_PATH = re.compile(r"(?:\.{0,2}/)*questions/(?P<id>[^/]+?)/?(?:index\.html|\.md)?$")
_FIRST_INNER_HEADING = 3
_LAST_HEADING = 6


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return _NOT_IN_SLUG.sub("", heading.strip().lower()).replace(" ", "-")


def link_targets(texts: Iterable[ParsedText]) -> dict[str, QuestionId]:
    """The fragments a link in the text may use to reach a question: its id, and the anchor GitHub gives its heading."""
    targets: dict[str, QuestionId] = {}
    for text in texts:
        for question in text.questions:
            heading = question.title if question.number is None else f"{question.number}. {question.title}"
            targets.setdefault(slug(heading), question.id)
            targets[question.id] = question.id
    return targets


def markup(
    text: ParsedText, source: SourceText, targets: Mapping[str, QuestionId]
) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """The questions of a text, rendered; ``targets`` as from ``link_targets`` over all texts."""
    problems: list[Diagnostic] = []
    questions = tuple(_question(question, source, targets, problems) for question in text.questions)
    return questions, tuple(problems)


def _question(
    parsed: ParsedQuestion, source: SourceText, targets: Mapping[str, QuestionId], problems: list[Diagnostic]
) -> Question:
    title = _PARSER.parseInline(parsed.title)[0].children or []
    if any(token.type == FORMULA for token in title):
        hint = "menus and search results show titles as plain words; put the formula into the prompt"
        line = source.line_of(parsed.span.start)
        problems.append(at_line(source, line, "KB203", "a title cannot hold a formula", hint=hint, severity=Severity.WARNING))
    readings = [_Reading(source, section, targets, problems) for section in parsed.sections]
    sections = tuple(reading.section() for reading in readings)
    return Question(
        id=parsed.id,
        number=parsed.number,
        title=_SPACE.sub(" ", plain(title, formula=lambda token: token.content)).strip(),
        path=source.path,
        lines=parsed.lines,
        sections=sections,
        passages=tuple(passage for reading in readings for passage in reading.passages),
        formulas=tuple(formula for reading in readings for formula in reading.formulas),
    )


@dataclass
class _Reading:
    """One section being read; tokens are changed in place (links, headings), then rendered."""

    source: SourceText
    parsed: ParsedSection
    targets: Mapping[str, QuestionId]
    problems: list[Diagnostic]
    passages: list[Passage] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    headings: int = 0
    last_cell: int = 0

    def section(self) -> Section:
        markdown = self.source.slice(self.parsed.body)
        environment: EnvType = {}
        tokens = _PARSER.parse(markdown, environment)
        self._walk(tokens)
        html = clean(_PARSER.renderer.render(tokens, _PARSER.options, environment))
        return Section(self.parsed.kind, self.parsed.title, markdown.strip(), html.strip())

    def _walk(self, tokens: Sequence[Token]) -> None:
        depth, items = 0, [False]
        first = self.source.line_of(self.parsed.body.start)
        top = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=_FIRST_INNER_HEADING)
        role = PassageRole.TEXT
        for index, token in enumerate(tokens):
            line = first + token.map[0] if token.map else first
            match token.type:
                case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                    depth += token.nesting
                case "list_item_open":
                    items.append(True)
                case "list_item_close":
                    items.pop()
                case "heading_open":
                    role = PassageRole.HEADING
                    self._place_heading(token, top)
                case "heading_close":
                    role = PassageRole.TEXT
                    token.tag = self._inner_heading(token, top)
                case "inline":
                    in_cell = tokens[index - 1].type in {"th_open", "td_open"}
                    self._locate(token, self._origin(token.content, line, in_cell=in_cell))
                    self._inline(token, line, depth, role, opens_item=items[-1])
                    items[-1] = False
                case "fence" | "code_block":
                    self._code(token.content, depth, line)
                    items[-1] = False
                case "html_block":
                    self._report_html(token.content, self._origin(token.content, line))
                case _:
                    pass

    def _place_heading(self, token: Token, top: int) -> None:
        """Headings of an answer go below those of the page and get ids that do not hang on their words."""
        self.headings += 1
        token.tag = self._inner_heading(token, top)
        token.attrSet("id", f"{self.parsed.kind}-h{self.headings}")

    @staticmethod
    def _inner_heading(token: Token, top: int) -> str:
        level = min(_LAST_HEADING, int(token.tag[1]) - top + _FIRST_INNER_HEADING)
        return f"h{level}"

    def _inline(self, token: Token, line: int, depth: int, role: PassageRole, *, opens_item: bool) -> None:
        children = token.children or []
        head_end = _bold_head(children) if opens_item else 0
        if head_end:
            self._passage(PassageRole.LIST_HEAD, plain(children[:head_end]).rstrip(":： "), depth, line)
        code = tuple(child.content for child in children[head_end:] if child.type == "code_inline")
        self._passage(role, plain(children[head_end:]).lstrip(":： "), depth, line, code)

    def _passage(self, role: PassageRole, text: str, depth: int, line: int, code: tuple[str, ...] = ()) -> None:
        if text := _SPACE.sub(" ", text).strip():
            self.passages.append(Passage(self.parsed.kind, role, text, depth, line, code))

    def _code(self, code: str, depth: int, line: int) -> None:
        text = _SPACE.sub(" ", code).strip()
        self._passage(PassageRole.TEXT, text, depth, line, (text,))

    # --- inline tokens and their places

    def _origin(self, content: str, line: int, *, in_cell: bool = False) -> Origin:
        if not in_cell:
            return places.of_lines(self.source, content, line, self.parsed.body.start)
        origin = places.of_cell(self.source, content, line, self.last_cell)
        self.last_cell = origin.offset(len(content))
        return origin

    def _locate(self, block: Token, origin: Origin) -> None:
        """Note the formulas of a block, mend its links, and report what is wrong in it, each at its place in the file."""
        for token in block.children or []:
            match token.type:
                case "formula":
                    line, column = self.source.position(origin.offset(place(token)[0]))
                    self.formulas.append(Formula(token.content, token.markup == "\\[", line, column))
                case "unpaired_formula":
                    self._unpaired(token.markup, origin.offset(place(token)[0]))
                case "html_inline":
                    self._report_html(token.content, origin, place(token)[0])
                case "link_open" if "place" in token.meta:
                    href = str(token.attrGet("href") or "")
                    token.attrSet("href", self._target(href, self._address(href, token, origin)))
                case "image":
                    src = str(token.attrGet("src") or "")
                    token.attrSet("src", self._image(src, self._address(src, token, origin)))
                case _:
                    pass

    def _address(self, url: str, token: Token, origin: Origin) -> int:
        """Offset of an address within its link or image; of the link itself where the address stands elsewhere."""
        start, end = map(origin.offset, place(token))
        found = (self.source.text.rfind(spelling, start, end) for spelling in (url, unquote(url)) if spelling)
        return next((offset for offset in found if offset >= 0), start)

    def _unpaired(self, opening: str, offset: int) -> None:
        hint = "add `\\)` in the same paragraph" if opening == "\\(" else "add `\\]` in the same paragraph"
        self._problem(offset, "KB202", f"`{opening}` opens a formula that nothing closes", hint, 2)

    def _target(self, href: str, offset: int) -> str:
        """The address of a link as seen from a question's page; links that lead out of the text stay as they are."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        by_path = _QUESTION_PATH.match(unquote(parts.path))
        name = unquote(parts.fragment) if not parts.path else (by_path["id"] if by_path else "")
        target = self.targets.get(name) or self.targets.get(slug(name))
        if target is None:
            hint = "link to a question as `[words](#id)`, with the id in the address of its page"
            self._problem(offset, "KB401", f"the link `{unquote(href)}` leads to no question", hint, len(href))
            return href
        return f"../{target}/" + (f"#{parts.fragment}" if by_path and parts.fragment else "")

    def _image(self, src: str, offset: int) -> str:
        """The address of an image as seen from a question's page; images lie in the site's own assets."""
        parts = urlsplit(src)
        if parts.scheme in {"http", "https"} or parts.netloc:
            hint = "readers' browsers would ask that host; put a copy into docs/assets/ and link it as /assets/…"
            self._problem(offset, "KB403", f"the image `{unquote(src)}` lies on another host", hint, len(src))
        elif not src.startswith("/assets/"):
            hint = "put it into docs/assets/ and write its path as /assets/…"
            self._problem(offset, "KB402", f"the image `{unquote(src)}` is not part of the site", hint, len(src))
        return f"../..{src}" if src.startswith("/assets/") else src

    def _report_html(self, html: str, origin: Origin, start: int = 0) -> None:
        for what, at in removed_from(html):
            hint = "only markup that cannot run code reaches a page; write it as Markdown, or in backticks to show it"
            self._problem(origin.offset(start + at), "KB501", f"{what} was removed", hint, severity=Severity.WARNING)

    def _problem(  # noqa: PLR0913, PLR0917 - the sides of a problem
        self, offset: int, code: str, message: str, hint: str, length: int = 1, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(at_offset(self.source, offset, code, message, hint=hint, length=length, severity=severity))


def _bold_head(children: Sequence[Token]) -> int:
    """Number of tokens that make the bold words at the start of a list item; 0 where it starts otherwise."""
    tokens = [index for index, child in enumerate(children) if child.type != "text" or child.content.strip()]
    if not tokens or children[tokens[0]].type != "strong_open":
        return 0
    return next((index + 1 for index, child in enumerate(children) if child.type == "strong_close"), 0)


def plain(children: Iterable[Token], formula: Callable[[Token], str] = lambda _: " ") -> str:
    """The words of inline tokens without HTML; a formula leaves a space unless ``formula`` says otherwise."""
    parts = []
    for child in children:
        match child.type:
            case "text" | "text_special" | "code_inline" | "unpaired_formula":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "formula":
                parts.append(formula(child))
            case "image":
                parts.append(plain(child.children or []))
            case _:
                pass
    return "".join(parts)


# --- rendering rules --------------------------------------------------------------------------------------------------


def _render_formula(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    token = tokens[index]
    closing = "\\)" if token.markup == "\\(" else "\\]"
    return f'<span class="arithmatex">{escape(token.markup + token.content + closing, quote=False)}</span>'


def _render_unpaired(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    return escape(tokens[index].content)


def _render_code(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType) -> str:
    token = tokens[index]
    language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False, ensurenl=False)
    code = highlight(token.content, lexer, HtmlFormatter(nowrap=True))
    return f'<div class="highlight"><pre><code>{code}</code></pre></div>\n'


_PARSER = dialect()
_PARSER.add_render_rule(FORMULA, _render_formula)
_PARSER.add_render_rule(UNPAIRED, _render_unpaired)
_PARSER.add_render_rule("fence", _render_code)
_PARSER.add_render_rule("code_block", _render_code)
