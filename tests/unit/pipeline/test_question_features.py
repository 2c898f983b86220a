"""Features of a single question."""

from __future__ import annotations

from zhiku.pipeline.question_features import question_features
from zhiku.source.text import SourceText

from tests.support.read import base, question, render_sources


def test_features_do_not_depend_on_the_position_of_a_question() -> None:
    """They depend neither on preceding lines nor on other questions, so they can be cached."""
    text = base(["绿茶（Green Tea）是什么？|1. **发酵（Fermentation）**：不。\n\n泡法有 Kyusu、Gaiwan 等。"])
    among_others = f"# 茶\n\n引言。\n\n{text}### 2. 杯子（Cup）？\n\n**答案：**\n\n大。\n"
    (alone,), (moved, _) = (render_sources([SourceText("content/a.md", source)])[0].features for source in (text, among_others))
    assert alone.occurrences
    assert moved == alone


def test_occurrences_refer_to_their_passage() -> None:
    """An occurrence refers to its passage by index."""
    tea = question("先烧水。\n\n1. **发酵（Fermentation）**：不。")
    (occurrence,) = question_features(tea).occurrences
    assert (occurrence.name, occurrence.aliases, occurrence.is_head) == ("发酵", ("Fermentation",), True)
    assert tea.passages[occurrence.passage].text == "发酵（Fermentation）"
