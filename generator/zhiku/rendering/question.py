"""Render a question or a part: ``ParsedText`` in, ``Question`` and ``Part`` records and diagnostics out.

``section`` renders the Markdown; the same tokens give the passages that classification, relations and search read, and the
formulas with their places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlsplit

from zhiku.content.front_matter import block_at_start, front_matter_of
from zhiku.diagnostics.diagnostic import Diagnostic, Severity, at_line
from zhiku.markdown import raw_tex
from zhiku.markdown.delimiters import uses_brackets
from zhiku.markdown.dialect import BRACKETS, FORMULA
from zhiku.markdown.emoji import show_emoji
from zhiku.markdown.katex import check_formulas
from zhiku.markdown.mentioned_tags import show_mentioned_tags
from zhiku.markdown.plain_text import plain
from zhiku.markdown.renderer import parser
from zhiku.model import ParsedQuestion, Part, ProseRole, Question, SectionKind
from zhiku.rendering.context import Context
from zhiku.rendering.errata import Errata, show_errata
from zhiku.rendering.link_index import PROSE_ANCHOR
from zhiku.rendering.notes import is_note, notes_in_markup, notes_of
from zhiku.rendering.section import SectionRenderer
from zhiku.runtime.pickling import by_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from zhiku.model import ParsedText, PartId, Prose
    from zhiku.rendering.notes import NoteField
    from zhiku.source.text import SourceText

Item = TypeVar("Item")


@by_fields
@dataclass(frozen=True, slots=True)
class Rendered(Generic[Item]):
    """A question or part, the attachments that it uses, and its problems."""

    item: Item
    media: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def render_question(text: ParsedText, source: SourceText, context: Context, parsed: ParsedQuestion) -> Rendered[Question]:
    """A rendered question with its passages and formulas."""
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
        renderers = [
            self._renderer(section.kind, section.kind.value, counts, errata, parsed.title) for section in parsed.sections
        ]
        sections = [renderer.section(section) for renderer, section in zip(renderers, parsed.sections, strict=True)]
        words = self._words(parsed.title)
        head = self.text.text[parsed.head.start : parsed.head.end]
        title, in_title = self.context.title_symbols.split(self._title(words, line, head))
        if sections:
            sections[0], unplaced = show_errata(sections[0], errata, title, self.context.interface)
            self.problems += unplaced
        else:
            self.problems += errata.missing()
        formulas = tuple(formula for renderer in renderers for formula in renderer.formulas)
        self.problems += check_formulas(formulas, self.source, self.context.typesetter)
        passages = tuple(passage for renderer in renderers for passage in renderer.passages)
        return Question(
            id=parsed.id,
            number=parsed.number,
            numeral=parsed.numeral.replace("-", "."),
            title=title,
            path=self.source.path,
            lines=parsed.lines,
            sections=tuple(sections),
            passages=tuple(passage for passage in passages if not is_note(passage)),
            formulas=formulas,
            part=self.context.parts.get((self.text.path, parsed.part)),
            notes=notes_of(passages, overlay, {**self._in_markup(parsed), **in_title}),
            links=tuple(_links(words)),
            name=self.source.name,
            category=front_matter_of(self.text.text).category,
        )

    def _in_markup(self, parsed: ParsedQuestion) -> Mapping[NoteField, str]:
        text = self.text.text
        matter = block_at_start(text) if parsed.span.start == 0 else ""
        return notes_in_markup(text[parsed.span.start : parsed.span.end], matter if parsed.head.end >= len(matter) else "")

    def part(self, record: Prose, part: PartId) -> Part:
        line = record.lines.first
        renderer = self._renderer(SectionKind.ANSWER, PROSE_ANCHOR, {}, Errata(()))
        html = renderer.html(record.body)
        self.problems += check_formulas(renderer.formulas, self.source, self.context.typesetter)
        words = record.title
        if record.role is ProseRole.PREAMBLE and not words:
            words = self.context.interface("part.preamble")
        elif record.role is ProseRole.CLOSING and not words:
            words = self.context.interface("part.closing")
        return Part(
            id=part,
            title=self._title(self._words(words), line, words) or self.context.interface("part.untitled"),
            level=record.level,
            parent=self.context.parts.get((self.text.path, record.parent)),
            path=self.source.path,
            lines=record.lines,
            html=html,
            words=" ".join(passage.text for passage in renderer.passages),
            formulas=len(renderer.formulas),
            name=self.source.name,
        )

    def _renderer(
        self, kind: SectionKind, anchor: str, headings: dict[SectionKind, int], errata: Errata, title: str = ""
    ) -> SectionRenderer:
        found = (self.problems, self.media)
        return SectionRenderer(self.text, self.source, self.context, kind, anchor, headings, errata, *found, title)

    def _words(self, title: str) -> Sequence[Token]:
        environment = {"references": {}, BRACKETS: uses_brackets(self.source.text)}
        tokens = parser(dollars=self.context.dollars).parseInline(title, environment)
        show_mentioned_tags(tokens, in_title=True)
        show_emoji(tokens)
        return tokens[0].children or []

    def _title(self, tokens: Sequence[Token], line: int, head: str) -> str:
        """The title as plain text, with a report of formulas in the heading itself; those of the prompt are set there."""
        title = plain(tokens, formula=lambda token: raw_tex.readable(token.content))
        formulas = {token.content for token in tokens if token.type in {FORMULA, "math_inline"}}
        if any(written in head for written in (*formulas, *(found.group() for found in raw_tex.WRITTEN.finditer(title)))):
            hint = "menus and search results show titles as plain text; move the formula into the prompt"
            problem = at_line(self.source, line, "KB203", "a title cannot hold a formula", hint=hint, severity=Severity.WARNING)
            self.problems.append(problem)
        return " ".join(raw_tex.without_commands(title).split())


def _links(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The links to other sites in a title: their words and addresses."""
    for index, token in enumerate(tokens):
        href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if urlsplit(href).scheme in {"http", "https"}:
            end = next(place for place in range(index, len(tokens)) if tokens[place].type == "link_close")
            yield plain(tokens[index:end]).strip() or href, href


__all__ = ["Context", "Rendered", "render_part", "render_question"]
