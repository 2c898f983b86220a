"""Accepted warnings: identified by code, file and the text of their line."""

from __future__ import annotations

from dataclasses import replace

from zhiku.content.accepted import Signature, counted, read_accepted, without, write_accepted
from zhiku.diagnostics.diagnostic import Severity, at_line
from zhiku.source.text import SourceText

TEXT = SourceText("content/tea.md", "# Tea\n\nIt keeps \\(Acc\\).\n\nIt keeps \\(Acc\\).\n")
FIRST, SECOND = (
    at_line(TEXT, line, "KB204", "`Acc` is typeset as a product of single letters", severity=Severity.WARNING) for line in (3, 5)
)


def test_a_warning_is_known_when_its_line_moves() -> None:
    """Line number and message do not matter, the text of the line does."""
    moved = replace(FIRST, line=90, column=4, message="a product of letters: `Acc`", hint="another")
    assert without([moved], counted([FIRST], "content"), "content") == ((), (moved,))
    edited = replace(FIRST, excerpt="It keeps \\(Acc\\) well.")
    assert without([edited], counted([FIRST], "content"), "content") == ((edited,), ())
    assert without([replace(FIRST, code="KB206")], counted([FIRST], "content"), "content")[1] == ()


def test_files_of_earlier_versions_are_read() -> None:
    """They also contain messages; warnings of one line are counted together."""
    entry = "  - {{code: KB204, file: tea.md, message: '{0}', line: x, times: 2}}\n"
    accepted, problems = read_accepted(SourceText("content/accepted.yml", f"warnings:\n{entry.format('a')}{entry.format('b')}"))
    assert problems == ()
    assert accepted == {Signature("tea.md", "KB204", "x"): 4}


def test_equal_warnings_are_counted() -> None:
    """As many as were accepted are known; a further equal one is new."""
    third = replace(FIRST, line=9)
    assert without([FIRST, SECOND, third], counted([FIRST, SECOND], "content"), "content") == ((third,), (FIRST, SECOND))


def test_errors_are_never_accepted() -> None:
    """An error is shown even if an equal warning was accepted."""
    error = replace(FIRST, severity=Severity.ERROR)
    assert without([error], counted([FIRST], "content"), "content") == ((error,), ())
    assert not counted([error], "content")


def test_the_file_is_read_as_it_was_written() -> None:
    """Quotes, colons, backslashes and any script survive; entries are in order."""
    odd = replace(FIRST, path="content/茶.md", excerpt="- 'x': [y] \\ # 是: `\"b\"`")
    whole = replace(FIRST, line=0, excerpt="")
    accepted = counted([FIRST, SECOND, odd, whole], "content")
    written = write_accepted(accepted)
    assert read_accepted(SourceText("content/accepted.yml", written)) == (accepted, ())
    assert "times: 2" in written


def test_mistakes_in_the_file_are_reported() -> None:
    """An unknown key and an invalid count are reported."""
    text = "warnings:\n  - code: KB204\n    lines: x\n  - {code: KB204, times: many}\n"
    _, problems = read_accepted(SourceText("content/accepted.yml", text))
    assert [(problem.line, problem.code) for problem in problems] == [(3, "KB302"), (4, "KB303")]
