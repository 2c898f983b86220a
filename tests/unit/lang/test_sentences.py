"""Splitting text into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhiku.lang.sentences import sentence_spans, split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("损失函数衡量误差。它越小越好！是吗？是；当然", ["损失函数衡量误差。", "它越小越好！", "是吗？", "是；", "当然"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("It works. Does it? Yes!", ["It works.", "Does it?", "Yes!"]),
        ("Use caches, e.g. Redis. J. Smith did.", ["Use caches, e.g. Redis.", "J. Smith did."]),
        ("Use a list, i.e. an array, vs. a map.", ["Use a list, i.e. an array, vs. a map."]),
        ("Version 1.5 is out. See example.com/?q=1 for more.", ["Version 1.5 is out.", "See example.com/?q=1 for more."]),
        ("if (a != b) return; else stop", ["if (a != b) return;", "else stop"]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("one line\nanother", ["one line", "another"]),
        ("Почему? Потому что т. е. так. Да.", ["Почему?", "Потому что т. е. так.", "Да."]),
        ("...", ["..."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Punctuation of any script ends sentences; abbreviations, numbers, addresses and operators do not."""
    assert list(split_sentences(text)) == expected


@given(st.text(alphabet="ab .!?;。！？；…\n”)é中", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    """The spans follow each other and cover the text."""
    assert "".join(text[start:end] for start, end in sentence_spans(text)) == text
    assert all(start < end for start, end in sentence_spans(text))
