"""The title of a base whose texts have none: the name of a file or folder."""

from __future__ import annotations

import pytest
from zhiku.parsing.load import title_from_name


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("cc", "CC licenses and other CC tools", "CC"),
        ("cc", "one CC license", ""),
        ("kk", "买房子", ""),
        ("mipt", "Как подать документы?", ""),
        ("css", "CSS is CSS, and css is code.", "CSS"),
        ("zygo", "Zygo or Zygot", ""),
        ("zygo", "ZYGO or ZYGO", "ZYGO"),
        ("math", "What is a sum?", "Math"),
        ("civic", "Qui ?", "Civic"),
        ("web-apps", "Why?", "Web apps"),
        ("content", "The content of content", ""),
    ],
)
def test_a_short_name_is_a_title_only_if_the_text_knows_it(name: str, text: str, title: str) -> None:
    """Up to four letters may be an abbreviation: the text has to use it twice, or it is a known word."""
    assert title_from_name(name, [text]) == title
