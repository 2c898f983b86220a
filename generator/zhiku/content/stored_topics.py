"""Topics in ``ids.lock``: found topics whose addresses are stored, along with the ids of questions.

A line of a topic is ``{"topic": "docker", "name": "Docker", "terms": ["Docker", "container"]}``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zhiku.model import Domain, DomainId, DomainKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhiku.source.text import SourceText

TOPIC_ICON = "material/tag-outline"


def read_stored_topics(lock: SourceText) -> tuple[Domain, ...]:
    """The topics of a lock; the reader of ids handles, and reports, all other lines."""
    lines = (lock.line(number) for number in range(1, lock.line_count + 1))
    return tuple(topic for line in lines if (topic := read_topic_line(line)))


def read_topic_line(line: str) -> Domain | None:
    """The topic on a line, or ``None``."""
    try:
        item: Any = json.loads(line)
        terms = item["terms"]
        name, found = str(item["name"]), DomainId(str(item["topic"]))
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(terms, list) or not terms:
        return None
    return Domain(found, name, "", TOPIC_ICON, tuple(map(str, terms)), DomainKind.TOPIC)


def topic_lines(topics: Iterable[Domain]) -> str:
    """The lines that store topics."""
    return "".join(
        json.dumps({"topic": topic.id, "name": topic.name, "terms": list(topic.terms)}, ensure_ascii=False) + "\n"
        for topic in topics
    )
