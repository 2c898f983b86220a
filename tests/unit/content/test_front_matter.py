"""Front matter: its languages, where it ends, what it contains."""

from __future__ import annotations

import pytest
from zhiku.content.front_matter import block_at_start, front_matter_of


@pytest.mark.parametrize(
    "block",
    [
        "---\ntitle: T\nweight: 2\n---\n",
        "---yaml\ntitle: T\nweight: 2\n---\n",
        '+++\ntitle = "T"\nweight = 2\n+++\n',
        '---toml\ntitle = "T"\nweight = 2\n---\n',
        '---json\n{"title": "T", "weight": 2}\n---\n',
        ';;;\n{"title": "T", "weight": 2}\n;;;\n',
        '{\n "title": "T",\n "weight": 2\n}\n',
        '\ufeff{"title": "T", "weight": 2}\r\n',
        "\ufeff--- \r\ntitle: T\r\nweight: 2\r\n---\r\n",
    ],
)
def test_metadata_in_any_language(block: str) -> None:
    """YAML, TOML and JSON, with the delimiters of the generators that use them."""
    found = front_matter_of(f"{block}\n# Text\n")
    assert (found.title, found.order) == ("T", 2)
    assert block_at_start(f"{block}\n# Text\n") == block


@pytest.mark.parametrize(
    "text",
    ["--- words\ntitle: T\n---\n", "---json\n{}\n", '{"title": "T"} words\n', '{"title": \n', "{% raw %}\n", "----\nT\n----\n"],
)
def test_what_is_no_metadata(text: str) -> None:
    """Other delimiters, a missing end, and text after the delimiter."""
    assert block_at_start(text) == ""


def test_unreadable_front_matter_has_no_values() -> None:
    """They are front matter without values."""
    assert block_at_start("---json\n{title}\n---\n") == "---json\n{title}\n---\n"
    assert front_matter_of("---json\n{title}\n---\n").title == ""


def test_metadata_that_are_no_yaml_are_read_line_by_line() -> None:
    """A colon in a title without quotes does not hide the title, nor what stands below it."""
    matter = front_matter_of("---\ntitle: Two calls: which one wins?\nweight: 3\ntags: [a: b: c]\n---\n\ntext\n")
    assert (matter.title, matter.order) == ("Two calls: which one wins?", 3)
