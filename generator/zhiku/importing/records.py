"""Convert records to Markdown: CSV, TSV, JSON, JSON lines, YAML, XML, GIFT and Anki's text export.

Columns of questions and answers are found by their names in any language of ``lang``, whole or at the end of a longer name
(``User Question``), by what their cells hold, or by position in a table without a header. A column of categories becomes
headings; options to choose from and what a question is about stand below the question, other columns below the answer.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import yaml

from zhiku.content.question_format import QuestionFormat, bare, without_number
from zhiku.importing.gift import is_gift, records_of_gift
from zhiku.importing.json_records import Names, records_in
from zhiku.importing.xml_records import data_of_xml
from zhiku.lang import reader as lang
from zhiku.model import SectionKind
from zhiku.parsing.question_sentences import is_question
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FORMATS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".yml", ".yaml", ".xml", ".gift"})
"""Endings of the files that are read here; ``.txt`` is where it begins with Anki's header, or is in GIFT."""
_FORM = QuestionFormat()
_QUESTIONS = tuple(map(bare, lang.words("question_columns")))
"""The likeliest name first."""
_ANSWERS = tuple(map(bare, lang.words("answer_columns")))
_CATEGORIES = frozenset(map(bare, lang.words("category_columns")))
_OPTIONS = frozenset(map(bare, lang.words("option_columns")))
_CONTEXTS = frozenset(map(bare, lang.words("context_columns")))
_NUMBERS = frozenset(bare(name) or name for name in lang.words("number_columns"))
_ANKI = re.compile(r"#(?P<key>separator|html|columns|(?:notetype|deck|tags|guid)(?: column)?|if matches):(?P<value>.*)")
_BETWEEN_WORDS = re.compile(r"[\s_/-]+|(?<=[a-z])(?=[A-Z])")
_HAN_WORD = re.compile(f"[{lang.HAN}]+")
_TAGS = "Tags"
"""The name of Anki's column of tags: with it, they become tags of the question."""
_ASKING = 0.5
"""Share of the cells of a column that must ask for it to hold the questions, whatever it is called."""
_MIN_PROSE = 2.0
"""Words on average that cells must have for a column to hold the answers, whatever it is called."""
_SINGLE = re.compile(r"[A-H]|[A-H][.)]|[1-8]")
"""What names an option among several columns of options, besides a word for option."""
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")
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
    prompt: tuple[str, ...] = ()
    """Columns that belong to the question: options, what it is about."""


def from_records(name: str, text: str) -> Imported:
    """The Markdown of a file of records; raises ``RecordError`` where it has no question or no answer column."""
    suffix = "." + name.rpartition(".")[2].lower()
    records = list(_rows(text.removeprefix(BYTE_ORDER_MARK), suffix))
    if not records:
        message = "the file has no records"
        raise RecordError(message)
    return _markdown(name.rpartition("/")[2].rpartition(".")[0], records, _roles(records))


def from_data(title: str, data: object) -> Imported | None:
    """The Markdown of the records in some data; ``None`` if no object in it has names of a question and of an answer."""
    records = [record for record in records_in(data, _NAMES) if _is_record(record)]
    return _markdown(title, records, _roles(records)) if records else None


def records_suffix(text: str) -> str:
    """The ending that a plain text should have if it is records: GIFT, Anki's export, or lines that have as many tabs each."""
    if is_gift(text):
        return ".gift"
    tabs = {line.count("\t") for line in text.splitlines() if line.strip()}
    return ".tsv" if is_anki(text) or (len(tabs) == 1 and 0 not in tabs) else ""


def is_anki(text: str) -> bool:
    """Whether a text is Anki's export of notes as plain text."""
    return _ANKI.match(text) is not None


# --- reading ------------------------------------------------------------------------------------------------------------


def _rows(text: str, suffix: str) -> Iterable[Mapping[str, str]]:
    try:
        match suffix:
            case ".json":
                return records_in(json.loads(text), _NAMES)
            case ".jsonl" | ".ndjson":
                return records_in([json.loads(line) for line in text.splitlines() if line.strip()], _NAMES)
            case ".yml" | ".yaml":
                return records_in(yaml.safe_load(text), _NAMES)
            case ".xml":
                return records_in(data_of_xml(text), _NAMES)
            case ".gift":
                return records_of_gift(text)
    except json.JSONDecodeError as error:
        message = f"not valid JSON in line {error.lineno}, column {error.colno}: {error.msg}"
        raise RecordError(message) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        message = f"not valid YAML{place}: {getattr(error, 'problem', None) or 'it cannot be read'}"
        raise RecordError(message) from None
    except ET.ParseError as error:
        line, column = error.position
        message = f"not valid XML in line {line}, column {column + 1}: {str(error).partition(':')[0]}"
        raise RecordError(message) from None
    return _rows_of_table(text, suffix)


def _is_record(item: Mapping[str, object]) -> bool:
    """Whether an object has names of a question and of an answer, neither of which holds further records."""
    question = _named(item, _QUESTIONS, SectionKind.PROMPT)
    answer = _named({name: value for name, value in item.items() if name != question}, _ANSWERS, SectionKind.ANSWER)
    if not question or not answer or isinstance(item[question], (list, dict)):
        return False
    found = item[answer]
    values = found if isinstance(found, list) else [found]
    return not any(isinstance(value, dict) and _is_record(value) for value in values)


def _is_category(name: str) -> bool:
    return bare(name) in _CATEGORIES


_NAMES = Names(_is_record, _is_category)


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
    if rows and not header and _is_header(rows):
        header, rows = [cell.strip() for cell in rows[0]], rows[1:]
    elif rows and not header and not told and not _asks(rows, 0) and not _are_cards(rows, separator):
        message = f"no column of questions among {', '.join(f'`{cell.strip()}`' for cell in rows[0])}"
        raise RecordError(message)
    width = max(map(len, rows), default=0)
    header = header or ["question", "answer", *(_TAGS if place == tags else f"column {place}" for place in range(3, width + 1))]
    for row in rows:
        yield dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))


def _asks(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether most cells of a column are questions."""
    return sum(column < len(row) and is_question(row[column]) for row in rows) * 2 > len(rows)


def _are_cards(rows: Sequence[Sequence[str]], separator: str) -> bool:
    """Whether rows are two sides of a card each, with a tab between: how flashcards are exported, without a header."""
    return separator == "\t" and len(rows) > 1 and all(len(row) == len(("front", "back")) and all(row) for row in rows)


def _separator(text: str) -> str:
    return max(",\t;|", key=text.partition("\n")[0].count)


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: by its words, or because the cells below ask and it does not."""
    names = dict.fromkeys(rows[0], "")
    if _named(names, _QUESTIONS, SectionKind.PROMPT) or _named(names, _ANSWERS, SectionKind.ANSWER):
        return True
    asking = [column for column in range(len(rows[0])) if len(rows) > 1 and _asks(rows[1:], column)]
    return bool(asking) and not any(is_question(rows[0][column]) for column in asking)


# --- columns ------------------------------------------------------------------------------------------------------------


def _roles(records: Sequence[Mapping[str, str]]) -> _Roles:
    names = dict.fromkeys((name for record in records for name in record), "")
    question, answer = _main_columns(records, list(names))
    if not question or not answer:
        missing = "questions" if not question else "answers"
        message = f"no column of {missing} among {', '.join(f'`{name}`' for name in names)}"
        raise RecordError(message)
    others = [name for name in names if name not in {question, answer}]
    category = next(filter(_is_category, others), "")
    number = next((name for name in others if (bare(name) or name.strip()) in _NUMBERS), "")
    prompt = tuple(name for name in others if name != number and (_is_option(name, others) or bare(name) in _CONTEXTS))
    return _Roles(question, answer, category, number, prompt)


def _main_columns(records: Sequence[Mapping[str, str]], names: Sequence[str]) -> tuple[str, str]:
    """The columns of questions and answers: by their names, else by whether cells ask, and by how much they say."""
    question = _named(dict.fromkeys(names), _QUESTIONS, SectionKind.PROMPT)
    others = (name for name in names if name != question and not _is_option(name, names))
    answer = _named(dict.fromkeys(others), _ANSWERS, SectionKind.ANSWER)
    cells = {name: [record.get(name, "").strip() for record in records] for name in names}
    if not question and names:
        best = max((name for name in names if name != answer), key=lambda name: fmean(map(is_question, cells[name])), default="")
        question = best if best and fmean(map(is_question, cells[best])) >= _ASKING else ""
    if question and not answer:
        left = [name for name in names if name != question and bare(name) not in _CATEGORIES and not _is_option(name, names)]
        words = {name: fmean(len(cell.split()) for cell in cells[name]) for name in left}
        best = max(words, key=words.__getitem__, default="")
        answer = best if best and words[best] >= _MIN_PROSE and fmean(map(bool, cells[best])) > _ASKING else ""
    return question, answer


def _is_option(name: str, names: Iterable[str]) -> bool:
    """Whether a column holds options to choose from, all of them or one: ``choices``, ``Option 2``, ``B`` beside ``A``."""
    words = bare(without_number(name.strip()))
    lettered = sum(_SINGLE.fullmatch(other.strip()) is not None for other in names)
    return (
        bare(name) in _OPTIONS
        or words in _OPTIONS
        or (bare(words[:-1]) in _OPTIONS and _SINGLE.fullmatch(words[-1:].upper()) is not None)
        or (lettered > 1 and _SINGLE.fullmatch(name.strip()) is not None)
    )


def _named(names: Mapping[str, object], known: Sequence[str], kind: SectionKind) -> str:
    """The name of the column of questions, or of answers: labels of sections take precedence over looser names."""
    shown = list(map(str, names))
    by_label = next((name for name in shown if _FORM.kind_of(name) is kind), "")
    by_name = by_label or min(
        (name for name in shown if bare(name) in known), key=lambda name: known.index(bare(name)), default=""
    )
    return by_name or next((name for name in shown if _ends_in_label(name, kind, known)), "")


def _ends_in_label(name: str, kind: SectionKind, known: Sequence[str]) -> bool:
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
    lines = [f"### {number}. {_line(_HTML.sub(' ', first) if _HTML.match(first) else first)}", ""]
    lines += [more.strip(), ""] if more.strip() else []
    lines += _prompt(record, roles)
    lines += [f"**{label}:**", "", record.get(roles.answer, "").strip(), ""]
    named = {roles.question, roles.answer, roles.category, roles.number, *roles.prompt}
    for name, value in record.items():
        if name not in named and value.strip():
            is_block = "\n" in value.strip() or value.lstrip().startswith("- ")
            lines += [f"**{_shown(name)}:**", "", value.strip(), ""] if is_block else [f"**{_shown(name)}:** {value.strip()}", ""]
    return lines


def _prompt(record: Mapping[str, str], roles: _Roles) -> list[str]:
    """What belongs to a question besides its title: what it is about, then its options."""
    filled = [name for name in roles.prompt if record.get(name, "").strip()]
    options = [name for name in filled if _is_option(name, roles.prompt)]
    lines = [part for name in filled if name not in options for part in (record[name].strip(), "")]
    if len(options) > 1:
        letters = (chr(ord("A") + place) for place in range(len(options)))
        return [*lines, *(f"- {letter}. {_line(record[name])}" for letter, name in zip(letters, options, strict=True)), ""]
    return [*lines, *(part for name in options for part in (record[name].strip(), ""))]


def _shown(name: str) -> str:
    """The name of a column as a label: ``incorrect_answers`` as *Incorrect answers*."""
    words = _line(name.replace("_", " "))
    return words[:1].upper() + words[1:] if name.islower() else words


def _line(text: str) -> str:
    return " ".join(text.split())
