"""Short ways into the stages, for tests that care for one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.markup import link_targets, markup
from generator.parse import parse
from generator.settings import DEFAULT_LABELS, QuestionFormat
from generator.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics import Diagnostic
    from generator.model import ParsedText, Question

FORMAT = QuestionFormat(level=3, numbered=True, labels=DEFAULT_LABELS)


def parsed(text: str, form: QuestionFormat = FORMAT) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """A text cut into records."""
    return parse(SourceText("content/a.md", text), form)


def questions(text: str) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...]]:
    """The questions of a text, rendered, and what was found wrong in rendering."""
    source = SourceText("content/a.md", text)
    cut, _ = parse(source, FORMAT)
    return markup(cut, source, link_targets([cut]))


def question(answer: str, title: str = "T") -> Question:
    """A single question with this answer."""
    ((found,), _) = questions(f"### 1. {title}\n\n**答案：**\n\n{answer}\n")
    return found


def base(texts: Iterable[str]) -> str:
    """A text of numbered questions, each given as ``title|answer``."""
    parts = (text.partition("|") for text in texts)
    return "".join(f"### {number}. {title}\n\n**答案：**\n\n{answer}\n\n" for number, (title, _, answer) in enumerate(parts, 1))


def html(answer: str) -> str:
    """The HTML of an answer."""
    (section,) = question(answer).sections
    return section.html


def codes(problems: tuple[Diagnostic, ...]) -> list[str]:
    """The codes of diagnostics, in order."""
    return [problem.code for problem in problems]
