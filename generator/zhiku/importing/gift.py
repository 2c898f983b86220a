"""Read GIFT, Moodle's plain text for quizzes: a text in, records of questions, options, answers and explanations out.

``::name:: Question {=right ~wrong #feedback}``; ``{TRUE}``, ``{#3:0.5}`` and ``{left -> right}`` too.
The format is described at https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhiku.importing.quiz import Choice, fields_of_choices, fields_of_pairs, with_explanation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.importing.record import Record

_COMMENT = re.compile(r"^[ \t]*//.*(?:\n|\Z)", re.MULTILINE)
_CATEGORY = re.compile(r"\$CATEGORY:\s*(?P<path>[^\n]+)")
_NAME = re.compile(r"\s*::(?P<name>(?:\\.|(?!::).)*)::\s*", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]\s*", re.IGNORECASE)
_ANSWER = re.compile(r"(?<!\\)\{(?P<inner>(?:\\.|[^\\}])*)\}", re.DOTALL)
_OPTION = re.compile(r"(?<!\\)(?P<mark>[=~])\s*(?:%(?P<share>-?\d+(?:\.\d+)?)%)?(?P<words>(?:\\.|[^\\=~])*)", re.DOTALL)
_FEEDBACK = re.compile(r"(?<!\\)#")
_ESCAPE = re.compile(r"\\([~=#{}:])")
_GENERAL = re.compile(r"(?<!\\)####")
_TRUE, _FALSE = frozenset({"T", "TRUE"}), frozenset({"F", "FALSE"})
_GAP = " _____ "
_MOST = 0.5
"""Share of the paragraphs that must hold an answer in braces for a plain text to be GIFT."""


def is_gift(text: str) -> bool:
    """Whether most paragraphs of a text are questions of GIFT."""
    parts = [part for part in _paragraphs(text) if not _CATEGORY.match(part)]
    return bool(parts) and sum(_is_question(part) for part in parts) > len(parts) * _MOST


def records_of_gift(text: str) -> Iterator[Record]:
    """The questions of a text in GIFT, each under its category."""
    category = ""
    for part in _paragraphs(text):
        if found := _CATEGORY.match(part):
            category = found["path"].strip().rpartition("/")[2]
        elif record := _record(part):
            yield {"category": category, **record} if category else record


def _paragraphs(text: str) -> list[str]:
    """The stretches between blank lines, but for blank lines in braces."""
    plain = _COMMENT.sub("", text.replace("\r\n", "\n"))
    closed = _ANSWER.sub(lambda found: re.sub(r"\n\s*\n", "\n", found.group()), plain)
    return [part.strip() for part in re.split(r"\n[ \t]*\n", closed) if part.strip()]


def _is_question(part: str) -> bool:
    found = _ANSWER.search(part)
    return found is not None and _answer_of(found["inner"]) is not None


def _record(part: str) -> Record | None:
    name = _NAME.match(part)
    words = _FORMAT.sub("", part[name.end() if name else 0 :], count=1)
    found = _ANSWER.search(words)
    answer = _answer_of(found["inner"]) if found else None
    if found is None or answer is None:
        return {"question": _plain(words), "answer": ""} if words else None
    gap = _GAP if words[found.end() :].strip(" \n.?!") else " "
    return {"question": _plain(words[: found.start()].rstrip() + gap + words[found.end() :].lstrip()), **answer}


def _answer_of(inner: str) -> Record | None:
    """What stands in braces as fields of a record; ``None`` if it is no answer of GIFT."""
    words, *general = _GENERAL.split(inner, maxsplit=1)
    explanation = _plain(general[0]) if general else ""
    verdict, _, remark = words.partition("#")
    if verdict.strip().upper() in _TRUE | _FALSE:
        return with_explanation({"answer": verdict.strip()}, explanation, _plain(remark.replace("#", "\n\n")))
    if words.lstrip().startswith("#"):
        return with_explanation({"answer": _plain(words.lstrip().removeprefix("#"))}, explanation)
    options = list(_OPTION.finditer(words))
    if not options:
        return None if words.strip() else with_explanation({"answer": ""}, explanation)
    if all("->" in option["words"] for option in options):
        pairs = (option["words"].partition("->") for option in options)
        return fields_of_pairs(((_plain(left), _plain(right)) for left, _, right in pairs), explanation)
    return fields_of_choices([_choice(option) for option in options], explanation)


def _choice(option: re.Match[str]) -> Choice:
    words, *feedback = _FEEDBACK.split(option["words"], maxsplit=1)
    is_right = option["mark"] == "=" or (option["share"] is not None and float(option["share"]) > 0)
    return Choice(_plain(words), is_right, _plain(feedback[0]) if feedback else "")


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text.replace("\\n", "\n")).strip()
