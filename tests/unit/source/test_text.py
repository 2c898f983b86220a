"""Lines and columns of a text, in cases that properties rarely generate."""

from __future__ import annotations

import pytest
from zhiku.model import Lines, Span
from zhiku.source.text import SourceText


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
        ("a\u2028b\x0cc", ["a\u2028b\x0cc"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    """Lines end as in CommonMark."""
    source = SourceText("a.md", text)
    assert [source.line(number + 1) for number in range(source.line_count)] == lines


def test_behind_the_last_line() -> None:
    """A line after the last one starts at the end of the text and is empty."""
    source = SourceText("a.md", "ab")
    assert source.offset_of_line(9) == 2
    assert source.line(9) == ""


def test_lines_of_a_blank_span() -> None:
    """A blank span is on one line."""
    source = SourceText("a.md", "a\n\n\nb")
    lines = source.lines_of(Span(2, 4))
    assert lines.first == lines.last
    assert source.lines_of(Span(0, 5)) == Lines(1, 4)


def test_columns_count_code_points() -> None:
    """An emoji is one column, and so is a combining mark."""
    source = SourceText("a.md", "x\n😀e\u0301!")
    assert source.position(source.text.index("!")) == (2, 4)


def test_a_long_line_is_held_once() -> None:
    """Ten thousand problems on one long line share the same string."""
    source = SourceText("a.md", "x\n" + "y" * 5000 + "\r\nz")
    assert source.line(2) is source.line(2)
    assert [source.line(number) for number in (1, 2, 3)] == ["x", "y" * 5000, "z"]
