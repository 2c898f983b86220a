"""What tells questions with the same title apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.same_titles import beginnings
from zhiku.model.ids import QuestionId

from tests.support.bases import small_pages
from tests.support.read import question

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["One.", "Two."], ["One.", "Two."]),
        (["Look:\n\n```\n\nlet a;\nend\n```", "Look:\n\n```\nlet b;\nend\n```"], ["let a; end", "let b; end"]),
        (["Same.", "Same.\n\nMore."], ["", "More."]),
        (["Same.", "Same."], ["", ""]),
        (["a" * 60, "b" * 61], ["a" * 60, "b" * 59 + "…"]),
    ],
)
def test_the_first_passage_that_differs(answers: list[str], expected: list[str]) -> None:
    """It is cut to what a list shows; where nothing differs, there is none."""
    questions = [replace(question(answer), id=QuestionId(str(number))) for number, answer in enumerate(answers)]
    found = beginnings([*questions, replace(question("Other.", "Another title"), id=QuestionId("other"))])
    assert [found.get(one.id, "") for one in questions] == expected
    assert QuestionId("other") not in found


def test_lists_relations_and_neighbours_show_it(tmp_path: Path) -> None:
    """Every link to a question whose title others have too, and no link to any other."""
    texts = ("茶叶要密封。", "茶叶要避光。")
    text = "".join(f"### {number}. 茶叶怎样保存？\n\n**答案：** {answer}\n\n" for number, answer in enumerate(texts, 1))
    pages = small_pages(tmp_path, tea_md=text + "### 3. 怎样洗杯子？\n\n**答案：** 用水冲。\n")
    for path in ("index.md", "questions/index.md", "domains/tea.md"):
        assert [f'<small class="kb-beginning">{answer}</small>' in pages[path] for answer in texts] == [True, True], path
    assert pages["questions/index.md"].count("kb-beginning") == 2
    assert '2. 茶叶怎样保存？<small class="kb-beginning">茶叶要避光。</small>' in pages["questions/1.md"]
