"""Headings of sections."""

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
    """Labels that are words are kept; single letters, with or without an emoji, are replaced by the kind of section."""
    writer: Any = SimpleNamespace(t=lambda key: key)
    assert section_title(writer, Section(SectionKind.ANSWER, label, "", "")) == shown
