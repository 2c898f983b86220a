"""Names that questions write as code: what is one, and how many questions must have it."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.code_names import CodeName, code_names, name_in_code
from zhiku.analysis.concepts.termhood import find_terms
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind


def _question(number: int, *code: str, text: str = "") -> Question:
    text = text or f"It is {' and '.join(code)}."
    passage = Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 1, code)
    return Question(QuestionId(str(number)), number, f"Title {number}", "a.md", Lines(1, 2), (), (passage,), ())


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("Tie::File", "Tie::File"),
        ("/etc/rc.conf", "/etc/rc.conf"),
        (r"\includegraphics", r"\includegraphics"),
        ("@testing-library/react", "@testing-library/react"),
        ("--data-dir", "--data-dir"),
        ("__next__", "__next__"),
        ("qr//", "qr//"),
        (" std::move ", "std::move"),
        ("setState()", "setState"),
        (r"\newcommand*", r"\newcommand"),
        ("<BrowserRouter>", "BrowserRouter"),
        ("perlfunc", "perlfunc"),
        ("open()", "open()"),
        ("<head>", "<head>"),
        ("num()", "num()"),
        ("foo.py", ""),
        ("$foo", ""),
        ("my_method", ""),
        ("open", ""),
        ("Parent", ""),
        ("estado", ""),
        ("num", ""),
        ("s.copy", ""),
        ("f(x)", ""),
        ("a = b", ""),
        ("git status", ""),
        ('"Lydia"', ""),
        ("0x1F", ""),
        ("$_", ""),
        ("{}", ""),
        ("<head", ""),
        ("head>", ""),
        ("索引", ""),
        ("x" * 41, ""),
    ],
)
def test_code_is_a_name(piece: str, expected: str) -> None:
    """A single name is, a value, an expression and a word of sentences are not; a call or tag tells it from a word."""
    assert name_in_code(piece) == expected


def test_words_need_one_question_more() -> None:
    """What sentences cannot contain as a word needs two questions, a word three; both count by question, and without blocks."""
    both = [_question(1, "perlfunc", "Tie::File", "Tie::File"), _question(2, "perlfunc", "Tie::File")]
    assert code_names(both) == (CodeName("Tie::File", 3, 2),)
    assert code_names([*both, _question(3, "perlfunc")]) == (CodeName("Tie::File", 3, 2), CodeName("perlfunc", 3, 3))
    assert code_names([_question(number, "Tie::File", text="Tie::File") for number in (1, 2)]) == ()


def test_names_in_code_are_terms() -> None:
    """Unless they are already, or most questions have them."""
    texts = [f"Text number {number} on the weather of last week." for number in range(60)]
    base = [_question(number, *(["qr//"] if number < 3 else []), "use()", text=text) for number, text in enumerate(texts)]
    forms = [form for term in find_terms(base, [*map(count_candidates, base)]) for form, _ in term.forms]
    assert forms == ["qr//"]


def test_signs_around_a_name_make_no_other_term() -> None:
    """A text that has ``setState`` as a word and ``.setState`` as code has one term."""
    base = [_question(number, ".setState", text=f"Call setState {number} times, then setState again.") for number in range(4)]
    base += [_question(number, text=f"Text number {number} on the weather of last week.") for number in range(4, 60)]
    terms = find_terms(base, [*map(count_candidates, base)])
    assert [{form for form, _ in term.forms} for term in terms] == [{".setState", "setState"}, {"setState"}]
