"""What pandoc's Markdown lacks, and what its log says."""

from __future__ import annotations

import pytest
from zhiku.importing.documents import Lost, directives_in, is_docbook, missing_files, placed, with_images_beside

PLACEHOLDER = '<span class="image placeholder" {0}original-image-src="img/a b.png" {0}original-image-title=""{1}>{2}</span>'


@pytest.mark.parametrize(
    ("prefix", "size", "words", "image"),
    [
        ("", "", "A \\*map\\*", "![A \\*map\\*](img/a%20b.png)"),
        ("", "", "", "![](img/a%20b.png)"),
        ("", ' width="30"', "A \\*map\\* &amp; b", '<img src="img/a b.png" alt="A *map* &amp; b" width="30">'),
        ("data-", "", "A *map*", '<img src="img/a b.png" alt="A *map*">'),
    ],
)
def test_images_beside_a_document(prefix: str, size: str, words: str, image: str) -> None:
    """Images that pandoc cannot find are those of the author: Markdown, or HTML in HTML and where they have a size."""
    assert (
        with_images_beside(f"See {PLACEHOLDER.format(prefix, size, words)}, <span>this</span>.")
        == f"See {image}, <span>this</span>."
    )


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<chapter xmlns="http://docbook.org/ns/docbook"><title>Knots</title></chapter>', True),
        ('<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "docbookx.dtd"><book/>', True),
        ("<x><qandaset><qandaentry/></qandaset></x>", True),
        ("<faq><question>What is docbook?</question><answer>http://docbook.org/ns/docbook</answer></faq>", False),
    ],
)
def test_docbook_in_xml(xml: str, expected: bool) -> None:  # noqa: FBT001 - as parametrized
    """By its namespace, its document type or its elements, not by words about it."""
    assert is_docbook(xml) == expected


def test_log() -> None:
    """Unknown directives and missing files; LaTeX's packages are none of the text."""
    log: list[dict[str, object]] = [
        {"type": "SkippedContent", "contents": ".. versionadded", "line": 3},
        {"type": "SkippedContent", "contents": "\\foo", "line": 4},
        {"type": "CouldNotLoadIncludeFile", "path": "part.rst"},
        {"type": "CouldNotLoadIncludeFile", "path": "amsmath.sty"},
        {"type": "CouldNotFetchResource", "path": "a.png"},
    ]
    assert directives_in(log) == {"versionadded"}
    assert missing_files(log) == ("part.rst",)


def test_places() -> None:
    """Each thing that is left out has the line where it stands, directives with their arguments; others have none."""
    text = "A\n.. foo:: a b\n\n{{N}}\n.. foo:: c\n"
    assert placed([".. foo::", "{{N}}", ".. foo::", "x"], text) == (
        Lost(".. foo:: a b", 2),
        Lost("{{N}}", 4),
        Lost(".. foo:: c", 5),
        Lost("x", 0),
    )
