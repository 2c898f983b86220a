"""Why a question has its topics, on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.model import Evidence
from zhiku.pages.questions import _quotations

from tests.support.bases import small_pages

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sentence_is_quoted_once_with_all_its_terms() -> None:
    """For a second topic its terms stand alone; a term that is the sentence itself is not repeated before it."""
    quoted = set[tuple[str, int]]()
    both = (Evidence("tea", "Tea or jade?", 1), Evidence("jade", "Tea or jade?", 1), Evidence("Pot", "Pot", 2))
    first, second = (list(_quotations(1, both, quoted)) for _ in range(2))
    assert [(item["terms"], item["text"]) for item in first] == [(["Tea", "jade"], "Tea or jade?"), ([], "Pot")]
    assert [(item["terms"], item["text"]) for item in second] == [(["Tea", "jade"], ""), (["Pot"], "")]


def test_terms_are_not_said_alone_if_a_sentence_follows() -> None:
    """And they have the capitals of the sentence."""
    quoted = {("Tea or jade?", 1)}
    evidence = (Evidence("jade", "Tea or jade?", 1), Evidence("JADE", "A jade is green.", 2))
    assert [(item["terms"], item["text"]) for item in _quotations(1, evidence, quoted)] == [(["jade"], "A jade is green.")]


def test_the_page_shows_the_terms_before_the_sentence(tmp_path: Path) -> None:
    """The same sentence does not stand there twice."""
    page = small_pages(tmp_path, tea_md="### 1. 茶叶和绿茶怎样保存？\n\n**答案：** 密封。\n")["questions/1.md"]
    why = page[page.index("kb-why") :]
    assert "<strong>茶叶</strong>、<strong>绿茶</strong> “茶叶和绿茶怎样保存？”" in why
    assert why.count("茶叶和绿茶怎样保存？") == 1
