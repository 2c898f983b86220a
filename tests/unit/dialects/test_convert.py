"""The markup of other generators (``tests/data/dialects.yaml``), and the places of what it becomes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from zhiku.dialects.convert import with_known_markup
from zhiku.source.text import SourceText

CASES = yaml.safe_load((Path(__file__).parents[2] / "data" / "dialects.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_markdown_of_other_markup(case: dict[str, Any], end: str) -> None:
    """The Markdown has as many lines, and messages name the places in the file."""
    found, told = with_known_markup(SourceText("a.md", case["text"].replace("\n", end)), 0)
    assert found.text.replace(end, "\n") == case["markdown"]
    assert [f"{item.line}:{item.column} {item.message}" for item in told] == case.get("told", [])
    assert found.line_count == case["text"].count("\n") + 1


def test_places_are_those_of_the_file() -> None:
    """A place in the Markdown is that of the same words in the file, and excerpts are lines of the file."""
    source = SourceText("a.md", '<Note>\n    one {{< ref "x" >}} two ==three== four\n</Note>\nfive\n')
    found, _ = with_known_markup(source, 0)
    assert found.line(2) == "one x two <mark>three</mark> four"
    for word in ("one", "two", "three", "four", "five"):
        assert found.position(found.text.index(word)) == source.position(source.text.index(word))
    assert found.written_line(2) == source.line(2)


def test_front_matter_is_no_text() -> None:
    """Nothing in it changes."""
    text = "---\ntitle: a %%b%% {{< note >}}\n---\n%%c%%"
    assert with_known_markup(SourceText("a.md", text), text.index("%%c"))[0].text == text.removesuffix("%%c%%")


def test_values_of_front_matter() -> None:
    """A variable of the page has its value; lists, longer values and filtered ones are no values of a line."""
    matter = "---\nversion: '1.2'\nowner: Ann Lee  # since May\ntags: [a]\nlong: |\n  x\n---\n"
    text = "# {{ page.version }} of {{page.owner}}\n\n{{ page.tags }} {{ page.long }} {{ page.owner | upcase }}"
    found, told = with_known_markup(SourceText("a.md", matter + text), len(matter))
    assert found.text[len(matter) :] == text.replace("{{ page.version }}", "1.2").replace("{{page.owner}}", "Ann Lee")
    assert [item.message for item in told] == [
        f"the variable `page.{name}` is of another generator" for name in ("tags", "long", "owner")
    ]


def test_a_text_without_such_markup_is_the_same() -> None:
    """Nothing is copied."""
    source = SourceText("a.md", "## A?\n\nb\n")
    assert with_known_markup(source, 0)[0] is source
