"""Find records in JSON data of any shape: a text in, flat mappings of names to Markdown out.

Lists of objects at any depth are read (``{"easy": [{…}], "hard": [{…}]}``, SQuAD's paragraphs), conversations of turns
(``messages`` with ``role`` and ``content``, ``conversations`` with ``from`` and ``value``), an object of strings as a question
for each key, and schema.org's ``FAQPage``. A record inherits prose and titles of the objects around it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Record = Mapping[str, str]
"""Fields of a record by their names."""
_ROLES, _WORDS = ("role", "from", "speaker"), ("content", "value", "text")
"""Keys of a turn of a conversation: who speaks, and what is said."""
_ASKING = frozenset({"user", "human"})
_SETTING = frozenset({"system", "developer"})
"""Roles of turns that only set the scene."""
_TITLES = ("title", "name")
"""Keys of objects around records that name a group of them."""
_MIN_GROUPS = 2
"""Keys with records of their own from which keys name groups (``easy``, ``hard``), one alone being a container (``data``)."""
CATEGORY = "category"
"""The field of the group that a record inherits."""


def records_of(text: str, *, lines: bool, is_record: Callable[[Mapping[str, Any]], bool]) -> list[Record]:
    """The records of some JSON data, or of ``lines`` of JSON; raises ``json.JSONDecodeError``.

    ``is_record`` says of an object whether its names are those of a question and an answer.
    """
    data = [json.loads(line) for line in text.splitlines() if line.strip()] if lines else json.loads(text)
    found = list(_records(data, {}, is_record))
    if not found and isinstance(data, dict) and data and all(isinstance(value, str) for value in data.values()):
        return [{"question": key, "answer": value} for key, value in data.items()]
    return found or [_flat(item) for item in (data if isinstance(data, list) else [data]) if isinstance(item, dict)]


def _records(data: object, around: Record, is_record: Callable[[Mapping[str, Any]], bool]) -> Iterator[Record]:
    """The records at any depth, with what they inherit from the objects ``around`` them."""
    if isinstance(data, list):
        for item in data:
            yield from _records(item, around, is_record)
    elif isinstance(data, dict):
        turns = next((value for value in data.values() if _is_conversation(value)), None)
        if turns is not None:
            yield {**around, **_conversation(turns)}
        elif "acceptedAnswer" in data:
            yield {**around, "question": _field(data.get("name")), "answer": _field(data["acceptedAnswer"])}
        elif is_record(data):
            yield {**around, **_flat(data)}
        else:
            yield from _inside(data, around, is_record)


def _inside(data: Mapping[str, Any], around: Record, is_record: Callable[[Mapping[str, Any]], bool]) -> Iterator[Record]:
    """The records in the values of an object that is not itself a record."""
    own = {key: value for key, value in data.items() if isinstance(value, str) and " " in value and key not in _TITLES}
    title = next((data[key] for key in _TITLES if isinstance(data.get(key), str)), "")
    inherited = {**around, **own, **({CATEGORY: title} if title else {})}
    found = {key: list(_records(value, inherited, is_record)) for key, value in data.items() if isinstance(value, (list, dict))}
    names_groups = sum(map(bool, found.values())) >= _MIN_GROUPS and all(isinstance(data[key], list) for key in found)
    for key, items in found.items():
        yield from ({CATEGORY: key, **item} for item in items) if names_groups else items


def _is_conversation(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(turn, dict) and _turn(turn) for turn in value)


def _turn(turn: Mapping[str, Any]) -> tuple[str, str] | None:
    """Speaker and text of a turn in a conversation; ``None`` if the value is not one."""
    role = next((key for key in _ROLES if isinstance(turn.get(key), str)), None)
    words = next((key for key in _WORDS if key in turn), None)
    return (turn[role].lower(), _field(turn[words])) if role and words else None


def _conversation(turns: Sequence[Mapping[str, Any]]) -> Record:
    """A conversation as one question, the first that is asked, and its answer with all further turns."""
    said = [turn for turn in map(_turn, turns) if turn and turn[0] not in _SETTING]
    first = next((place for place, (role, _) in enumerate(said) if role in _ASKING), 0)
    question = said[first][1] if said else ""
    further = (f"**{role.capitalize()}:** {words}" if role in _ASKING else words for role, words in said[first + 1 :])
    return {"question": question, "answer": "\n\n".join(further)}


def _flat(item: Mapping[str, Any]) -> Record:
    return {str(key): _field(value) for key, value in item.items()}


def _field(value: object) -> str:
    """A value as Markdown: lists as lists, of a lone object with words its words."""
    if isinstance(value, list):
        items = list(dict.fromkeys(map(_field, value)))
        return items[0] if len(items) == 1 and isinstance(value[0], dict) else "\n".join(f"- {item}" for item in items)
    if isinstance(value, dict):
        words = next((key for key in _WORDS if isinstance(value.get(key), str)), None)
        return value[words] if words else "\n".join(f"- {key}: {_field(item)}" for key, item in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
