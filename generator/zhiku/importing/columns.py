"""Recognize columns: names and cells of records in, the names of the columns of questions, answers and others out.

The names are words of any language in ``lang``, whole or at the end of a longer name (``User Question``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import fmean
from string import ascii_uppercase
from typing import TYPE_CHECKING

from zhiku.content.question_format import QuestionFormat, bare, without_number
from zhiku.importing.origins import Origin, origins_of
from zhiku.importing.record import BETWEEN_WORDS, RecordError, words_of
from zhiku.lang import reader as lang
from zhiku.model import SectionKind
from zhiku.parsing.question_sentences import has_question_mark, is_question
from zhiku.parsing.section_labels import is_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhiku.importing.record import Record

_FORM = QuestionFormat()
_QUESTIONS = tuple(map(bare, lang.words("question_columns")))
"""The likeliest name first."""
_ANSWERS = tuple(map(bare, lang.words("answer_columns")))
_CATEGORIES = frozenset(map(bare, lang.words("category_columns")))
_OPTIONS = frozenset(map(bare, lang.words("option_columns")))
_WRONG_OPTIONS = frozenset(map(bare, lang.words("wrong_option_columns")))
_CONTEXTS = frozenset(map(bare, lang.words("context_columns")))
_NUMBERS = frozenset(bare(name) or name for name in lang.words("number_columns"))
_STATES = frozenset(map(bare, lang.words("state_columns")))
_DRAFTS = frozenset(map(bare, lang.words("draft_states")))
_PUBLISHING = frozenset({"draft", "published", "publish"})
"""Last words of the names of fields that say whether a record is one to publish."""
_MAX_STATE = 30
"""Characters of the longest state."""
_FLAGS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
"""What programs write for what is so and what is not."""
_TITLE = "title"
"""The name of fields with titles in data that programs write."""
_HAN_WORD = re.compile(f"[{lang.HAN}]+")
_ASKING = 0.5
"""Share of the cells of a column that must ask for it to hold the questions, whatever it is called."""
_MIN_PROSE = 2.0
"""Words on average that cells must have for a column to hold the answers, whatever it is called."""
_SINGLE = re.compile(r"[A-H]|[A-H][.)]|[1-8]")
"""What names an option among several columns of options, besides a word for option."""

_LABELLED = re.compile(
    rf"(?P<name>.*[^\W\d_])(?:[\W_]+(?P<letter>[A-Za-z])|(?<=[a-z{lang.UNSPACED}])(?P<capital>[A-Z])|[\W_]*(?P<number>[1-9]))[.):\]]*"
)
"""The name of one of several columns with a letter or number each: ``Answer A``, ``answerB``, ``Réponse 1``, ``答案C``."""
_DIGITS = "123456789"
_LETTERS = ascii_uppercase[:8]
"""Labels of options."""
_BETWEEN_LABELS = re.compile(r"[\s,，、;；/&+]+")


@dataclass(frozen=True, slots=True)
class Roles:
    """Names of columns by role; empty if the records have no such column."""

    question: str
    answer: str
    answer_label: str
    """The label of answers: the name of their column where that is a label in texts."""
    category: str
    number: str
    context: tuple[str, ...] = ()
    """Columns that say what a question is about."""
    options: tuple[str, ...] = ()
    """Columns of what may be chosen as its answer."""
    wrong_options: tuple[str, ...] = ()
    """Columns of what may be chosen besides the answer, in records without columns of options."""
    title: str = ""
    """The column of titles, if each question has one of its own."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Columns that say where a record comes from."""


def roles_of(records: Sequence[Record]) -> Roles:
    """The roles of the columns of some records; raises ``RecordError`` if there are no questions or no answers."""
    names = dict.fromkeys((name for record in records for name in record), "")
    question, answer = _main_columns(records, list(names))
    if not question or not answer:
        missing = "questions" if not question else "answers"
        message = f"no column of {missing} among {', '.join(f'`{name}`' for name in names)}"
        raise RecordError(message)
    others = [name for name in names if name not in {question, answer}]
    category = next(filter(is_category, others), "")
    number = next((name for name in others if _is_number(name, records)), "")
    listed = _labelled_options(records, [name for name in others if name != number], answer)
    options = listed or _in_order(name for name in others if name != number and _is_option(name, others))
    wrong = () if options else tuple(filter(_is_wrong_option, others))
    context = tuple(name for name in others if name not in {number, *options} and bare(name) in _CONTEXTS)
    is_label = len(answer) > 1 and _FORM.kind_of(answer) is SectionKind.ANSWER
    label = answer[:1].upper() + answer[1:] if is_label else "Answer"
    left = [name for name in others if name not in {category, number, *context, *options, *wrong}]
    origins = origins_of(records, left)
    return Roles(question, answer, label, category, number, context, options, wrong, _titles(records, others), origins)


def has_columns(records: Sequence[Record]) -> bool:
    """Whether some records have a column of questions and one of answers."""
    return all(_main_columns(records, list(dict.fromkeys(name for record in records for name in record))))


def _is_number(name: str, records: Iterable[Record]) -> bool:
    """Whether a column numbers the records: by its name, or by the last word of a longer one and digits in all cells."""
    if (bare(name) or name.strip()) in _NUMBERS:
        return True
    return bare(BETWEEN_WORDS.split(name.strip())[-1]) in _NUMBERS and all(record.get(name, "").isdigit() for record in records)


def _titles(records: Sequence[Record], others: Iterable[str]) -> str:
    """The column of titles, if each question has one of its own; one that recurs names what several are about."""
    name = next((name for name in others if bare(name) == _TITLE), "")
    titles = {record.get(name, "").strip() for record in records}
    return name if "" not in titles and len(titles) == len(records) else ""


def surely_asks(records: Sequence[Record]) -> bool:
    """Whether records are questions beyond doubt: by their column's name, a label in texts, or by the question marks in it."""
    question = roles_of(records).question
    asking = fmean(has_question_mark(record.get(question, "")) for record in records)
    return _FORM.kind_of(question) is SectionKind.PROMPT or asking >= _ASKING


def is_record(item: Mapping[str, object]) -> bool:
    """Whether an object has names of a question and of an answer, neither of which holds further records."""
    question = question_name(item)
    answer = _named({name: value for name, value in item.items() if name != question}, _ANSWERS, SectionKind.ANSWER)
    if not question or not answer:
        return False
    asked, found = item[question], item[answer]
    if isinstance(asked, list) or (isinstance(asked, dict) and words_of(asked) is None):
        return False
    values = found if isinstance(found, list) else [found]
    return not any(isinstance(value, dict) and is_record(value) for value in values)


def question_name(item: Mapping[str, object]) -> str:
    """The name of the field of an object that is its question; empty if none is."""
    return _named(item, _QUESTIONS, SectionKind.PROMPT)


def has_names_of_columns(header: Iterable[str]) -> bool:
    """Whether some cells include the name of a column of questions or of answers."""
    names = dict.fromkeys(header, "")
    return bool(_named(names, _QUESTIONS, SectionKind.PROMPT) or _named(names, _ANSWERS, SectionKind.ANSWER))


def is_category(name: str) -> bool:
    """Whether a column holds the categories of questions."""
    return bare(name) in _CATEGORIES


def is_name_of_options(name: str) -> bool:
    """Whether a name, or the last word of a longer one, is that of options to choose from."""
    return bool({bare(name), bare(BETWEEN_WORDS.split(name.strip())[-1])} & _OPTIONS) or is_name_of_answers(name)


def is_name_of_answers(name: str) -> bool:
    """Whether a name, or the last word of a longer one, is that of answers: ``answers``, ``isCorrect``."""
    return bool(_named({name: ""}, _ANSWERS, SectionKind.ANSWER))


def is_label(name: str) -> bool:
    """Whether the name of a column is the label of a section, such as an explanation."""
    return _FORM.kind_of(name) is not None


def is_about_answers(name: str) -> bool:
    """Whether one of the words of a name is that of answers, solutions or explanations: ``answer_image``."""
    kinds = {_FORM.kind_of(word) for word in BETWEEN_WORDS.split(name.strip())}
    return bool(kinds & {SectionKind.ANSWER, SectionKind.ANALYSIS})


def is_draft(record: Record) -> bool:
    """Whether a field says that a record is not to be published: ``draft: true``, ``published: no``, ``Status: draft``."""
    return any(_keeps_back(name, value.strip()) for name, value in record.items() if value and len(value) <= _MAX_STATE)


def _keeps_back(name: str, value: str) -> bool:
    last = bare(BETWEEN_WORDS.split(name.strip())[-1])
    if last in _PUBLISHING:
        return _FLAGS.get(value.lower()) is (last == "draft")
    return (bare(name) in _STATES or last in _STATES) and bare(value) in _DRAFTS


def is_section(name: str) -> bool:
    """Whether the name of a column is the label of a section, or of what is known of a question."""
    return is_label(name) or is_metadata(f"{name}:")


def _main_columns(records: Sequence[Record], names: Sequence[str]) -> tuple[str, str]:
    """The columns of questions and answers: by their names, else by whether cells ask, and by how much they say."""
    question = _named(dict.fromkeys(names), _QUESTIONS, SectionKind.PROMPT)
    cells = {name: [record.get(name, "").strip() for record in records] for name in names}
    if not question:
        asking = {name: fmean(map(is_question, cells[name])) for name in names if _FORM.kind_of(name) is not SectionKind.ANSWER}
        best = max(asking, key=asking.__getitem__, default="")
        question = best if best and asking[best] >= _ASKING else ""
    others = [name for name in names if name != question and not _is_option(name, names)]
    if chosen := _column_that_chooses(records, others):
        return question, chosen
    answer = _named(dict.fromkeys(others), _ANSWERS, SectionKind.ANSWER)
    if question and not answer:
        left = [name for name in names if name != question and bare(name) not in _CATEGORIES and not _is_option(name, names)]
        words = {name: fmean(len(cell.split()) for cell in cells[name]) for name in left}
        best = max(words, key=words.__getitem__, default="")
        answer = best if best and words[best] >= _MIN_PROSE and fmean(map(bool, cells[best])) > _ASKING else ""
    return question, answer


def _column_that_chooses(records: Sequence[Record], names: Sequence[str]) -> str:
    """The column whose cells name one of the columns of options beside it: best one with the name of answers, else by letters."""
    labelled = {name for group in _groups_of_labels(names) for name in group}
    left = [name for name in names if name not in labelled]
    by_name = _named(dict.fromkeys(left), _ANSWERS, SectionKind.ANSWER)
    if by_name and _labelled_options(records, names, by_name):
        return by_name
    by_letters = (name for name in left if not any(record.get(name, "").strip().isdecimal() for record in records))
    return next((name for name in by_letters if _labelled_options(records, names, name)), "")


def _labelled_options(records: Sequence[Record], names: Sequence[str], answer: str) -> tuple[str, ...]:
    """The columns with one name and a letter or number each, one of which every answer names, whatever they are called."""
    cells = [(record, cell) for record in records if (cell := record.get(answer, "").strip())]
    for group in _groups_of_labels([name for name in names if name != answer]):
        if cells and all(_names_option(cell, group, record) for record, cell in cells):
            return _in_order(group)
    return ()


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Columns of options in the order of their letters or numbers, if each has one of its own, else as they are."""
    names = tuple(names)
    labels = [name.strip("()[]. :")[-1:].upper() for name in names]
    has_labels = len(set(labels)) == len(names) and (set(labels) <= set(_LETTERS) or set(labels) <= set(_DIGITS))
    return tuple(sorted(names, key=lambda name: labels[names.index(name)])) if has_labels and len(names) > 1 else names


def _groups_of_labels(names: Iterable[str]) -> list[dict[str, str]]:
    """Groups of columns that differ in a letter from A or a number from 1 behind their name: names and labels."""
    groups: dict[str, dict[str, str]] = {}
    for name in names:
        if found := _LABELLED.fullmatch(name.strip()):
            groups.setdefault(bare(found["name"]), {})[name] = (found["letter"] or found["capital"] or found["number"]).upper()
    return [
        group
        for group in groups.values()
        if len(group) > 1 and "".join(sorted(group.values())) in {ascii_uppercase[: len(group)], _DIGITS[: len(group)]}
    ]


def _names_option(cell: str, group: Mapping[str, str], record: Record) -> bool:
    """Whether an answer is the label of one of some columns, several of them, the name of one or the words in it."""
    if bare(cell) in {bare(words) for name in group for words in (name, record.get(name, "")) if words.strip()}:
        return True
    labels = _BETWEEN_LABELS.sub("", cell.strip("()[].")).upper()
    filled = {label for name, label in group.items() if record.get(name, "").strip()}
    return bool(labels) and set(labels) <= filled


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


def _is_wrong_option(name: str) -> bool:
    """Whether a column holds wrong options, all of them or one: ``incorrect_answers``, ``Distractor 2``."""
    return bool({bare(name), bare(without_number(name.strip().rstrip("_")).rstrip("_ "))} & _WRONG_OPTIONS)


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
    words = BETWEEN_WORDS.split(name.strip())
    if len(words) > 1:
        return len(words[-1]) > 1 and (_FORM.kind_of(words[-1]) is kind or bare(words[-1]) in known)
    tails = (name[start:] for start in range(1, len(name) - 1))
    return any(_HAN_WORD.fullmatch(tail) and _FORM.kind_of(tail) is kind for tail in tails)
