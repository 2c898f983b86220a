"""Every diagnostic code is tested: by a golden case, or by a unit or site test that names it."""

from __future__ import annotations

import re
from collections import Counter

from tests.support import ROOT

CODE = re.compile(r"KB\d{3}")
TESTS = ROOT / "tests"


def codes_in_source() -> Counter[str]:
    """How often each code occurs in the generator."""
    return Counter(
        code for path in (ROOT / "generator").rglob("*.py") for code in re.findall(r'"(KB\d{3})"', path.read_text("utf-8"))
    )


def codes_tested() -> set[str]:
    """The codes in golden cases and, quoted, in tests other than this file."""
    golden = {code for path in (TESTS / "golden").rglob("expected.txt") for code in CODE.findall(path.read_text("utf-8"))}
    quoted = {code for path in TESTS.rglob("test_*.py") for code in re.findall(r"\"(KB\d{3})\"", path.read_text("utf-8"))}
    return golden | quoted


def test_every_code_has_a_test() -> None:
    """No code is untested."""
    assert set(codes_in_source()) - codes_tested() == set()


def test_no_test_names_an_unknown_code() -> None:
    """Every code in a test or golden case exists in the generator."""
    assert codes_tested() - set(codes_in_source()) == set()
