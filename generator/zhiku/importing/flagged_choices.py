"""Choices that data flag as right or wrong, or hold apart from their letters: objects in, objects with options and answer out.

A list of objects each of which says whether it is right (``{"text": "Lima", "correct": true}``), of which the wrong ones may say
nothing, or an object whose keys are the options (``{"Lima": 1, "Cusco": 0}``); ``{"text": ["Lima", …], "label": ["A", …]}``.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from zhiku.importing.columns import is_name_of_answers, is_name_of_options
from zhiku.importing.quiz import Choice, fields_of_choices
from zhiku.importing.record import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FLAGS = {"true": True, "false": False, "1": True, "0": False, "100": True}
_MIN_CHOICES = 2
_LISTS = 2
"""Lists of options and letters."""


def with_choices_told(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object with its flagged choices as options and answer; the object itself if it has none."""
    item = {key: _with_letters(key, value) for key, value in item.items()}
    for key, value in item.items():
        choices = _choices(key, value)
        if len(choices) >= _MIN_CHOICES and len({choice.is_right for choice in choices}) > 1:
            others = {name: other for name, other in item.items() if name != key}
            return {**others, **{name: words for name, words in fields_of_choices(choices, "").items() if name not in others}}
    return item


def _with_letters(key: str, value: object) -> object:
    """Options whose letters are a list of their own as an object of letters and options; any other value as it is."""
    lists = [item for item in value.values() if isinstance(item, list)] if isinstance(value, dict) else []
    if len(lists) != _LISTS or len(lists[0]) != len(lists[1]) or not is_name_of_options(key):
        return value
    letters = list(ascii_uppercase[: len(lists[0])])
    place = next((place for place, item in enumerate(lists) if list(map(str, item)) == letters), None)
    return value if place is None else dict(zip(letters, lists[1 - place], strict=True))


def _choices(key: str, value: object) -> list[Choice]:
    if isinstance(value, dict) and is_name_of_options(key):
        flags = [_flag(flag) for flag in value.values()]
        return [Choice(str(words), bool(flag), "") for words, flag in zip(value, flags, strict=True)] if None not in flags else []
    if not isinstance(value, list) or not all(isinstance(item, dict | str) for item in value):
        return []
    names = (name for item in value if isinstance(item, dict) for name in item if is_name_of_answers(name))
    name = next((name for name in names if all(_flag(item[name]) is not None for item in value if name in item)), "")
    return [_choice(item, name) for item in value] if name else []


def _flag(value: object) -> bool | None:
    """Whether a value says right or wrong; ``None`` if it says anything else."""
    return _FLAGS.get(str(value).strip().lower()) if isinstance(value, str | int) else None


def _choice(item: Mapping[str, Any] | str, name: str) -> Choice:
    """A choice with what else is said about it in words, as its feedback."""
    if isinstance(item, str):
        return Choice(item, is_right=False, feedback="")
    texts = {key: value for key, value in item.items() if key != name and isinstance(value, str) and value.strip()}
    words = words_of(texts) or next((texts[key] for key in texts if is_name_of_options(key)), "")
    words = words or max(texts.values(), key=len, default="")
    feedback = _feedback([text for text in texts.values() if text != words])
    return Choice(words, bool(_flag(item.get(name, False))), feedback)


def _feedback(texts: Sequence[str]) -> str:
    return " ".join(text for text in texts if " " in text.strip() or not text.isascii())
