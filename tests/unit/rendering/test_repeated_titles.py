"""Titles that an answer repeats are shown once."""

from __future__ import annotations

import pytest

from tests.support.read import html

SOURCE = "Source: https://example.org/a"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (f"One.\n\n{SOURCE}\n\nTwo.\n\n{SOURCE}", ["One.", "Source", "Two.", "Source"]),
        ("Yes.\n\nNo.\n\nYes.", ["Yes.", "No.", "Yes."]),
        ("> T\n\nOne.", ["T", "One."]),
        ("T\n\nOne.\n\n**T**", ["One."]),
        ("T", ["T"]),
        ("[T](https://example.org/)\n\nOne.", ['<a href="https://example.org/" rel="noopener">T</a>', "One."]),
    ],
)
def test_paragraphs_that_are_left_out(markdown: str, expected: list[str]) -> None:
    """The title; not one that says more or is the only one, nor anything else, however often an answer says it."""
    words = [paragraph.split("</p>")[0].split(": http")[0] for paragraph in html(markdown).split("<p>")[1:]]
    assert words == expected
