"""Folding containers of site generators: which lines open them, and where they end."""

from __future__ import annotations

import pytest
from zhiku.parsing.containers import containers


def found(text: str) -> list[tuple[str, str]]:
    """Titles and contents of the containers of a text that is one paragraph."""
    spans = containers(text, [(0, len(text))], len(text))
    return [(text[item.title.start : item.title.end], text[item.content.start : item.content.end].strip()) for item in spans]


@pytest.mark.parametrize(
    "opening",
    [
        "::: details Why?",
        ":::details Why?",
        "   :::: DETAILS Why? {open}",
        ":::details[Why?]",
        "::: spoiler Why?",
        '::: details Why? {class="x"}',
    ],
)
def test_containers_of_colons(opening: str) -> None:
    """With or without attributes; inner containers close first, and lines of code close none."""
    text = f"{opening}\r\nwords\n::: tip\nmore\n:::\n```\n:::\n```\n:::\nbehind\n:::\n"
    assert found(text) == [("Why?", "words\n::: tip\nmore\n:::\n```\n:::\n```")]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('{{< details "Why?" >}}', "{{< /details >}}"),
        ('{{<details title="Why?" open=true>}}', "{{</details>}}"),
        ('{{% expand title="Why?" %}}', "{{% /expand %}}"),
        ('{{%expand "Why?"%}}', "{{%/expand%}}"),
    ],
)
def test_shortcodes(opening: str, closing: str) -> None:
    """With either delimiter, and with the title named or positional."""
    assert found(f"{opening}\nwords\n{closing}\nbehind\n") == [("Why?", "words")]


@pytest.mark.parametrize(
    "text",
    [
        "::: details\nwords\n:::\n",
        "::: tip Why?\nwords\n:::\n",
        "::: details Why?\nwords\n",
        '{{< figure src="a.png" >}}\n',
        '{{< details "Why?" >}}\nwords\n',
        "    ::: details Why?\n:::\n",
    ],
)
def test_what_is_no_container(text: str) -> None:
    """Without a title, under another name, without an end, in code."""
    assert found(text) == []


def test_two_in_a_row() -> None:
    """The content of a container opens no other one."""
    text = "::: details A\n::: details B\n1\n:::\n:::\n::: details C\n2\n:::\n"
    assert found(text) == [("A", "::: details B\n1\n:::"), ("C", "2")]
