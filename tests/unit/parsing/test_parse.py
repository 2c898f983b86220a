"""Parsing a text: what is a question, what a section, and what belongs to neither."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.model import Prose, SectionKind

from tests.support.read import FORMAT, codes, parsed

A = "\n\n**答案：** a\n"


def test_number_title_and_lines() -> None:
    """A heading of the level gives number, title and id; its lines end at its last words, before blank lines."""
    text, problems = parsed(f"\n### 6. 茶？{A}\n\n\n### 7. 水？{A}")
    assert [(found.id, found.number, found.title) for found in text.questions] == [("6", 6, "茶？"), ("7", 7, "水？")]
    assert [(found.lines.first, found.lines.last) for found in text.questions] == [(2, 4), (8, 10)]
    assert problems == ()


def test_a_letter_with_a_full_stop_answers_a_numbered_heading() -> None:
    """``A.`` below ``Q1.`` is the label of an answer, as it is below ``Q.``; below another letter it is text."""
    text, _ = parsed("### Q1. 茶？\nA. 干。\n\n### B2. 水？\nA. 清。\n", QuestionFormat((Opener(OpenerKind.HEADING, (3,)),)))
    assert [(section.title, section.body[0].text.strip()) for found in text.questions for section in found.sections] == [
        ("A", "干。"),
        ("", "A. 清。"),
    ]


@pytest.mark.parametrize(
    ("heading", "number", "title", "identity"),
    [
        ("### 6. T", 6, "T", "6"),
        ("### 6、T", 6, "T", "6"),
        ("### 6．T", 6, "T", "6"),
        ("### 6）T", 6, "T", "6"),
        ("### 6：T ###", 6, "T", "6"),
        ("   ### 06. T", 6, "T", "6"),
        ("### 6. T {#tea}", 6, "T", "tea"),
        ("### T {#tea-2_x}", None, "T", "tea-2_x"),
        ("### T { #tea data-search-exclude .wide }", None, "T", "tea"),
        ("### 3D 打印 {#x}", None, "3D 打印", "x"),
        ("6. T\n---", None, "", ""),
    ],
)
def test_headings(heading: str, number: int | None, title: str, identity: str) -> None:
    """Numbers in all usual forms; an id in braces takes precedence over the number."""
    text, _ = parsed(f"{heading}{A}")
    found = [(question.number, question.title, question.id) for question in text.questions]
    assert found == ([(number, title, identity)] if identity else [])


@pytest.mark.parametrize(
    "text", ["```\n### 1. T\n```", "    ### 1. T", "> ### 1. T", "- ### 1. T", "<!--\n### 1. T\n-->", "###1. T", "#### 1. T"]
)
def test_what_is_no_question(text: str) -> None:
    """Headings in code, quotes, lists and comments, without a space, or of a lower level."""
    found, _ = parsed(text)
    assert found.questions == ()


@pytest.mark.parametrize(
    "label",
    [
        "**答案：**",
        "**答案:**",
        "**答案**：",
        "**答案**",
        "__答案：__",
        "** 答案 ：** ",
        "#### 答案",
        "#### 答案：",
        "##### **答案** ####",
        "**Answer:**",
        "**ANSWER:**",
    ],
)
def test_labels(label: str) -> None:
    """Bold words at the start of a paragraph, or a heading, with any colon, in any case, open a section."""
    text, problems = parsed(f"### 1. T\n\n{label}\n\nwords\n")
    (question,) = text.questions
    assert [section.kind for section in question.sections] == [SectionKind.ANSWER]
    assert problems == ()


def test_what_is_no_label() -> None:
    """A label within a line, in a list or in code is text of the current section."""
    text, _ = parsed("### 1. T\n\n**答案：** a **解析：** b\n\n- **解析：** c\n\n```\n**解析：** d\n```\n")
    assert [section.kind for section in text.questions[0].sections] == [SectionKind.ANSWER]


def test_text_before_the_first_label_is_the_prompt() -> None:
    """Text between heading and first label is the prompt; without any label it is the answer."""
    with_label, _ = parsed(f"### 1. T\n\nwhat?{A}")
    without, problems = parsed("### 1. T\n\nbecause\n")
    assert [section.kind for section in with_label.questions[0].sections] == [SectionKind.PROMPT, SectionKind.ANSWER]
    assert [section.kind for section in without.questions[0].sections] == [SectionKind.ANSWER]
    assert problems == ()


def test_what_an_untitled_question_asks_is_not_its_answer() -> None:
    """Where others label their answers, the text of a question without title and label is its prompt, else its answer."""
    for heading, kind in (("### Question 1", SectionKind.PROMPT), ("### 1. T", SectionKind.ANSWER)):
        text, _ = parsed(f"{heading}\n\nFind x.\n\n**(a)** For y.\n\n### 2. T\n\nP{A}")
        assert [section.kind for section in text.questions[0].sections] == [kind]


def test_higher_headings_end_a_question() -> None:
    """A heading above the level ends a question and opens a part with the following questions."""
    text, problems = parsed(f"# Top\n\n### 1. T{A}\n## Part\n\nwords\n\n### 2. U{A}")
    assert [isinstance(record, Prose) for record in text.records] == [True, False, True, False]
    assert [question.part for question in text.questions] == [0, 1]
    assert codes(problems) == []


def test_other_levels_and_unnumbered_questions() -> None:
    """Level and numbering follow the settings; a question without a number has no id yet."""
    text, problems = parsed(
        f"## T{A}### 1. part of it\n\n## U {{#u}}{A}", QuestionFormat((Opener(OpenerKind.HEADING, (2,)),), parts=1)
    )
    assert [question.id for question in text.questions] == ["", "u"]
    assert problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(end: str, mark: str) -> None:
    """Line ends and a byte order mark do not affect what is found, nor its lines."""
    text, problems = parsed(mark + f"### 1. T{A}\n### 2. U{A}".replace("\n", end))
    assert [(found.number, found.lines.first, found.lines.last) for found in text.questions] == [(1, 1, 3), (2, 5, 7)]
    assert problems == ()


def test_no_answer_in_any_form() -> None:
    """KB112: no answer, an empty one, or no label; one of several sections with words is enough."""
    _, problems = parsed(
        "### 1. T\n\n### 2. T\n\n**答案：**\n\n### 3. T\n\n**答案：**\n\n**答案：** x\n\n### 4. T\n\n**面试题：** x\n"
    )
    assert [(problem.code, problem.line) for problem in problems] == [("KB112", 1), ("KB112", 3), ("KB112", 13)]


def test_kind_of_folds_case() -> None:
    """Labels are compared case-insensitively; unknown words open nothing."""
    assert FORMAT.kind_of("answer") is SectionKind.ANSWER
    assert FORMAT.kind_of("总结") is None
