"""The addresses of prose that gets a page of its own."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.parsing.chapters import part_ids
from zhiku.parsing.parse import parse
from zhiku.source.text import SourceText

_FORM = QuestionFormat((Opener(OpenerKind.HEADING, (3,)),))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Green tea", "green-tea"),
        ('Green tea<span id="green"></span>', "green-tea"),
        ("[Green *tea*](https://example.org/green)", "green-tea"),
        ("绿茶 `GT`", "lv-cha-gt"),
        ("![](leaf.svg)", "part"),
    ],
)
def test_addresses_of_parts_are_the_words_of_their_headings(heading: str, expected: str) -> None:
    """Without tags, links and other markup."""
    parsed, _ = parse(SourceText("tea.md", f"## {heading}\n\n### How?\n\nSo.\n"), _FORM)
    assert list(part_ids([parsed]).values()) == [expected]
