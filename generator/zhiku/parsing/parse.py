"""Cut a text into questions: ``SourceText`` and its ``QuestionFormat`` in, ``ParsedText`` and diagnostics out.

Grammar, by CommonMark blocks (never by a regex over raw text, so ``###`` in a code block is no question)::

    text     = front-matter? ( question | prose )*
    question = opening block* section*     opening: one of format.openers, title = [number] words [{#id}]
    section  = label block*                label: see labels
    prose    = heading block*              a part, where the heading's level is at most format.parts; a table of contents
             | block*                      what stands before the first record (preamble), behind the last rule (closing)

A question's text before its first label is its prompt where an answer is labelled, else its answer.
Always holds: the spans of the records, joined, are the whole text; within a record its head, sections and markup hold every
character that is not blank, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.front_matter import FRONT_MATTER, read_front_matter
from zhiku.content.question_format import OpenerKind
from zhiku.markdown.admonitions import ADMONITION
from zhiku.markdown.attributes import split_title
from zhiku.model import ParsedQuestion, ParsedSection, ParsedText, Prose, ProseRole, QuestionId, SectionKind, Span
from zhiku.parsing.blocks import blocks_between, read_blocks
from zhiku.parsing.numbering import numeral_of
from zhiku.parsing.openings import openings_in
from zhiku.parsing.openings.callout import CALLOUT
from zhiku.parsing.openings.opening import Opening, Scan, is_separator, stretch_below
from zhiku.parsing.section_labels import find_labels, is_label, sections_of
from zhiku.parsing.structure_lint import lint_structure
from zhiku.parsing.title_marks import without_marks
from zhiku.source.excerpt import cut, shared_indent, span_of
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.diagnostics.diagnostic import Diagnostic
    from zhiku.model import Excerpt
    from zhiku.parsing.blocks import Block, Blocks
    from zhiku.source.text import SourceText

_LINK = re.compile(r"\[[^\[\]\n]{0,500}\]\([^()\n]{0,500}\)|\[+_*toc_*\]+|@\[toc\]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
_LISTED = {"bullet_list", "ordered_list", "table", "html_block", "hr"}
_MAX_OTHER_SHARE = 0.1
"""Share of a table of contents that may be words outside links."""
_HALF = 0.5
_NOTHING = re.compile(r"(?:\s|<br\s*/?>|---|\*\*\*)*", re.IGNORECASE)
_NO_HEADING = 7
_MAX_LEAD_TITLE_LENGTH = 60
_TITLE_LINE = re.compile(r"(?!#|[\w.-]+:: )(?=.*[^\W\d_])[^\[\]<>`|\n]{1,60}(?<![.。!！:：;；,，])")
"""A line that may be the title of a text: no sentence, no link, no tag, no property of an outline."""
_SENTENCE = re.compile(r"[^。？！?!\n]+[。？！?!]?")
_FENCED = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)|\Z)[^\n]*$", re.DOTALL | re.MULTILINE)
_NOT_WORDS = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)|</?[A-Za-z][^<>]*>|\[(?P<words>[^\[\]]*)\]\([^()\s]*\)")
"""Images, tags, and links, of which the words stay."""


@dataclass(frozen=True, slots=True)
class _ProseMark:
    """Where a record of prose begins."""

    start: int
    head: Span
    role: ProseRole
    title: str
    level: int


Mark = Opening | _ProseMark
"""Where a record begins."""


def parse(source: SourceText, form: QuestionFormat) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """The text divided into records, and the warnings about its structure."""
    blocks = read_blocks(source, form)
    text = parse_blocks(source, form, blocks)
    return text, lint_structure(source, form, blocks, text)


def parse_blocks(source: SourceText, form: QuestionFormat, blocks: Blocks) -> ParsedText:
    """The text cut into records."""
    marks = _with_closing(_with_plain_titles(tuple(_marks(source, form, blocks.blocks))))
    if not any(isinstance(mark, Opening) for mark in marks):
        marks = tuple(_page_marks(source, blocks.blocks))
    bounds = [*(mark.start for mark in marks), len(source.text)]
    records: list[Prose | ParsedQuestion] = []
    if bounds[0] > 0 or not marks:
        records.append(_preamble(source, bounds[0]))
    cutter = _Cutter(source, form, blocks.blocks)
    parts: list[tuple[float, int]] = []  # the levels and places of the headings around
    count = len(records)
    for mark, (start, end) in zip(marks, pairwise(bounds), strict=True):
        span = Span(start, end)
        if isinstance(mark, Opening):
            level = mark.level or form.parts + 1
            parent = next((place for above, place in reversed(parts) if above < level), -1)
            records += cutter.question(mark, span, parent, last=end == len(source.text))
            continue
        # A heading of the questions' own level that has nothing below groups them all the same.
        empty = _is_own_level(form, mark.level) and _NOTHING.fullmatch(source.text, mark.head.end, end) is not None
        groups = mark.level - _HALF * empty
        if mark.level and mark.role is not ProseRole.CONTENTS:
            parts = [part for part in parts if part[0] < groups]
        records.append(cutter.prose(mark, span, parts[-1][1] if parts else -1))
        if mark.level and mark.role is ProseRole.PART:
            parts.append((groups, count))
        count += 1
    footnotes = tuple(
        (label, cut(source, source.offset_of_line(first), source.offset_of_line(last + 1)))
        for label, first, last in blocks.footnotes
    )
    return ParsedText(source.path, source.text, tuple(records), blocks.references, footnotes, source.name)


def _with_plain_titles(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks, the titles of questions without what a run of them proves to be numbers or decoration."""
    openings = [mark for mark in marks if isinstance(mark, Opening)]
    titles = iter(without_marks([opening.title for opening in openings], [opening.numeral is not None for opening in openings]))
    return tuple(replace(mark, title=next(titles)) if isinstance(mark, Opening) else mark for mark in marks)


def _with_closing(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks, a passage without heading behind the last question being the closing of the text."""
    if marks and isinstance(last := marks[-1], _ProseMark) and last.role is ProseRole.PART and not last.level:
        return (*marks[:-1], replace(last, role=ProseRole.CLOSING, title=""))
    return marks


# --- where records begin --------------------------------------------------------------------------------------------------


class _Surroundings(NamedTuple):
    """The surroundings of a block: levels of the headings of a table of contents (0: none) and of a question (7: none)."""

    contents: int = 0
    question: int = _NO_HEADING
    asked: bool = False
    """Whether a question precedes it."""
    inside: bool = False
    """Whether it is inside a question."""
    matter: bool = False
    """Whether the file's front matter is right before it."""
    complete: bool = False
    """Whether the syntax of the preceding question marks its end."""


def _marks(source: SourceText, form: QuestionFormat, blocks: Sequence[Block]) -> Iterator[Mark]:
    scan, around = Scan(source, form, blocks), _Surroundings()
    behind = 0  # offset up to which the text belongs to a <details> that is a question
    for index, block in enumerate(blocks):
        start, end = source.offset_of_line(block.first), source.offset_of_line(block.last + 1)
        if 0 < around.contents < block.level and _lists_links(_below(blocks, index)):
            continue
        openings = [item for item in openings_in(scan, index) if item.start >= behind]
        if openings:
            yield from openings
            last = openings[-1]
            around = _Surroundings(question=last.level or _NO_HEADING, asked=True, inside=True, complete=last.complete)
            behind = max((span.end for item in openings for span in item.markup), default=0)
        elif around.complete and start >= behind and not (0 < block.level <= form.parts):
            if _is_of_section(scan, index):
                around = around._replace(complete=False)
            elif not is_separator(block):
                yield _between(source, block)
                around = _Surroundings(asked=True)
        elif block.is_empty_heading:
            continue  # an empty heading ends nothing
        elif around.inside and _ends_question(form, block.level, around) and _is_of_answer(scan, index):
            continue
        elif start >= behind and (prose := _prose_mark(scan, index, Span(start, end), around)):
            yield prose
            around = _Surroundings(
                prose.level if prose.role is ProseRole.CONTENTS else 0,
                asked=around.asked,
                matter=prose.role is ProseRole.FRONT_MATTER,
            )


def _is_of_section(scan: Scan, index: int) -> bool:
    """Whether a block behind a question that is complete goes on with it all the same: a label, or a box of its answer."""
    block, source = scan.blocks[index], scan.source
    if block.type == ADMONITION or (block.type == "blockquote" and CALLOUT.match(source.line(block.first))):
        return True
    return bool(find_labels(source, (block,), scan.form))


def _between(source: SourceText, block: Block) -> _ProseMark:
    """A passage that belongs to no question, called after its heading, else after what it begins with."""
    start, end = source.offset_of_line(block.first), source.offset_of_line(block.last + 1)
    if block.level:
        return _ProseMark(start, Span(start, end), ProseRole.PART, _title_of(block), block.level)
    return _ProseMark(start, Span(start, start), ProseRole.PART, _lead(source.text[start:end]), 0)


def _page_marks(source: SourceText, blocks: Sequence[Block]) -> Iterator[_ProseMark]:
    """A text without questions as one page, called after its first heading, its metadata or its file."""
    title, start, first = "", 0, 0
    if blocks and blocks[0].type == FRONT_MATTER:
        start, first = source.offset_of_line(blocks[0].last + 1), 1
        title = read_front_matter(source.text[:start]).title
        yield _ProseMark(0, Span(0, start), ProseRole.FRONT_MATTER, "", 0)
    if start >= len(source.text) or not source.text[start:].strip():
        return
    heading = blocks[first] if len(blocks) > first and blocks[first].level == 1 else None
    head = Span(start, source.offset_of_line(heading.last + 1) if heading else start)
    words = _title_of(heading) if heading else title or source.path.rpartition("/")[2].rpartition(".")[0]
    yield _ProseMark(start, head, ProseRole.PART, words, 1)


def _title_of(heading: Block) -> str:
    return split_title(heading.content.strip())[0]


def _prose_mark(scan: Scan, index: int, span: Span, around: _Surroundings) -> _ProseMark | None:
    """The record of prose that begins with a block, if one does."""
    form, blocks = scan.form, scan.blocks
    block = blocks[index]
    groups = block.first in scan.part_lines
    if groups or _is_title_line(scan, index):
        return _ProseMark(span.start, span, ProseRole.PART, block.content.strip("*_ "), max(1, form.parts) if groups else 1)
    if block.type == FRONT_MATTER:
        return _ProseMark(0, Span(0, span.end), ProseRole.FRONT_MATTER, "", 0)
    ends = _ends_question(form, block.level, around)
    if block.level and form.is_contents(block.content) and (ends or not around.asked or _lists_links(_below(blocks, index))):
        return _ProseMark(span.start, span, ProseRole.CONTENTS, _title_of(block), block.level)
    if ends:
        return _ProseMark(span.start, span, ProseRole.PART, _title_of(block), block.level)
    if around.matter or (around.contents and not (block.type in _LISTED or _lists_links(blocks[index : index + 1]))):
        return _ProseMark(span.start, Span(span.start, span.start), ProseRole.PREAMBLE, "", 0)
    return None


def _is_title_line(scan: Scan, index: int) -> bool:
    """Whether a text without a heading of the first level begins with a short line, no sentence, right above a question."""
    block, blocks = scan.blocks[index], scan.blocks
    if any(before.type != FRONT_MATTER for before in blocks[:index]) or index + 1 >= len(blocks):
        return False
    if block.type != "paragraph" or not _TITLE_LINE.fullmatch(block.content) or any(other.level == 1 for other in blocks):
        return False
    return bool(openings_in(Scan(scan.source, scan.form, blocks), index + 1)) or blocks[index + 1].first in scan.part_lines


def _is_of_answer(scan: Scan, index: int) -> bool:
    """Whether a heading is in the middle of an answer, although its level would end the question.

    That is so where the rest of the question's sections follows, or the number that comes next.
    """
    block, form = scan.blocks[index], scan.form
    if is_label(scan.source, block, form) and _has_text(scan, index):
        return True
    labels = find_labels(scan.source, stretch_below(scan, index), form)
    if labels and labels[0].kind in {SectionKind.ANALYSIS, SectionKind.EXAMPLE}:
        return True
    numbered = any(opener.numbered and opener.levels[:1] == (block.level,) for opener in form.openers)
    if not numbered or not _has_text(scan, index) or numeral_of(block.content):
        return False
    numerals = (numeral_of(item.content) for item in islice(scan.blocks, index + 1, None) if item.level == block.level)
    following = next(filter(None, numerals), None)
    return following is not None and following.follows(scan.last)


def _has_text(scan: Scan, index: int) -> bool:
    return any(not is_separator(block) for block in _below(scan.blocks, index))


def _below(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """The blocks from behind a heading to the next."""
    end = index + 1
    while end < len(blocks) and not blocks[end].level:
        end += 1
    return blocks[index + 1 : end]


def _lists_links(blocks: Iterable[Block]) -> bool:
    """Whether some blocks have hardly any words but those of links."""
    content = "\n".join(token.content for block in blocks for token in block.tokens if token.type == "inline")
    without = _LINK.sub("", content)
    return without != content and len(_WORD.findall(without)) <= _MAX_OTHER_SHARE * len(_WORD.findall(content))


def _ends_question(form: QuestionFormat, level: int, around: _Surroundings) -> bool:
    """Whether a heading ends the question before it: one that groups, or one on the level of questions that opens none.

    What lies deeper than the question's own heading belongs to its answer.
    """
    return 0 < level <= form.parts or (level <= around.question and _is_own_level(form, level))


def _is_own_level(form: QuestionFormat, level: int) -> bool:
    return any(item.kind is OpenerKind.HEADING and level == item.levels[0] for item in form.openers)


# --- records ----------------------------------------------------------------------------------------------------------------


def _preamble(source: SourceText, end: int) -> Prose:
    start = len(BYTE_ORDER_MARK) if source.text.startswith(BYTE_ORDER_MARK) else 0
    span = Span(0, end)
    body = (cut(source, min(start, end), end),)
    return Prose(ProseRole.PREAMBLE, "", 0, span, source.lines_of(span), Span(0, 0), body, -1)


@dataclass(frozen=True)
class _Cutter:
    """Turns a mark and the span up to the next one into records."""

    source: SourceText
    form: QuestionFormat
    blocks: Sequence[Block]

    def prose(self, mark: _ProseMark, span: Span, parent: int) -> Prose:
        end = max(mark.head.end, mark.start)
        body = (cut(self.source, min(end, span.end), span.end),)
        return Prose(mark.role, mark.title, mark.level, span, self.source.lines_of(span), mark.head, body, parent)

    def question(self, mark: Opening, span: Span, parent: int, *, last: bool) -> Iterable[Prose | ParsedQuestion]:
        """The question, and the closing of the text behind the last one."""
        own_end, separators, closing = self._ends(mark, span, last=last)
        stretches = tuple(self._stretches(mark, Span(span.start, own_end)))
        sections, markup = sections_of(stretches, self.source, self.blocks, self.form)
        sections = _with_prompt(sections, [cut(self.source, segment.start, segment.end) for segment in mark.prompt])
        sections = self._with_columns(sections, mark) if mark.labelled else sections
        numeral = mark.numeral
        title = mark.title or _lead_title(sections)
        name = mark.explicit or (numeral.key if numeral else "")
        own = Span(span.start, closing.start if closing else span.end)
        yield ParsedQuestion(
            id=QuestionId(name),
            explicit=bool(mark.explicit),
            number=numeral.number if numeral else None,
            numeral=numeral.key if numeral else "",
            title=title,
            span=own,
            lines=self.source.lines_of(own),
            sections=sections,
            head=mark.head,
            markup=(*mark.markup, *markup, *separators),
            part=parent,
        )
        if closing:
            body = (cut(self.source, closing.start, closing.end),)
            yield Prose(
                ProseRole.CLOSING, "", 0, closing, self.source.lines_of(closing), Span(closing.start, closing.start), body, -1
            )

    def _with_columns(self, sections: Sequence[ParsedSection], mark: Opening) -> tuple[ParsedSection, ...]:
        """A section for each kind of column, what stands behind the table at the end of its own kind."""
        bodies: dict[SectionKind, list[Excerpt]] = {}
        titles: dict[SectionKind, str] = {}
        for kind, title, segment in mark.labelled:
            bodies.setdefault(kind, []).append(cut(self.source, *segment))
            titles[kind] = titles.get(kind) or title
        others = [section for section in sections if section.kind not in bodies]
        for section in sections:
            if section.kind in bodies:
                bodies[section.kind] += section.body
        starts = {kind: body[0].offsets[0][1] for kind, body in bodies.items()}
        made = [ParsedSection(kind, titles[kind], Span(starts[kind], starts[kind]), tuple(bodies[kind])) for kind in bodies]
        order = list(SectionKind)
        return tuple(sorted([*made, *others], key=lambda section: order.index(section.kind)))

    def _ends(self, mark: Opening, span: Span, *, last: bool) -> tuple[int, tuple[Span, ...], Span | None]:
        """Where the question's own text ends; what separates it from the next; the closing of the text, if it has one."""
        first = max([mark.head.end, *(segment.end for segment in mark.body), *(item.segment.end for item in mark.labelled)])
        first = max([first, *(span.end for span in mark.markup)]) if mark.labelled else first
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

    def _stretches(self, mark: Opening, span: Span) -> Iterator[Excerpt]:
        at = min(mark.head.end, span.end)
        for segment in mark.body:
            if segment.start < span.end:
                yield cut(self.source, segment.start, min(segment.end, span.end), segment.indent, segment.wrapping)
                at = max(at, min(segment.end, span.end))
        at = max([at, *(item.end for item in mark.markup)])
        if at < span.end:
            indent = shared_indent(self.source.text[at : span.end], mark.tail_indent) if mark.tail_indent else 0
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


def _lead_title(sections: Sequence[ParsedSection]) -> str:
    """For ``## Question 6``: the first sentence of its labelled prompt, or of the text below it, serves as the title."""
    asked = [section for section in sections if section.kind is SectionKind.PROMPT and section.title]
    before_answer = takewhile(lambda section: not (section.kind is SectionKind.ANSWER and section.title), sections)
    for section in (*asked, *before_answer):
        for excerpt in section.body:
            if words := _lead(excerpt.text):
                return words
    return ""


def _lead(text: str) -> str:
    """The first sentence of a text outside code, shortened if it is too long for a title; empty if there is none."""
    for line in _NOT_WORDS.sub(lambda found: found["words"] or "", _FENCED.sub("", text)).splitlines():
        words = line.strip().lstrip("#>*- ").rstrip("*")
        if (found := _SENTENCE.match(words)) and _WORD.search(found.group()):
            return _shortened(found.group().strip())
    return ""


def _shortened(sentence: str) -> str:
    """A sentence cut off where it is too long for a title, between words if there is a blank in its second half."""
    if len(sentence) <= _MAX_LEAD_TITLE_LENGTH:
        return sentence
    words = sentence[: _MAX_LEAD_TITLE_LENGTH - 1]
    blank = words.rfind(" ", _MAX_LEAD_TITLE_LENGTH // 2)
    return f"{words[:blank] if blank > 0 else words}…"


def with_ids(text: ParsedText, ids: Sequence[QuestionId]) -> ParsedText:
    """The text with its questions' ids replaced, in order."""
    remaining = iter(ids)
    records = tuple(
        replace(record, id=next(remaining)) if isinstance(record, ParsedQuestion) else record for record in text.records
    )
    return replace(text, records=records)


__all__ = ["parse", "parse_blocks", "span_of", "with_ids"]
