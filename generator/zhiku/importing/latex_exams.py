r"""Prepare LaTeX for pandoc: questions of the class ``exam`` and of commands and environments named after it.

``\question``, ``\titledquestion`` and ``\begin{question}`` become headings, solutions begin with a label, choices are items
with letters, and the letters of the correct ones follow in a line of their own, as does what fills gaps and what is true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ASKS = re.compile(r"\\(?:titled|bonus)?question(?![A-Za-z])|\\begin\{question\}")
_COMMENT = re.compile(r"(?<!\\)%.*")
_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_TOKEN = re.compile(
    r"\\(?P<command>titledquestion|bonusquestion|question|bonuspart|subsubpart|subpart|part|CorrectChoice|correctchoice|choice|"
    rf"answer|solution)(?![A-Za-z])\*?[ \t]*(?:\[(?P<points>[^\]]*)\])?(?P<group>[ \t]*{_GROUP})?[ \t]*"
    r"(?:\[(?P<worth>\d+)\])?[ \t]*"
    rf"|\\(?P<gap>fillin|tf|answerline)(?![A-Za-z])\*?(?:\[(?P<filling>[^\]]*)\])?(?:\[[^\]\n]*\])?"
    rf"|\\(?P<space>fillwithlines|fillwithdottedlines|fillwithgrid|makeemptybox)(?![A-Za-z])[ \t]*(?:{_GROUP})?"
    r"|\\(?P<edge>begin|end)\{(?P<environment>[A-Za-z]+)\*?\}(?:\[[^\]\n]*\])?(?:\{[^{}\n]*\})?"
)
_SOLUTIONS = frozenset(
    {"solution", "solutionorbox", "solutionorlines", "solutionordottedlines", "solutionorgrid", "solutionbox", "answer"}
)
_CHOICES = frozenset({"choices", "oneparchoices", "checkboxes", "oneparcheckboxes"})
_DROPPED = frozenset({"questions", "parts", "subparts", "subsubparts", "EnvFullwidth", "coverpages"})
"""Environments that only hold others."""
_ENDS_OF_PROMPTS = {*_SOLUTIONS, *_CHOICES, "questions", "question", "titledquestion", "bonusquestion", "part", "document"}
_ANSWERED = re.compile(
    r"\\item (?P<letter>[A-Z])\. (?P<words>(?:(?!\\item |\\begin\{).)*?)\s*(?P<between>(?:\\item (?:(?!\\end\{itemize\}).)*)?"
    r"\\end\{itemize\}\n\n\\textbf\{Answer:\} (?P=letter))(?=\n)",
    re.DOTALL,
)
"""The one correct choice of a list with the letter of it behind the list."""
_GAP = r"\_\_\_\_\_"
_VERDICTS = {"T": "True", "F": "False"}
_LABEL = "\n\n\\textbf{Solution:}\n\n"


@dataclass
class _Exam:
    """What has been read so far: the numbers of questions and parts, the choices, and the letters of the correct ones."""

    number: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    choices: int = 0
    correct: list[str] = field(default_factory=list)
    points: str = ""
    """What the current question is worth, until its prompt ends."""
    fillings: list[str] = field(default_factory=list)
    """What fills the gaps of the current prompt."""

    def token(self, found: re.Match[str]) -> str:
        """What stands in place of a command or the edge of an environment."""
        if found["gap"] or found["space"]:
            return self._gap(found["gap"], (found["filling"] or "").strip()) if found["gap"] else ""
        name = found["command"] or found["environment"]
        worth = self._worth() + self._filled() if name in _ENDS_OF_PROMPTS else ""
        if found["edge"]:
            return worth + self._edge(found["edge"] == "begin", name, found.group())
        return worth + self._command(name, (found["group"] or "").strip()[1:-1], found["points"] or found["worth"] or "")

    def _worth(self) -> str:
        """The points of a question, at the end of its prompt: at the start they would be its title."""
        points, self.points = self.points, ""
        return f"\n\n{_shown(points)}\n\n" if points else ""

    def _gap(self, name: str, filling: str) -> str:
        """A gap in a prompt; what fills it is kept for the answer."""
        self.fillings += [_VERDICTS.get(filling, filling)] if filling else []
        return _GAP if name == "fillin" else ""

    def _filled(self) -> str:
        """What fills the gaps of a prompt, as its answer."""
        fillings, self.fillings = self.fillings, []
        return f"\n\n\\textbf{{Answer:}} {', '.join(fillings)}\n\n" if fillings else ""

    def _edge(self, begins: bool, name: str, written: str) -> str:  # noqa: FBT001 - the two edges of an environment
        if name == "question":
            return self._question("", "") if begins else ""
        if name in _SOLUTIONS:
            return _LABEL if begins else "\n\n"
        if name in _CHOICES:
            correct, self.choices, self.correct = self.correct, 0, []
            if begins:
                return "\n\n\\begin{itemize}\n"
            return "\n\\end{itemize}\n" + (f"\n\\textbf{{Answer:}} {', '.join(correct)}\n\n" if correct else "\n")
        return "\n\n" if name in _DROPPED else written

    def _command(self, name: str, group: str, points: str) -> str:
        match name:
            case "question" | "bonusquestion":
                return self._question("", points) + group
            case "titledquestion":
                return self._question(group, points)
            case "choice" | "CorrectChoice" | "correctchoice":
                letter = chr(ord("A") + self.choices)
                self.choices += 1
                self.correct += [letter] if name != "choice" else []
                return f"\n\\item {letter}. {group}"
            case "answer" | "solution":
                return f"{_LABEL}{group}\n\n"
            case _:
                return self._part(name, points) + group

    def _question(self, title: str, points: str) -> str:
        self.number += 1
        self.parts.clear()
        self.points = points.strip()
        return f"\n\n\\subsubsection*{{Question {self.number}{f': {title}' if title else ''}}}\n\n"

    def _part(self, name: str, points: str) -> str:
        self.parts[name] = self.parts.get(name, 0) + 1
        worth = f"{_shown(points.strip())} " if points.strip() else ""
        return f"\n\n\\textbf{{({chr(ord('a') + (self.parts[name] - 1) % 26)})}} {worth}"


def _shown(points: str) -> str:
    return f"({points} point{'s' if points != '1' else ''})"


def with_headings(text: str) -> str:
    """The text with headings and labels that Markdown can express, if it has commands of questions."""
    if not _ASKS.search(text):
        return text
    _, begin, body = text.rpartition(r"\begin{document}")
    written = _TOKEN.sub(_Exam().token, _COMMENT.sub("", body))
    told = _ANSWERED.sub(
        lambda found: f"\\item {found['letter']}. {found['words']}\n{found['between']}. {found['words']}", written
    )
    return text[: len(text) - len(body)] * bool(begin) + told
