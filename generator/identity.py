"""Ids of questions: each names one page, so no two questions of a base may share one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, at_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import ParsedText, QuestionId
    from generator.source import SourceText


def check_identity(texts: Sequence[ParsedText], sources: Sequence[SourceText]) -> tuple[Diagnostic, ...]:
    """A diagnostic for every question whose id an earlier one has, with both places."""
    first: dict[QuestionId, str] = {}
    problems = []
    for text, source in zip(texts, sources, strict=True):
        for question in text.questions:
            here = f"{source.path}:{question.lines.first}"
            there = first.setdefault(question.id, here)
            if there != here:
                what = f"number {question.number}" if question.id == str(question.number) else f"id `{question.id}`"
                hint = f"the first stands at {there}; renumber one of them, or name it: `### Title {{#id}}`"
                problems.append(at_line(source, question.lines.first, "KB113", f"a second question with the {what}", hint=hint))
    return tuple(problems)
