"""The words of headings."""

from __future__ import annotations

import pytest
from zhiku.markdown.plain_text import plain_heading


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("C# Interview Questions", "C# Interview Questions"),
        ("The `snake_case` FAQ", "The snake_case FAQ"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**Tea** and [herbs](https://example.org)", "Tea and herbs"),
        ("Tea &amp; herbs", "Tea & herbs"),
        ("![logo](logo.png) Tea", "Tea"),
        ("![Tea](logo.png)", "Tea"),
        ('<a id="top"></a>Tea<br>', "Tea"),
        ("Generics: List<T>", "Generics: List<T>"),
        (":star: Tea", "⭐ Tea"),
        (r"Powers of \\(x^2\\)", "Powers of x^2"),
    ],
)
def test_words_of_a_heading(markdown: str, words: str) -> None:
    """Markup goes, all other characters stay."""
    assert plain_heading(markdown) == words
