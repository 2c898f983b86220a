"""``<details>`` that open questions: the summary is the title, the rest the answer; each may be an item of a list."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from zhiku.model import Span
from zhiku.parsing.details import title_of
from zhiku.parsing.numbering import Numeral
from zhiku.parsing.openings.list_item import LISTS, MARKER, content_column
from zhiku.parsing.openings.opening import Opening, Scan, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The questions that the ``<details>`` of a block open."""
    block, source = scan.blocks[index], scan.source
    if block.type not in {"html_block", "paragraph", *LISTS}:
        return
    start, end = source.offset_of_line(block.first), source.offset_of_line(block.last + 1)
    first = bisect_left(scan.details_elements, start, key=attrgetter("start"))
    for element in islice(scan.details_elements, first, None):
        if element.start >= end:
            break
        line_start = source.offset_of_line(source.line_of(element.start))
        marker = MARKER.fullmatch(source.text, line_start, element.start)
        if block.type in LISTS and not marker:
            continue
        summary, title_end = title_of(source, element)
        if scan.form.kind_of(summary) is not None or scan.form.is_contents(summary) or summary in scan.repeated_summaries:
            continue
        words, numeral, explicit, asked = scan.read_title(summary)
        indent = content_column(source.line(source.line_of(element.start)), on_first_line=True) if marker else 0
        if marker and (number := marker["marker"].rstrip(".)")).isdecimal():
            numeral = numeral or Numeral((int(number),), 0, -1)
        more = Segment(title_end, element.summary.end, indent)
        asks_more = more.end > more.start
        head = Span(element.start, title_end if asks_more else element.content.start)
        body = (Segment(element.content.start, element.content.end, indent),)
        markup = [Span(element.summary.end, element.content.start)] if asks_more else []
        if not source.slice(head).lstrip().startswith("<"):  # a container: what follows its title is no tag
            head = Span(element.start, element.summary.end)
            markup.append(Span(element.summary.end, element.content.start))
        markup.append(Span(element.content.end, element.end))
        prompt = (more,) if asks_more else ()
        complete = bool(source.text[element.content.start : element.content.end].strip())
        if marker:
            head = Span(line_start, head.end)
        yield Opening(
            head.start, head, words, numeral, explicit, 0, body, tuple(markup), asked=asked, prompt=prompt, complete=complete
        )
