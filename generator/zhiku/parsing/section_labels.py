"""Split a question into sections: stretches of Markdown in, ``ParsedSection`` records out.

A label begins a line of a paragraph (``**答案：**``, ``答案：``, ``【答案】``), or is a heading (``#### 答案``, ``#### Answer:
B``) or the summary of a ``<details>``. Its section ends at the next label. A second label of the same kind right after the
first one is text, and so is a label for the prompt after an answer, unless the question already has a labelled prompt.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import without_number
from zhiku.lang import reader as lang
from zhiku.model import ParsedSection, SectionKind, Span
from zhiku.parsing.blocks import blocks_between, read_blocks
from zhiku.parsing.details import details_elements, title_of
from zhiku.source.excerpt import slice_excerpt, span_of
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhiku.content.question_format import QuestionFormat
    from zhiku.model import Excerpt
    from zhiku.parsing.blocks import Block

METADATA_LABELS = ("difficulty_labels", "frequency_labels", "tag_labels", "author_labels")
"""Words of a language that introduce metadata of a question."""
_WORDS = r"(?P<words>[^*_\n:：]{1,24}?)"
_BOLD = re.compile(rf"[ ]{{0,3}}(?P<marks>\*\*|__)[ \t]*{_WORDS}[ \t]*[:：]?[ \t]*(?P=marks)[ \t]*[:：]?[ \t]*")
_HTML_BOLD = re.compile(
    rf"[ ]{{0,3}}(?:<p\b[^<>]*>[ \t]*)?<(?P<tag>b|strong)\b[^<>]*>[ \t]*{_WORDS}[ \t]*[:：]?[ \t]*</(?P=tag)>[ \t]*[:：]?[ \t]*",
    re.IGNORECASE,
)
_ITALIC = re.compile(rf"[ ]{{0,3}}(?P<marks>[*_])(?![*_]){_WORDS}[ \t]*(?:[.．:：][ \t]*(?P=marks)|(?P=marks)[ \t]*[:：])[ \t]*")
"""``*Solution.* …``: in italics a full stop or colon is needed, any word may be in italics."""
_PARAGRAPH_END = re.compile(r"</p\s*>\s*\Z", re.IGNORECASE)
_COLON = r"[:：][ \t]*(?:\*\*|__)?[ \t]*(?:#*[ \t]*$)?"
_HEADING = re.compile(
    rf"[ ]{{0,3}}#{{1,6}}[ \t]+(?:\*\*|__)?(?P<words>[^\n:：]{{1,24}}?)[ \t]*(?:\*\*|__)?[ \t]*(?:{_COLON}|#*[ \t]*$)"
)
_PLAIN = re.compile(
    r"[ ]{0,3}(?:[【\[](?P<boxed>[^】\]\[\n]{1,12})[】\]](?!\()[ \t]*[:：]?"
    r"|(?:<p\b[^<>]*>[ \t]*)?(?P<words>[^\s*_:：<][^*_:：\n<]{0,15}?)[ \t]*[:：](?!:))[ \t]*",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\s*(?:\*\*)?(?P<letter>[A-Z])[ \t]*[:：.．、)）]")
"""A line that begins like one of several answers to choose from."""
_NUMBERED = re.compile(r"[ ]{0,3}(?:\*\*)?(?P<words>[^\W\d_]{1,8}[ ]?\d{1,6})[ \t]*[.．、:：)）][ \t]*(?:\*\*)?[ \t]*")
"""``A1.`` and ``答1：``: behind a number a full stop is enough."""
_WITHOUT_COLON = frozenset({SectionKind.ANSWER, SectionKind.ANALYSIS})
_ALONE = re.compile(r"[ ]{0,3}(?P<words>[^\W\d_](?:[^*_:：\n`<>]{0,20}[^\W\d_])?)[ \t]*$")
"""A line that is nothing but the label: ``Solution``."""
_STOP = re.compile(r"[ ]{0,3}(?:\*\*)?(?P<words>[^\W\d_])[.．](?:\*\*)?[ \t]+(?=\S)")
"""``A. …`` behind ``Q. …``."""
_LETTER = re.compile(r"[ ]{0,3}(?:#{1,6}[ \t]+)?(?:\*\*)?(?P<words>[^\W\d_])(?:[.．](?:\*\*)?[ \t]+(?=\S)|\d{1,4}[.．:：])")
"""``Q. …``, or ``Q1. …``, also as a heading."""
_MAX_LINES_BACK = 30
"""Lines of a question before its answer."""
_COUNTED_LETTER = re.compile(r"(?P<letter>[^\W\d_])[.．)）]")
_BOLD_LETTER = re.compile(r"[ ]{0,3}(?:\*\*|__|<b>|<strong>)[ \t]*(?P<letter>[^\W\d_])[.．)）]")
"""Letters that count the parts of a question or its options, in bold."""
_OF_LINES = (_BOLD, _ITALIC, _HTML_BOLD, _PLAIN, _NUMBERED, _STOP, _ALONE)
_METADATA = re.compile(
    rf"\W*(?:{'|'.join(re.escape(word) for field in METADATA_LABELS for word in lang.words(field))})[*_ \t]*[:：]", re.IGNORECASE
)
_WITH_TEXT = re.compile(r"(?P<marks>\*\*|__)?[ \t]*(?P<words>[^*_\n:：]{1,24}?)[ \t]*(?:\*\*|__)?[ \t]*[:：][*_ \t]*\S")
"""A heading that goes on behind its label: ``#### **Answer**: it is …``."""
_PLAIN_KINDS = frozenset({SectionKind.PROMPT, SectionKind.ANSWER, SectionKind.ANALYSIS})


class Label(NamedTuple):
    """A label by its offsets; ``closing`` is the ``</details>`` that ends its section."""

    kind: SectionKind
    title: str
    start: int
    end: int
    closing: Span | None = None

    def moved(self, by: int) -> Label:
        """The same label where offsets count from elsewhere."""
        closing = self.closing and Span(self.closing.start + by, self.closing.end + by)
        return self._replace(start=self.start + by, end=self.end + by, closing=closing)


def sections_of(
    stretches: Sequence[Excerpt], source: SourceText, blocks: Sequence[Block], form: QuestionFormat
) -> tuple[tuple[ParsedSection, ...], tuple[Span, ...]]:
    """The sections of a question, and the stretches of the file that only hold them together; ``blocks`` are the file's."""
    collected = _Collector()
    for stretch in stretches:
        at = 0
        labels = [label for label in _labels_of(stretch, source, blocks, form) if collected.accepts(label)]
        closings = [label.closing for label in labels if label.closing]
        for label in labels:
            collected.text(stretch, at, label.start, closings)
            collected.begin(label, stretch)
            at = label.end
        collected.text(stretch, at, len(stretch.text), closings)
    return collected.sections(), tuple(collected.markup)


class _Collector:
    """Sections as they come; ``accepts`` must be asked about every label in order."""

    def __init__(self) -> None:
        self.markup: list[Span] = []
        self._open: list[tuple[SectionKind | None, str, Span, list[Excerpt]]] = [(None, "", Span(0, 0), [])]
        self._seen: list[SectionKind] = []

    def accepts(self, label: Label) -> bool:
        last = self._seen[-1] if self._seen else None
        late = label.kind is SectionKind.PROMPT and self._seen and SectionKind.PROMPT not in self._seen
        if label.kind is last or late:
            return False
        self._seen.append(label.kind)
        return True

    def begin(self, label: Label, stretch: Excerpt) -> None:
        self._open.append((label.kind, label.title, Span(stretch.offset(label.start), stretch.offset(label.end)), []))

    def text(self, stretch: Excerpt, start: int, end: int, closings: Sequence[Span]) -> None:
        for closing in closings:
            if start <= closing.start < end:
                self._add(stretch, start, closing.start)
                if closing.end > closing.start:
                    self.markup.append(span_of(slice_excerpt(stretch, closing.start, closing.end)))
                start = closing.end
        self._add(stretch, start, end)

    def _add(self, stretch: Excerpt, start: int, end: int) -> None:
        if end > start:
            self._open[-1][3].append(slice_excerpt(stretch, start, end))

    def sections(self) -> tuple[ParsedSection, ...]:
        """The sections, the text before the first label among them: an answer where no label names one, else the prompt."""
        lead, *labelled = self._open
        sections = [ParsedSection(kind, title, label, tuple(body)) for kind, title, label, body in labelled if kind]
        answered = any(section.kind is SectionKind.ANSWER for section in sections)
        if not answered and sections and sections[-1].kind is SectionKind.PROMPT:
            sections[-1:] = _split_prompt(sections[-1])
        if any(excerpt.text.strip() for excerpt in lead[3]):
            start = lead[3][0].offsets[0][1]
            kind = SectionKind.PROMPT if any(section.kind is SectionKind.ANSWER for section in sections) else SectionKind.ANSWER
            sections.insert(0, ParsedSection(kind, "", Span(start, start), tuple(lead[3])))
        elif lead[3]:
            self.markup += [span_of(excerpt) for excerpt in lead[3]]
        return tuple(sections)


def _split_prompt(section: ParsedSection) -> list[ParsedSection]:
    """A prompt that nothing ends: its first paragraph is the prompt, where more follows that is the answer."""
    first, *rest = section.body or (None,)
    if first is None:
        return [section]
    lead = len(first.text) - len(first.text.lstrip())
    end = re.compile(r"\n[ \t]*\n").search(first.text, lead)
    behind = first.text[end.end() :].strip() if end else ""
    if not (end and behind) and not any(excerpt.text.strip() for excerpt in rest):
        return [section]
    cut_at = end.end() if end else len(first.text)
    body = (slice_excerpt(first, cut_at, len(first.text)), *rest) if behind else tuple(rest)
    start = body[0].offsets[0][1]
    return [
        ParsedSection(section.kind, section.title, section.label, (slice_excerpt(first, 0, cut_at),)),
        ParsedSection(SectionKind.ANSWER, "", Span(start, start), body),
    ]


# --- labels -------------------------------------------------------------------------------------------------------------


def find_labels(source: SourceText, blocks: Sequence[Block], form: QuestionFormat) -> tuple[Label, ...]:
    """All labels among some blocks of a text, in order, by offsets into it."""
    return tuple(sorted({*_of_blocks(source, blocks, form), *_of_summaries(source, blocks, form)}, key=lambda label: label.start))


def is_label(source: SourceText, block: Block, form: QuestionFormat) -> bool:
    """Whether a heading is a label."""
    return bool(_of_heading(source, block, form))


def is_metadata(words: str) -> bool:
    """Whether some words begin with the label of a question's metadata, such as its author."""
    return _METADATA.match(words) is not None


def kind_of_heading_with_text(words: str, form: QuestionFormat) -> SectionKind | None:
    """The kind of section that a heading opens whose label is followed by text: plain words only as an answer."""
    found = _WITH_TEXT.match(words)
    kind = form.kind_of_heading(found["words"]) if found else None
    return kind if found and (found["marks"] or kind is SectionKind.ANSWER) else None


def labels_in(text: str) -> Iterator[str]:
    """The words of a text that stand like labels: a bold word with a colon, alone in its line or not, or a short heading."""
    for line in text.splitlines():
        found = _BOLD.match(line) or _HEADING.match(line)
        if found and (found.re is _HEADING or ":" in found.group() or "：" in found.group()):
            yield found["words"].strip()


def is_labelled_line(source: SourceText, line: int, form: QuestionFormat) -> bool:
    """Whether a line opens a section other than the prompt."""
    return kind_of_line(source, line, form) not in {None, SectionKind.PROMPT}


def kind_of_line(source: SourceText, line: int, form: QuestionFormat) -> SectionKind | None:
    """The kind of section that a line of running text opens."""
    label = label_of_line(source, line, form)
    return label and label.kind


def label_of_line(source: SourceText, line: int, form: QuestionFormat) -> Label | None:
    """The label that a line of running text begins with."""
    found = (_match(source, line, pattern, form) for pattern in _OF_LINES)
    return next((label for labels in found for label in labels), None)


def _labels_of(stretch: Excerpt, source: SourceText, blocks: Sequence[Block], form: QuestionFormat) -> tuple[Label, ...]:
    """The labels of a stretch, by offsets into its text; what is not made of whole blocks of the file is read anew."""
    start, end = stretch.offsets[0][1], stretch.end
    own = blocks_between(source, blocks, start, end)
    if len(stretch.text) == end - start and _is_made_of(own, source, start, end):
        return tuple(label.moved(-start) for label in find_labels(source, own, form))
    inner = SourceText("", stretch.text)
    if not ("<" in inner.text or any(_of_line(inner, line, form) for line in range(1, inner.line_count + 1))):
        return ()
    return find_labels(inner, read_blocks(inner, None).blocks, form)


def _is_made_of(blocks: Sequence[Block], source: SourceText, start: int, end: int) -> bool:
    first = source.offset_of_line(blocks[0].first) if blocks else end
    return not source.text[start:first].strip() and (not blocks or source.offset_of_line(blocks[-1].last + 1) <= end)


def _of_blocks(source: SourceText, blocks: Sequence[Block], form: QuestionFormat) -> Iterator[Label]:
    for block in blocks:
        if block.type == "heading":
            yield from _of_heading(source, block, form)
        elif block.type == "paragraph":
            for line in range(block.first, block.last + 1):
                yield from next(filter(None, (_match(source, line, pattern, form) for pattern in _OF_LINES)), ())


def _of_heading(source: SourceText, block: Block, form: QuestionFormat) -> list[Label]:
    """The label that a heading is, whether it is written in Markdown or HTML."""
    if not source.line(block.first).lstrip().startswith("<"):
        return _match(source, block.first, _HEADING, form)
    kind = form.kind_of_heading(block.content)
    start, end = source.offset_of_line(block.first), source.offset_of_line(block.last + 1)
    return [Label(kind, without_number(block.content.strip(":： ")), start, end)] if kind else []


def _of_line(source: SourceText, line: int, form: QuestionFormat) -> bool:
    """Whether a line would be a label in whatever block."""
    return any(_match(source, line, pattern, form) for pattern in (_HEADING, *_OF_LINES))


def _match(source: SourceText, line: int, pattern: re.Pattern[str], form: QuestionFormat) -> list[Label]:
    found = pattern.match(source.line(line))
    if not found:
        return []
    words = (found["words"] or found["boxed"]) if pattern is _PLAIN else found["words"]
    kind = form.kind_of_heading(words) if pattern is _HEADING else form.kind_of(words)
    if not _fits(source, line, pattern, words, kind):
        return []
    plain = pattern is _PLAIN and not found["boxed"]
    if kind is None or (plain and (kind not in _PLAIN_KINDS or not _has_no_signs_around(words.strip()))):
        return []
    start = source.offset_of_line(line)
    if (plain and _is_option(source, line, words)) or _is_counted(source, line, words):
        return []
    end = _PARAGRAPH_END.search(found.string, found.end()) if found.group().lstrip().startswith("<p") else None
    closing = Span(start + end.start(), start + len(found.string)) if end else None
    return [Label(kind, without_number(words.strip("*_ \t:：")), start, start + found.end(), closing)]


def _has_no_signs_around(words: str) -> bool:
    """Whether words begin with a letter and end with one, or with a vowel sign on it."""
    return unicodedata.category(words[0])[0] in "LN" and unicodedata.category(words[-1])[0] in "LNM"


def _fits(source: SourceText, line: int, pattern: re.Pattern[str], words: str, kind: SectionKind | None) -> bool:
    """Whether a label without colon may be one where it stands."""
    if pattern is _NUMBERED:
        return kind is not SectionKind.PROMPT  # ``Q1.`` opens a question
    if pattern is _STOP:
        return kind is SectionKind.ANSWER and _follows_question(source, line, words)
    if pattern is _ALONE:
        followed = line < source.line_count and bool(source.line(line + 1).strip())
        return kind in _WITHOUT_COLON and len(words) > 1 and not words[0].islower() and followed
    return True


def _follows_question(source: SourceText, line: int, letter: str) -> bool:
    """Whether the last line above with a letter and a full stop begins with the letter for questions that goes with one."""
    above = (source.line(number) for number in range(line - 1, max(0, line - _MAX_LINES_BACK), -1))
    found = next(filter(None, map(_LETTER.match, above)), None)
    return found is not None and (found["words"].upper(), letter.upper()) in lang.initials()


def _is_option(source: SourceText, line: int, letter: str) -> bool:
    """Whether a letter at the start of a line marks one of several answers: an adjacent letter begins the line above or below."""
    if len(letter) != 1:
        return False
    around = ((line - 1, -1), (line + 1, 1)) if line > 1 else ((line + 1, 1),)
    found = ((_OPTION.match(source.line(near)), step) for near, step in around if near <= source.line_count)
    return any(option and ord(option["letter"]) == ord(letter) + step for option, step in found)


def _is_counted(source: SourceText, line: int, words: str) -> bool:
    """Whether bold words are a letter (``**a)**``, ``**B.**``) and a line nearby begins with its neighbour in the alphabet."""
    found = _COUNTED_LETTER.fullmatch(words.strip())
    if not found:
        return False
    near = range(max(1, line - _MAX_LINES_BACK), min(source.line_count, line + _MAX_LINES_BACK) + 1)
    others = (_BOLD_LETTER.match(source.line(number)) for number in near)
    return any(other and abs(ord(other["letter"]) - ord(found["letter"])) == 1 for other in others)


def _of_summaries(source: SourceText, blocks: Sequence[Block], form: QuestionFormat) -> Iterator[Label]:
    for element in details_elements(source, blocks):
        words, _ = title_of(source, element)
        if kind := form.kind_of(words):
            closing = Span(element.content.end, element.end)
            yield Label(kind, words.strip(":： "), element.start, element.content.start, closing)
