"""Convert records to Markdown: CSV, TSV, JSON, JSON lines, YAML, XML, GIFT, OpenTriviaQA's and Anki's text.

``columns`` finds what the fields mean. A column of categories becomes headings; options to choose from and what a question is
about stand below the question, other columns below the answer.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import yaml

from zhiku.content.question_format import bare
from zhiku.importing.columns import is_about_answers, is_draft, is_label, is_record, is_section, roles_of, surely_asks
from zhiku.importing.gift import is_gift, records_of_gift
from zhiku.importing.json_records import records_in
from zhiku.importing.options import with_options_told
from zhiku.importing.origins import Origin, names_only_the_origin
from zhiku.importing.record import RecordError
from zhiku.importing.record_text import QUESTION_LEVEL, enclosed, title_and_rest, with_own_labels
from zhiku.importing.tables import is_anki, records_of_table
from zhiku.importing.translations import InOneLanguage, in_one_language
from zhiku.importing.trivia import is_trivia, records_of_trivia
from zhiku.importing.xml_records import data_of_xml
from zhiku.lang.detect import FALLBACK, detect_language
from zhiku.lang.interface import interface
from zhiku.parsing.numbering import numeral_of
from zhiku.parsing.section_labels import is_metadata
from zhiku.source.text import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from zhiku.importing.columns import Roles
    from zhiku.importing.record import Record
    from zhiku.lang.interface import Interface

FORMATS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".yml", ".yaml", ".xml", ".gift", ".trivia"})
"""Endings of the files that are read here; ``.txt`` is where it is Anki's export, GIFT or OpenTriviaQA's text."""
_PLAIN_TEXTS: Mapping[str, Callable[[str], Iterable[Record]]] = {".gift": records_of_gift, ".trivia": records_of_trivia}
_JSON_LINE = re.compile(r"[^\n]*\S[^\n]*")
"""A line with a value; JSON allows U+2028 and other line separators inside its strings."""
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
"""Half of a pair of UTF-16, which JSON and YAML can write but UTF-8 cannot."""
_LIST = re.compile(r"^- (\S.*)$", re.MULTILINE)
_UNDERSCORED = re.compile(r"[^\W_a-z]\S*_\S+")
"""A title with underscores for blanks; an identifier begins in lower case."""
_SECTIONS_OF_PROGRAMS = {bare(interface(FALLBACK)(f"words.{kind}")): kind for kind in ("analysis", "example")}
"""Kinds of sections by the names that programs give to their columns."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Markdown, the number of its questions, and the rows (from 1) that have no question."""

    markdown: str
    questions: int
    skipped: tuple[int, ...] = ()
    drafts: tuple[int, ...] = ()
    """The records (from 1) that are not to be published."""
    starts: tuple[tuple[int, int], ...] = ()
    """The lines (from 1) of the questions, in order, and the record (from 1) that each is made of."""
    left_out: tuple[str, ...] = ()
    """The language that was read and the others, if each text is given in several."""


def from_records(name: str, text: str) -> Imported:
    """The Markdown of a file of records; raises ``RecordError`` where it has no question or no answer column."""
    suffix, title = "." + name.rpartition(".")[2].lower(), name.rpartition("/")[2].rpartition(".")[0]
    found = _records(text.removeprefix(BYTE_ORDER_MARK), suffix)
    if not isinstance(found, InOneLanguage):
        return to_markdown(title, found)
    languages = (found.language, *found.left_out) if found.left_out else ()
    return replace(to_markdown(title, records_in(found.data)), left_out=languages)


def from_data(title: str, data: object, first: int = 1) -> Imported | None:
    """The Markdown of the questions in data that hold other things as well (a page's authors, its tags); ``None`` without any.

    ``first`` is the number of the first question.
    """
    records = [record for record in records_in(data) if is_record(record)]
    return to_markdown(title, records, first) if records and surely_asks(records) else None


def sure_questions(text: str, suffix: str) -> list[Record]:
    """The records of a text, of the format that an ending names, that are questions beyond doubt; none where it has others."""
    try:
        found = _records(text.removeprefix(BYTE_ORDER_MARK), suffix)
    except RecordError:
        return []
    records = records_in(found.data) if isinstance(found, InOneLanguage) else found
    return list(records) if records and all(map(is_record, records)) and surely_asks(records) else []


def records_suffix(text: str) -> str:
    """The ending that a plain text should have if it is records: a quiz, Anki's export, or lines that have as many tabs each."""
    if is_gift(text):
        return ".gift"
    if is_trivia(text):
        return ".trivia"
    tabs = {line.count("\t") for line in text.splitlines() if line.strip()}
    return ".tsv" if is_anki(text) or (len(tabs) == 1 and 0 not in tabs) else ""


def _records(text: str, suffix: str) -> Sequence[Record] | InOneLanguage:
    """The records of a text, or data that hold them at any depth."""
    if suffix in _PLAIN_TEXTS:
        return list(_PLAIN_TEXTS[suffix](text))
    try:
        match suffix:
            case ".json":
                return in_one_language(json.loads(text))
            case ".jsonl" | ".ndjson":
                return in_one_language(_json_lines(text))
            case ".yml" | ".yaml":
                return in_one_language(_yaml_documents(text))
            case ".xml":
                return records_in(data_of_xml(text), is_document=True)
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
    except RecursionError:
        message = "its data are nested too deeply"
        raise RecordError(message) from None
    return records_of_table(text, suffix)


def _yaml_documents(text: str) -> object:
    """The value of a text in YAML, or the list of the values of its documents."""
    values = [value for value in yaml.safe_load_all(text) if value is not None]
    return values if len(values) > 1 else next(iter(values), None)


def _json_lines(text: str) -> list[object]:
    """The value on each line; an error has its place in the text."""
    values = []
    for line in _JSON_LINE.finditer(text):
        try:
            values.append(json.loads(line.group()))
        except json.JSONDecodeError as error:
            raise json.JSONDecodeError(error.msg, text, line.start() + error.pos) from None
    return values


def to_markdown(title: str, records: Sequence[Record], first: int = 1) -> Imported:
    """The Markdown of some records, whose numbers begin with ``first``.

    Raises ``RecordError`` where there are none, or none has a question or an answer.
    """
    if not records:
        message = "the file has no records"
        raise RecordError(message)
    roles = roles_of(records)
    drafts = tuple(place for place, record in enumerate(records, 1) if is_draft(record))
    if len(drafts) == len(records):
        message = "all records are drafts"
        raise RecordError(message)
    skipped = tuple(place for place, record in enumerate(records, 1) if not record.get(roles.question, "").strip())
    places = [place for place in range(1, len(records) + 1) if place not in {*skipped, *drafts}]
    told = with_options_told([records[place - 1] for place in places], roles)
    kept = [_enclosed(record, roles) for record in _with_own_labels(told)]
    if not any(map(str.isalpha, title)) and (name := _same_of_all(kept, roles)):
        title, kept = kept[0][name], [{**record, name: ""} for record in kept]
    lines = [f"# {_line(title)}", ""]
    t = interface(detect_language("\n".join(f"{record[roles.question]} {record.get(roles.answer, '')}" for record in kept)))
    kept = _without_numbers(kept, roles.title or roles.question)
    starts: list[tuple[int, int]] = []
    line = len(lines) + 1
    for category, group in _groups(zip(places, kept, strict=True), roles.category):
        made = [f"## {_named(category)}", ""] if category else []
        lines += made
        line += len(made)
        for place, record in group:
            starts.append((line, place))
            made = _question(first - 1 + len(starts), record, roles, t)
            lines += made
            line += sum(item.count("\n") + 1 for item in made)
    markdown = _HALF_CHARACTER.sub("\ufffd", "\n".join(lines)).rstrip() + "\n"
    return Imported(markdown, len(starts), skipped, drafts, tuple(starts))


def _without_numbers(records: list[Record], column: str) -> list[Record]:
    """The records without the numbers before their titles, if they count all of them from one; each gets a number of its own."""
    numerals = [numeral_of(record[column].strip()) for record in records]
    if any(numeral is None or numeral.number != place for place, numeral in enumerate(numerals, 1)):
        return records
    ends = [numeral.end for numeral in numerals if numeral]
    return [{**record, column: record[column].strip()[end:]} for record, end in zip(records, ends, strict=True)]


def _same_of_all(records: Sequence[Record], roles: Roles) -> str:
    """The first column that says the same in words of all records, of which there are several; empty if none does."""
    others = [name for name in records[0] if name not in _used(roles)] if len(records) > 1 else []
    around = {name for name in others if list(records[0]).index(name) < list(records[0]).index(roles.question)}
    same = (name for name in others if len({item.get(name) for item in records}) == 1)
    return next((name for name in same if _is_name(records[0][name], is_around=name in around)), "")


def _is_name(value: str, *, is_around: bool) -> bool:
    """Whether a value names something: in several words, or in one that stands before the questions and has a capital."""
    value = value.strip()
    return not _is_block(value) and (" " in value or (is_around and value.isalpha() and not value[:1].islower()))


def _groups(records: Iterable[tuple[int, Record]], column: str) -> Iterable[tuple[str, list[tuple[int, Record]]]]:
    """The records of each category; those without one come first, since no heading ends a part."""
    groups: dict[str, list[tuple[int, Record]]] = {"": []}
    for place, record in records:
        groups.setdefault(record.get(column, "").strip() if column else "", []).append((place, record))
    return ((category, group) for category, group in groups.items() if group)


def _with_own_labels(records: Sequence[Record]) -> Iterator[Record]:
    """The records; a label of links (``[1]: https://…``) stands for one address in all of them."""
    known: dict[str, tuple[str, str]] = {}
    for number, record in enumerate(records, 1):
        yield {name: with_own_labels(value, known, number) for name, value in record.items()}


def _enclosed(record: Record, roles: Roles) -> Record:
    """A record whose fields end no question; that of the question is read as a title first."""
    return {name: value if name == roles.question else enclosed(value) for name, value in record.items()}


def _question(number: int, record: Record, roles: Roles, t: Interface) -> list[str]:
    """A question as a numbered heading, with its answer under a label, so that headings in its text do not end it."""
    title, more = title_and_rest(record[roles.title] if roles.title else record[roles.question])
    asked = enclosed("\n\n".join(filter(None, (more.strip(), record[roles.question].strip() if roles.title else ""))))
    lines = [f"{'#' * QUESTION_LEVEL} {number}. {title}", ""]
    lines += [asked, ""] if asked.strip() else []
    lines += _prompt(record, roles)
    answer = record.get(roles.answer, "").strip()
    further = {name: value.strip() for name, value in record.items() if name not in _used(roles) and value.strip()}
    # What is only known of a question would be its answer if it stood behind an empty one.
    known = {} if answer else {name: value for name, value in further.items() if not is_label(name)}
    lines += _further(known, roles, t)
    lines += [f"**{_label_of_answers(roles, t)}:**", "", answer, ""]
    return [*lines, *_further({name: value for name, value in further.items() if name not in known}, roles, t)]


def _label_of_answers(roles: Roles, t: Interface) -> str:
    """The name of their column, unless that is the word that programs use and the records are in another language."""
    is_of_programs = bare(roles.answer_label) == bare(interface(FALLBACK)("words.answer"))
    return t("words.answer") if is_of_programs else roles.answer_label


def _further(others: Record, roles: Roles, t: Interface) -> Iterator[str]:
    """Some columns: sections and passages of several lines below labels, single facts as a list, which is no section."""
    shown = ((name, _shown_value(name, value)) for name, value in others.items())
    for is_fact, group in groupby(shown, lambda item: not (_is_block(item[1]) or is_section(item[0]))):
        for name, value in group:
            if roles.origins.get(name) is Origin.IMAGE:
                yield from (_image(name, value), "")
            elif is_fact and name in roles.origins:
                yield _link(name, value, t)
            elif is_fact:
                yield f"- {_shown(name)}: {value}"
            else:
                label = _section_label(name, t)
                yield from (f"**{label}:**", "", value, "") if _is_block(value) else (f"**{label}:** {value}", "")
        yield from [""] if is_fact else []


def _shown_value(name: str, value: str) -> str:
    """A value as it is shown: what is known of a question in one line, such as its tags, although data list it."""
    items = _LIST.findall(value) if is_metadata(f"{name}:") else []
    return ", ".join(item.strip() for item in items) if items and len(items) == len(value.split("\n")) else value


def _section_label(name: str, t: Interface) -> str:
    """The name of a column as a label, or, if that is a word that programs use, the word in the language of the records."""
    kind = _SECTIONS_OF_PROGRAMS.get(bare(name)) if t.shown != FALLBACK else None
    return t(f"words.{kind}") if kind else _shown(name)


def _link(name: str, address: str, t: Interface) -> str:
    """A link to where a record comes from, its label in the language of the records unless the column has a name of its own."""
    label = t("question.source", lines="").strip() if names_only_the_origin(name) else f"{_shown(name)}:"
    return f"- {label} <{address}>"


def _used(roles: Roles) -> frozenset[str]:
    """The columns that are shown at a place of their own, or not at all."""
    main = (roles.question, roles.title, roles.answer, roles.category, roles.number)
    opaque = (name for name, origin in roles.origins.items() if origin is Origin.OPAQUE)
    return frozenset((*main, *roles.context, *roles.options, *roles.wrong_options, *opaque, *_images(roles)))


def _images(roles: Roles) -> list[str]:
    """The columns of images that belong to questions: those whose name does not say that they belong to answers."""
    return [name for name, origin in roles.origins.items() if origin is Origin.IMAGE and not is_about_answers(name)]


def _image(name: str, value: str) -> str:
    """The images that a field names, each as a paragraph; the name of the field says what they are."""
    files = [line.removeprefix("- ").strip().replace("\\", "/") for line in value.splitlines()]
    return "\n\n".join(f"![{_shown(name)}]({f'<{file}>' if ' ' in file else file})" for file in files if file)


def _is_block(value: str) -> bool:
    return "\n" in value or value.startswith("- ")


def _prompt(record: Record, roles: Roles) -> list[str]:
    """What belongs to a question besides its title: what it is about, then its options."""
    images = [_image(name, value) for name in _images(roles) if (value := record.get(name, "").strip())]
    context = [*_filled(record, roles.context), *images]
    options = _filled(record, roles.options or roles.wrong_options)
    if len(options) > 1:
        listed = [f"- {chr(ord('A') + place)}. {_line(words)}" for place, words in enumerate(options)]
        return [*_spaced(context), *listed, ""]
    return _spaced([*context, *options])


def _filled(record: Record, names: Sequence[str]) -> list[str]:
    return [words for name in names if (words := record.get(name, "").strip())]


def _spaced(paragraphs: Sequence[str]) -> list[str]:
    return [line for words in paragraphs for line in (words, "")]


def _shown(name: str) -> str:
    """The name of a column as a label: ``incorrect_answers`` as *Incorrect answers*."""
    words = _line(name.replace("_", " "))
    return words[:1].upper() + words[1:] if name.islower() else words


def _named(category: str) -> str:
    """A category as a heading: of a title that stands for an address (``Super_Bowl``) with its blanks."""
    return _line(category if " " in category or not _UNDERSCORED.fullmatch(category) else category.replace("_", " "))


def _line(text: str) -> str:
    return " ".join(text.split())
