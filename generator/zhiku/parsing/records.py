"""Make the records of a text: a boundary and the span up to the next one in, ``ParsedQuestion`` and ``Prose`` out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhiku.model import ParsedQuestion, ParsedSection, Prose, ProseRole, QuestionId, SectionKind, Span
from zhiku.parsing.blocks import blocks_between
from zhiku.parsing.lead_title import lead_title
from zhiku.parsing.openings.opening import is_separator
from zhiku.parsing.section_labels import sections_of
from zhiku.source.excerpt import cut, named, shared_indent
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.model import Excerpt
    from zhiku.parsing.blocks import Block
    from zhiku.parsing.boundaries import ProseBoundary
    from zhiku.parsing.openings.opening import Opening
    from zhiku.source.text import SourceText

_MOSTLY = 0.5
"""Share of the questions with a labelled answer from which one that has none is not answered."""


def preamble(source: SourceText, end: int) -> Prose:
    """What stands before the first boundary, up to an offset."""
    start = len(BYTE_ORDER_MARK) if source.text.startswith(BYTE_ORDER_MARK) else 0
    span = Span(0, end)
    body = (cut(source, min(start, end), end),)
    return Prose(ProseRole.PREAMBLE, "", 0, span, source.lines_of(span), Span(0, 0), body, -1)


def with_unanswered_prompts(
    records: Sequence[Prose | ParsedQuestion], untitled: Collection[int]
) -> tuple[Prose | ParsedQuestion, ...]:
    """The records; where most questions label their answers, the text of ``untitled`` ones (by offset) without labels asks."""
    questions = [record for record in records if isinstance(record, ParsedQuestion)]
    if sum(map(_labels_answer, questions)) < len(questions) * _MOSTLY:
        return tuple(records)
    return tuple(
        replace(record, sections=(replace(record.sections[0], kind=SectionKind.PROMPT),))
        if isinstance(record, ParsedQuestion) and record.span.start in untitled and _is_unlabelled(record)
        else record
        for record in records
    )


def _labels_answer(question: ParsedQuestion) -> bool:
    return any(section.kind is SectionKind.ANSWER and section.title for section in question.sections)


def _is_unlabelled(question: ParsedQuestion) -> bool:
    return len(question.sections) == 1 and question.sections[0].kind is SectionKind.ANSWER and not question.sections[0].title


@dataclass(frozen=True)
class RecordCutter:
    """Turns a boundary and the span up to the next one into records."""

    source: SourceText
    form: QuestionFormat
    blocks: Sequence[Block]

    def prose(self, boundary: ProseBoundary, span: Span, parent: int) -> Prose:
        """A record of prose; ``parent`` is the place of the part around it among the records of prose, -1 if there is none."""
        end = max(boundary.head.end, boundary.start)
        body = (cut(self.source, min(end, span.end), span.end),)
        return Prose(boundary.role, boundary.title, boundary.level, span, self.source.lines_of(span), boundary.head, body, parent)

    def question(self, opening: Opening, span: Span, parent: int, *, last: bool) -> Iterable[Prose | ParsedQuestion]:
        """The question, and the closing of the text behind the last one."""
        own_end, separators, closing = self._ends(opening, span, last=last)
        stretches = tuple(self._stretches(opening, Span(span.start, own_end)))
        sections, markup = sections_of(stretches, self.source, self.blocks, self.form)
        sections = _with_prompt(sections, [cut(self.source, segment.start, segment.end) for segment in opening.prompt])
        sections = self._with_columns(sections, opening) if opening.labelled else sections
        numeral = opening.numeral
        title = opening.title or lead_title(sections)
        name = opening.explicit or (numeral.key if numeral else "")
        own = Span(span.start, closing.start if closing else span.end)
        yield ParsedQuestion(
            id=QuestionId(name),
            explicit=bool(opening.explicit),
            number=numeral.number if numeral else None,
            numeral=numeral.key if numeral else "",
            title=title,
            span=own,
            lines=self.source.lines_of(own),
            sections=sections,
            head=opening.head,
            markup=(*opening.markup, *markup, *separators),
            part=parent,
        )
        if closing:
            body = (cut(self.source, closing.start, closing.end),)
            yield Prose(
                ProseRole.CLOSING, "", 0, closing, self.source.lines_of(closing), Span(closing.start, closing.start), body, -1
            )

    def _with_columns(self, sections: Sequence[ParsedSection], opening: Opening) -> tuple[ParsedSection, ...]:
        """A section for each kind of column, what stands behind the table at the end of its own kind."""
        bodies: dict[SectionKind, list[Excerpt]] = {}
        titles: dict[SectionKind, str] = {}
        for kind, title, segment, name in opening.labelled:
            bodies.setdefault(kind, []).append(named(cut(self.source, *segment), name))
            titles[kind] = titles.get(kind) or title
        others = [section for section in sections if section.kind not in bodies]
        for section in sections:
            if section.kind in bodies:
                bodies[section.kind] += section.body
        starts = {kind: body[0].offsets[0][1] for kind, body in bodies.items()}
        made = [ParsedSection(kind, titles[kind], Span(starts[kind], starts[kind]), tuple(bodies[kind])) for kind in bodies]
        order = list(SectionKind)
        return tuple(sorted([*made, *others], key=lambda section: order.index(section.kind)))

    def _ends(self, opening: Opening, span: Span, *, last: bool) -> tuple[int, tuple[Span, ...], Span | None]:
        """Where the question's own text ends; what separates it from the next; the closing of the text, if it has one."""
        first = max(
            [opening.head.end, *(segment.end for segment in opening.body), *(item.segment.end for item in opening.labelled)]
        )
        first = max([first, *(span.end for span in opening.markup)]) if opening.labelled else first
        inner = list(blocks_between(self.source, self.blocks, first, span.end))
        closing = None
        if last and (rule := self._closing_rule(inner)) is not None:
            closing = Span(self.source.offset_of_line(inner[rule + 1].first), span.end)
            inner = inner[: rule + 1]
        count = 0
        while count < len(inner) and is_separator(inner[-1 - count]):
            count += 1
        separators = tuple(self._span(block) for block in inner[len(inner) - count :])
        end = separators[0].start if separators else (closing.start if closing else span.end)
        return end, separators, closing

    def _closing_rule(self, inner: Sequence[Block]) -> int | None:
        """Index of the rule after which the text does not belong to the last question: only paragraphs follow it."""
        rules = [index for index, block in enumerate(inner) if block.type == "hr"]
        if not rules:
            return None
        behind = [block for block in inner[rules[-1] + 1 :] if not is_separator(block)]
        plain = behind and all(block.type in {"paragraph", "blockquote", "html_block"} for block in behind)
        return rules[-1] if plain else None

    def _span(self, block: Block) -> Span:
        return Span(self.source.offset_of_line(block.first), self.source.offset_of_line(block.last + 1))

    def _stretches(self, opening: Opening, span: Span) -> Iterator[Excerpt]:
        at = min(opening.head.end, span.end)
        for segment in opening.body:
            if segment.start < span.end:
                yield cut(self.source, segment.start, min(segment.end, span.end), segment.indent, segment.wrapping)
                at = max(at, min(segment.end, span.end))
        at = max([at, *(item.end for item in opening.markup)])
        if at < span.end:
            indent = shared_indent(self.source.text[at : span.end], opening.tail_indent) if opening.tail_indent else 0
            yield cut(self.source, at, span.end, indent)


def _with_prompt(sections: tuple[ParsedSection, ...], prompt: Sequence[Excerpt]) -> tuple[ParsedSection, ...]:
    """The sections preceded by more text of the prompt."""
    if not prompt:
        return sections
    start = prompt[0].offsets[0][1]
    first, rest = sections[:1], sections[1:]
    if first and first[0].kind is SectionKind.PROMPT and not first[0].title:
        return (replace(first[0], label=Span(start, start), body=(*prompt, *first[0].body)), *rest)
    return (ParsedSection(SectionKind.PROMPT, "", Span(start, start), tuple(prompt)), *sections)
