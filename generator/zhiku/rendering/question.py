"""Render and take apart: ``ParsedText`` in, ``Question`` and ``Part`` records and diagnostics out.

Every section is rendered by a CommonMark parser, not by the site engine's: Python-Markdown flattens lists that are indented
by three spaces, renumbers ``3.``, and knows no ``1)``; it would show another text than the author's on GitHub. What a page
gets is therefore finished HTML (see ``render.raw_html_block``), sanitized, with the formulas shielded for ``finish``.

The same tokens give the plain passages that classification, relations and search read, and the formulas with their places.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from zhiku.diagnostics.diagnostic import Diagnostic, Severity, at_line, at_offset
from zhiku.markdown import raw_tex
from zhiku.markdown.attributes import apply_all
from zhiku.markdown.boxes import convert_admonitions
from zhiku.markdown.delimiters import is_pattern, is_tex, uses_brackets
from zhiku.markdown.dialect import BRACKETS, FORMULA, WRITTEN, written_span
from zhiku.markdown.emoji import show_emoji
from zhiku.markdown.katex import check_formulas, refusal
from zhiku.markdown.renderer import convert_alerts, formula_html, parser
from zhiku.markdown.sanitizer import SOURCE_CLASS, clean, is_html
from zhiku.markdown.suspicious_tex import suspicions
from zhiku.markdown.tables import cells_of
from zhiku.markdown.task_lists import convert_tasks
from zhiku.markdown.wikilinks import WIKILINK
from zhiku.model import (
    NO_NOTES,
    Excerpt,
    Formula,
    Notes,
    ParsedQuestion,
    Part,
    Passage,
    PassageRole,
    ProseRole,
    Question,
    Section,
    SectionKind,
)
from zhiku.rendering.errata import Errata, show_errata
from zhiku.rendering.link_index import PROSE_ANCHOR
from zhiku.rendering.links import TAG, LinkResolver, is_remote, remote_link
from zhiku.runtime.pickling import by_fields
from zhiku.source import offset_map
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from zhiku.content.annotations import Overlay
    from zhiku.lang.interface import Interface
    from zhiku.markdown.katex import Typesetter
    from zhiku.model import ParsedSection, ParsedText, PartId, Prose, QuestionId
    from zhiku.rendering.link_index import LinkIndex
    from zhiku.source.offset_map import OffsetMap

Item = TypeVar("Item")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
"""What editors leave between dollars and nobody sees; KaTeX does not know it."""
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")
_HTML_FORMULA = re.compile(
    r"(?P<skipped><(?P<tag>pre|code|script|style)\b.*?</(?P=tag)>|<[^>]*>)|\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]",
    re.DOTALL | re.IGNORECASE,
)
_MATH_FENCES = frozenset({"math", "latex math", "tex math"})
_DIAGRAMS = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz"})
_FIRST_INNER_HEADING = 3
_LAST_HEADING = 6


@dataclass(frozen=True)
class Context:
    """What rendering needs to know of the rest of the base.

    ``attachments`` are the files beside the text, by their path. A formula that the ``typesetter`` refuses is shown as it is
    written and told; with ``strict_formulas`` it is an error.
    """

    addresses: LinkIndex
    attachments: Collection[str]
    overlays: Mapping[QuestionId, Overlay]
    parts: Mapping[tuple[str, int], PartId]
    typesetter: Typesetter
    dollars: bool
    strict_formulas: bool
    interface: Interface
    """The words that rendering adds, such as titles of boxes."""

    @cached_property
    def link_targets(self) -> str:
        """A hash of all that links and images of the base may lead to."""
        addresses = self.addresses
        every = (sorted(addresses.files.items()), sorted(addresses.loose.items()), sorted(addresses.everywhere.items()))
        fragments = sorted((file, sorted(found.items())) for file, found in addresses.fragments.items())
        known = (*every, fragments, sorted(addresses.questions), sorted(self.attachments))
        return hashlib.sha256(repr(known).encode()).hexdigest()


@by_fields
@dataclass(frozen=True, slots=True)
class Rendered(Generic[Item]):
    """A question or part, the attachments that it shows, and what is wrong in it."""

    item: Item
    media: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def render_question(text: ParsedText, source: SourceText, context: Context, parsed: ParsedQuestion) -> Rendered[Question]:
    """A question of a text, rendered and taken apart."""
    rendering = _Rendering(text, source, context)
    question = rendering.question(parsed)
    return Rendered(question, tuple(rendering.media), tuple(rendering.problems))


def render_part(text: ParsedText, source: SourceText, context: Context, record: Prose, part: PartId) -> Rendered[Part]:
    """The page of a record of prose."""
    rendering = _Rendering(text, source, context)
    found = rendering.part(record, part)
    return Rendered(found, tuple(rendering.media), tuple(rendering.problems))


@dataclass
class _Rendering:
    """A question or part being rendered."""

    text: ParsedText
    source: SourceText
    context: Context
    problems: list[Diagnostic] = field(default_factory=list)
    media: list[str] = field(default_factory=list)

    def question(self, parsed: ParsedQuestion) -> Question:
        line = self.source.line_of(parsed.span.start)
        overlay = self.context.overlays.get(parsed.id)
        errata = Errata(overlay.errata if overlay else ())
        counts: dict[SectionKind, int] = {}
        readings = [_Reading(self, section.kind, section.kind.value, counts, errata) for section in parsed.sections]
        sections = [reading.section(section) for reading, section in zip(readings, parsed.sections, strict=True)]
        words = self._words(parsed.title)
        title = self._title(words, line)
        if sections:
            sections[0], unplaced = show_errata(sections[0], errata, title, self.context.interface)
            self.problems += unplaced
        else:
            self.problems += errata.missing()
        formulas = tuple(formula for reading in readings for formula in reading.formulas)
        self.problems += check_formulas(formulas, self.source, self.context.typesetter)
        return Question(
            id=parsed.id,
            number=parsed.number,
            numeral=parsed.numeral.replace("-", "."),
            title=title,
            path=self.source.path,
            lines=parsed.lines,
            sections=tuple(sections),
            passages=tuple(passage for reading in readings for passage in reading.passages),
            formulas=formulas,
            part=self.context.parts.get((self.text.path, parsed.part)),
            notes=Notes(overlay.tags, overlay.aliases, overlay.difficulty) if overlay else NO_NOTES,
            links=tuple(_links(words)),
            name=self.source.name,
        )

    def part(self, record: Prose, part: PartId) -> Part:
        line = record.lines.first
        reading = _Reading(self, SectionKind.ANSWER, PROSE_ANCHOR, {}, Errata(()))
        html = reading.html(record.body)
        self.problems += check_formulas(reading.formulas, self.source, self.context.typesetter)
        words = record.title
        if record.role is ProseRole.PREAMBLE and not words:
            words = self.context.interface("part.preamble")
        elif record.role is ProseRole.CLOSING and not words:
            words = self.context.interface("part.closing")
        return Part(
            id=part,
            title=self._title(self._words(words), line) or self.context.interface("part.untitled"),
            level=record.level,
            parent=self.context.parts.get((self.text.path, record.parent)),
            path=self.source.path,
            lines=record.lines,
            html=html,
            words=" ".join(passage.text for passage in reading.passages),
            formulas=len(reading.formulas),
            name=self.source.name,
        )

    def _words(self, title: str) -> Sequence[Token]:
        environment = {"references": {}, BRACKETS: uses_brackets(self.source.text)}
        return parser(dollars=self.context.dollars).parseInline(title, environment)[0].children or []

    def _title(self, tokens: Sequence[Token], line: int) -> str:
        title = plain(tokens, formula=lambda token: raw_tex.readable(token.content))
        if any(token.type in {FORMULA, "math_inline"} for token in tokens) or raw_tex.WRITTEN.search(title):
            hint = "menus and search results show titles as plain words; put the formula into the prompt"
            problem = at_line(self.source, line, "KB203", "a title cannot hold a formula", hint=hint, severity=Severity.WARNING)
            self.problems.append(problem)
        return " ".join(raw_tex.without_commands(title).split())


@dataclass
class _Reading:
    """One section being read; tokens are changed in place (links, headings), then rendered."""

    rendering: _Rendering
    kind: SectionKind
    anchor: str
    headings: dict[SectionKind, int]
    """Headings met so far in sections of each kind."""
    errata: Errata
    passages: list[Passage] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    last_cell: int = 0
    excerpt: Excerpt = field(init=False)
    local: SourceText = field(init=False)
    targets: LinkResolver = field(init=False)

    def __post_init__(self) -> None:
        rendering, context = self.rendering, self.rendering.context
        beside = self.anchor != PROSE_ANCHOR
        self.targets = LinkResolver(
            context.addresses,
            context.attachments,
            rendering.source.file,
            beside,
            self._problem,
            context.interface("question.image"),
            rendering.media,
        )

    def section(self, parsed: ParsedSection) -> Section:
        """The section, rendered."""
        markdown = "\n\n".join(excerpt.text.strip() for excerpt in parsed.body if excerpt.text.strip())
        return Section(parsed.kind, parsed.title, markdown, self.html(parsed.body))

    def html(self, body: Sequence[Excerpt]) -> str:
        """The stretches of a section, one behind the other."""
        return "\n".join(html for index, excerpt in enumerate(body) if (html := self._stretch(excerpt, index)))

    def _stretch(self, excerpt: Excerpt, index: int) -> str:
        if not excerpt.text.strip():
            return ""
        self.excerpt, self.last_cell = self._with_footnotes(excerpt), 0
        self.local = SourceText("", self.excerpt.text)
        machine = parser(dollars=self.rendering.context.dollars)
        references = {name: {"href": href, "title": title} for name, (href, title) in self.rendering.text.references}
        environment = {
            "references": references,
            "docId": f"{self.anchor}{index or ''}{len(self.passages)}",
            BRACKETS: uses_brackets(self.rendering.source.text),
            "interface": self.rendering.context.interface,
        }
        tokens = machine.parse(self.excerpt.text, environment)
        convert_alerts(tokens)
        tokens = without_empty_headings(convert_admonitions(tokens, str(environment["docId"])))
        convert_tasks(tokens, lambda state: self.rendering.context.interface(f"question.task_{state}"))
        apply_all(tokens)
        show_emoji(tokens)
        self._walk(tokens)
        html = clean(machine.renderer.render(self.errata.insert_placeholders(tokens), machine.options, environment))
        return self.errata.fill(html.strip(), self.rendering.context.interface, dollars=self.rendering.context.dollars)

    def _with_footnotes(self, excerpt: Excerpt) -> Excerpt:
        """The stretch with the definitions of the footnotes it uses, where they stand elsewhere in the text."""
        known = dict(self.rendering.text.footnotes)
        text, offsets = excerpt.text, list(excerpt.offsets)
        for label in dict.fromkeys(match["label"] for match in _FOOTNOTE.finditer(excerpt.text)):
            if label in known and f"[^{label}]:" not in text:
                text += "\n\n"
                offsets.append((len(text), known[label].offsets[0][1]))
                text += known[label].text
        return Excerpt(text, tuple(offsets), excerpt.end) if text != excerpt.text else excerpt

    def _walk(self, tokens: Sequence[Token]) -> None:  # noqa: C901 - one case for each type of token
        depth, items = 0, [False]
        top = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=_FIRST_INNER_HEADING)
        role = PassageRole.TEXT
        for index, token in enumerate(tokens):
            line = token.map[0] + 1 if token.map else 1
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
                    origin = self._origin(token.content, line, in_cell=in_cell)
                    self._locate(token, origin)
                    self._show_raw_tex(token, origin)
                    self._inline(token, line, depth, role, opens_item=items[-1])
                    items[-1] = False
                case "tr_open":
                    self._check_cells(tokens, index, line)
                case "fence" | "code_block" | "math_block":
                    self._block(token, depth, line)
                    items[-1] = False
                case "html_block" if not token.meta.get("made"):
                    self._html_block(token, line)
                case _:
                    pass

    def _block(self, token: Token, depth: int, line: int) -> None:
        """A block of code, a formula on display, or a formula in a fence of code."""
        if token.type == "fence" and token.info.strip().lower() in _MATH_FENCES:
            token.type, token.markup, token.block = "math_block", "$$", True
        if token.type == "math_block":
            self._formula(token, self.local.offset_of_line(line))
            return
        self._tell_diagram(token, line)
        self._code(token.content, depth, line)

    def _place_heading(self, token: Token, top: int) -> None:
        """Headings of an answer go below those of the page and get ids that do not hang on their words."""
        self.headings[self.kind] = self.headings.get(self.kind, 0) + 1
        token.tag = self._inner_heading(token, top)
        token.attrSet("id", f"{self.anchor}-h{self.headings[self.kind]}")

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
        if text := " ".join((text if code == (text,) else raw_tex.without_commands(text)).split()):
            source = self.rendering.source
            there = source.line_of(self.excerpt.offset(self.local.offset_of_line(line)))
            self.passages.append(Passage(self.kind, role, text, depth, there, code))

    def _code(self, code: str, depth: int, line: int) -> None:
        text = " ".join(code.split())
        self._passage(PassageRole.TEXT, text, depth, line, (text,))

    # --- inline tokens and their places

    def _origin(self, content: str, line: int, *, in_cell: bool = False) -> OffsetMap:
        if not in_cell:
            return offset_map.of_lines(self.local, content, line, 0)
        origin = offset_map.of_cell(self.local, content, line, self.last_cell)
        self.last_cell = origin.offset(len(content))
        return origin

    def _locate(self, block: Token, origin: OffsetMap) -> None:
        """Note the formulas of a block, mend its links, and report what is wrong in it, each at its place in the file."""
        dropped: list[bool] = []
        for token in block.children or []:
            match token.type:
                case "formula" | "math_inline" | "math_inline_double":
                    self._formula(token, origin.offset(written_span(token)[0]))
                case "unpaired_formula":
                    self._unpaired(token.markup, origin.offset(written_span(token)[0]))
                case "html_inline" if not token.meta.get("made"):
                    self._inline_html(token, origin)
                case "link_open":
                    href = str(token.attrGet("href") or "")
                    target = self._link(href, token, origin)
                    dropped.append(target is None)
                    if target is None:
                        _silence(token)
                    else:
                        token.attrSet("href", target)
                case "link_close" if dropped and dropped.pop():
                    _silence(token)
                case "image":
                    src = str(token.attrGet("src") or "")
                    self._show_image(token, src, self._address(src, token, origin), in_link=bool(dropped))
                case _:
                    pass

    def _link(self, href: str, token: Token, origin: OffsetMap) -> str | None:
        """Where a link leads; a wikilink that finds nothing is words, which name a concept rather than a page."""
        if token.markup != WIKILINK:
            return self.targets.link(href, self._address(href, token, origin))
        name = unquote(href.removeprefix("#"))
        return self.targets.find(f"#{name}") or self.targets.find(f"{name.partition('#')[0]}.md")

    def _check_cells(self, tokens: Sequence[Token], index: int, line: int) -> None:
        """Tell of the cells of a row that its table has no columns for."""
        header = next((place for place in range(index, -1, -1) if tokens[place].type == "table_open"), 0)
        end = next(place for place in range(header, len(tokens)) if tokens[place].type == "tr_close")
        columns = sum(token.type in {"th_open", "td_open"} for token in tokens[header:end])
        cells = cells_of(self.local.line(line).strip(), columns)
        if len(cells) > columns:
            lost = self.local.line(line).strip()[slice(cells[columns][0], cells[-1][1])]
            message = f"this row has {len(cells)} cells, its table {columns} columns: `{lost[:40]}` is not shown"
            hint = "write `\\|` for a bar inside a cell, or give the table another column"
            self._problem(self.local.offset_of_line(line), "KB161", message, hint, 1, Severity.WARNING)

    def _tell_diagram(self, token: Token, line: int) -> None:
        language = token.info.split(maxsplit=1)[0].lower().strip("{.}") if token.info.strip() else ""
        if language in _DIAGRAMS:
            hint = "nothing that draws it is part of a site; put a picture in its place, or leave it as code"
            message = f"this diagram (`{language}`) is shown as code"
            self._problem(self.local.offset_of_line(line), "KB207", message, hint, 1, Severity.WARNING)

    def _address(self, url: str, token: Token, origin: OffsetMap) -> int:
        """Offset of an address within its link or image; of the link itself where the address stands elsewhere."""
        if "place" not in token.meta:
            return origin.offset(0)
        start, end = map(origin.offset, written_span(token))
        found = (self.local.text.rfind(spelling, start, end) for spelling in (url, unquote(url)) if spelling)
        return next((offset for offset in found if offset >= 0), start)

    def _formula(self, token: Token, offset: int) -> None:
        """Note a formula; one that cannot be set is shown as it is written, unless the base is strict about formulas."""
        dollars = token.type.startswith("math")
        display = token.markup in {"\\[", "$$"}
        written = token.meta.get(WRITTEN) or f"{token.markup}{token.content}{token.markup}"
        opening = written[: len(written) - len(written.lstrip("\\$`")) + (not dollars)]
        lead = len(token.content) - len(token.content.lstrip("\n")) if dollars else 0
        tex = _INVISIBLE.sub("", token.content.strip("\n")) if dollars else token.content
        context = self.rendering.context
        if reason := refusal(context.typesetter, tex, display=display):
            if not dollars and is_pattern(tex):
                _show_as_text(token, token.markup[1] + token.content + _CLOSING[token.markup][1])
                return
            if not context.strict_formulas:
                hint = f"KaTeX: {reason}; it is shown as it is written"
                self._problem(offset, "KB205", "this is no formula that can be set", hint, len(opening), Severity.WARNING)
                _show_as_source(token, written)
                return
        at = self.excerpt.offset(offset)
        line, column = self.rendering.source.position(at)
        self.formulas.append(Formula(tex, display, line, column, len(opening)))
        if dollars:
            token.type, token.content = FORMULA, tex
        for start, length, message, hint in suspicions(tex):
            self._problem(offset + len(opening) + lead + start, "KB204", message, hint, length, Severity.WARNING)

    def _show_raw_tex(self, block: Token, origin: OffsetMap) -> None:
        """TeX outside formulas is shown as it is written."""
        if "\\" not in block.content:
            return
        shown: list[Token] = []
        at = 0
        for token in block.children or []:
            end = 0
            for found in raw_tex.WRITTEN.finditer(token.content) if token.type == "text" else ():
                written = found.group()
                at = max(at, block.content.find(written, at))
                hint = "write it as a formula, `\\(…\\)`, or as code, in backticks; it is shown as it is written"
                self._problem(origin.offset(at), "KB206", "TeX outside a formula", hint, len(written))
                before = token.content[end : found.start()]
                shown += [token.copy(content=before), token.copy(type="code_inline", tag="code", content=written)]
                end, at = found.end(), at + len(written)
            shown.append(token.copy(content=token.content[end:]) if end else token)
        block.children = shown

    def _unpaired(self, opening: str, offset: int) -> None:
        hint = "add `\\)` in the same paragraph" if opening == "\\(" else "add `\\]` in the same paragraph"
        self._problem(offset, "KB202", f"`{opening}` opens a formula that nothing closes", hint, 2)

    # --- images

    def _show_image(self, token: Token, src: str, offset: int, *, in_link: bool) -> None:
        address = self.targets.image(src, offset)
        words = plain(token.children or []) or self.rendering.context.interface("question.image")
        if address is not None:
            token.attrSet("src", address)
            return
        token.type = "html_inline"
        token.content = remote_link(src, words) if is_remote(src) and not in_link else escape(f"[{words}]")

    # --- raw HTML

    def _html_block(self, token: Token, line: int) -> None:
        """A block of the author's HTML, with its links mended and its formulas shielded."""
        origin = self._origin(token.content, line)
        token.content = _HTML_FORMULA.sub(lambda found: self._formula_in_html(found, origin), token.content)
        token.content = self.targets.html(token.content, origin)

    def _formula_in_html(self, found: re.Match[str], origin: OffsetMap) -> str:
        if found["skipped"]:
            return found.group()
        display, tex = found["display"] is not None, unescape(found["inline"] or found["display"] or "")
        token = Token(FORMULA, "", 0, markup="\\[" if display else "\\(", content=tex, meta={WRITTEN: found.group()})
        if not is_tex(tex):
            return found.group()[1:-2] + found.group()[-1]
        self._formula(token, origin.offset(found.start()))
        return token.content if token.type == "html_inline" else formula_html("span", tex, display=display)

    def _inline_html(self, token: Token, origin: OffsetMap) -> None:
        start = written_span(token)[0] if "place" in token.meta else 0
        moved = offset_map.OffsetMap(lambda: tuple((at - start, there) for at, there in origin.pieces))
        token.content = self.targets.html(token.content, moved)

    def _problem(  # noqa: PLR0913, PLR0917 - the sides of a problem
        self, offset: int, code: str, message: str, hint: str, length: int = 1, severity: Severity = Severity.ERROR
    ) -> None:
        there = self.excerpt.offset(offset)
        problem = at_offset(self.rendering.source, there, code, message, hint=hint, length=length, severity=severity)
        self.rendering.problems.append(problem)


_CLOSING = {"\\(": "\\)", "\\[": "\\]"}


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
    """A formula that cannot be set, marked as its source."""
    token.type = "html_block" if token.block else "html_inline"
    token.content = f'<code class="{SOURCE_CLASS}">{escape(written)}</code>'


def _show_as_text(token: Token, words: str) -> None:
    """Brackets that were read as a formula and hold none, as CommonMark shows them."""
    token.type, token.tag, token.content = "text", "", words


def _links(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The links to other sites in a title: their words and addresses."""
    for index, token in enumerate(tokens):
        href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if urlsplit(href).scheme in {"http", "https"}:
            end = next(place for place in range(index, len(tokens)) if tokens[place].type == "link_close")
            yield plain(tokens[index:end]).strip() or href, href


def _silence(token: Token) -> None:
    """A link's token that shows nothing: its words stay."""
    token.type, token.tag, token.content, token.nesting = "text", "", "", 0


def _bold_head(children: Sequence[Token]) -> int:
    """Number of tokens that make the bold words at the start of a list item; 0 where it starts otherwise."""
    tokens = [index for index, child in enumerate(children) if child.type != "text" or child.content.strip()]
    if not tokens or children[tokens[0]].type != "strong_open":
        return 0
    return next((index + 1 for index, child in enumerate(children) if child.type == "strong_close"), 0)


def plain(children: Iterable[Token], formula: Callable[[Token], str] = lambda _: " ") -> str:
    """The words of inline tokens without HTML (``<T>`` is none); a formula leaves a space unless ``formula`` says otherwise."""
    parts = []
    for child in children:
        match child.type:
            case "text" | "text_special" | "code_inline" | "unpaired_formula":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "formula" | "math_inline" | "math_inline_double":
                parts.append(formula(child))
            case "image":
                parts.append(plain(child.children or []))
            case "html_inline" if (tag := TAG.match(child.content)) and not is_html(tag["name"]):
                parts.append(child.content)
            case _:
                pass
    return "".join(parts)


__all__ = ["Context", "Rendered", "plain", "render_part", "render_question"]
