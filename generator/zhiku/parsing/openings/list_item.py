"""Items of top-level lists that open questions, with the answer indented below or after the list."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhiku.content.question_format import ItemHead
from zhiku.lang.reader import QUESTION_MARK
from zhiku.model import SectionKind, Span
from zhiku.parsing.numbering import Numeral
from zhiku.parsing.openings.line import is_labelled_question
from zhiku.parsing.openings.opening import BOLD_LINE, Opening, Scan, Segment
from zhiku.parsing.question_letters import LETTERED_LINE, lists_options
from zhiku.parsing.question_sentences import has_question_mark, is_question, is_wrapped_title, lines_of_question
from zhiku.parsing.section_labels import is_labelled_line, label_of_line
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from zhiku.content.question_format import Opener
    from zhiku.parsing.blocks import Block

_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_LINK_ONLY = re.compile(r"^\W*(?:\[[ xX]\]\s+)?\[[^\]]*\]\(#[^)]*\)\W*$")
_OWN_LINK = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])+)\]\(#[^()\s]*\)\s*")
_PROPERTY = re.compile(r"\s*[A-Za-z][\w.-]*:: ?.*")
"""A property of a block in an outline, name and value."""
LISTS = frozenset({"ordered_list", "bullet_list"})
"""Types of blocks that are lists."""
MARKER = re.compile(r"(?P<before>[ \t]*)(?P<marker>\d{1,9}[.)]|[-*+])(?P<after>[ \t]*)")
_TAB = 4
_DEEPEST_INDENT = 4


def openings(scan: Scan, opener: Opener, index: int) -> Iterator[Opening]:
    """The questions that items of a list open."""
    block = scan.blocks[index]
    if block.type not in LISTS:
        return
    if opener.head is ItemHead.PLAIN and not asks_throughout(block):
        return
    if opener.head in _WHOLE_LISTS:
        yield from _WHOLE_LISTS[opener.head](scan, block)
        return
    if index and scan.blocks[index - 1].level:
        scan.indent = None
    items = _items_of(block)
    typed = [block.tokens[position].info for position in items]
    counted = (len(typed) > 1 and len(set(typed)) == 1) or _starts_like_neighbours(scan, index)
    options = lists_options(heads_of(block))
    for count, (position, number) in enumerate(zip(items, typed, strict=True)):
        if options and _is_option(block.tokens, position):
            continue
        # Where Markdown does the counting (``1.`` on every item), a number is a position, which is no name.
        open_end = position == items[-1] and (_goes_on(scan, index, number) or (count > 0 and _has_open_end(scan, index)))
        if opening := _item_opening(scan, opener, block.tokens, position, "" if counted else number, open_end=open_end):
            underline = _underline(scan, index) if position == items[-1] and open_end else None
            yield replace(opening, head=Span(opening.start, scan.span(underline).end), body=()) if underline else opening


def _is_option(tokens: Sequence[Token], position: int) -> bool:
    """Whether an item begins with a letter and asks nothing."""
    head = _head_of(tokens, position)
    return LETTERED_LINE.match(head) is not None and not has_question_mark(head)


_MIN_TERMS = 3
"""Items that make a list of terms."""
_MIN_ASKED = 2
"""Items that make one of questions in bold with their answers behind them."""
_TERM = re.compile(
    r"[ \t]*(?:\d{1,9}[.)]|[-*+])[ \t]+(?P<marks>\*\*|__)(?P<words>[^*_\n]{1,60}?)[ \t]*"
    r"(?:[:：](?P=marks)|(?P=marks)[ \t]*(?:[:：–—]|-(?=[ \t])))[ \t]*(?=\S)"
)
"""``- **Term**: …``, ``- **Term** – …``."""
_ASKED = re.compile(
    r"[ \t]*(?:\d{1,9}[.)]|[-*+])[ \t]+(?P<marks>\*\*|__)"
    rf"(?P<words>[^*_\n]{{1,300}}{QUESTION_MARK})[ \t]*(?P=marks)[ \t]*(?=\S)"
)
"""``- **Question?** …``."""
_MOSTLY = 0.5
"""Share of the items of a list that must ask for the list to be one of questions."""


def _items_of(block: Block) -> list[int]:
    """The positions of a list's items among its tokens."""
    return [position for position, token in enumerate(block.tokens) if token.type == "list_item_open" and token.level == 1]


def heads_of(block: Block) -> list[str]:
    """The first paragraphs of a list's items, empty where an item begins with something else."""
    return [_head_of(block.tokens, position) for position in _items_of(block)]


def asks_throughout(block: Block) -> bool:
    """Whether most items of a list ask, so that the others (``Describe …``) are questions as well."""
    heads = [head for head in heads_of(block) if head]
    return len(heads) > 1 and sum(is_question(head.split("\n", 1)[0]) for head in heads) > len(heads) * _MOSTLY


def _labelled_items(scan: Scan, block: Block) -> Iterator[Opening]:
    """The questions of a list whose items are questions and answers in turn, by their labels; none where no item is an answer."""
    items = _items_of(block)
    first = [block.tokens[position].map or (0, 0) for position in items]
    starts = [scan.source.offset_of_line(line + 1) for line, _ in first]
    ends = [*starts[1:], scan.span(block).end]
    heads = [_head_of(block.tokens, position) for position in items]
    asks = [is_labelled_question(head.split("\n", 1)[0], scan.initials) for head in heads]
    opens = [place for place, asked in enumerate(asks) if asked]
    lines = SourceText("", "\n".join(head.split("\n", 1)[0] for head in heads))
    labels = [label_of_line(lines, place, scan.form) for place in range(1, len(heads) + 1)]
    if not opens or not any(label and label.kind is not SectionKind.PROMPT for label in labels):
        return
    # What is a label only since the item above is a question's (``A.`` behind ``Q.``) is taken off here.
    skipped = [
        label.end - label.start if label and not is_labelled_line(SourceText("", head), 1, scan.form) and not asked else 0
        for label, head, asked in zip(labels, heads, asks, strict=True)
    ]
    for place, following in zip(opens, [*opens[1:], len(items)], strict=True):
        head = block.tokens[items[place] + 1]
        head_end = scan.source.offset_of_line((head.map or (0, 0))[1] + 1)
        line = scan.source.line(first[place][0] + 1)
        answers, markup = _contents(scan, [*starts[place + 1 : following], ends[following - 1]], skipped[place + 1 : following])
        bodies = (Segment(head_end, max(head_end, ends[place]), content_column(line, on_first_line=True)), *answers)
        words, numeral, explicit, _ = scan.read_title(heads[place])
        title, own = " ".join(words.split()), Span(starts[place], head_end)
        yield Opening(own.start, own, title, numeral, explicit, 0, bodies, markup, asked=True)


def _terms(scan: Scan, block: Block) -> Iterator[Opening]:
    """The terms of a list all of whose items are a term or a question in bold and what it means, on one line; else none."""
    items = _items_of(block)
    lines = [scan.source.line((block.tokens[position].map or (0, 0))[0] + 1) for position in items]
    found = [_TERM.match(line) or _ASKED.match(line) for line in lines]
    fewest = _MIN_ASKED if all(map(_ASKED.match, lines)) else _MIN_TERMS
    if len(items) < fewest or not all(term and scan.form.kind_of(term["words"]) is None for term in found):
        return
    for position, term in zip(items, found, strict=True):
        first, end = block.tokens[position].map or (0, 0)
        start = scan.source.offset_of_line(first + 1)
        if term:
            head, stop = Span(start, start + term.end()), scan.source.offset_of_line(end + 1)
            column = content_column(term.string, on_first_line=True)
            words = scan.read_title(term["words"]).words
            yield Opening(start, head, words, None, "", 0, (Segment(head.end, stop, column),), tail_indent=column)


_WHOLE_LISTS = {ItemHead.LABEL: _labelled_items, ItemHead.TERM: _terms}
"""Ways of writing that a list has as a whole."""


def _starts_like_neighbours(scan: Scan, index: int) -> bool:
    """Whether a list and an adjacent one both start with 1: answers that are not indented end each list."""
    block = scan.blocks[index]
    if block.tokens[1].info != "1":
        return False
    ways = (range(index - 1, -1, -1), range(index + 1, len(scan.blocks)))
    neighbours = filter(None, (_neighbour(scan, way, block.type) for way in ways))
    return any(other.tokens[1].info == "1" for other in neighbours)


def _goes_on(scan: Scan, index: int, number: str) -> bool:
    """Whether the answer of a list's last item follows the list: indented too little, or not at all and the numbers go on."""
    if not _has_open_end(scan, index):
        return False
    following = scan.blocks[index + 1]
    if scan.source.line(following.first)[:1] in {" ", "\t"}:
        return True
    after = None if following.level else _neighbour(scan, range(index + 1, len(scan.blocks)), scan.blocks[index].type)
    if after is not None:
        return not number or after.tokens[1].info in {str(int(number) + 1), number}
    if not number and scan.opened and _neighbour(scan, range(index - 1, -1, -1), scan.blocks[index].type):
        return has_question_mark(heads_of(scan.blocks[index])[-1])
    follows = bool(number) and scan.last is not None and scan.last.parts == (int(number) - 1,)
    return follows or _starts_like_neighbours(scan, index)


def _underline(scan: Scan, index: int) -> Block | None:
    """The rule right below a list, by which plain text underlines the title that its last item is."""
    below = scan.blocks[index + 1] if index + 1 < len(scan.blocks) else None
    return below if below and below.type == "hr" and below.first == scan.blocks[index].last + 1 else None


def _has_open_end(scan: Scan, index: int) -> bool:
    """Whether something follows a list that may belong to its last item: below a numbered one also points, not indented."""
    behind = index + 1 + (_underline(scan, index) is not None)
    following = scan.blocks[behind] if behind < len(scan.blocks) else None
    points = scan.blocks[index].type == "ordered_list" and following is not None and following.type == "bullet_list"
    if following is None or following.type == "hr" or (following.type in LISTS and not points):
        return False
    return not following.level or scan.source.line(following.first)[:1] in {" ", "\t"}


def _neighbour(scan: Scan, indexes: Iterable[int], kind: str) -> Block | None:
    """The next list of a kind among some blocks, no heading being in between."""
    found = next((scan.blocks[index] for index in indexes if scan.blocks[index].level or scan.blocks[index].type == kind), None)
    return None if found is None or found.level else found


def _item_opening(  # noqa: PLR0913 - an item and its surroundings
    scan: Scan, opener: Opener, tokens: Sequence[Token], position: int, number: str, *, open_end: bool
) -> Opening | None:
    item, head, inline = tokens[position], tokens[position + 1], tokens[position + 2] if position + 2 < len(tokens) else None
    if inline is None or not item.map or not head.map or not _is_item_head(opener, head, inline.content):
        return None
    line = scan.source.line(item.map[0] + 1)
    indent = len(line) - len(line.lstrip(" "))
    if opener.head is ItemHead.TEXT and indent > (indent if scan.indent is None else scan.indent) + 1:
        return None  # of a list in an answer that is not indented far enough
    content, lines = inline.content, head.map[1] - head.map[0]
    next_one = item.info == str(scan.number + 1) and scan.opened and bool(is_question(content))
    answered = _is_answered_item(tokens, position)
    listed = _LINK_ONLY.match(content) is not None  # of a table of contents, where nothing stands below
    if not answered and (listed or (opener.head is ItemHead.TEXT and not (open_end or next_one))):
        return None
    if opener.head is ItemHead.BOLD and (found := BOLD_LINE.match(content)):
        content, lines = found.group(), found.group().count("\n") + 1
    noted = count_properties(content)
    if opener.head is ItemHead.TEXT:
        shown = content.split("\n")[: lines - noted]
        wraps = (tokens[position + 4].type != "list_item_close" or open_end) and is_wrapped_title(shown)
        lines = lines_of_question(shown) if len(shown) > 1 and not wraps else lines
        content = " ".join(shown[:lines])
    words, numeral, explicit, asked = scan.read_title(_title_words(content))
    if opener.head is ItemHead.TEXT and not (item.info or asked or numeral):
        return None
    if not item.info and opener.numbered and not (numeral or explicit):
        return None
    numeral = numeral or (Numeral((int(number),), 0, -1) if number else None)
    source = scan.source
    start = source.offset_of_line(item.map[0] + 1)
    head_end = source.offset_of_line(head.map[0] + lines + 1)
    scan.number, scan.opened = int(item.info or 0), True
    scan.indent, column = indent, content_column(line, on_first_line=head.map[0] == item.map[0])
    whole = Segment(head_end, max(head_end, source.offset_of_line(item.map[1] + 1)), column)
    body, markup = _without_markers(scan, tokens, position, whole)
    title, own = " ".join(words.split()), Span(start, head_end)
    return Opening(start, own, title, numeral, explicit, 0, body, markup, tail_indent=column, asked=asked)


def _without_markers(
    scan: Scan, tokens: Sequence[Token], position: int, whole: Segment
) -> tuple[tuple[Segment, ...], tuple[Span, ...]]:
    """The text of an item and the markers in it that only hold its sections: those of a list below all of whose items are labels.

    ``- Q: …`` with ``- A: …`` indented below.
    """
    below = position + 4
    if below >= len(tokens) or tokens[below].type not in {"ordered_list_open", "bullet_list_open"}:
        return (whole,), ()
    level = tokens[below].level
    end = next(at for at in range(below, len(tokens)) if tokens[at].nesting < 0 and tokens[at].level == level)
    items = [at for at in range(below, end) if tokens[at].type == "list_item_open" and tokens[at].level == level + 1]
    if not all(is_labelled_line(SourceText("", _head_of(tokens, at)), 1, scan.form) for at in items):
        return (whole,), ()
    ends = (*((tokens[at].map or (0, 0))[0] for at in items), (tokens[below].map or (0, 0))[1])
    starts = [scan.source.offset_of_line(line + 1) for line in ends]
    bodies, markup = _contents(scan, starts)
    around = (whole._replace(end=starts[0]), *bodies, whole._replace(start=starts[-1]))
    return tuple(body for body in around if body.end > body.start), markup


def _head_of(tokens: Sequence[Token], position: int) -> str:
    """The first paragraph of an item, empty where it begins with something else."""
    return tokens[position + 2].content if tokens[position + 1].type == "paragraph_open" else ""


def _contents(scan: Scan, starts: Sequence[int], skipped: Sequence[int] = ()) -> tuple[tuple[Segment, ...], tuple[Span, ...]]:
    """The contents of list items that begin at some offsets, the last of which is where they end, and their markers.

    ``skipped`` is how many characters of each belong to its marker, besides the list's own.
    """
    bodies, markup = [], []
    for (start, end), more in zip(pairwise(starts), skipped or [0] * (len(starts) - 1), strict=True):
        line = scan.source.line(scan.source.line_of(start))
        found = MARKER.match(line)
        inside = start + (found.end() if found else 0) + more
        markup.append(Span(start, inside))
        bodies.append(Segment(inside, end, content_column(line, on_first_line=True)))
    return tuple(bodies), tuple(markup)


def count_properties(content: str) -> int:
    """The number of lines below an item's first that are properties, as Logseq writes them: ``collapsed:: true``."""
    rest = content.split("\n")[1:]
    return len(rest) if rest and all(map(_PROPERTY.fullmatch, rest)) else 0


def _title_words(content: str) -> str:
    """The words of an item's first line, without its check box and without the link that a table of contents leads to."""
    words = _CHECKBOX.sub("", content)
    found = _OWN_LINK.fullmatch(words)
    return found["words"] if found else words


def _is_item_head(opener: Opener, head: Token, content: str) -> bool:
    """Whether a title is written as the opener says; words may be bold or not."""
    if opener.head is ItemHead.HEADING or head.type == "heading_open":
        return opener.head is ItemHead.HEADING and head.type == "heading_open"
    is_bold = BOLD_LINE.match(content) is not None
    return head.type == "paragraph_open" and (is_bold or opener.head in {ItemHead.TEXT, ItemHead.PLAIN})


def _is_answered_item(tokens: Sequence[Token], position: int) -> bool:
    """Whether an item has more than one line."""
    content = tokens[position + 2].content
    return tokens[position + 4].type != "list_item_close" or "\n" in content


def content_column(line: str, *, on_first_line: bool) -> int:
    """The column at which the content of a list item starts, as CommonMark counts it."""
    found = MARKER.match(line)
    if not found:
        return 0
    marker_end = _columns(line[: found.end("marker")])
    spaces = _columns(line[: found.end()]) - marker_end
    return marker_end + (spaces if on_first_line and 1 <= spaces <= _DEEPEST_INDENT else 1)


def _columns(text: str) -> int:
    return len(text.expandtabs(_TAB))
