"""Nouns that titles ask for: the kind of an answer, not what a question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.concepts.asked_kinds import is_asked_for
from zhiku.model import Mention, QuestionId, SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def _mentions(titles: Sequence[str], others: int = 0) -> list[Mention]:
    """A mention in each title, and in the text of so many other questions."""
    found = [Mention(QuestionId(f"t{place}"), None, title, 1, defining=False) for place, title in enumerate(titles)]
    return [*found, *(Mention(QuestionId(f"o{n}"), SectionKind.ANSWER, "…", 1, defining=False) for n in range(others))]


@pytest.mark.parametrize(
    ("name", "language", "titles", "others", "expected"),
    [
        ("Umständen", "de", ["Unter welchen Umständen gilt das?", "Unter welchen besonderen Umständen nicht?"], 0, True),
        ("Umständen", "de", ["Unter welchen Umständen gilt das?", "Unter welchen Umständen nicht?"], 2, True),
        ("Umständen", "de", ["Unter welchen Umständen gilt das?", "Unter welchen Umständen nicht?"], 3, False),
        ("Umständen", "de", ["Unter welchen Umständen gilt das?"], 0, False),
        ("Umständen", "de", ["Was sind Umstände?", "Was folgt aus Umständen?"], 0, False),
        ("Umstand", "de", ["Welcher Umstandswert gilt?", "Welcher Umstandswert nicht?"], 0, False),
        ("documents", "", ["What documents do I need?", "Which Documents are new?"], 0, True),
        ("因素", "", ["有哪些因素？", "哪些因素重要？"], 0, True),
        ("因素", "", ["因素有哪些？", "因素重要吗？"], 0, False),
        ("zorb", "xx", ["which zorb?", "which zorb is it?"], 0, False),
    ],
)
def test_what_titles_ask_for(name: str, language: str, titles: list[str], others: int, *, expected: bool) -> None:
    """Two titles at least, and half of the questions that name it; an adjective may stand between."""
    assert is_asked_for([name], _mentions(titles, others), language) is expected
