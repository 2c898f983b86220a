"""Where questions open: blocks in, ``Opening`` records out, one small strategy for each ``OpenerKind``.

A strategy looks at one top-level block and says which questions open in it. It never decides where a question ends: that is
where the next record begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import attrgetter
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from zhiku.content.question_format import ItemHead, Opener, OpenerKind, QuestionFormat
from zhiku.model import SectionKind, Span
from zhiku.parsing.details import disclosures, title_of
from zhiku.parsing.numbering import Numeral, numeral_of, without_asking
from zhiku.parsing.section_labels import find_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from zhiku.parsing.blocks import Block
    from zhiku.parsing.details import Disclosure
    from zhiku.source.text import SourceText

_EXPLICIT_ID = re.compile(r"\s*\{#(?P<id>[A-Za-z0-9][A-Za-z0-9_-]*)\}\s*$")
_BOLD_LINE = re.compile(r"(?P<marks>\*\*|__)(?P<words>(?:(?!(?P=marks)).)+)(?P=marks)(?P<tail>[^\w\n]*)(?=\n|$)", re.DOTALL)
_BOLD_NUMBER = re.compile(r"^(?P<marks>\*\*|__)(?P<number>\W*\d[\d.]*[.、:：)）]?)(?P=marks)")
_LINK = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])+)(?P<target>\]\([^\s]*\))")
_CHOICE = re.compile(r"[:：]\s*\S{0,10}$")
"""Behind a label, what may still be said in a heading: ``Answer: B``."""
_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_ANCHORS = re.compile(r"^(?:\s*</?[A-Za-z][^<>]*>)+")
_QUESTION_MARK = re.compile(r"[?？][\W_]*$")
_ASKS = re.compile(r"[?？]|请")
_LINK_ONLY = re.compile(r"^\W*\[[^\]]*\]\(#[^)]*\)\W*$")
_MARKER = re.compile(r"(?P<before>[ \t]*)(?P<marker>\d{1,9}[.)]|[-*+])(?P<after>[ \t]*)")
_TITLE_END = re.compile(r"[?？](?=\s|$)|$", re.MULTILINE)
_FEWEST_NUMBERED = 0.3
_TAB = 4
_DEEPEST_INDENT = 4


class Segment(NamedTuple):
    """A stretch of a record's text; ``indent`` columns in front of its lines belong to the list around it."""

    start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A question's opening: ``start`` of its record, its title and number, ``head`` as in ``ParsedQuestion``.

    ``body`` are the stretches that certainly belong to it; ``tail_indent`` is how far what stands behind them may be indented
    because it belongs to them as well. ``level`` is the heading's, 0 of anything else.
    """

    start: int
    head: Span
    title: str
    numeral: Numeral | None
    explicit: str
    level: int
    body: tuple[Segment, ...]
    markup: tuple[Span, ...] = ()
    tail_indent: int = 0
    asked: bool = False
    """Whether the title itself says that it is a question."""
    prompt: tuple[Segment, ...] = ()
    """Stretches that belong to the question asked, in front of ``body``."""


@dataclass
class Reading:
    """What strategies share while they go through a text from top to bottom."""

    source: SourceText
    form: QuestionFormat
    blocks: Sequence[Block]
    last: Numeral | None = None
    opened: bool = False
    """Whether a question has opened already."""
    indent: int | None = None
    """Spaces in front of the last list whose items were questions."""
    number: int = 0
    """Number of the last item that was a question."""

    @cached_property
    def numbered(self) -> Mapping[int, float]:
        """The share of headings that have a number, by level."""
        titles = [(block.level, _title(block.content)[1] is not None) for block in self.blocks if block.level]
        return {level: fmean(has for at, has in titles if at == level) for level in {level for level, _ in titles}}

    @cached_property
    def disclosures(self) -> tuple[Disclosure, ...]:
        """The outermost ``<details>`` of the text."""
        return disclosures(self.source, self.blocks)


def openings_in(reading: Reading, index: int) -> tuple[Opening, ...]:
    """The questions that open in a block, by the first way of opening that fits."""
    for opener in reading.form.openers:
        found = tuple(_STRATEGIES[opener.kind](reading, opener, index))
        if found:
            reading.opened = True
            reading.last = next((item.numeral for item in reversed(found) if item.numeral), reading.last)
            return found
    return ()


def _title(words: str) -> tuple[str, Numeral | None, str, bool]:
    """The words of a title, its number, its explicit id, and whether it says that it asks."""
    words, explicit = _ANCHORS.sub("", words).strip(), ""
    if found := _EXPLICIT_ID.search(words):
        words, explicit = words[: found.start()], found["id"]
    if (found := _BOLD_LINE.fullmatch(words)) and "\n" not in words:
        words = found["words"] + found["tail"]
    if (link := _LINK.fullmatch(words)) and (number := numeral_of(link["words"])):
        words = f"{link['words'][: number.end]}[{link['words'][number.end :]}{link['target']}"
    words, asked = without_asking(_BOLD_NUMBER.sub(r"\g<number>", words))
    numeral = numeral_of(words)
    if numeral:
        words = words[numeral.end :]
    return words.strip(), numeral, explicit, asked or bool(_QUESTION_MARK.search(words[-80:]))


def _line_span(reading: Reading, first: int, last: int) -> Span:
    return Span(reading.source.offset_of_line(first), reading.source.offset_of_line(last + 1))


# --- headings -----------------------------------------------------------------------------------------------------------


def _heading(reading: Reading, opener: Opener, index: int) -> Iterator[Opening]:
    block = reading.blocks[index]
    if block.level not in opener.levels:
        return
    words, numeral, explicit, asked = _title(block.content)
    says_so, label = numeral or explicit, reading.form.kind_of_heading(_CHOICE.sub("", words))
    if not says_so and (label or reading.form.is_aside(words) or reading.form.is_contents(words)):
        if label is not SectionKind.PROMPT or opener.numbered:
            return
        words = ""  # ``### 题目`` and the question itself below
    if block.level != opener.levels[0] and not explicit and not _opens_elsewhere(reading, opener, index, numeral, asked=asked):
        return
    if opener.numbered and not (says_so or asked or not words or _is_answered_below(reading, index)):
        return
    if not opener.numbered and numeral and not asked and _groups_those_without(reading, index):
        return
    head = _line_span(reading, block.first, block.last)
    yield Opening(head.start, head, words, numeral, explicit, block.level, (), asked=asked)


def _opens_elsewhere(reading: Reading, opener: Opener, index: int, numeral: Numeral | None, *, asked: bool) -> bool:
    """Whether a heading of an unusual level opens a question: it groups none itself, and goes on with the numbers or asks."""
    level, usual = reading.blocks[index].level, opener.levels[0]
    below = next((block for block in islice(reading.blocks, index + 1, None) if block.level), None)
    next_numeral = below and numeral_of(below.content)
    goes_on = bool(numeral and next_numeral and next_numeral.follows(numeral))
    if below is not None and level < below.level <= usual and not goes_on:
        return False
    if numeral:
        return numeral.follows(reading.last) or (level < usual and numeral.repeats(reading.last))
    has_text = index + 1 < len(reading.blocks) and not reading.blocks[index + 1].level
    return level < usual and reading.opened and asked and has_text


def _groups_those_without(reading: Reading, index: int) -> bool:
    """Whether a heading with a number and nothing below stands among questions that have none."""
    level = reading.blocks[index].level
    following = next((block for block in islice(reading.blocks, index + 1, None) if not is_separator(block)), None)
    return following is not None and following.level == level and reading.numbered[level] < _FEWEST_NUMBERED


def _is_answered_below(reading: Reading, index: int) -> bool:
    """Whether a label of an answer stands between a heading and the next one that could open a question or a part."""
    labels = find_labels(reading.source, stretch_below(reading, index), reading.form)
    return any(label.kind is SectionKind.ANSWER for label in labels)


def stretch_below(reading: Reading, index: int) -> Sequence[Block]:
    """The blocks between a heading and the next one that could open a question or a part."""
    lowest = max((level for opener in reading.form.openers for level in opener.levels), default=reading.form.parts)
    end = index + 1
    while end < len(reading.blocks) and not _could_open(reading.blocks[end], lowest):
        end += 1
    return reading.blocks[index + 1 : end]


def _could_open(block: Block, lowest: int) -> bool:
    return 0 < block.level <= lowest or (block.level > 0 and numeral_of(block.content) is not None)


# --- bold lines ---------------------------------------------------------------------------------------------------------


def _bold(reading: Reading, opener: Opener, index: int) -> Iterator[Opening]:
    block = reading.blocks[index]
    if block.type != "paragraph":
        return
    if opener.inline:
        yield from _bold_run(reading, opener, block)
        return
    lines = block.content.split("\n")
    for count, line in enumerate(lines):
        # The words that open a paragraph may be a title on several lines; a line within one, a title of its own.
        found = _BOLD_LINE.match(line if count else block.content)
        if found:
            yield from _bold_title(reading, opener, index, count, found)


def _bold_title(reading: Reading, opener: Opener, index: int, line: int, found: re.Match[str]) -> Iterator[Opening]:
    if reading.form.kind_of(found["words"].rstrip(":：")) is not None:
        return
    words, numeral, explicit, asked = _title(found["words"] + found["tail"])
    if opener.numbered and not (numeral or explicit):
        return
    if not (numeral or explicit or asked or (not line and _stands_apart(reading, index))):
        return
    first = reading.blocks[index].first + line
    head = _line_span(reading, first, first + found.group().count("\n"))
    yield Opening(head.start, head, " ".join(words.split()), numeral, explicit, 0, (), asked=asked)


def _bold_run(reading: Reading, opener: Opener, block: Block) -> Iterator[Opening]:
    """A title in bold with its answer behind it: ``**6. Title** The answer``."""
    start = reading.source.offset_of_line(block.first)
    found = _BOLD_RUN.match(reading.source.line(block.first))
    if not found or reading.form.kind_of(found["words"].strip(":： ")) is not None:
        return
    words, numeral, explicit, asked = _title(found["words"])
    if numeral or explicit or (asked and not opener.numbered):
        end = start + found.end()
        yield Opening(start, Span(start, end), words.strip(":： "), numeral, explicit, 0, (), asked=asked)


_BOLD_RUN = re.compile(r" {0,3}(?P<marks>\*\*|__)(?P<words>[^*_\n]+)(?P=marks)[ \t]*[:：]?[ \t]*")


# --- plain lines --------------------------------------------------------------------------------------------------------


def _line(reading: Reading, opener: Opener, index: int) -> Iterator[Opening]:
    block = reading.blocks[index]
    if block.type != "paragraph":
        return
    for count, line in enumerate(block.content.split("\n")):
        words, numeral, explicit, asked = _title(line.lstrip("#"))
        prefixed = without_asking(line)[1]
        numbered = numeral and not count and not _BOLD_LINE.match(block.content)
        if numbered or (prefixed and not opener.numbered):
            head = _line_span(reading, block.first + count, block.first + count)
            yield Opening(head.start, head, words, numeral, explicit, 0, (), asked=asked)


def _stands_apart(reading: Reading, index: int) -> bool:
    """Whether a separator or a heading stands right before a block."""
    if index == 0:
        return False
    before = reading.blocks[index - 1]
    return before.type in {"hr", "heading"} or is_separator(before)


def is_separator(block: Block) -> bool:
    """Whether a block only keeps things apart: a rule, or ``<br>``."""
    return block.type == "hr" or (block.type in {"html_block", "paragraph"} and bool(_BREAKS.fullmatch(block.content)))


_BREAKS = re.compile(r"(?:\s|<br\s*/?>|</br>|&nbsp;)+", re.IGNORECASE)


# --- items of lists -----------------------------------------------------------------------------------------------------


def _item(reading: Reading, opener: Opener, index: int) -> Iterator[Opening]:
    block = reading.blocks[index]
    if block.type not in {"ordered_list", "bullet_list"}:
        return
    if index and reading.blocks[index - 1].level:
        reading.indent = None
    items = [position for position, token in enumerate(block.tokens) if token.type == "list_item_open" and token.level == 1]
    typed = [block.tokens[position].info for position in items]
    counted = (len(typed) > 1 and len(set(typed)) == 1) or _starts_like_neighbours(reading, index)
    for count, (position, number) in enumerate(zip(items, typed, strict=True)):
        # Where Markdown does the counting (``1.`` on every item), a number is a position, which is no name.
        open_end = position == items[-1] and (_goes_on(reading, index, number) or (count > 0 and _has_open_end(reading, index)))
        if opening := _item_opening(reading, opener, block.tokens, position, "" if counted else number, open_end=open_end):
            yield opening


def _starts_like_neighbours(reading: Reading, index: int) -> bool:
    """Whether a list and the one before or behind it start with 1: an answer that is not indented ends each."""
    block = reading.blocks[index]
    if block.tokens[1].info != "1":
        return False
    ways = (range(index - 1, -1, -1), range(index + 1, len(reading.blocks)))
    neighbours = filter(None, (_neighbour(reading, way, block.type) for way in ways))
    return any(other.tokens[1].info == "1" for other in neighbours)


def _goes_on(reading: Reading, index: int, number: str) -> bool:
    """Whether the answer of a list's last item follows the list: indented too little, or not at all and the numbers go on."""
    if not _has_open_end(reading, index):
        return False
    following = reading.blocks[index + 1]
    if reading.source.line(following.first)[:1] in {" ", "\t"}:
        return True
    after = None if following.level else _neighbour(reading, range(index + 1, len(reading.blocks)), reading.blocks[index].type)
    if after is not None:
        return not number or after.tokens[1].info in {str(int(number) + 1), number}
    follows = bool(number) and reading.last is not None and reading.last.parts == (int(number) - 1,)
    return follows or _starts_like_neighbours(reading, index)


def _has_open_end(reading: Reading, index: int) -> bool:
    """Whether something follows a list that may belong to its last item."""
    following = reading.blocks[index + 1] if index + 1 < len(reading.blocks) else None
    if following is None or following.type in {"hr", "ordered_list", "bullet_list"}:
        return False
    return not following.level or reading.source.line(following.first)[:1] in {" ", "\t"}


def _neighbour(reading: Reading, indexes: Iterable[int], kind: str) -> Block | None:
    """The next list of a kind among some blocks, no heading being in between."""
    found = next(
        (reading.blocks[index] for index in indexes if reading.blocks[index].level or reading.blocks[index].type == kind), None
    )
    return None if found is None or found.level else found


def _item_opening(  # noqa: PLR0913 - an item and its surroundings
    reading: Reading, opener: Opener, tokens: Sequence[Token], position: int, number: str, *, open_end: bool
) -> Opening | None:
    item, head, inline = tokens[position], tokens[position + 1], tokens[position + 2] if position + 2 < len(tokens) else None
    if inline is None or not item.map or not head.map or not _is_item_head(opener, head, inline.content):
        return None
    line = reading.source.line(item.map[0] + 1)
    indent = len(line) - len(line.lstrip(" "))
    if opener.head is ItemHead.TEXT and indent > (indent if reading.indent is None else reading.indent) + 1:
        return None  # of a list in an answer that is not indented far enough
    content, lines = inline.content, head.map[1] - head.map[0]
    next_one = item.info == str(reading.number + 1) and reading.opened and bool(_ASKS.search(content))
    if opener.head is ItemHead.TEXT and not (open_end or next_one or _is_answered_item(tokens, position)):
        return None
    if opener.head is ItemHead.BOLD and (found := _BOLD_LINE.match(content)):
        content, lines = found.group(), found.group().count("\n") + 1
    if opener.head is ItemHead.TEXT:
        content, lines = content.split("\n", 1)[0], 1
    words, numeral, explicit, asked = _title(_CHECKBOX.sub("", content))
    if opener.head is ItemHead.TEXT and not (item.info or asked):
        return None
    if not item.info and opener.numbered and not (numeral or explicit):
        return None
    numeral = numeral or (Numeral((int(number),), 0, -1) if number else None)
    source = reading.source
    start = source.offset_of_line(item.map[0] + 1)
    head_end = source.offset_of_line(head.map[0] + lines + 1)
    reading.number, reading.opened = int(item.info or 0), True
    reading.indent, column = indent, _content_column(line, head.map[0] == item.map[0])
    body = (Segment(head_end, max(head_end, source.offset_of_line(item.map[1] + 1)), column),)
    title = " ".join(words.split())
    return Opening(start, Span(start, head_end), title, numeral, explicit, 0, body, tail_indent=column, asked=asked)


def _is_item_head(opener: Opener, head: Token, content: str) -> bool:
    """Whether a title is written as the opener says; words may be bold or not."""
    if opener.head is ItemHead.HEADING or head.type == "heading_open":
        return opener.head is ItemHead.HEADING and head.type == "heading_open"
    is_bold = _BOLD_LINE.match(content) is not None
    return head.type == "paragraph_open" and not _LINK_ONLY.match(content) and (is_bold or opener.head is ItemHead.TEXT)


def _is_answered_item(tokens: Sequence[Token], position: int) -> bool:
    """Whether more stands in an item than its first line."""
    content = tokens[position + 2].content
    return tokens[position + 4].type != "list_item_close" or "\n" in content


def _content_column(line: str, on_first_line: bool) -> int:  # noqa: FBT001 - one call
    """The column at which the content of a list item starts, as CommonMark counts it."""
    found = _MARKER.match(line)
    if not found:
        return 0
    marker_end = _columns(line[: found.end("marker")])
    spaces = _columns(line[: found.end()]) - marker_end
    return marker_end + (spaces if on_first_line and 1 <= spaces <= _DEEPEST_INDENT else 1)


def _columns(text: str) -> int:
    return len(text.expandtabs(_TAB))


# --- <details> -----------------------------------------------------------------------------------------------------------


def _details(reading: Reading, _: Opener, index: int) -> Iterator[Opening]:
    block, source = reading.blocks[index], reading.source
    if block.type != "html_block":
        return
    start, end = source.offset_of_line(block.first), source.offset_of_line(block.last + 1)
    first = bisect_left(reading.disclosures, start, key=attrgetter("start"))
    for disclosure in islice(reading.disclosures, first, None):
        if disclosure.start >= end:
            break
        summary, title_end = title_of(source, disclosure)
        if reading.form.kind_of(summary) is not None or reading.form.is_contents(summary):
            continue
        words, numeral, explicit, asked = _title(summary)
        more = Segment(title_end, disclosure.summary.end, 0)
        asks_more = more.end > more.start
        head = Span(disclosure.start, title_end if asks_more else disclosure.content.start)
        body = (Segment(disclosure.content.start, disclosure.content.end, 0),)
        markup = [Span(disclosure.summary.end, disclosure.content.start)] if asks_more else []
        markup.append(Span(disclosure.content.end, disclosure.end))
        prompt = (more,) if asks_more else ()
        yield Opening(disclosure.start, head, words, numeral, explicit, 0, body, tuple(markup), asked=asked, prompt=prompt)


_STRATEGIES: Mapping[OpenerKind, Callable[[Reading, Opener, int], Iterator[Opening]]] = {
    OpenerKind.HEADING: _heading,
    OpenerKind.BOLD: _bold,
    OpenerKind.ITEM: _item,
    OpenerKind.LINE: _line,
    OpenerKind.DETAILS: _details,
}
