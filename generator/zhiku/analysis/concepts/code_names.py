r"""Names that questions write as code: questions in, how often each name is written and by how many questions out.

Authors mark commands, functions, files, tags: ``Tie::File``, ``/etc/rc.conf``, ``\includegraphics``, ``<head>``. Such a mark says
more than any measure of a word's use. A piece of code counts if it is one name: no value and no expression. A word that sentences
may contain as well (``value``) is left out, since links and counts go by spelling, except with the parentheses of a call or as a
tag: ``open()``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.counts import MIN_QUESTIONS
from zhiku.analysis.words import ENGLISH, UNKNOWN, class_of
from zhiku.lang.word_lists import known_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhiku.model import Question

_NAME = re.compile(
    r"(?:--?|::|[\\@#$%&.~/]|(?P<tag><))?"  # --option, ::scope, \command, @decorator, $variable, .suffix, /path, <tag>
    r"[a-z_]\w*(?:(?:::|->|[-./:#\\])[a-z0-9]\w*)*"
    r"(?(tag)>|(?:\(\)|/{1,3}|[!?*]|\+\+)?)",
    re.ASCII | re.IGNORECASE,
)
_LETTERS = re.compile("[a-z]{2}", re.ASCII | re.IGNORECASE)
_OF_VARIABLE = re.compile(r"[a-z]\.", re.ASCII)
"""What begins like something that a variable of one letter has: ``s.copy``."""
_MAX_LENGTH = 40
_CALL, _AROUND = "()", "<>*"
_LEAST_WORD = 4
"""A word that no list has needs so many letters: ``num`` may be any number."""
_FEWEST = 2
"""What no sentence contains as a word needs so many questions, a word one more."""


class CodeName(NamedTuple):
    """A name in code: how often it is written so, and by how many questions."""

    name: str
    occurrences: int
    questions: int


def code_names(questions: Iterable[Question]) -> tuple[CodeName, ...]:
    """The names that enough questions write as code, in alphabetical order."""
    counts, having = Counter[str](), defaultdict[str, set[str]](set)
    for question in questions:
        for name in _written_as_code(question):
            counts[name] += 1
            having[name].add(question.id)
    least = {name: MIN_QUESTIONS if _is_word(name) else _FEWEST for name in counts}
    return tuple(CodeName(name, counts[name], len(found)) for name, found in sorted(having.items()) if len(found) >= least[name])


def _written_as_code(question: Question) -> Iterator[str]:
    for passage in question.passages:
        if passage.is_prose:
            yield from filter(None, map(name_in_code, passage.code))


def name_in_code(piece: str, least: int = _LEAST_WORD) -> str:
    """The name that a piece of code is, as a call or tag only if it needs that to be told from a word; empty where it is none.

    A word that no list has needs ``least`` letters: fewer where it is known to be the name of something, ``nil``.
    """
    code = piece.strip()
    if len(code) > _MAX_LENGTH or not _NAME.fullmatch(code) or not _LETTERS.search(code) or _OF_VARIABLE.match(code):
        return ""
    name = code.removesuffix(_CALL).strip(_AROUND)
    if is_placeholder(name):
        return ""
    if not _is_word(name):
        return name
    is_listed = class_of(name.casefold(), english=True) != UNKNOWN or name.casefold() in known_words("common")
    if is_listed:
        return code if code != name else ""
    return name if len(name) >= least else ""


def is_placeholder(name: str) -> bool:
    """Whether a name in code, or the first or last part of one, stands for any name: ``foo``, ``foo.py``, ``$foo``."""
    parts = [part for part in re.split(r"[\W_]+", name.casefold()) if part]
    return bool(parts) and not {parts[0], parts[-1], "".join(parts)}.isdisjoint(ENGLISH.placeholder_names)


def _is_word(name: str) -> bool:
    """Whether sentences may contain a name as a word: one that is spelled without signs, digits and capitals within."""
    return name.isalpha() and name in {name.lower(), name.upper(), name.capitalize()}
