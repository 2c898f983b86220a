"""The weights of format detection, each tested by comparing the scores of two small texts."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat
from zhiku.parsing.blocks import read_blocks
from zhiku.parsing.detect import detect
from zhiku.parsing.detect.candidates import candidates
from zhiku.parsing.detect.scoring import score
from zhiku.source.text import SourceText

HEADINGS = QuestionFormat(openers=(Opener(OpenerKind.HEADING, (2,)),), parts=0)
NUMBERED = QuestionFormat(openers=(Opener(OpenerKind.HEADING, (2,), numbered=True),), parts=0)
CALLOUTS = QuestionFormat(openers=(Opener(OpenerKind.CALLOUT),), parts=0)
LINES = QuestionFormat(openers=(Opener(OpenerKind.LINE),), parts=0)
SENTENCES = QuestionFormat(openers=(Opener(OpenerKind.SENTENCE),), parts=0)
TWO = "## Tea\n\nx\n\n## Milk\n\ny"
BASE = 0.15


def value(text: str, form: QuestionFormat = HEADINGS) -> float:
    """The score of a text that consists of questions only."""
    source = SourceText("a.md", text)
    return score(form, [(source, read_blocks(source, form))]).score


@pytest.mark.parametrize(
    ("text", "form", "ratio"),
    [
        ("## Tea?\n\nx\n\n## Milk?\n\ny", HEADINGS, (BASE + 0.35) / BASE),
        ("## Tea\n\n**Answer:** x\n\n## Milk\n\n**Answer:** y", HEADINGS, (BASE + 0.5) / BASE),
        ("## 1. Tea\n\nx\n\n## 2. Milk\n\ny", NUMBERED, 1.2 * (BASE + 0.35) / BASE),
        ("> [!question] Tea\n> x\n\n> [!question] Milk\n> y", CALLOUTS, 2.0 * (BASE + 0.5) / BASE),
        ("Q: Tea\n\nx\n\nQ: Milk\n\ny", LINES, 0.7),
        ("Tea?\n\nx\n\nMilk?\n\ny", SENTENCES, 0.4 * (BASE + 0.35) / BASE),
        ("## Question\n\nx\n\n## Question\n\ny", HEADINGS, 0.7),
        ("## Tea\n\n## Milk", HEADINGS, 0.1**2),
        ("## Tea\n\n**Why?**\n\n## Milk\n\ny", HEADINGS, 1 / (1 + 2.0 / 2)),
        ("## A\n\nx\n\n## B\n\nx\n\n## C\n\nx\n\n## D\n\nx", HEADINGS, 2**0.75),
    ],
    ids=[
        "asking",
        "labelled",
        "numbered and regular",
        "explicit",
        "lines",
        "sentences",
        "labels as titles",
        "unanswered",
        "swallowed",
        "count",
    ],
)
def test_what_a_form_is_worth(text: str, form: QuestionFormat, ratio: float) -> None:
    """Compared with two unnumbered level-2 headings that do not ask, with a line below each."""
    # The empty line between two callouts belongs to neither.
    assert value(text, form) / value(TWO) == pytest.approx(ratio, rel=0.03)


def test_numbers_may_be_missing() -> None:
    """Gaps of three are still a sequence; gaps of four are not."""
    runs = [value(f"## 1. Tea\n\nx\n\n## {number}. Milk\n\ny", NUMBERED) for number in (2, 4, 5)]
    assert runs[0] == pytest.approx(runs[1])
    assert runs[2] / runs[1] == pytest.approx((BASE + 0.35 / 2) / (BASE + 0.35))


def test_lists_of_questions_below_topics_are_questions_themselves() -> None:
    """If fewer than half of the titles ask, list items that ask are preferred."""
    listed = "\n\n- Why?\n- When?"
    half = value(f"## Tea?{listed}\n\n## Milk\n\ny") / value("## Tea?\n\nx\n\n## Milk\n\ny")
    third = value(f"## Tea?{listed}\n\n## Milk\n\ny\n\n## Rum\n\nz") / value("## Tea?\n\nx\n\n## Milk\n\ny\n\n## Rum\n\nz")
    assert half == pytest.approx(1)
    assert third == pytest.approx(1 / (1 + 2.0 * 2 / 3))


def openers(bold: str, *, labelled: int = 4, inside: int = 0, head: str = "Head") -> list[OpenerKind]:
    """The openers found for eight numbered headings, some with a bold question below, and a part with bold lines."""
    heads = (
        f"### {number}. {head} {number}\n\n{'**Answer:** ' if number <= labelled else ''}text {number}\n\n"
        f"{f'**Where is {number}?**' if number <= inside else 'more'}\n\n"
        for number in range(1, 9)
    )
    source = SourceText("a.md", f"# Part A\n\n{''.join(heads)}# Part B\n\n{bold}")
    return [opener.kind for opener in detect([source]).form.openers]


def asked(count: int) -> str:
    """Bold questions with answers."""
    return "".join(f"**What is {number}?**\n\nyes {number}\n\n" for number in range(1, count + 1))


def test_another_opener_adds_at_least_three_questions() -> None:
    """Two bold lines that ask may occur in any text."""
    assert OpenerKind.BOLD not in openers(asked(2))
    assert OpenerKind.BOLD in openers(asked(3))


def test_another_opener_adds_two_questions_among_others() -> None:
    """Two additional questions suffice where most titles ask and all that are added ask; one does not."""
    assert OpenerKind.BOLD in openers(asked(2), head="What is in")
    assert OpenerKind.BOLD not in openers(asked(1), head="What is in")


def test_another_opener_is_outside_questions_already_found() -> None:
    """At most three in ten of its questions may be inside questions already found."""
    assert OpenerKind.BOLD in openers(asked(5), inside=1)
    assert OpenerKind.BOLD not in openers(asked(5), inside=3)


def test_where_answers_have_labels_only_questions_open() -> None:
    """Numbered bold lines count as questions unless nearly all headings have labelled answers."""
    steps = "".join(f"**{number}. Thing {number}**\n\nyes {number}\n\n" for number in range(1, 5))
    assert OpenerKind.BOLD in openers(steps, labelled=6)
    assert OpenerKind.BOLD not in openers(steps, labelled=7)
    assert OpenerKind.BOLD not in openers(steps, labelled=8)


def test_questions_within_running_text_open_nothing() -> None:
    """Paragraphs that ask count only if there is nothing else, and at least two of them or an FAQ."""
    asked_in_passing = "".join(f"## Thing {number}\n\nWhy {number}?\n\nSo.\n\n" for number in range(1, 5))
    assert detect([SourceText("a.md", asked_in_passing)]).form.openers[0].kind is OpenerKind.HEADING
    assert detect([SourceText("a.md", "# Notes\n\nWhy?\n\nSo.\n")]).questions == 0
    assert detect([SourceText("a.md", "# FAQ\n\nWhy?\n\nSo.\n")]).questions == 1


def test_bad_alternatives_are_not_listed() -> None:
    """Headings inside answers are an alternative, unless labels reduce its score to a tenth."""

    def readings(label: str) -> int:
        text = "".join(f"## Why {number}?\n\n{label}Because.\n\n### Part {number}\n\nmore\n\n" for number in range(1, 6))
        return len(detect([SourceText("a.md", text)]).alternatives)

    assert readings("") == 1  # 0.14 of the best score
    assert readings("**Answer:** ") == 0  # 0.05


def test_numbered_headings_are_tried() -> None:
    """If more than three in ten headings of a level have a number."""
    for numbered, tried in ((3, False), (4, True)):
        text = "".join(f"## {f'{number}. ' if number <= numbered else ''}Tea\n\nx\n\n" for number in range(1, 11))
        source = SourceText("a.md", text)
        forms = candidates([(source, read_blocks(source, None))], QuestionFormat())
        assert any(form.openers[0].numbered and form.openers[0].kind is OpenerKind.HEADING for form in forms) is tried
