"""The language of several texts."""

from __future__ import annotations

import pytest
from zhiku.lang.detect import FALLBACK
from zhiku.parsing.load import language_of_texts
from zhiku.source.text import SourceText

ENGLISH = (
    "What is the use of a queue? It keeps the order of the tasks that are to be done, and the first one is taken out first. " * 4
)
CHINESE = "队列有什么用？它按先后次序保存待办的任务，先进去的先取出来，后进去的后取出来。" * 4


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ([ENGLISH, CHINESE], "en"),
        ([CHINESE, ENGLISH, CHINESE, CHINESE, CHINESE], "zh"),
        ([ENGLISH + CHINESE], "zh"),
        (["1 + 1", ENGLISH], "en"),
        (["1 + 1"], FALLBACK),
        ([], FALLBACK),
    ],
)
def test_most_of_the_texts_by_their_length(texts: list[str], language: str) -> None:
    """A translated file does not make the base one of its language; a text that mixes two is as detected."""
    assert language_of_texts([SourceText(f"{number}.md", text) for number, text in enumerate(texts)]) == language
