"""Questions of quizzes as records: what may be chosen, what is right and what is said about it in, fields out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhiku.importing.record import Record


class Choice(NamedTuple):
    """An answer to choose or to type."""

    words: str
    is_right: bool
    feedback: str
    """What those who choose it are told."""


def fields_of_choices(choices: Sequence[Choice], explanation: str) -> Record:
    """The options, unless all are right; the right ones as the answer; feedback below the explanation."""
    right = [choice.words for choice in choices if choice.is_right]
    # The same answer in small and in capital letters is one, written as it is first.
    distinct = list({words.casefold(): words for words in reversed(right)}.values())[::-1]
    options = [] if len(right) == len(choices) else dict.fromkeys(choice.words for choice in choices)
    feedback = _listed(f"{choice.words}: {choice.feedback}" for choice in choices if choice.feedback)
    answer = distinct[0] if len(distinct) == 1 else _listed(distinct)
    return with_explanation({**({"options": _listed(options)} if options else {}), "answer": answer}, explanation, feedback)


def fields_of_pairs(pairs: Iterable[tuple[str, str]], explanation: str) -> Record:
    """What belongs together as the answer."""
    return with_explanation({"answer": _listed(f"{left} → {right}" for left, right in pairs)}, explanation)


def with_explanation(fields: Record, *explanations: str) -> Record:
    """The fields with an explanation of several paragraphs, if there are any."""
    said = "\n\n".join(filter(None, explanations))
    return {**fields, "explanation": said} if said else fields


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
