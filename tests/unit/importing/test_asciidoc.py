"""AsciiDoc before pandoc reads it: conditions, attributes in terms, included files."""

from __future__ import annotations

import pytest
from zhiku.importing.asciidoc import includes_in, prepared, undefined_in


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


def test_attributes_without_a_value() -> None:
    """Those outside code that are shown as they are written, each once; the folder of images is empty unless it is set."""
    text = ":known: yes\n{known} {owner} {owner} `{code}` +{literal}+ {gone}\n----\n{block}\n----\n"
    markdown = "yes {owner} {owner} `{code}` {literal} {block}"
    assert undefined_in(text, markdown) == ["{owner}"]
    assert prepared("image::{imagesdir}/a.png[]") == "image::a.png[]"
    assert prepared(":imagesdir: img\nimage::{imagesdir}/a.png[]").endswith("{imagesdir}/a.png[]")
