"""The study page, the data that it loads, and the tools with which a question's page takes part in studying."""

from __future__ import annotations

import hashlib
import json
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import yaml

from zhiku.model import GENERAL
from zhiku.runtime.paths import STUDY_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from zhiku.model import KnowledgeBase
    from zhiku.pages.context import Page, Writer

CARDS = "study/cards.js"
"""What the study page loads of a base. A classic script: a page opened from a disk may not fetch a file."""
_VERSION_LENGTH = 12


def study_pages(writer: Writer) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and text of every page."""
    yield "study/index.md", partial(_study, writer)


def _study(writer: Writer) -> str:
    words = words_for(writer.base.language)["page"]
    meta: Page = {"hide": ["navigation", "toc"]}
    description = words["description"].format(title=writer.base.title)
    values = {"words": words, "language": writer.base.language, "version": cards_version(writer.base)}
    return writer.page("study", words["title"], description, "../", meta, **values)


def cards_file(base: KnowledgeBase, redirects: Iterable[tuple[str, str]]) -> tuple[str, bytes]:
    """The data of the study page (``StudyData`` in ``web/study/data.ts``); ``redirects`` are ids of old and the new ones."""
    words = words_for(base.language)["study"]
    data = {"schema": 1, "title": base.title, **_rows(base), "moved": dict(redirects), "strings": words}
    return CARDS, f"kbStudyData({_json(data)})\n".encode()


def cards_version(base: KnowledgeBase) -> str:
    """A hash of the rows, for the address under which the study page loads them."""
    known = _json([_rows(base), words_for(base.language)["study"]])
    return hashlib.sha256(known.encode()).hexdigest()[:_VERSION_LENGTH]


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


@cache
def words_for(language: str) -> Mapping[str, Mapping[str, str]]:
    """The interface's words for a language tag: its own, else those of the language without script and region, else English."""
    traditional = language.lower().startswith(("zh-hant", "zh-tw", "zh-hk"))
    tags = (language, *(("zh-Hant",) if traditional else ()), language.partition("-")[0], "en")
    path = next(path for tag in tags if (path := STUDY_WORDS / f"{tag}.yml").is_file())
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words
