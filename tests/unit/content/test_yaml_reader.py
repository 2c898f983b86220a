"""The layer over YAML: values with places (golden cases test the messages)."""

from __future__ import annotations

import pytest
from zhiku.content.yaml_reader import YamlFile
from zhiku.source.text import SourceText

from tests.support.read import codes


def file(text: str) -> YamlFile:
    """A file being read."""
    return YamlFile(SourceText("a.yml", text))


@pytest.mark.parametrize(
    ("text", "value"), [("6", "6"), ("no", "no"), ("1.50", "1.50"), ("' a '", "a"), ("汉", "汉"), ("~", "none"), ("", "none")]
)
def test_texts_are_as_written(text: str, value: str) -> None:
    """Numbers and booleans are read as the text that was written; null and missing values give the default."""
    read = file(text)
    assert read.text(read.root(), "none") == value
    assert read.problems == []


@pytest.mark.parametrize("text", ["[a]", "{a: b}", "2024-01-01", "!!binary YQ=="])
def test_what_is_no_text(text: str) -> None:
    """Lists, mappings and values of other types are reported (KB303), and the default is used."""
    read = file(text)
    assert read.text(read.root(), "none") == "none"
    assert codes(tuple(read.problems)) == ["KB303"]


def test_the_first_of_two_keys_counts() -> None:
    """A duplicate key is reported at its second occurrence; the first value is used."""
    read = file("a: 1\nb: 2\na: 3\n")
    entries = read.mapping(read.root(), ("a", "b"))
    assert read.text(entries["a"]) == "1"
    assert [(problem.code, problem.line, problem.column) for problem in read.problems] == [("KB304", 3, 1)]


@pytest.mark.parametrize(
    "text", ["a: [1", "a: 'x", "\ta: 1", "a: b: c", "&a *a", "a: *nowhere", "%TAG", "a: \x07", "--- 1\n--- 2\n"]
)
def test_no_yaml(text: str) -> None:
    """Anything but a single YAML document is KB301, with a place in the file, and has no value."""
    read = file(text)
    assert read.root() is None
    (problem,) = read.problems
    assert problem.code == "KB301"
    assert 1 <= problem.line <= read.source.line_count


def test_byte_order_mark_and_crlf() -> None:
    """Files from Windows give the same values with the same lines."""
    read = file("\ufeffa: 1\r\nb: 2\r\nb: 3\r\n")
    assert set(read.mapping(read.root())) == {"a", "b"}
    assert [problem.line for problem in read.problems] == [3]


def test_choice() -> None:
    """An invalid value is reported with the expected ones; the default is used."""
    read = file("x")
    assert read.choice(read.root(), int, 7, "a number") == 7
    (problem,) = read.problems
    assert (problem.code, problem.hint) == ("KB303", "expected a number")
