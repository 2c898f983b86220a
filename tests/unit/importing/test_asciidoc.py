"""AsciiDoc before pandoc reads it: conditions, attributes in terms, included files."""

from __future__ import annotations

import pytest
from zhiku.importing.asciidoc import includes_in, prepared


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":p: Oar\n\nWhat is {p}?:: A {p}.", ":p: Oar\n\nWhat is Oar?:: A {p}."),
        (":p: Oar\n:q: {p}s\n\nWhat are {q}?::\nWood.", ":p: Oar\n:q: {p}s\n\nWhat are Oars?::\nWood."),
        (":p: Oar\n:!p:\nIs it {p}?:: No.", ":p: Oar\n:!p:\nIs it {p}?:: No."),
        (":p: Oar\n----\n:q: {p}\nx {p}:: y\n----\n{q}:: z", ":p: Oar\n----\n:q: {p}\nx {p}:: y\n----\n{q}:: z"),
        (":p: one \\\n  two\n{p}:: x", ":p: one two\none two:: x"),
        ("\\{p}:: x", "\\{p}:: x"),
        ("ifdef::p[]\nA\nendif::[]\nifndef::p[]\nB\nendif::p[]\nC", "B\nC"),
        (":p:\nifdef::p,q[A]\nifdef::p+q[B]\nifeval::[1 > 2]\nC\nendif::[]", ":p:\nA\nC"),
        ("ifdef::p[]\nifndef::q[]\nA\nendif::[]\nB\nendif::[]\nC", "C"),
        ("[[three,Three]]\nA", "[[three]]\nA"),
        ("A\ninclude::b.adoc[]\nB", "A\nB"),
    ],
)
def test_prepared(text: str, expected: str) -> None:
    """Attributes have their values in terms; conditions hold or not; code is not touched."""
    assert prepared(text) == expected


def test_includes() -> None:
    """The lines that include files."""
    assert includes_in("A\ninclude::b.adoc[leveloffset=1]\nsee include::c[] here\n") == ["include::b.adoc[leveloffset=1]"]
