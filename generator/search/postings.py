"""What the index of a large base knows of a document: its fields in, one byte for every index term out.

A posting says where a document holds a term: a bit each for title, names, heads and for the sections it stands in, and how often
running text has it, up to three times. Index terms are the words and bigrams of ``analyzer.terms``, and every CJK character.
``web/postings.ts`` reads postings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import add
from typing import TYPE_CHECKING

from generator.model import PassageRole, SectionKind
from generator.search.analyzer import analyze

if TYPE_CHECKING:
    from generator.model import Entry
    from generator.search.documents import Document

_TITLE, _NAME, _HEAD = 1, 2, 4
_SECTION = {SectionKind.PROMPT: 8, SectionKind.ANSWER: 16, SectionKind.ANALYSIS: 32, SectionKind.EXAMPLE: 32}
_TIMES = 64
_MOST_TIMES = 3


def read_postings(entry: Entry, document: Document) -> dict[str, int]:
    """Every index term of a document with its posting."""
    found: defaultdict[str, int] = defaultdict(int)
    for field, texts in ((_TITLE, document.fields["title"]), (_NAME, document.fields["names"])):
        for text in texts:
            for term in index_terms(text):
                found[term] |= field
    running: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for passage in entry.question.passages:
        section = _SECTION[passage.section]
        if passage.role is PassageRole.TEXT:
            running[section].update(index_terms(passage.text))
            continue
        for term in index_terms(passage.text):
            found[term] |= _HEAD | section
    for section, counts in running.items():
        for term, times in counts.items():
            found[term] = (found[term] | section) + times * _TIMES
    # More than three times count as three.
    highest = _MOST_TIMES * _TIMES
    return {term: posting if posting < highest else highest | posting % _TIMES for term, posting in found.items()}


def index_terms(text: str) -> list[str]:
    """The index terms of a text, repeated as they recur."""
    found: list[str] = []
    for run in analyze(text):
        if run.cjk:
            found += map(add, run.text, run.text[1:])
            found += run.text
        else:
            found.append(run.text)
    return found
