"""Find the titles of the items of a list in HTML: the stretches of the items in, title and start of the answer of each out.

A title is in bold or a heading (``<li><b>Title</b> answer``), or the words in front of what begins a new line or block
(``<li>Title?<br>answer``, ``<li><p>Title?</p> …``), or those up to a question mark (``<li>Title? Answer``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhiku.lang.reader import QUESTION_MARK
from zhiku.model import Span
from zhiku.parsing.html_words import html_words
from zhiku.parsing.question_sentences import has_question_mark, is_question

if TYPE_CHECKING:
    from collections.abc import Sequence

_START = r"\s*(?:<p\b[^>]*>\s*)?"
_BREAK = r"(?:</p\s*>|<br\b[^>]*>)"
_MARKED = re.compile(
    rf"{_START}<(?P<tag>strong|b|h[1-6])\b[^>]*>(?P<words>.*?)</(?P=tag)\s*>\s*(?:[:：–—-]\s*)?{_BREAK}?\s*",
    re.DOTALL | re.IGNORECASE,
)
"""Words in bold or a heading at the start of an item, with what divides them from the rest."""
_BLOCKS = "p|div|ul|ol|dl|li|blockquote|pre|table|details|section|article|img|h[1-6]"
_PLAIN = re.compile(
    rf"{_START}(?P<words>(?:(?!{_BREAK}|</?(?:{_BLOCKS})\b|\n[ \t]*\n).)+)(?:{_BREAK})?\s*", re.DOTALL | re.IGNORECASE
)
"""Words at the start of an item, up to a break, a block or a blank line."""
_QUESTION = re.compile(rf".*?{QUESTION_MARK}[\"'”’»)）」』]*(?:</[a-z]+>)*(?=\s|<|\Z|[^\x00-\x7f])\s*", re.DOTALL | re.IGNORECASE)
"""Words up to a question mark; one within an address has no blank behind it."""
_MAY_HAVE_TITLES = re.compile(r"<li\b", re.IGNORECASE)
_MIN_ITEMS = 2
_MOSTLY = 0.5
"""Share of the items of a list that must ask for all of them to be questions, and have an answer if not all ask."""


class Title(NamedTuple):
    """The stretch of a title's words, and the offset at which the rest of its item begins."""

    words: Span
    end: int


def may_have_titles(html: str) -> bool:
    """Whether some HTML has an item of a list."""
    return _MAY_HAVE_TITLES.search(html) is not None


def titles_of(text: str, items: Sequence[Span]) -> Sequence[Title]:
    """The title of each item of a list; none if an item has none, or few of them ask."""
    marked = [found for item in items if (found := _MARKED.match(text, item.start, item.end))]
    if len(items) < _MIN_ITEMS:
        return ()
    if len(marked) == len(items):
        asking = sum(is_question(html_words(found["words"])) for found in marked)
        titles = [Title(Span(*found.span("words")), found.end()) for found in marked]
        return titles if asking > len(items) * _MOSTLY else ()
    titles = [title for item in items if (title := _plain_title(text, item))]
    if len(titles) < len(items):
        return ()
    asking = sum(has_question_mark(html_words(text[title.words.start : title.words.end])) for title in titles)
    answered = sum(bool(html_words(text[title.end : item.end])) for title, item in zip(titles, items, strict=True))
    return titles if asking == len(items) or min(asking, answered) > len(items) * _MOSTLY else ()


def _plain_title(text: str, item: Span) -> Title | None:
    """The title of an item that does not mark it."""
    found = _PLAIN.match(text, item.start, item.end)
    if not found or not html_words(found["words"]):
        return None
    start, end = found.span("words")
    if (question := _QUESTION.match(text, start, end)) and question.end() < end:
        return Title(Span(start, start + len(question.group().rstrip())), question.end())
    return Title(Span(start, end), found.end())
