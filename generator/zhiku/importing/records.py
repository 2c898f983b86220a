"""Convert records to Markdown: CSV, TSV, JSON, JSON lines and Anki's text export.

Columns of questions and answers are found by their names in any language of ``lang``, whole or at the end of a longer name
(``User Question``), or by position in a table without a header. A column of categories becomes headings; other columns follow
the answer under their names.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiku.content.question_format import QuestionFormat, bare
from zhiku.importing.json_records import records_of
from zhiku.lang import reader as lang
from zhiku.model import SectionKind
from zhiku.parsing.question_sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FORMATS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson"})
"""Endings of the files that are read here; ``.txt`` is where it begins with Anki's header."""
_FORM = QuestionFormat()
_QUESTIONS = frozenset(map(bare, lang.words("question_columns")))
_ANSWERS = frozenset(map(bare, lang.words("answer_columns")))
_CATEGORIES = frozenset(map(bare, lang.words("category_columns")))
_NUMBERS = frozenset(bare(name) or name for name in lang.words("number_columns"))
_ANKI = re.compile(r"#(?P<key>separator|html|columns|(?:notetype|deck|tags|guid)(?: column)?|if matches):(?P<value>.*)")
_BETWEEN_WORDS = re.compile(r"[\s_/-]+|(?<=[a-z])(?=[A-Z])")
_HAN_WORD = re.compile(f"[{lang.HAN}]+")
_TAGS = "Tags"
"""The name of Anki's column of tags: with it, they become tags of the question."""
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}


class RecordError(ValueError):
    """No questions and answers can be found in the file; the message says why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Markdown, the number of its questions, and the rows (from 1) that have no question."""

    markdown: str
    questions: int
    skipped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Roles:
    """Names of columns by role; empty if the table has no such column."""

    question: str
    answer: str
    category: str
    number: str


def from_records(name: str, text: str) -> Imported:
    """The Markdown of a file of records; raises ``RecordError`` where it has no question or no answer column."""
    suffix = "." + name.rpartition(".")[2].lower()
    rows = _rows_of_json(text, suffix) if suffix in {".json", ".jsonl", ".ndjson"} else _rows_of_table(text, suffix)
    records = list(rows)
    if not records:
        message = "the file has no records"
        raise RecordError(message)
    return _markdown(name.rpartition("/")[2].rpartition(".")[0], records, _roles(records))


def is_table(text: str) -> bool:
    """Whether a plain text is records: Anki's export, or lines that all have the same number of tabs."""
    if is_anki(text):
        return True
    tabs = {line.count("\t") for line in text.splitlines() if line.strip()}
    return len(tabs) == 1 and 0 not in tabs


def is_anki(text: str) -> bool:
    """Whether a text is Anki's export of notes as plain text."""
    return _ANKI.match(text) is not None


# --- reading ------------------------------------------------------------------------------------------------------------


def _rows_of_json(text: str, suffix: str) -> list[Mapping[str, str]]:
    try:
        return records_of(text, lines=suffix != ".json", is_record=_is_record)
    except json.JSONDecodeError as error:
        message = f"not valid JSON in line {error.lineno}, column {error.colno}: {error.msg}"
        raise RecordError(message) from None


def _is_record(item: Mapping[str, object]) -> bool:
    """Whether an object has names of a question and of an answer, neither of which holds further objects."""
    question = _named(item, _QUESTIONS, SectionKind.PROMPT)
    others = {name: value for name, value in item.items() if name != question}
    return bool(question) and not isinstance(item[question], (list, dict)) and bool(_named(others, _ANSWERS, SectionKind.ANSWER))


def _rows_of_table(text: str, suffix: str) -> Iterator[Mapping[str, str]]:
    header: list[str] = []
    tags = 0
    separator = "\t" if suffix == ".tsv" else ""
    told = is_anki(text)
    while found := _ANKI.match(text):
        if found["key"] == "separator":
            value = found["value"].strip()
            separator = _SEPARATORS.get(value.lower(), value[:1] or "\t")
        elif found["key"] == "columns":
            header = found["value"].split(separator or "\t")
        elif found["key"] == "tags column" and found["value"].strip().isdecimal():
            tags = int(found["value"])
        text = text[found.end() :].removeprefix("\r").removeprefix("\n")
    reader = csv.reader(io.StringIO(text), delimiter=separator or _separator(text))
    rows = [row for row in reader if any(cell.strip() for cell in row)]
    if rows and not header and _is_header(rows[0]):
        header, rows = [cell.strip() for cell in rows[0]], rows[1:]
    elif rows and not header and not told and not _asks(rows):
        message = f"no column of questions among {', '.join(f'`{cell.strip()}`' for cell in rows[0])}"
        raise RecordError(message)
    width = max(map(len, rows), default=0)
    header = header or ["question", "answer", *(_TAGS if place == tags else f"column {place}" for place in range(3, width + 1))]
    for row in rows:
        yield dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))


def _asks(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells of the first column are questions; if so, the table has no header."""
    return sum(is_question(row[0]) for row in rows) * 2 > len(rows)


def _separator(text: str) -> str:
    return max(",\t;|", key=text.partition("\n")[0].count)


def _is_header(cells: Sequence[str]) -> bool:
    names = dict.fromkeys(cells, "")
    return bool(_named(names, _QUESTIONS, SectionKind.PROMPT) or _named(names, _ANSWERS, SectionKind.ANSWER))


# --- columns ------------------------------------------------------------------------------------------------------------


def _roles(records: Sequence[Mapping[str, str]]) -> _Roles:
    names = dict.fromkeys((name for record in records for name in record), "")
    question = _named(names, _QUESTIONS, SectionKind.PROMPT)
    answer = _named({name: "" for name in names if name != question}, _ANSWERS, SectionKind.ANSWER)
    if not question or not answer:
        missing = "questions" if not question else "answers"
        message = f"no column of {missing} among {', '.join(f'`{name}`' for name in names)}"
        raise RecordError(message)
    category = next((name for name in names if bare(name) in _CATEGORIES), "")
    number = next((name for name in names if (bare(name) or name.strip()) in _NUMBERS), "")
    return _Roles(question, answer, category, number)


def _named(names: Mapping[str, object], known: frozenset[str], kind: SectionKind) -> str:
    """The name of the column of questions, or of answers: labels of sections take precedence over looser names."""
    shown = list(map(str, names))
    by_label = next((name for name in shown if _FORM.kind_of(name) is kind), "")
    by_name = by_label or next((name for name in shown if bare(name) in known), "")
    return by_name or next((name for name in shown if _ends_in_label(name, kind, known)), "")


def _ends_in_label(name: str, kind: SectionKind, known: frozenset[str]) -> bool:
    """Whether the last word of a longer name is that of a column: ``User Question``, ``agent_response``, ``用户问题``."""
    words = _BETWEEN_WORDS.split(name.strip())
    if len(words) > 1:
        return len(words[-1]) > 1 and (_FORM.kind_of(words[-1]) is kind or bare(words[-1]) in known)
    tails = (name[start:] for start in range(1, len(name) - 1))
    return any(_HAN_WORD.fullmatch(tail) and _FORM.kind_of(tail) is kind for tail in tails)


# --- writing ------------------------------------------------------------------------------------------------------------


def _markdown(title: str, records: Sequence[Mapping[str, str]], roles: _Roles) -> Imported:
    named = len(roles.answer) > 1 and _FORM.kind_of(roles.answer) is SectionKind.ANSWER
    label = roles.answer[:1].upper() + roles.answer[1:] if named else "Answer"
    skipped = tuple(place for place, record in enumerate(records, 1) if not record.get(roles.question, "").strip())
    kept = [record for record in records if record.get(roles.question, "").strip()]
    lines = [f"# {_line(title)}", ""]
    number = 0
    for category, group in _groups(kept, roles.category):
        lines += [f"## {_line(category)}", ""] if category else []
        for record in group:
            number += 1
            lines += _question(number, record, roles, label)
    return Imported("\n".join(lines).rstrip() + "\n", number, skipped)


def _groups(records: Iterable[Mapping[str, str]], column: str) -> Iterable[tuple[str, list[Mapping[str, str]]]]:
    groups: dict[str, list[Mapping[str, str]]] = {}
    for record in records:
        groups.setdefault(record.get(column, "").strip() if column else "", []).append(record)
    return groups.items()


def _question(number: int, record: Mapping[str, str], roles: _Roles, label: str) -> list[str]:
    """A question as a numbered heading, with its answer under a label, so that headings in its text do not end it."""
    first, _, more = record[roles.question].strip().partition("\n")
    lines = [f"### {number}. {_line(first)}", ""]
    lines += [more.strip(), ""] if more.strip() else []
    lines += [f"**{label}:**", "", record.get(roles.answer, "").strip(), ""]
    for name, value in record.items():
        if name not in {roles.question, roles.answer, roles.category, roles.number} and value.strip():
            lines += [f"**{_line(name)}:** {value.strip()}", ""]
    return lines


def _line(text: str) -> str:
    return " ".join(text.split())
