"""Nouns that name no topic by themselves, in the languages that list them."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.counts import BaseCounts
from zhiku.analysis.concepts.termhood import score_candidate
from zhiku.lang.reader import languages
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind


def _base(language: str, text: str) -> BaseCounts:
    """A base of three questions that are answered so."""
    passages = (Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 1),)
    asked = [Question(QuestionId(str(n)), n, "Plugh?", "a.md", Lines(1, 2), (), passages, ()) for n in range(1, 4)]
    return BaseCounts([count_candidates(question) for question in asked], language)


@pytest.mark.parametrize(
    ("language", "text", "form", "expected"),
    [
        ("", "They dealt with the consequences and consequences.", "consequences", True),
        ("", "They dealt with the consequence.", "consequence", True),
        ("", "They dealt with the hedgehog.", "hedgehog", False),
        ("", "They met the Circumstances band, and the Circumstances sang.", "Circumstances", False),
        ("de", "Das ist der Zusammenhang, und mit dem Zusammenhang ist es so.", "Zusammenhang", True),
        ("de", "Das ist der Igel, und mit dem Igel ist es so.", "Igel", False),
        ("fr", "C'est dans la situation que les situations sont dans une situation.", "situations", True),
        ("ru", "Это информация, и в этой информации есть то, что было в информации.", "информации", True),
        ("ru", "Это инкапсуляция, и в этой инкапсуляции есть то, что было.", "инкапсуляции", False),
        ("ko", "정보는 이것이다. 정보를 본다.", "정보", True),
    ],
)
def test_generic_nouns_in_all_their_forms(language: str, text: str, form: str, *, expected: bool) -> None:
    """What is written with a capital within sentences is a name, where nouns have none."""
    base = _base(language, text)
    key = next(key for key, found in base.of.items() if form in found.forms and "\x1f" not in key)
    assert base.is_generic(key, base.of[key]) is expected


def test_generic_nouns_are_no_terms_and_may_be_parts_of_some() -> None:
    """*information* names no topic, *information retrieval* does."""
    base = _base("", "The information retrieval of information. The information retrieval and information are here.")
    found = base.of["information"]
    found.titles, found.count = 0, 30
    assert score_candidate(base, "information", found) == 0
    assert not base.is_generic("information\x1fretrieval", base.of["information\x1fretrieval"])


@pytest.mark.parametrize(("titles", "count", "expected"), [(3, 16, False), (2, 16, True), (3, 15, True), (1, 20, False)])
def test_what_titles_ask_about_is_not_generic(titles: int, count: int, *, expected: bool) -> None:
    """Three of ten titles have it and answers repeat it, or one in ten where they do so twice as often."""
    base = _base("", "The exceptions are here.")
    found = base.of["exception"]
    found.questions, found.titles, found.count = 10, titles, count
    assert base.is_generic("exception", found) is expected


def test_languages_list_their_generic_nouns_once() -> None:
    """All but Chinese, whose strings are judged otherwise, list some hundred; none is listed twice."""
    for language in languages():
        nouns = language.generic_nouns
        assert len({*nouns}) == len(nouns), language.code
        assert len(nouns) > 100 or language.code.startswith("zh"), language.code
