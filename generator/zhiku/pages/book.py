"""The book: the whole base on one page, for printing.

Links to other questions lead to their place in the book, and the anchors of sections carry the id of their question, because
several questions have the same sections.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from zhiku.model import GENERAL, Export
from zhiku.pages.context import as_text
from zhiku.pages.questions import section_title
from zhiku.rendering.rewrite import lower_headings, rewrite, within_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zhiku.model import Entry, Part
    from zhiku.pages.context import Page, Writer

BOOK = "book/index.md"
_LOWER = 2
"""Levels by which the headings of a section are lowered: from the third level on its own page to the fifth in the book."""


def book_pages(writer: Writer) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and text of the page, if the base has one."""
    if Export.BOOK in writer.base.exports:
        yield BOOK, partial(_book, writer)


def _book(writer: Writer) -> str:
    places = {entry.question.url: f"q-{entry.question.id}" for entry in writer.base.entries}
    places |= {part.url: f"p-{part.id}" for part in writer.base.parts}
    chapters = [_chapter(writer, part, entries, places) for part, entries in _groups(writer)]
    meta: Page = {"hide": ["navigation", "toc"], "tab": escape(f"{writer.base.title} ({writer.t('book.title')})")}
    description = writer.t("book.description", title=writer.base.title)
    return writer.page("book", writer.base.title, description, "../", meta, chapters=chapters)


def _groups(writer: Writer) -> Iterator[tuple[Part | None, list[Entry]]]:
    """The parts in the order of the text, each with its questions, after the questions outside any part."""
    if alone := writer.of_part.get(None):
        yield None, alone
    for part in writer.base.parts:
        yield part, writer.of_part.get(part.id, [])


def _chapter(writer: Writer, part: Part | None, entries: list[Entry], places: Mapping[str, str]) -> Page:
    questions = [_question(writer, entry, places) for entry in entries]
    if part is None:
        return {"id": "", "title": "", "text": "", "questions": questions}
    identity = places[part.url]
    text = as_text(_moved(part.html, part.url, identity, places), "text") if part.html else ""
    return {"id": identity, "title": part.title, "text": text, "questions": questions}


def _question(writer: Writer, entry: Entry, places: Mapping[str, str]) -> Page:
    question = entry.question
    identity = places[question.url]
    return {
        "id": identity,
        "label": question.label,
        "topics": [writer.domains[domain]["name"] for domain in entry.about if domain != GENERAL],
        "sections": [
            {
                "title": section_title(writer, section),
                "kind": section.kind,
                "text": as_text(lower_headings(_moved(section.html, question.url, identity, places), _LOWER), section.kind),
            }
            for section in question.sections
        ],
        "related": [
            {"id": f"q-{relation.target}", "label": writer.entries[relation.target].question.label} for relation in entry.related
        ],
    }


def _moved(html: str, url: str, prefix: str, places: Mapping[str, str]) -> str:
    """Adapt a text of the page ``url`` to the book: ``prefix`` is put before its anchors; ``places`` maps pages to anchors."""

    def address(value: str) -> str:
        path = within_site(url, value)
        if path is None:
            return value
        place, _, anchor = path.partition("#")
        if place == url and anchor:
            return f"#{prefix}-{anchor}"
        return f"#{places[place]}" if place in places else f"../{path}"

    return rewrite(html, {"href": address, "src": address, "id": lambda value: f"{prefix}-{value}"})
