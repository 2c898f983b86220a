"""The score that a noun needs, and how certain it is then."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.concepts.candidates import count_candidates, keys_of
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts, certainty
from zhiku.analysis.concepts.phrases import is_linked_noun, is_noun_phrase
from zhiku.analysis.concepts.single_words import english_margin, is_like_english_noun, score_word
from zhiku.analysis.concepts.unlisted_nouns import Weight, begins_phrases, needed_score, unlisted_certainty
from zhiku.lang.word_lists import NOUN, VERB_NOUN
from zhiku.model import CandidateTable, PassageRole


def _counts(form: str, **numbers: int) -> CandidateCounts:
    """Ten occurrences in five questions, all of them whole phrases behind articles."""
    found = CandidateCounts()
    found.forms[form] = 10
    found.kinds, found.questions = "n", 5
    found.count = found.opens = found.closes = found.marked = 10
    for name, number in numbers.items():
        setattr(found, name, number)
    return found


def _base(language: str, **words: CandidateCounts) -> BaseCounts:
    base = BaseCounts([CandidateTable("", "", "", b"")] * 40, language)
    base.english, base.words, base.marked_share = not language, 10_000, 0.3
    base.of.update(words)
    return base


@pytest.mark.parametrize(
    ("form", "kind", "counted", "needed"),
    [
        ("soap", NOUN, {}, 10.0),
        ("zyxx", "u", {}, 10.0),
        ("skin", NOUN, {}, 10.0),
        ("water", NOUN, {}, 13.0),
        ("hours", NOUN, {}, 12.0),
        ("soap", NOUN, {"marked": 0}, 12.0),
        ("soap", NOUN, {"questions": 3}, 12.0),
        ("treat", VERB_NOUN, {}, 14.0),
    ],
)
def test_english_nouns_need_more_the_more_general_they_are(form: str, kind: str, counted: dict[str, int], needed: float) -> None:
    """One more for each band from the fifth on, two for a verb, for no article, and for three questions only."""
    assert english_margin(kind, Weight(9.0, needed + 0.5, 0.0), _counts(form, **counted)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("kind", "counted", "expected"),
    [
        (NOUN, {"opens": 4, "closes": 2}, True),
        (NOUN, {"opens": 3}, False),
        (NOUN, {"closes": 1}, False),
        (NOUN, {"closes": 3, "questions": 3}, False),
        (NOUN, {"closes": 4, "questions": 3}, True),
        (VERB_NOUN, {"marked": 1}, True),
        (VERB_NOUN, {"marked": 0}, False),
    ],
)
def test_english_nouns_by_their_place(kind: str, counted: dict[str, int], *, expected: bool) -> None:
    """They begin and end phrases, and what is mostly a verb has articles."""
    assert is_like_english_noun(kind, _counts("soap", **counted)) is expected


@pytest.mark.parametrize(("form", "expected"), [("soap", True), ("advantages", False), ("heavier", False), ("eats", False)])
def test_english_words_that_are_no_nouns(form: str, *, expected: bool) -> None:
    """What is asked of any topic, comparatives and verbs are no terms, however frequent."""
    found = _counts(form, count=200, opens=200, closes=200, marked=0, titles=9)
    assert (score_word(_base(""), form, found, 3.0) > 0) is expected


def test_certainty_grows_with_the_margin() -> None:
    """The share of terms among the words with such a margin, as read by eye."""
    assert [round(certainty(margin), 2) for margin in (-2, 0, 2, 4)] == [0.36, 0.64, 0.84, 0.94]


@pytest.mark.parametrize(
    ("language", "form", "counted", "needed"),
    [
        ("de", "Risiko-Status", {}, 9.0),
        ("de", "Risiko-Status", {"questions": 3}, 9.0),
        ("de", "Kachel", {}, 11.0),
        ("de", "Kachel", {"questions": 3}, 12.0),
        ("de", "Speicherung", {}, 12.5),
        ("de", "Zeitraum", {}, 12.5),
        ("de", "Tage", {}, 15.5),
        ("de", "Google", {"marked": 1}, 11.0),
        ("fr", "pare-feu", {}, 9.0),
        ("fr", "logiciels", {}, 11.0),
        ("fr", "photo", {}, 14.0),
        ("es", "inflamación", {}, 12.5),
    ],
)
def test_nouns_without_lists_need_more_the_more_general_they_are(
    language: str, form: str, counted: dict[str, int], needed: float
) -> None:
    """A compound needs least, then a word that no list has or a name, and most what is common in any language."""
    assert needed_score(_base(language), _counts(form, **counted)) == needed


@pytest.mark.parametrize(
    ("language", "form", "counted", "score", "expected"),
    [
        ("fr", "logiciels", {}, 11.0, True),
        ("fr", "logiciels", {}, 10.9, False),
        ("fr", "logiciels", {"marked": 1, "opens": 5}, 11.0, True),
        ("fr", "logiciels", {"marked": 0}, 20.0, False),
        ("fr", "logiciels", {"opens": 4}, 20.0, False),
        ("fr", "logiciels", {"closes": 3}, 20.0, False),
        ("fr", "activer", {}, 20.0, False),
        ("pt", "rastreabilidade", {"marked": 0}, 11.0, True),
        ("pt", "rastreavel", {"marked": 0}, 20.0, False),
        ("de", "Kachel", {"capitals": 10}, 11.0, True),
        ("de", "Kachel", {"capitals": 10}, 10.9, False),
        ("de", "Kachel", {"capitals": 7, "lower": 3}, 20.0, False),
        ("de", "Kachel", {"capitals": 10, "closes": 1}, 20.0, False),
    ],
)
def test_nouns_by_articles_endings_and_capitals(
    language: str, form: str, counted: dict[str, int], score: float, *, expected: bool
) -> None:
    """A quarter of the usual share of articles is enough, since lists leave them out; verbs and adjectives have none."""
    base = _base(language)
    found = _counts(form, **{"marked": 3, **counted})
    assert (unlisted_certainty(base, form, Weight(9.0, score, 0.0), found) > 0) is expected


@pytest.mark.parametrize(
    ("kinds", "counted", "ends", "expected"),
    [
        ("nn", {}, 5, True),
        ("nn", {}, 4, False),
        ("nn", {"questions": 3}, 7, True),
        ("nn", {"questions": 3}, 6, False),
        ("mn", {"marked": 0}, 9, False),
    ],
)
def test_english_compounds_of_key_words(kinds: str, counted: dict[str, int], ends: int, *, expected: bool) -> None:
    """*dog food*: both are frequent apart, but phrases begin and end with the two."""
    base = _base("", zyxx=_counts("zyxx", count=90), soap=_counts("soap", count=90))
    found = _counts("zyxx soap", kinds=kinds, opens=ends, closes=ends, **counted)  # type: ignore[arg-type]
    assert is_noun_phrase(base, ["zyxx", "soap"], found, 1.0, 0.01) is expected


@pytest.mark.parametrize(("first", "expected"), [("dental", True), ("early", False)])
def test_classifying_adjectives_are_parts_of_compounds(first: str, *, expected: bool) -> None:
    """*dental soap* is one as nouns are, *early soap* is not."""
    base = _base("", **{first: _counts(first, count=90), "soap": _counts("soap", count=90)})
    assert is_noun_phrase(base, [first, "soap"], _counts(f"{first} soap", kinds="an"), 1.0, 0.01) is expected  # type: ignore[arg-type]


def test_compounds_of_words_of_any_text_are_none() -> None:
    """*bottom line*: neither is more frequent here than elsewhere."""
    base = _base("", bottom=_counts("bottom", count=1), line=_counts("line", count=1))
    assert not is_noun_phrase(base, ["bottom", "line"], _counts("bottom line", kinds="nn", marked=0), 20.0, 0.5)  # type: ignore[arg-type]


def test_verbs_in_the_third_person_end_no_compound() -> None:
    """*dog loves* has no singular, *Gmail labels* has."""
    base = _base("", zyxx=_counts("zyxx", count=90), label=_counts("label", count=90))
    found = _counts("zyxx labels", kinds="nm", marked=0)  # type: ignore[arg-type]
    assert not is_noun_phrase(base, ["zyxx", "label"], found, 1.0, 0.01)
    found.forms["zyxx label"] = 1
    assert is_noun_phrase(base, ["zyxx", "label"], found, 1.0, 0.01)


@pytest.mark.parametrize(
    ("ratio", "sticky", "head", "counted", "expected"),
    [
        (60.0, 0.2, {"marked": 3}, {}, True),
        (59.9, 0.2, {"marked": 3}, {}, False),
        (60.0, 0.19, {"marked": 3}, {}, False),
        (60.0, 0.2, {"marked": 0}, {}, False),
        (60.0, 0.2, {"marked": 3}, {"opens": 4}, False),
        (60.0, 0.2, {"marked": 3}, {"closes": 4}, False),
        (100.0, 0.2, {"marked": 3}, {"closes": 4}, True),
        (60.0, 0.2, {"marked": 3, "closes": 0, "count": 30, "opens": 30}, {}, False),
        (100.0, 0.2, {"marked": 3, "closes": 0, "count": 30, "opens": 30}, {}, True),
    ],
)
def test_adjectives_behind_a_noun(
    ratio: float, sticky: float, head: dict[str, int], counted: dict[str, int], *, expected: bool
) -> None:
    """*sistema nervioso* needs no article of its own, but its noun does: *algunos casos*."""
    base = _base("es", sistem=_counts("sistema", **head))
    found = _counts("sistema nervioso", kinds="cu", **{"marked": 1, **counted})  # type: ignore[arg-type]
    assert is_noun_phrase(base, ["sistem", "nervios"], found, ratio, sticky) is expected


@pytest.mark.parametrize(("marked", "opens", "expected"), [(1, 5, True), (0, 5, False), (1, 4, False)])
def test_what_begins_phrases(marked: int, opens: int, *, expected: bool) -> None:
    """A noun has a quarter of the articles that words usually have."""
    base = _base("es")
    assert begins_phrases(base, _counts("fiebre", marked=marked, opens=opens)) is expected


@pytest.mark.parametrize(("ratio", "sticky", "expected"), [(100.0, 0.33, True), (99.9, 0.33, False), (100.0, 0.32, False)])
def test_joined_nouns_that_are_certain_need_no_article(ratio: float, sticky: float, *, expected: bool) -> None:
    """*dolor de cabeza* stands in lists."""
    found = _counts("dolor de cabeza", kinds="cfc", marked=0)  # type: ignore[arg-type]
    assert is_linked_noun(found, ratio, sticky) is expected


@pytest.mark.parametrize(("text", "key"), [("Muscles are old.", "muscle"), ("The Muscles are old.", "muscles")])
def test_plurals_that_begin_a_sentence(text: str, key: str) -> None:
    """Their capital makes no name of a listed noun, as it does within a sentence."""
    passage = SimpleNamespace(text=f"{text} It is what you need for it.", role=PassageRole.TEXT, is_code=False)
    question: Any = SimpleNamespace(title="", passages=[passage])
    assert key in keys_of(count_candidates(question))
