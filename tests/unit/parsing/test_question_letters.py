"""Letters that stand for “question” in a text."""

from __future__ import annotations

import pytest
from zhiku.parsing.question_letters import lists_options, question_letters


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("D: Dove?\n\nR: Qui.\n", ("D",)),
        ("**F:** Wo\n\n**A:** Hier.\n", ("F",)),
        ("**P: ¿Dónde?**\n\nAquí.\n", ("P",)),
        ("В: Где\nО: Здесь.\n", ("В",)),
        ("- A: one\n- B: two\n- C: three\n- D: four\n", ()),
        ("- E: one\n- F: two\n\n1. Next?\n\n- A: one\n- B: two\n", ()),
        ("P: see below\n", ()),
    ],
)
def test_letters_that_stand_for_question(text: str, letters: tuple[str, ...]) -> None:
    """A letter does where its answer's letter follows or where its lines ask, and not where letters count options."""
    assert question_letters(text) == letters


def test_options_have_neighbouring_letters() -> None:
    """Lines are answers to choose from where their letters count."""
    assert lists_options(["A: one", "B: two", "Q: three"])
    assert not lists_options(["Q: one", "A: two", "Q: three", "A: four"])
