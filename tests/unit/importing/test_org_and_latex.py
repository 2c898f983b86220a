"""Org and LaTeX before pandoc reads them: tags of headlines, and the questions of exams."""

from __future__ import annotations

from textwrap import dedent

from zhiku.importing.latex_exams import with_headings
from zhiku.importing.org import prepared, with_tags_below


def lines(text: str) -> list[str]:
    """The lines with words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_tags_of_headlines_stand_below() -> None:
    """States and priorities go, properties stay next to their headline, and text with colons is no tag."""
    text = "* TODO [#A] What is felt? :wool:wet_felt:\n:PROPERTIES:\n:ID: 1\n:END:\nMatted wool.\n** See a: b\nx :no: y\n"
    assert lines(with_tags_below(text)) == [
        "* What is felt?",
        ":PROPERTIES:",
        ":ID: 1",
        ":END:",
        "#+begin_export markdown",
        "Tags: wool, wet_felt",
        "#+end_export",
        "Matted wool.",
        "** See a: b",
        "x :no: y",
    ]


def test_backslashes_of_environments_stay() -> None:
    """A backslash before a sign is TeX's own in an environment of LaTeX, and a plain one elsewhere."""
    text = "\\begin{equation}\na \\, b\n\\end{equation}\nand \\, here"
    assert prepared(text) == "\\begin{equation}\na \\, b\n\\end{equation}\nand @@html:&#92;@@, here"


def test_backslashes_before_signs_are_signs() -> None:
    r"""Pandoc stops at ``\!``; backslashes of code, formulas, entities and line ends stay."""
    kept = "=a\\!= ~b\\_~ \\alpha c\\\\\n#+begin_src sh\na \\! b\n#+end_src\n\\(a \\! b\\)\n"
    assert prepared(kept) == kept
    assert prepared("a \\! [[b:][c \\_]]\r\n") == "a @@html:&#92;@@! [[b:][c @@html:&#92;@@_]]\n"


def test_questions_of_an_exam() -> None:
    """Numbers, points, parts, choices with their letters, correct ones, solutions; comments are left out."""
    text = dedent(r"""
        \documentclass[answers]{exam}
        \begin{document}
        \begin{questions}
        \question[5] What is $x$? % easy
        \begin{solution}[2in]
        A letter.
        \end{solution}
        \titledquestion{Leaves}[3] Which are green?
        \begin{choices}
        \choice red
        \CorrectChoice green
        \end{choices}
        \question Name \begin{parts} \part[1] one \part two \end{parts}
        \end{questions}
        \end{document}
        """)
    assert lines(with_headings(text)) == [
        r"\documentclass[answers]{exam}",
        r"\begin{document}",
        r"\subsubsection*{Question 1}",
        "What is $x$?",
        "(5 points)",
        r"\textbf{Solution:}",
        "A letter.",
        r"\subsubsection*{Question 2: Leaves}",
        "Which are green?",
        "(3 points)",
        r"\begin{itemize}",
        r"\item A. red",
        r"\item B. green",
        r"\end{itemize}",
        r"\textbf{Answer:} B. green",
        r"\subsubsection*{Question 3}",
        "Name",
        r"\textbf{(a)} (1 point) one",
        r"\textbf{(b)} two",
        r"\end{document}",
    ]


def test_commands_that_hold_question_and_answer() -> None:
    r"""``\question{…}`` with ``\answer{…}``, and environments of these names; other texts stay as they are."""
    assert lines(with_headings(r"\question{What is \emph{felt}?}\answer{Wool.}")) == [
        r"\subsubsection*{Question 1}",
        r"What is \emph{felt}?",
        r"\textbf{Solution:}",
        "Wool.",
    ]
    found = lines(with_headings("\\begin{question}\nWhy?\n\\end{question}\n\\begin{answer}\nSo.\n\\end{answer}"))
    assert found == [r"\subsubsection*{Question 1}", "Why?", r"\textbf{Solution:}", "So."]
    plain = "\\part{One} 100\\% \\section{Why} % \\questionable"
    assert with_headings(plain) == plain


def test_gaps_of_an_exam() -> None:
    """What fills a gap and what is true is the answer; room to write is left out; several right choices are letters."""
    text = dedent(r"""
        \begin{document}
        \question[2] Ash is \fillin[wood][1in], sand is \fillin.
        \question \tf[F] Ice sinks. \fillwithlines{1in}
        \begin{solutionbox}{2in}
        It floats.
        \end{solutionbox}
        \question Which are wet?
        \begin{checkboxes}
        \CorrectChoice rain
        \choice sand
        \CorrectChoice dew
        \end{checkboxes}
        """)
    assert lines(with_headings(text)) == [
        r"\begin{document}",
        r"\subsubsection*{Question 1}",
        r"Ash is \_\_\_\_\_, sand is \_\_\_\_\_.",
        "(2 points)",
        r"\textbf{Answer:} wood",
        r"\subsubsection*{Question 2}",
        "Ice sinks.",
        r"\textbf{Answer:} False",
        r"\textbf{Solution:}",
        "It floats.",
        r"\subsubsection*{Question 3}",
        "Which are wet?",
        r"\begin{itemize}",
        r"\item A. rain",
        r"\item B. sand",
        r"\item C. dew",
        r"\end{itemize}",
        r"\textbf{Answer:} A, C",
    ]
