"""Files with one question each: the title is in the front matter or the first heading, the rest is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.content.front_matter import FRONT_MATTER, question_title
from zhiku.model import Span
from zhiku.parsing.openings.opening import Opening, Scan
from zhiku.parsing.question_sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.content.question_format import Opener

_INDEX_NAMES = frozenset({"readme", "index", "_index"})


def openings(scan: Scan, _: Opener, index: int) -> Iterator[Opening]:
    """The question that a file is, if it is one."""
    block = scan.blocks[index]
    if index or not scan.blocks:
        return
    matter = block.type == FRONT_MATTER
    title, declared = question_title(scan.source.slice(scan.span(block))) if matter else ("", False)
    head = scan.span(block) if matter else Span(0, 0)
    after = scan.blocks[1] if matter and len(scan.blocks) > 1 else block
    if after.level and (not title or after.content.strip() == title):
        title, head = after.content, Span(0, scan.span(after).end)
    words, numeral, explicit, asked = scan.read_title(title)
    name = scan.source.path.rpartition("/")[2].rpartition(".")[0].casefold()
    is_page = name in _INDEX_NAMES or scan.form.is_aside(words) or scan.form.is_contents(words)
    if not words or (is_page and not declared and not is_question(words)):
        return
    yield Opening(0, head, words, numeral, explicit, 0, (), asked=asked)
