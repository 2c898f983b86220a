"""Question marks of all scripts, and lines that are wrapped around them."""

from __future__ import annotations

import pytest
from zhiku.parsing.question_sentences import demands_answer, has_question_mark


@pytest.mark.parametrize(
    "title",
    [
        "What?",
        "什么？",
        "ماذا؟",
        "Τι είναι αυτό;",
        "Τι είναι το «API»;",
        "Τι είναι αυτό\u037e",
        "Ի՞նչ է սա",
        "Ի՞նչ է սա՞",
        "**Τι;**",
    ],
)
def test_marks_that_ask(title: str) -> None:
    """In every script, behind marks of emphasis and quotation too, and within a word where they stand on it."""
    assert has_question_mark(title)


@pytest.mark.parametrize("title", ["int x = 1;", "Erst dies; dann das", "Αυτό; όχι", "for (;;)", "What; then"])
def test_semicolons_that_do_not_ask(title: str) -> None:
    """A semicolon asks at the end of Greek words only."""
    assert not has_question_mark(title)
    assert not demands_answer(title)
