"""Find records in data of any shape, as JSON and YAML hold it: objects and lists in, flat mappings of names to Markdown out.

Lists of objects at any depth are read (``{"easy": [{…}], "hard": [{…}]}``, SQuAD's paragraphs), conversations of turns
(``messages`` with ``role`` and ``content``, ``conversations`` with ``from`` and ``value``), numbered keys in pairs (``q1`` and
``a1``), an object of strings as a question for each key, lists of a question and its answers, and schema.org's ``FAQPage``. Else
the values of the longest list decide. A record inherits prose and titles of the objects around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from textwrap import indent
from typing import TYPE_CHECKING, Any

from zhiku.importing.chats import messages_in, records_of_chat
from zhiku.importing.columns import has_columns, has_names_of_columns, is_category, is_record, question_name, surely_asks
from zhiku.importing.flagged_choices import with_choices_told
from zhiku.importing.record import WORDS, words_of
from zhiku.importing.tables import records_of_rows
from zhiku.parsing.question_sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from zhiku.importing.record import Record

_ROLES = ("role", "from", "speaker")
"""Keys of who speaks in a turn of a conversation."""
_ASKING = frozenset({"user", "human"})
_SETTING = frozenset({"system", "developer"})
"""Roles of turns that only set the scene."""
_TITLES = ("title", "name")
"""Keys of objects around records that name a group of them."""
_MIN_GROUPS = 2
"""Keys with records of their own from which keys name groups (``easy``, ``hard``), one alone being a container (``data``)."""
CATEGORY = "category"
"""The field of the group that a record inherits."""
_NAME = re.compile(r"(?![a-z])[^\W\d_](?:[^\W_]|['’-])+")
"""A name of one word; in small Latin letters, it is rather a value of programs."""
_SPAN = frozenset({"start", "end"})
"""Keys of annotations: which characters of the text they are about."""
_NUMBERED = re.compile(
    r"(?P<around>(?:.*[./])?)(?P<name>.*?[^\W\d])[\W_]*(?P<number>\d+)|(?P<before>.*?)(?P<count>\d+)[._-](?P<field>[^\W\d_]+)"
)
"""A key with a number at its end, or before its last word: ``q1``, ``faq.answer_2``, ``faq.2.answer``."""


def records_in(data: object, *, is_document: bool = False) -> list[Record]:
    """The records of some data; what the outermost object of a document names is what all its records are about."""
    data = _with_names(data)
    data = _with_facts(data, {key for record in _asked(data) for key, value in _facts(record).items() if _has_words(value)})
    if messages := messages_in(data):
        return records_of_chat(messages)
    return list(_records(data, {}, is_file=not is_document)) or _keys(data) or _rows(data) or _objects(data)


def _keys(data: object) -> list[Record]:
    """The records of an object of strings, whose keys are questions or terms; within other data the keys must ask."""
    if isinstance(data, dict) and data and all(isinstance(value, str) for value in data.values()):
        # Names that can be those of anything: an object of strings may also be no questions, but an author's name and address.
        return [{"name": key, "text": value} for key, value in data.items()]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    found = map(_keys, inner)
    return [record for records in found if _ask([record["name"] for record in records]) for record in records]


def _ask(words: Sequence[str]) -> bool:
    """Whether most of some keys or cells are questions of several words: ``name`` asks for one, but is the key of a field."""
    return sum(is_question(item) and (" " in item or not item.isascii()) for item in words) * 2 > len(words)


def _rows(data: object) -> list[Record]:
    """The records of a list of lists of words, each a question and its answers."""
    if isinstance(data, dict):
        return next((found for value in data.values() if (found := _rows(value))), [])
    if not isinstance(data, list) or not data or not all(isinstance(row, list) and row for row in data):
        return []
    rows = [[_field(cell) for cell in row] for row in data]
    return records_of_rows(rows) if has_names_of_columns(rows[0]) or _ask([row[0] for row in rows]) else []


def _objects(data: object) -> list[Record]:
    """The longest list of objects at any depth that are questions beyond doubt, else the outermost objects."""
    own = [_flat(item) for item in (data if isinstance(data, list) else [data]) if isinstance(item, dict)]
    lists = ([_flat(item) for item in found] for found in sorted(_lists(data), key=len, reverse=True))
    return next((found for found in lists if has_columns(found) and surely_asks(found)), own)


def _lists(data: object) -> Iterator[list[dict[str, Any]]]:
    if isinstance(data, list) and data and all(isinstance(item, dict) for item in data):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _lists(value)


def _with_names(data: object) -> object:
    """The data with text for all keys, as in JSON; in YAML, keys may also be numbers, dates and others."""
    if isinstance(data, dict):
        return {str(key): _with_names(value) for key, value in data.items()}
    return [_with_names(item) for item in data] if isinstance(data, list) else data


def _asked(data: object) -> Iterator[Mapping[str, Any]]:
    """The records at any depth whose question is an object of words and facts."""
    if isinstance(data, dict) and is_record(data) and isinstance(data[question_name(data)], dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _asked(value)


def _facts(record: Mapping[str, Any]) -> Mapping[str, str]:
    """What the object of a question says besides its words, where the record has no field of that name."""
    asked = record[question_name(record)]
    words = words_of(asked)
    return {key: value for key, value in asked.items() if isinstance(value, str) and value != words and key not in record}


def _with_facts(data: object, telling: Collection[str]) -> object:
    """The data with those facts about questions as fields of their records that say something to readers in some record."""
    if isinstance(data, list):
        return [_with_facts(item, telling) for item in data]
    if not isinstance(data, dict) or not telling:
        return data
    item = {key: _with_facts(value, telling) for key, value in data.items()}
    asked = item.get(question_name(item)) if is_record(item) else None
    if not isinstance(asked, dict):
        return item
    facts = {key: value for key, value in _facts(item).items() if key in telling}
    return {**item, question_name(item): {key: value for key, value in asked.items() if key not in facts}, **facts}


def _records(data: object, around: Record, *, is_file: bool = False) -> Iterator[Record]:
    """The records at any depth, with what they inherit from the objects ``around`` them; the outermost may be the file."""
    if isinstance(data, list):
        for item in data:
            yield from _records(item, around)
    elif isinstance(data, dict):
        data = with_choices_told(data)
        turns = next((value for value in data.values() if _is_conversation(value)), None)
        if turns is not None:
            yield {**around, **_conversation(turns)}
        elif "acceptedAnswer" in data:
            yield {**around, "question": _field(data.get("name")), "answer": _field(data["acceptedAnswer"])}
        elif pairs := _numbered(data):
            yield from ({**around, **_flat(pair)} for pair in pairs)
        elif is_record(data):
            yield {**around, **_flat(data)}
        else:
            yield from _inside(data, around, is_file=is_file)


def _inside(data: Mapping[str, Any], around: Record, *, is_file: bool) -> Iterator[Record]:
    """The records in the values of an object that is not itself a record."""
    groups = [key for key, value in data.items() if isinstance(value, str) and (key in _TITLES or is_category(key))]
    own = {
        key: value
        for key, value in data.items()
        if isinstance(value, str) and key not in groups and (" " in value or (not is_file and _NAME.fullmatch(value)))
    }
    title = next((data[key] for key in groups), "")
    inherited = {**around, **own, **({CATEGORY: title} if title else {})}
    found = {key: list(_records(value, inherited)) for key, value in data.items() if isinstance(value, (list, dict))}
    names_groups = sum(map(bool, found.values())) >= _MIN_GROUPS and all(
        isinstance(data[key], list) or _numbered(data[key]) for key in found
    )
    for key, items in found.items():
        yield from ({CATEGORY: key, **item} for item in items) if names_groups else items


def _numbered(data: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The records of an object whose keys are numbered: ``{"q1": …, "a1": …, "q2": …, "a2": …}``."""
    groups: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for key, value in data.items():
        if found := _NUMBERED.fullmatch(key):
            place = (found["around"] or found["before"] or "", int(found["number"] or found["count"]))
            groups[place][found["name"] or found["field"]] = value
    around = list(dict.fromkeys(prefix for prefix, _ in groups))
    pairs = [groups[place] for place in sorted(groups, key=lambda place: (around.index(place[0]), place[1]))]
    pairs = [pair for pair in pairs if is_record(pair)]
    are_all = len(data) == sum(map(len, pairs))
    return pairs if len(pairs) >= _MIN_GROUPS or are_all else []


def _is_conversation(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(turn, dict) and _turn(turn) for turn in value)


def _turn(turn: Mapping[str, Any]) -> tuple[str, str] | None:
    """Speaker and text of a turn in a conversation; ``None`` if the value is not one."""
    role = next((key for key in _ROLES if isinstance(turn.get(key), str)), None)
    words = next((key for key in WORDS if key in turn), None)
    return (turn[role].lower(), _field(turn[words])) if role and words else None


def _conversation(turns: Sequence[Mapping[str, Any]]) -> Record:
    """A conversation as one question, the first that is asked, and its answer with all further turns."""
    said = [turn for turn in map(_turn, turns) if turn and turn[0] not in _SETTING]
    first = next((place for place, (role, _) in enumerate(said) if role in _ASKING), 0)
    question = said[first][1] if said else ""
    further = (f"**{role.capitalize()}:** {words}" if role in _ASKING else words for role, words in said[first + 1 :])
    return {"question": question, "answer": "\n\n".join(further)}


def _flat(item: Mapping[str, Any]) -> Record:
    return {key: _field(value) for key, value in with_choices_told(item).items()}


def _field(value: object) -> str:
    """A value as Markdown: lists as lists, of a lone object with words its words."""
    if isinstance(value, list):
        items = list(dict.fromkeys(map(_field, value)))
        is_alone = len(items) == 1 and isinstance(value[0], dict)
        return items[0] if is_alone else "\n".join(f"- {indent(item, '  ').lstrip()}" for item in items)
    if isinstance(value, dict):
        words = words_of(value)
        others = value if words is None else {key: item for key, item in value.items() if item != words and _has_words(item)}
        return "\n\n".join(filter(None, (words, "\n".join(_item(key, _field(item)) for key, item in others.items()))))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _item(key: str, words: str) -> str:
    """A value of an object as an item of a list; several lines are indented below its name."""
    return f"- {key}:\n{indent(words, '  ')}" if "\n" in words else f"- {key}: {words}"


def _has_words(value: object) -> bool:
    """Whether a value says something to readers, unlike an id, a type, an address or an annotation of some characters."""
    if isinstance(value, dict) and value.keys() >= _SPAN:
        return False
    if isinstance(value, (list, dict)):
        return any(map(_has_words, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and (" " in value.strip() or not value.isascii())
