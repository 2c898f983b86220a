"""Read OpenTriviaQA's plain text: a text in, records of questions, options and answers out.

``#Q`` before a question, ``^`` before its answer, and letters before the options below: ``A True``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhiku.importing.record import Record

_ENTRY = re.compile(
    r"^#Q[ \t]+(?P<question>(?:(?!^(?:#Q|\^)[ \t]).)+)^\^[ \t]+(?P<rest>(?:(?!^#Q[ \t]).)*)", re.MULTILINE | re.DOTALL
)
_OPTION = re.compile(r"^[A-Z][ \t]+(?=\S)", re.MULTILINE)


def is_trivia(text: str) -> bool:
    """Whether a text begins with a question of this format."""
    return _ENTRY.match(text.lstrip()) is not None


def records_of_trivia(text: str) -> Iterator[Record]:
    """The questions of a text, their options as a list."""
    for entry in _ENTRY.finditer(text.replace("\r\n", "\n")):
        answer, _, rest = entry["rest"].partition("\n")
        options = "\n".join(f"- {_line(words)}" for words in _OPTION.split(rest)[1:])
        yield {"question": _line(entry["question"]), "options": options, "answer": _line(answer)}


def _line(text: str) -> str:
    return " ".join(text.split())
