"""The study page, the data that it loads, and the study tools on the page of a question."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from zhiku.lang.interface import interface_of
from zhiku.model import GENERAL, Export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zhiku.model import KnowledgeBase
    from zhiku.pages.context import Page, Writer

CARDS = "study/cards.js"
"""The data of the study page. It is a classic script, because a page opened from a disk cannot fetch files."""
_VERSION_LENGTH = 12
_STRINGS = "cards."
_OFFERED = ((Export.ANKI, "study.anki", "exports/anki.apkg"), (Export.BOOK, "study.book", "book/"))


def study_pages(writer: Writer) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and text of every page."""
    yield "study/index.md", partial(_study, writer)


def _study(writer: Writer) -> str:
    meta: Page = {"hide": ["navigation", "toc"]}
    description = writer.t("study.description", title=writer.base.title)
    version, shown = cards_version(writer.base), writer.t.shown
    offered = [(writer.t(name), url) for form, name, url in _OFFERED if form in writer.base.exports]
    values = {"version": version, "language": shown, "exports": offered}
    return writer.page("study", writer.t("study.title"), description, "../", meta, **values)


def cards_file(base: KnowledgeBase, redirects: Iterable[tuple[str, str]]) -> tuple[str, bytes]:
    """The data of the study page (``StudyData`` in ``web/study/data.ts``); ``redirects`` map former ids to current ones."""
    data = {"schema": 1, "title": base.title, **_rows(base), "moved": dict(redirects), "strings": _strings(base)}
    return CARDS, f"kbStudyData({_json(data)})\n".encode()


def cards_version(base: KnowledgeBase) -> str:
    """A hash of the rows, part of the address from which the study page loads them."""
    known = _json([_rows(base), _strings(base)])
    return hashlib.sha256(known.encode()).hexdigest()[:_VERSION_LENGTH]


def _strings(base: KnowledgeBase) -> dict[str, object]:
    """The strings of the study page, by key."""
    return {key.removeprefix(_STRINGS): text for key, text in interface_of(base).strings.items() if key.startswith(_STRINGS)}


def _rows(base: KnowledgeBase) -> dict[str, Any]:
    """A row for each question: id, label, topics and part by their index, difficulty."""
    topics = [domain for domain in base.domains if base.has_domains and domain.id != GENERAL]
    topic_index = {domain.id: index for index, domain in enumerate(topics)}
    used = {entry.question.part for entry in base.entries}
    parts = [part for part in base.parts if part.id in used]
    part_index = {part.id: index for index, part in enumerate(parts)}
    return {
        "questions": [
            [
                entry.question.id,
                entry.question.label,
                [topic_index[topic] for topic in entry.about if topic in topic_index],
                part_index[entry.question.part] if entry.question.part else -1,
                entry.question.notes.difficulty,
            ]
            for entry in base.entries
        ],
        "topics": [[domain.id, domain.name] for domain in topics],
        "parts": [[part.id, part.title] for part in parts],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
