"""Ids of questions over several texts."""

from __future__ import annotations

from generator.identity import check_identity
from generator.parse import parse
from generator.source import SourceText
from tests.support.read import FORMAT, codes

A = "\n\n**答案：** a\n\n"


def check(*texts: str) -> list[str]:
    """The messages for texts ``0.md``, ``1.md``, …."""
    sources = [SourceText(f"{number}.md", text) for number, text in enumerate(texts)]
    problems = check_identity([parse(source, FORMAT)[0] for source in sources], sources)
    assert set(codes(problems)) <= {"KB113"}
    return [f"{problem.path}:{problem.line} {problem.message} / {problem.hint.partition(';')[0]}" for problem in problems]


def test_each_id_once() -> None:
    """Different numbers and ids are no problem, in one text or several."""
    assert check(f"### 1. T{A}### 2. U{A}", f"### 3. T{A}### T {{#t}}{A}") == []


def test_each_further_one_is_named_with_the_first() -> None:
    """Of three with one number the second and third are reported, each with the place of the first."""
    assert check(f"### 1. T{A}### 1. U{A}", f"### 1. V{A}") == [
        "0.md:5 a second question with the number 1 / the first stands at 0.md:1",
        "1.md:1 a second question with the number 1 / the first stands at 0.md:1",
    ]


def test_an_id_that_is_anothers_number() -> None:
    """An explicit id may not be the number of another question."""
    assert check(f"### 1. T{A}### U {{#1}}{A}") == ["0.md:5 a second question with the id `1` / the first stands at 0.md:1"]
