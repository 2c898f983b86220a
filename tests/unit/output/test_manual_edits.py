"""The report on a page that was edited by hand."""

from __future__ import annotations

from zhiku.model import Lines
from zhiku.output.manual_edits import PageSource, difference, locate_edit
from zhiku.source.text import SourceText


def test_forty_lines_of_a_difference_are_shown() -> None:
    """A diff has three lines of header and two lines for each edited line."""
    for edited, cut in ((18, False), (19, True)):
        before = [f"line {number}" for number in range(edited)]
        shown = difference("page", "\n".join(before), "\n".join(f"{line}!" for line in before)).split("\n")
        assert (shown[-1] == "… and 1 lines more") is cut
        assert len(shown) == (41 if cut else 39)


def test_an_edit_is_located_where_the_source_is_alike() -> None:
    """A line is found if half of its letters agree; else the lines of the whole question are named."""
    source = PageSource(SourceText("a.md", "abcdefghijkl\nzzzz\n"), Lines(1, 2))
    assert locate_edit(source, "abcdefXXXXXX\n", "new\n") == "a.md:1"
    assert locate_edit(source, "abcdXXXXXXXX\n", "new\n") == "a.md:1-2"
