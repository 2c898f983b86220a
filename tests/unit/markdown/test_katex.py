"""Formulas: what KaTeX sets and rejects (``tests/data/formulas.yaml``), and the places of diagnostics."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from zhiku.markdown.katex import Refused, Typeset, Typesetter, check_formulas
from zhiku.model import Formula
from zhiku.source.text import SourceText

from tests.support import ROOT
from tests.support.read import rendered

CASES = yaml.safe_load((ROOT / "tests" / "data" / "formulas.yaml").read_text(encoding="utf-8"))
TYPESETTER = Typesetter()


@pytest.mark.parametrize("case", [case for case in CASES if case.get("set")], ids=lambda case: case["name"])
def test_set(case: dict[str, Any]) -> None:
    """The formula becomes HTML, and MathML annotated with its TeX; nothing is red."""
    result = TYPESETTER.typeset(case["tex"], display=case.get("display", False))
    assert isinstance(result, Typeset), result
    tree = BeautifulSoup(result.html, "html.parser")
    assert len(tree.select(".katex > .katex-html[aria-hidden=true]")) == 1
    assert [tag.get_text() for tag in tree.select("math annotation")] == [case["tex"]]
    assert bool(tree.select(".katex-display")) == case.get("display", False)
    assert "katex-error" not in result.html
    assert "#cc0000" not in result.html
    assert re.search(case.get("holds", ""), result.html)


@pytest.mark.parametrize("case", [case for case in CASES if not case.get("set")], ids=lambda case: case["name"])
def test_refused(case: dict[str, Any]) -> None:
    """The formula is rejected with KaTeX's reason and the offset of the error, counted in code points."""
    result = TYPESETTER.typeset(case["tex"], display=case.get("display", False))
    assert isinstance(result, Refused)
    assert result.message.startswith(case["refused"])
    assert result.offset == case["at"]


def test_cases_are_whole() -> None:
    """Every case has a unique name and one outcome."""
    assert len({case["name"] for case in CASES}) == len(CASES) >= 40
    assert all(("set" in case) != ("refused" in case) for case in CASES)


def test_a_definition_does_not_leak() -> None:
    r"""A definition in one formula, even with ``\gdef``, does not affect the next."""
    typesetter = Typesetter()
    assert isinstance(typesetter.typeset(r"\gdef\mine{x}\mine", display=False), Typeset)
    assert isinstance(typesetter.typeset(r"\mine", display=False), Refused)


def test_a_formula_too_deep_is_refused_and_the_next_is_set() -> None:
    """A formula that exhausts the interpreter is rejected, and the interpreter still works."""
    typesetter = Typesetter()
    result = typesetter.typeset("{" * 20_000 + "x" + "}" * 20_000, display=False)
    assert isinstance(result, Refused)
    assert isinstance(typesetter.typeset("x", display=False), Typeset)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("\\(\\oops\\)", 3, 3),
        ("😀 \\(a \\oops\\)", 3, 7),
        ("\\(\\text{😀} \\foo\\)", 3, 12),
        ("first\n\\(\\oops\\)", 4, 3),
        ("first\r\n\\(\\oops\\)", 4, 3),
        ("first\r\\(\\oops\\)", 4, 3),
        ("\\[\na\n\\oops\n\\]", 5, 1),
        ("\\[\r\na\r\n\\oops\r\n\\]", 5, 1),
        ("> \\[\n> a\n>   \\oops\n> \\]", 5, 5),
        ("- x\n\n  1. \\(a\n     b \\oops\\) \\oops\\)", 6, 8),
        ("| a | b |\n|---|---|\n| \\(a\\) | \\(b \\oops\\) |", 5, 15),
        ("\\(a\\) \\(a\\) \\(\\oops\\) \\(a\\)", 3, 15),
        ("`\\(\\oops\\)` \\(\\oops\\)", 3, 15),
        ("[\\(a\\) \\(\\oops\\)](#1)", 3, 10),
        ("<p>\\(a \\oops\\)</p>", 3, 8),
    ],
)
def test_a_broken_formula_is_shown_where_it_breaks(text: str, line: int, column: int) -> None:
    """KB201 has KaTeX's place in the file, after emoji and every kind of line end, in every container."""
    source = SourceText("a.md", f"### 1. T\n\n{text}\n")
    (question,), _ = rendered(source)
    problems = check_formulas(question.formulas, source, TYPESETTER)
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("KB201", line, column)]
    assert source.line(line)[column - 1 :].startswith(("\\oops", "\\foo", "😀"))


def test_sound_formulas_have_no_problem() -> None:
    """A valid formula has no problem, in whatever container."""
    source = SourceText("a.md", "\\(a\\)")
    assert check_formulas([Formula("a", display=False, line=1, column=1)], source, TYPESETTER) == ()
