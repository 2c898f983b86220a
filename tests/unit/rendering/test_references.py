"""Links to other sites that stand alone: titles that other people gave, and no words of the text."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.candidates import count_candidates, keys_of
from zhiku.model import PassageRole

from tests.support.read import questions


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("- [Kim's Tea Blog](https://x.org/1)", PassageRole.REFERENCE),
        ("[Tea](https://x.org/1), [More tea](//x.org/2) 。", PassageRole.REFERENCE),
        ("<https://x.org/tea>", PassageRole.REFERENCE),
        ("- [*Tea* and `code`](https://x.org/1)", PassageRole.REFERENCE),
        ("- [Tea](https://x.org/1) is a drink", PassageRole.TEXT),
        ("- See [Tea](https://x.org/1)", PassageRole.TEXT),
        ("- [Tea](other.md)", PassageRole.TEXT),
        ("- **Tea**", PassageRole.LIST_HEAD),
        ("#### [Tea](https://x.org/1)", PassageRole.HEADING),
    ],
)
def test_links_that_stand_alone(line: str, role: PassageRole) -> None:
    """A block that is nothing but links to other sites; a heading is one for the text below it."""
    (question,), _ = questions(f"### 1. T\n\n**Answer:**\n\nKeep it dry.\n\n{line}\n")
    assert question.passages[-1].role is role


@pytest.mark.parametrize(
    ("words", "role"),
    [("Storing dry tea", PassageRole.TEXT), ("Storing dry leaves well", PassageRole.REFERENCE)],
)
def test_links_that_speak_of_what_the_text_does(words: str, role: PassageRole) -> None:
    """A third of their words stands in it."""
    (question,), _ = questions(f"### 1. T\n\n**Answer:**\n\nKeep it dry.\n\n- [{words}](https://x.org/1)\n")
    assert question.passages[-1].role is role


def test_an_answer_of_links_alone_is_text() -> None:
    """It says nothing else."""
    (question,), _ = questions("### 1. T\n\n**Answer:**\n\n- [Tea](https://x.org/1)\n- [Cups](https://x.org/2)\n")
    assert {passage.role for passage in question.passages} == {PassageRole.TEXT}


def test_titles_of_other_sites_are_no_candidates() -> None:
    """Names of blogs are no terms of the text."""
    (question,), _ = questions("### 1. Drinks\n\n**Answer:**\n\nKeep the tea dry.\n\n- [Zorbeck Blog](https://x.org/1)\n")
    keys = keys_of(count_candidates(question))
    assert "tea" in keys
    assert not any("zorbeck" in key for key in keys)
