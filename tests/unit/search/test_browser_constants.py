"""Constants that generator and browser share, because one writes what the other reads, have the same values on both sides."""

from __future__ import annotations

import re

import pytest
from zhiku.model import GENERAL, SectionKind
from zhiku.search.codec import _LOWEST
from zhiku.search.documents import FIELDS
from zhiku.search.meaning import _CODED_WEIGHTS
from zhiku.search.postings import _HEAD, _MAX_OCCURRENCES, _NAME, _SECTION, _TITLE, ONE_OCCURRENCE
from zhiku.vectors.text import ENDING, MAX_UNSPACED_LENGTH, STEM

from tests.support import ROOT

_SECTION_BITS = sorted(_SECTION.values())


@pytest.mark.parametrize(
    ("file", "declaration", "value"),
    [
        ("data/schema.ts", "SECTIONS", [kind.value for kind in SectionKind]),
        ("data/schema.ts", "GENERAL", [str(GENERAL)]),
        ("data/posting.ts", "FIELD_BIT", ["title", _TITLE, "names", _NAME, "heads", _HEAD]),
        ("data/posting.ts", "FIRST_SECTION_BIT", [_SECTION_BITS[0]]),
        ("index/bm25.ts", "BOOSTS", [part for field in FIELDS for part in field]),
        ("index/small.ts", "MAX_FREQUENCY", [_MAX_OCCURRENCES]),
        ("meaning/vectors.ts", "WEIGHTS", [_CODED_WEIGHTS]),
        ("meaning/words.ts", "MAX_UNSPACED_LENGTH", [MAX_UNSPACED_LENGTH]),
        ("meaning/words.ts", "STEM", [STEM]),
        ("meaning/words.ts", "ENDING", [ENDING]),
        ("text/codec.ts", "LOWEST", [_LOWEST]),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_both_sides_agree(file: str, declaration: str, value: list[str | int]) -> None:
    """Names and numbers of a declaration in ``web/``, in order."""
    source = (ROOT / "web" / file).read_text(encoding="utf-8")
    found = re.search(rf"\b{declaration} = (.*?)(?: as const)?[;,]$", source, re.MULTILINE)
    assert found is not None
    assert [int(word) if word.isdigit() else word for word in re.findall(r"\w+", found[1])] == value


def test_bits_of_fields_and_sections_differ() -> None:
    """Each has a bit of its own in the low byte of a posting."""
    bits = [_TITLE, _NAME, _HEAD, *_SECTION_BITS]
    assert sorted(bits) == [1 << place for place in range(len(bits))]
    assert sum(bits) < ONE_OCCURRENCE
