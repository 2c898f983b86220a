"""Marks at the start of titles: which are numbers, as a run of titles shows, and which belong to the words."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import Opener, OpenerKind, QuestionFormat

from tests.support.read import parsed

FORM = QuestionFormat(openers=(Opener(OpenerKind.HEADING, (2,)),), parts=1)


def titles(*heads: str) -> tuple[str, ...]:
    """The titles of questions with these heads."""
    text, _ = parsed("\n\n".join(f"## {head}\n\nwords" for head in heads) + "\n", FORM)
    return tuple(question.title for question in text.questions)


@pytest.mark.parametrize(
    "marks",
    [
        ("D1.", "D2.", "D3."),
        ("q1)", "q2)", "q3)"),
        ("F-1:", "F-2:", "F-3:"),
        ("Frage 1 von 3:", "Frage 2 von 3:", "Frage 3 von 3:"),
        ("1-)", "2-)", "3-)"),
        ("1-", "2-", "3-"),
        ("T1 -", "T2 -", "T3 -"),
        ("I.", "II.", "III.", "IV."),
        ("(i)", "(ii)", "(iii)", "(iv)"),
        ("(a)", "(b)", "(c)"),
        ("A.", "B.", "C.", "A.", "B."),
        ("①", "②", "③"),
        ("⑴", "⑵", "⑶"),
        ("1️⃣", "2️⃣", "3️⃣"),
        ("1", "2", "3"),
        ("#1", "#2", "#3"),
        ("❓", "❓", "❓"),
        ("🔹", "🔹", "🔹"),
        ("❓ 1️⃣", "❓ 2️⃣", "❓ 3️⃣"),
    ],
)
def test_what_a_run_proves_is_no_part_of_the_title(marks: tuple[str, ...]) -> None:
    """Numbers of any kind in order, and a symbol before all titles, are removed."""
    assert titles(*(f"{mark} Heaps" for mark in marks)) == ("Heaps",) * len(marks)


@pytest.mark.parametrize(
    "heads",
    [
        ("D1. Roads", "Rails"),
        ("C. elegans", "D. melanogaster", "M. musculus"),
        ("I. Kant", "G. Hegel", "K. Marx"),
        ("A. Smith", "B. Jones"),
        ("M1 chips", "M2 chips", "M3 chips"),
        ("3 wishes", "7 dwarfs", "101 dogs"),
        ("1 of 3", "Heaps", "2 of 3", "Trees", "Tries", "Graphs", "3 of 3"),
        ("⭐ Heaps", "⭐⭐ Trees", "⭐⭐⭐ Tries"),
        ("Windows 1. Panes", "Linux 2. Kernels", "Mac 3. Apples"),
        ("½ of it", "¼ of it", "¾ of it"),
        ("II. Act", "III. Act", "IV. Act"),
        ("Phase 1: Design", "Phase 2: Build", "Phase 3: Test"),
        ("`push()`", "`pop()`", "`peek()`"),
    ],
)
def test_what_no_run_proves_belongs_to_the_title(heads: tuple[str, ...]) -> None:
    """Names that look like numbers, if they are few, out of order, or do not start at one."""
    assert titles(*heads) == heads


@pytest.mark.parametrize("name", ["Ticket {}:", "Билет №{}."])
def test_a_word_that_numbers_what_asks_is_no_part_of_the_title(name: str) -> None:
    """Where the rest of most titles asks, the word in front says no more than the number."""
    assert titles(*(f"{name.format(number)} What is a heap?" for number in (1, 2, 3))) == ("What is a heap?",) * 3


def test_a_tag_behind_all_titles_is_no_part_of_them() -> None:
    """As in notes for flashcards; tags of a few titles stay."""
    assert titles("What? #card", "Why? #card", "How? #card") == ("What?", "Why?", "How?")
    assert titles("What? #a", "Why? #b", "How? #c") == ("What? #a", "Why? #b", "How? #c")


def test_a_mark_alone_is_a_title() -> None:
    """Nothing else would remain."""
    assert titles("①", "②", "③", "❓") == ("①", "②", "③", "❓")


def test_a_number_that_is_read_stays_that_of_its_question() -> None:
    """Marks of another kind may follow it."""
    text, _ = parsed("".join(f"## {number}. ❓ Heaps\n\nwords\n\n" for number in (1, 2, 3)), FORM)
    assert [(question.number, question.title) for question in text.questions] == [(1, "Heaps"), (2, "Heaps"), (3, "Heaps")]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("D1. u", "D2. v", "D3. w", "D4. x", "D9. y"), ("u", "v", "w", "x", "y")),
        (("D1. u", "D2. v", "D3. w", "D7. x", "D9. y"), ("D1. u", "D2. v", "D3. w", "D7. x", "D9. y")),
        (("D1. u", "D2. v", "D3. w", "x", "y"), ("u", "v", "w", "x", "y")),
        (("D1. u", "D2. v", "D3. w", "x", "y", "z"), ("D1. u", "D2. v", "D3. w", "x", "y", "z")),
        (("❓ u", "❓ v", "❓ w", "❓ x", "y"), ("u", "v", "w", "x", "y")),
        (("❓ u", "❓ v", "❓ w", "x", "y"), ("❓ u", "❓ v", "❓ w", "x", "y")),
    ],
)
def test_how_many_titles_prove_a_mark(heads: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """Four fifths of a run in order, more than half of the titles with numbers, four fifths with one symbol."""
    assert titles(*heads) == expected


def test_asterisks_behind_several_titles_are_no_words() -> None:
    """They say how important a question is; in two titles, or where there are fewer, they may be meant. Stars may be a scale."""
    marked = ("Why tea? *** ***", "Which cup? ***", "Who pours?***")
    assert titles(*marked, "What is `a`?") == ("Why tea?", "Which cup?", "Who pours?", "What is `a`?")
    assert titles(*marked[:2], "Who pours?", "When?")[1] == "Which cup? ***"
    assert titles("The sign ** one", "The sign **", "That sign **", "Which sign **")[2] == "That sign **"
    assert titles("Why tea? ⭐⭐", "Which cup? ⭐", "Who pours? ⭐⭐⭐")[1] == "Which cup? ⭐"
