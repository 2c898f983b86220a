"""Data with each text in several languages."""

from __future__ import annotations

import json

import pytest
from zhiku.importing.records import from_records
from zhiku.importing.translations import InOneLanguage, in_one_language


def test_the_commonest_language_is_read() -> None:
    """Of those as frequent the first one; a text that lacks it is kept in another."""
    data = [{"question": {"ja": "何？", "en": "What?"}, "answer": {"ja": "石", "en": "A stone"}}, {"note": {"en": "only"}}]
    assert in_one_language(data) == InOneLanguage([{"question": "What?", "answer": "A stone"}, {"note": "only"}], "en", ("ja",))
    assert in_one_language(data[:1]).language == "ja"


@pytest.mark.parametrize("data", [{"id": {"it": 1}}, {"q": {"en": "What?"}}, {"no": {"en": "a", "size": "b"}}, [], "en"])
def test_other_objects_stay(data: object) -> None:
    """A single language is no choice, and keys that are no languages name something else."""
    assert in_one_language(data) == InOneLanguage(data)


def test_the_other_languages_are_told() -> None:
    """The import says which language it read."""
    text = json.dumps([{"question": {"de": "Was?", "pt-BR": "O quê?"}, "answer": {"de": "Stein", "pt-BR": "Pedra"}}])
    found = from_records("a.json", text)
    assert found.markdown == "# a\n\n### 1. Was?\n\n**Answer:**\n\nStein\n"
    assert found.left_out == ("de", "pt-BR")
