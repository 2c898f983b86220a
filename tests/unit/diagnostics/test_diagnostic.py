"""How problems are shown: in the terminal, as JSON, on GitHub."""

from __future__ import annotations

import json

import pytest
from zhiku.diagnostics.diagnostic import ContentError, Diagnostic, Severity, at_line, at_offset, has_errors, in_file
from zhiku.diagnostics.report import Format, in_order, show
from zhiku.source.text import SourceText

SOURCE = SourceText("a.md", "first\n汉字 and more\n")


def test_a_problem_in_text() -> None:
    """Place, severity, code and message; the line; a marker below, two columns wide for a Chinese character; the hint."""
    problem = at_offset(SOURCE, 7, "CODE", "bad", hint="mend it", length=1)
    assert show([problem], Format.TEXT) == ("a.md:2:2: error[CODE] bad\n    2 | 汉字 and more\n      |   ^^\n      = mend it")


def test_a_problem_of_a_file() -> None:
    """Without a place there is neither position nor excerpt."""
    assert show([in_file("a", "CODE", "bad", severity=Severity.WARNING)], Format.TEXT) == "a: warning[CODE] bad"


@pytest.mark.parametrize("column", [1, 40, 150, 260, 300])
def test_long_lines_are_cut_around_the_place(column: int) -> None:
    """The excerpt has about 100 characters, and the marker is below the right character."""
    line = "".join(chr(0x21 + index % 90) for index in range(300))
    shown = show([at_line(SourceText("a.md", line), 1, "CODE", "bad", column=column)], Format.TEXT).split("\n")
    excerpt, marks = shown[1], shown[2]
    assert len(excerpt) <= 8 + 102
    assert excerpt[marks.index("^")] == line[column - 1]


def test_tabs_take_one_column() -> None:
    """A tab is shown as one space, so that markers are aligned."""
    shown = show([at_line(SourceText("a.md", "\t\tx"), 1, "CODE", "bad", column=3)], Format.TEXT).split("\n")
    assert shown[1:] == ["    1 |   x", "      |   ^"]


def test_json() -> None:
    """JSON contains every field, with Chinese unescaped; without problems it is an empty list."""
    (item,) = json.loads(show([at_line(SOURCE, 2, "CODE", "坏", hint="h")], Format.JSON))
    assert item == {
        "path": "a.md", "line": 2, "column": 1, "code": "CODE", "severity": "error", "message": "坏", "hint": "h",
        "excerpt": "汉字 and more", "length": 1,
    }  # fmt: skip
    assert show([], Format.JSON) == "[]"


def test_github() -> None:
    """Characters that would end a property or a line are escaped."""
    problem = Diagnostic("a,b:%.md", 2, 3, "CODE", Severity.WARNING, "50%\nbad", "mend")
    assert show([problem], Format.GITHUB) == "::warning file=a%2Cb%3A%25.md,line=2,col=3,title=CODE::50%25%0Abad%0Amend"
    assert show([in_file("a", "CODE", "x")], Format.GITHUB) == "::error file=a,title=CODE::x"


def test_order_and_doubles() -> None:
    """Problems are sorted by file and place, without duplicates."""
    one, two, three = at_line(SOURCE, 2, "CODE", "b"), at_line(SOURCE, 1, "CODE", "c"), in_file("a.md", "CODE", "a")
    assert in_order([one, two, one, three]) == (three, two, one)


def test_only_errors_stop() -> None:
    """Warnings do not stop a build; a ``ContentError`` contains and lists all errors."""
    warning, error = in_file("a", "CODE", "w", severity=Severity.WARNING), in_file("a", "CODE", "e")
    assert not has_errors([warning])
    assert has_errors([warning, error])
    assert str(ContentError([warning, error])) == "w; e"


def test_marks_stay_within_the_line() -> None:
    """A problem longer than its line is marked up to the end of the line."""
    assert at_line(SOURCE, 1, "CODE", "bad", length=99).length == len("first")


def _alike(count: int, code: str = "KB204") -> list[Diagnostic]:
    source = SourceText("a.md", "x\n" * 30)
    return [at_line(source, line, code, f"alike {line}", severity=Severity.WARNING) for line in range(1, count + 1)]


def test_of_more_than_five_warnings_with_the_same_code_three_are_shown() -> None:
    """Five are shown in full; of six, three are, and the places of the others are listed below all problems."""
    assert show(_alike(5), Format.TEXT).count("KB204") == 5
    shown = show([*_alike(6), *_alike(1, "KB501")], Format.TEXT)
    assert shown.count("warning[KB204]") == 3
    assert shown.count("warning[KB501]") == 1
    assert shown.endswith("\n3 more warnings [KB204] in 1 file: a.md:4, a.md:5, a.md:6; `--all` shows them")


def test_ten_places_of_warnings_that_are_not_shown_are_listed() -> None:
    """Further places are only counted."""
    shown = show(_alike(14), Format.TEXT).splitlines()[-1]
    assert shown.startswith("11 more warnings [KB204] in 1 file: a.md:4, ")
    assert shown.endswith("a.md:13 …; `--all` shows them")


def test_every_warning_is_shown_on_request() -> None:
    """Programs always get all of them, and errors are never summarized."""
    assert show(_alike(14), Format.TEXT, every=True).count("KB204") == 14
    assert show(_alike(14), Format.JSON).count("KB204") == 14
    errors = [at_line(SourceText("a.md", "x\n" * 30), line, "KB204", "e") for line in range(1, 15)]
    assert show(errors, Format.TEXT).count("KB204") == 14


def test_lines_of_one_hundred_characters_are_shown_whole() -> None:
    """Only longer lines are cut."""
    line = "x" * 100
    assert line in show([at_line(SourceText("a.md", line), 1, "CODE", "bad")], Format.TEXT)
