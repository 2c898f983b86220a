"""Extensions of CommonMark in common use (``tests/data/markdown.yaml``), and how a page shows them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from zhiku.content.question_format import QuestionFormat
from zhiku.source.text import SourceText

from tests.support.read import render_sources

TOLD = {"KB161", "KB207"}
CASES = yaml.safe_load((Path(__file__).parents[2] / "data" / "markdown.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_shown(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The HTML of an answer, and the codes of its problems; diagrams stay code, because the extra is not used."""
    monkeypatch.setitem(sys.modules, "mmdr", None)
    source = SourceText("a.md", f"### 1. T\n\n{case['markdown']}\n\n### 2. 石桥\n\nx\n")
    found, problems = render_sources([source], QuestionFormat(dollars=True), attachments=["p.png"], lenient=True)
    assert found.questions[0].sections[0].html == case["html"]
    assert [problem.code for problem in problems] == case.get("told", [])
    assert set(case.get("told", [])) <= TOLD
