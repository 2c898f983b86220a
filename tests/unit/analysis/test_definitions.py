"""What the text says of a concept: which passages are taken, and how."""

from __future__ import annotations

from zhiku.analysis.concepts.definitions import Definition, definitions
from zhiku.analysis.concepts.find import find_concepts
from zhiku.model import ConceptOverlay

from tests.support.read import base, classify_all, questions


def defined(name: str, *texts: str) -> tuple[Definition, ...]:
    """The definitions of one concept of ``title|answer`` texts."""
    found, _ = questions(base(texts))
    concepts = find_concepts(classify_all(found), ConceptOverlay())
    (concept,) = (concept for concept in concepts if concept.name == name)
    return definitions(concept, {question.id: question for question in found})


def test_the_item_that_a_name_heads_defines_it() -> None:
    """The whole list item is taken, with its nested list and its formulas; a mention elsewhere is not."""
    (definition,) = defined(
        "茶叶", "甲？|1. **茶叶（Tea）**：\n   - 热 \\(t_1\\)。\n2. **水（Water）**：泡茶叶用。\n\n茶叶很好。"
    )
    assert definition.questions == ("1",)
    assert "<strong>茶叶（Tea）</strong>" in definition.html
    assert "t_1" in definition.html
    assert "Water" not in definition.html
    assert "很好" not in definition.html


def test_the_innermost_item_is_taken() -> None:
    """An item within an item is defined by itself alone."""
    (definition,) = defined("茶叶", "甲？|1. 外面的话\n   - **茶叶（Tea）**：干的叶子。\n   - 旁边的话")
    assert definition.html == "<strong>茶叶（Tea）</strong>：干的叶子。"


def test_the_same_words_are_given_once() -> None:
    """A definition that recurs names both its questions; another one stands beside it."""
    one, other = "1. **茶叶（Tea）**：干的叶子。", "1. **茶叶（Tea）**：可以泡的东西。"
    found = defined("茶叶", f"甲？|{one}", f"乙？|{one}", f"丙？|{other}")
    assert [definition.questions for definition in found] == [("1", "2"), ("3",)]


def test_what_a_question_asks_for_is_defined_by_its_first_paragraph() -> None:
    """``什么是 X`` takes the paragraph of the answer that names it."""
    (definition,) = defined("茶叶", "什么是茶叶？|茶叶是干的叶子。\n\n水是另一回事。")
    assert definition.html == "茶叶是干的叶子。"


def test_links_and_anchors_of_the_question_stay_there() -> None:
    """A definition stands on another page: links within the question and ids of headings are taken out, their words are not."""
    (definition,) = defined("茶叶", "甲？|1. **茶叶（Tea）**：见[第二题](#2)。", "乙？|x")
    assert "第二题" in definition.html
    assert "<a" not in definition.html


def test_a_chapter_is_no_definition() -> None:
    """An item of thousands of characters is left to its question."""
    assert defined("茶叶", f"甲？|1. **茶叶（Tea）**：{'很长的话。' * 700}") == ()
