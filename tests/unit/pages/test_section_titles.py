"""What sections are headed with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.model import Section, SectionKind
from zhiku.pages.questions import section_title


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("", "words.answer"),
        ("A", "words.answer"),
        ("💡 A", "words.answer"),
        ("答", "words.answer"),
        ("答案", "答案"),
        ("A1", "A1"),
    ],
)
def test_a_letter_is_no_heading(label: str, shown: str) -> None:
    """Labels that say something are kept; letters, with or without a picture, give way to the name of the kind."""
    writer: Any = SimpleNamespace(t=lambda key: key)
    assert section_title(writer, Section(SectionKind.ANSWER, label, "", "")) == shown
