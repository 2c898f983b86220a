"""What the large index knows of a document: its fields in, one small number per index term out.

A posting says where a document holds a term: in its title, in a name, in a head, how often in running text (up to three times),
and in which sections. Pagefind keeps one weight of 8 bits, up to 240, for every occurrence of a word; the number travels as that
weight (``web/postings.ts`` reads it back), so that title, names, heads and sections need no words of their own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.model import PassageRole, SectionKind
from generator.search.analyzer import analyze, terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Entry
    from generator.search.documents import Document

_TITLE, _NAME, _HEAD = 1, 2, 4
_SECTION = {SectionKind.PROMPT: 8, SectionKind.ANSWER: 16, SectionKind.ANALYSIS: 32, SectionKind.EXAMPLE: 32}
_TIMES = 64
_MOST_TIMES = 3
_HIGHEST = 200
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_ESCAPE = "\u2d30"
"""A letter that stands before the code points of a term, of which Pagefind would change or drop some character."""


def read_postings(entry: Entry, document: Document) -> dict[str, int]:
    """Every index term of a document with its posting, as ``web/postings.ts`` decodes it."""
    found: dict[str, int] = {}
    for place, texts in ((_TITLE, document.fields["title"]), (_NAME, document.fields["names"])):
        for text in texts:
            for term in placed_terms(text):
                found[term] = found.get(term, 0) | place
    for passage in entry.question.passages:
        running = passage.role is PassageRole.TEXT
        place = _SECTION[passage.section] | (0 if running else _HEAD)
        for term in placed_terms(passage.text):
            found[term] = (found.get(term, 0) | place) + (_TIMES if running else 0)
    return found


def placed_terms(text: str) -> tuple[str, ...]:
    """The index terms of a text, and the last character of every CJK run: wherever a character is, a term begins with it."""
    pieces = analyze(text)
    return (*terms(pieces), *(run.text[-1] for run in pieces if run.cjk and len(run.text) > 1))


@cache
def weight_of(posting: int) -> int:
    """A posting as a number from 1 to 200: ten bits and a count of which most combinations never meet."""
    times = min(posting // _TIMES, _MOST_TIMES)
    written = (_MOST_TIMES + 1 if posting & _HEAD else 0) + times
    sections = posting >> 3 & 7
    body = 1 + (written - 1) * 7 + (sections - 1) if written else 0
    return 1 + (posting & 3) + 4 * body


@cache
def word_of(term: str) -> str:
    """A term as a word that Pagefind keeps as it is: ASCII letters and digits, Han characters; any other by its codes."""
    if all(char in _PLAIN or "\u3400" <= char <= "\u9fff" for char in term):
        return term
    return _ESCAPE + "".join(f"{ord(char):x}" for char in term)


def html_of(postings: Mapping[str, int], filler: str = _ESCAPE) -> str:
    """A page that Pagefind indexes to just these words, one for each posting; never an empty one, which would get no number."""
    groups: dict[int, list[str]] = {}
    for term, posting in postings.items():
        groups.setdefault(weight_of(posting), []).append(word_of(term))
    # Pagefind keeps 24 times the weight, cut off.
    spans = [
        f'<span data-pagefind-weight="{(weight + 0.5) / 24:.4f}">{" ".join(words)}</span>' for weight, words in groups.items()
    ]
    return f"<html><body>{' '.join(spans) or filler}</body></html>"
