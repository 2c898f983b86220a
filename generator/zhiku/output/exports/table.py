"""``exports/questions.csv``: the base as a table, a row for each question."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from zhiku.model import GENERAL, SectionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhiku.model import DomainId, Entry, KnowledgeBase

CSV = "exports/questions.csv"
_COLUMNS = (
    *("id", "number", "title", "prompt", "answer", "analysis", "example", "topics", "tags", "difficulty", "url", "file"),
    *("start_line", "end_line"),
)
_SIGNATURE = "\ufeff"
"""Without it, spreadsheets read UTF-8 as the system's legacy encoding."""


def csv_file(base: KnowledgeBase) -> tuple[str, bytes]:
    """Path and content: UTF-8 with a signature, RFC 4180; sections are the author's Markdown, lists are joined by semicolons."""
    names = {domain.id: domain.name for domain in base.domains if domain.id != GENERAL}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    writer.writerows(_row(entry, names) for entry in base.entries)
    return CSV, (_SIGNATURE + text.getvalue()).encode()


def _row(entry: Entry, names: Mapping[DomainId, str]) -> dict[str, object]:
    question = entry.question
    sections = {
        kind.value: "\n\n".join(section.markdown for section in question.sections if section.kind is kind) for kind in SectionKind
    }
    return {
        "id": question.id,
        "number": question.numeral or ("" if question.number is None else question.number),
        "title": question.title,
        **{kind: sections.get(kind, "") for kind in ("prompt", "answer", "analysis", "example")},
        "topics": "; ".join(names[domain] for domain in entry.about if domain in names),
        "tags": "; ".join(question.notes.tags),
        "difficulty": question.notes.difficulty,
        "url": question.url,
        "file": question.file,
        "start_line": question.lines.first,
        "end_line": question.lines.last,
    }
