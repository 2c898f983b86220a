"""The score that a noun needs, and how certain it is then."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.concepts.candidates import count_candidates, keys_of
from zhiku.analysis.concepts.counts import BaseCounts, CandidateCounts
from zhiku.analysis.concepts.joined_nouns import is_linked_noun
from zhiku.analysis.concepts.phrase_certainty import english_certainty, phrase_certainty
from zhiku.analysis.concepts.phrases import is_noun_phrase, score_phrase
from zhiku.analysis.concepts.single_words import english_log_odds, is_like_english_noun, name_certainty, score_word
from zhiku.analysis.concepts.unlisted_nouns import Weight, begins_phrases, keyness, unlisted_certainty
from zhiku.analysis.words import UNKNOWN
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
    ("form", "kind", "counted", "odds"),
    [
        ("soap", NOUN, {}, 0.9),
        ("zyxx", "u", {}, 0.9),
        ("skin", NOUN, {}, 0.4),
        ("hours", NOUN, {}, -0.6),
        ("water", NOUN, {}, -1.1),
        ("soap", NOUN, {"marked": 0}, 0.6),
        ("soap", NOUN, {"questions": 3}, 0.6),
        ("treat", VERB_NOUN, {}, -0.9),
        ("soap", NOUN, {"complements": 5}, -0.2),
    ],
)
def test_english_nouns_are_less_certain_the_more_general_they_are(
    form: str, kind: str, counted: dict[str, int], odds: float
) -> None:
    """By the bands of the list above the fourth, by complements, and where a verb, no article or few questions raise doubts."""
    assert english_log_odds(kind, Weight(9.0, 10.0, 0.0), _counts(form, **counted)) == pytest.approx(odds)


@pytest.mark.parametrize(("score", "expected"), [(7.0, True), (6.9, False)])
def test_english_nouns_need_a_score(score: float, *, expected: bool) -> None:
    """However rare they are elsewhere."""
    found = _counts("zyxx", marked=10, count=10)
    base = _base("", zyxx=found)
    fit = (score - found.score(keyness(base, "zyxx", found), 0.0)) / 2.5
    assert (score_word(base, "zyxx", found, fit + 1e-6) > 0) is expected


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
        (VERB_NOUN, {"marked": 0, "form": "cycling"}, True),
        (UNKNOWN, {"closes": 0, "form": "kb.yml"}, True),
        (UNKNOWN, {"closes": 0, "form": "yml"}, False),
    ],
)
def test_english_nouns_by_their_place(kind: str, counted: dict[str, Any], *, expected: bool) -> None:
    """They begin and end phrases, and what is mostly a verb has articles if it is no gerund."""
    numbers = {name: number for name, number in counted.items() if name != "form"}
    assert is_like_english_noun(kind, _counts(counted.get("form", "soap"), **numbers)) is expected


@pytest.mark.parametrize(("form", "expected"), [("soap", True), ("advantages", False), ("heavier", False), ("eats", False)])
def test_english_words_that_are_no_nouns(form: str, *, expected: bool) -> None:
    """What is asked of any topic, comparatives and verbs are no terms, however many questions have them."""
    found = _counts(form, questions=90, count=200, opens=200, closes=200, marked=0, titles=9)
    assert (score_word(_base(""), form, found, 3.0) > 0) is expected


@pytest.mark.parametrize(
    ("form", "counted", "expected"),
    [
        ("method", {}, True),
        ("method", {"count": 199, "opens": 199, "closes": 199}, False),
        ("method", {"titles": 7}, False),
    ],
)
def test_what_is_asked_of_any_topic_may_be_the_subject(form: str, counted: dict[str, int], *, expected: bool) -> None:
    """If titles ask about it, and each of its questions has it two and a half times: methods in a text on classes."""
    found = _counts(form, **{"questions": 80, "count": 200, "opens": 200, "closes": 200, "titles": 8, **counted})
    assert (score_word(_base(""), form, found, 3.0) > 0) is expected


@pytest.mark.parametrize(
    ("longer", "counted", "expected"),
    [
        ({"copy\x1fzyxx": 3, "move\x1fzyxx": 3, "default\x1fzyxx": 3}, {}, True),
        ({"copy\x1fzyxx": 4, "move\x1fzyxx": 3}, {}, False),
        ({"copy\x1fzyxx": 3}, {"closes": 6}, False),
        ({"copy\x1fzyxx": 3}, {"opens": 0}, True),
    ],
)
def test_a_noun_that_ends_many_phrases_is_no_piece(longer: dict[str, int], counted: dict[str, int], *, expected: bool) -> None:
    """Of which none is so frequent that it could be the whole: it need not begin any."""
    found = _counts("zyxx", **{"opens": 2, **counted})
    phrases = {key: _counts(key.replace("\x1f", " "), count=count) for key, count in longer.items()}
    base = _base("", zyxx=found, **phrases)
    assert (score_word(base, "zyxx", found, 2.0) > 0) is expected


@pytest.mark.parametrize(
    ("counted", "band_word", "expected"),
    [
        ({}, "Zyxx", 0.74),
        ({}, "Water", 0.0),
        ({}, "ZYXX", 0.92),
        ({"questions": 3}, "Zyxx", 0.86),
        ({"count": 3, "questions": 3, "opens": 3}, "Zyxx", 0.40),
        ({"count": 300, "opens": 300, "closes": 300}, "Water", 0.97),
    ],
)
def test_names_are_the_more_certain(counted: dict[str, int], band_word: str, expected: float) -> None:
    """The more key they are, recur and have capitals within, and the less a list of English has them: *Data*, *Mark*."""
    found = _counts(band_word, capitals=10, **counted)
    base = _base("", zyxx=_counts("zyxx", count=20))
    weight = Weight(keyness(base, band_word.casefold(), found), 0.0, 0.0)
    assert name_certainty(base, weight, found) == pytest.approx(expected, abs=0.01)


def test_phrases_without_lists_are_the_more_certain_the_more_they_recur() -> None:
    """And the less any of their words is off the field; of Croatian no list says how frequent words are."""
    base = _base("hr", sustav=_counts("sustav"), operacijski=_counts("operacijski"))
    found = _counts("operacijski sustav", kinds="uu")  # type: ignore[arg-type]
    shares = [phrase_certainty(base, ["operacijski", "sustav"], found, fit) for fit in (-2.0, 0.0, 1.0)]
    assert shares == pytest.approx([0.39, 0.72, 0.84], abs=0.01)
    found.questions = 10
    assert phrase_certainty(base, ["operacijski", "sustav"], found, 0.0) == pytest.approx(0.46, abs=0.01)


@pytest.mark.parametrize(
    ("words", "counted", "expected"),
    [
        ("zyxx plugh", {}, 0.93),
        ("vida diaria", {}, 0.79),
        ("zyxx plugh", {"complements": 10}, 0.68),
        ("zyxx plugh", {"questions": 10}, 0.78),
    ],
)
def test_phrases_are_the_more_certain_the_rarer_their_words_are(words: str, counted: dict[str, int], expected: float) -> None:
    """And the fewer complements follow them: *parte importante de*."""
    first, last = words.split()
    base = _base("es", **{first: _counts(first), last: _counts(last)})
    found = _counts(words, kinds="uu", **counted)  # type: ignore[arg-type]
    assert phrase_certainty(base, [first, last], found, 0.0) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("language", "form", "counted", "expected"),
    [
        ("fr", "logiciels", {}, True),
        ("fr", "logiciels", {"complements": 10}, False),
        ("fr", "logiciels", {"marked": 1, "opens": 4}, True),
        ("fr", "logiciels", {"marked": 0}, False),
        ("fr", "logiciels", {"opens": 3}, False),
        ("fr", "logiciels", {"closes": 3}, False),
        ("fr", "logiciels", {"closes": 1, "marked": 5}, True),
        ("fr", "logiciels", {"closes": 1, "marked": 5, "opens": 8}, False),
        ("fr", "logiciels", {"closes": 0, "marked": 5}, False),
        ("fr", "activer", {}, False),
        ("pt", "rastreabilidade", {"marked": 0}, True),
        ("pt", "rastreavel", {"marked": 0}, False),
    ],
)
def test_nouns_by_articles_and_endings(language: str, form: str, counted: dict[str, int], *, expected: bool) -> None:
    """A quarter of the usual share of articles is enough, since lists leave them out; verbs and adjectives have none.

    What has an article before most of its occurrences may mostly stand before adjectives.
    """
    base = _base(language)
    found = _counts(form, **{"marked": 3, **counted})
    assert (unlisted_certainty(base, form, Weight(6.7, 7.0, 0.0), found) > 0) is expected


@pytest.mark.parametrize(
    ("form", "counted", "expected"),
    [
        ("Kachel", {}, 0.65),
        ("System", {}, 0.41),
        ("Kachel", {"marked": 0}, 0.51),
        ("Kachel", {"complements": 5}, 0.42),
        ("Kachel", {"complements": 6}, 0.0),
        ("Kachel", {"capitals": 7, "lower": 3}, 0.0),
        ("Kachel", {"closes": 1}, 0.0),
    ],
)
def test_nouns_with_capitals(form: str, counted: dict[str, int], expected: float) -> None:
    """What is common in many languages is less surely a term, and so is what has complements."""
    found = _counts(form, **{"capitals": 10, **counted})
    base = _base("de", **{form.casefold(): found, "zyxx": _counts("zyxx")})
    assert unlisted_certainty(base, form.casefold(), Weight(6.0, 7.0, 0.0), found) == pytest.approx(expected, abs=0.01)


def test_what_a_preposition_joins_to_several_nouns() -> None:
    """*vaca* is a term the more surely, the more nouns a preposition joins it to: *leite de vaca*, *raças de vaca*."""
    table = CandidateTable("leite\x1fde\x1fvaca\nraca\x1fde\x1fvaca", "leite de vaca\nraças de vaca", "ufu\nufu", bytes(22))
    joined, alone = BaseCounts([table] * 3, "pt"), BaseCounts([], "pt")
    found = _counts("vaca")
    for base in (joined, alone):
        base.words, base.marked_share, base.of["vaca"] = 10_000, 0.3, found
    assert (joined.linked_to["vaca"], joined.linked["vaca"]) == (2, 0)
    assert unlisted_certainty(joined, "vaca", _SURE, found) > unlisted_certainty(alone, "vaca", _SURE, found)


def test_any_word_of_a_language_without_frequencies_may_be_common() -> None:
    """So that a noun is less surely a term in Hungarian than in Romanian."""
    found = _counts("zyxx")
    shares = [unlisted_certainty(_base(language), "zyxx", Weight(7.0, 7.0, 0.0), found) for language in ("ro", "hu")]
    assert shares == pytest.approx([0.88, 0.72], abs=0.01)


def test_what_compounds_begin_with() -> None:
    """*Labor* is a term the more surely, the more compounds of the base begin with it."""
    others = {key: _counts(key) for key in ("laboratorium", "laborant", "laborwert", "labor\x1ftest")}
    found = _counts("Labor", capitals=10)
    base, alone = _base("de", labor=found, **others), _base("de", labor=found)
    assert base.compounds_with("labor", 9) == 2
    assert unlisted_certainty(base, "labor", _SURE, found) > unlisted_certainty(alone, "labor", _SURE, found)


def test_recurrence_is_compared_with_the_base() -> None:
    """In a terse text hardly any word recurs."""
    found = _counts("Kachel", capitals=10)
    terse, long = (_base("de", kachel=found, zyxx=_counts("zyxx", count=count)) for count in (5, 80))
    assert unlisted_certainty(terse, "kachel", _SURE, found) > unlisted_certainty(long, "kachel", _SURE, found)


_SURE = Weight(9.0, 9.0, 1.0)


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
    base = _base("", zyxx=_counts("zyxx", count=300), soap=_counts("soap", count=300))
    found = _counts("zyxx soap", kinds=kinds, opens=ends, closes=ends, **counted)  # type: ignore[arg-type]
    assert (score_phrase(base, ["zyxx", "soap"], found) > 0) is expected


@pytest.mark.parametrize(("first", "expected"), [("dental", True), ("early", False)])
def test_classifying_adjectives_are_parts_of_compounds(first: str, *, expected: bool) -> None:
    """*dental soap* is one as nouns are, *early soap* is not."""
    base = _base("", **{first: _counts(first, count=300), "soap": _counts("soap", count=300)})
    assert (score_phrase(base, [first, "soap"], _counts(f"{first} soap", kinds="an")) > 0) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "kinds", "fit", "expected"),
    [("zyxx", "nn", 0.0, 0.86), ("zyxx", "nn", 2.0, 0.92), ("heavy", "an", 0.0, 0.71), ("heavier", "an", 0.0, 0.0)],
)
def test_certainty_of_english_phrases(first: str, kinds: str, fit: float, expected: float) -> None:
    """What judges or compares is less surely part of a term than what classifies, however seldom the words are apart."""
    base = _base("", **{first: _counts(first, count=8), "soap": _counts("soap", count=8)})
    found = _counts(f"{first} soap", kinds=kinds)  # type: ignore[arg-type]
    assert score_phrase(base, [first, "soap"], found, fit) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(("rest", "expected"), [(10, True), (11, False)])
def test_adjectives_of_any_text_are_parts_of_collocations(rest: int, *, expected: bool) -> None:
    """*third party* is one if half of the uses of a word are within it, *third soap* is not."""
    base = _base("", third=_counts("third", count=10 + rest), party=_counts("party", count=10 + rest))
    base.words = 1_000
    certainty = english_certainty(base, ["third", "party"], _counts("third party", kinds="an"), 0.0)  # type: ignore[arg-type]
    assert (certainty > 0.8) is expected


def test_compounds_of_words_of_any_text_are_none() -> None:
    """*bottom line*: neither is more frequent here than elsewhere."""
    base = _base("", bottom=_counts("bottom", count=1), line=_counts("line", count=1))
    assert english_certainty(base, ["bottom", "line"], _counts("bottom line", kinds="nn"), 0.0) < 0.55  # type: ignore[arg-type]


def test_verbs_in_the_third_person_end_no_compound() -> None:
    """*dog loves* has no singular, *Gmail labels* has."""
    base = _base("", zyxx=_counts("zyxx", count=300), label=_counts("label", count=300))
    found = _counts("zyxx labels", kinds="nm", marked=0)  # type: ignore[arg-type]
    assert not score_phrase(base, ["zyxx", "label"], found)
    found.forms["zyxx label"] = 1
    assert score_phrase(base, ["zyxx", "label"], found)


@pytest.mark.parametrize(("closes", "expected"), [(2, True), (1, False)])
def test_verbs_of_titles_end_phrases_if_they_are_terms(closes: int, *, expected: bool) -> None:
    """*Sniff things* in titles makes no term of *sniff*; a fifth at the end of phrases is a noun."""
    found = _counts("sniff", closes=closes, capitals=4, lower=6, titles=3)
    assert found.asked_about
    assert (score_word(_base("", sniff=found), "sniff", found, 2.0) > 0) is expected


@pytest.mark.parametrize(("word", "expected"), [("zyxx", True), ("zyxx's", False)])
def test_possessives_alone_are_no_terms(word: str, *, expected: bool) -> None:
    """*Trello's* is no name beside *Trello*."""
    found = _counts(word.capitalize(), kinds="p", capitals=10)  # type: ignore[arg-type]
    assert (score_word(_base("", **{word: found}), word, found, 2.0) > 0) is expected


def test_verbs_that_are_no_nouns_are_no_terms() -> None:
    """*Disable*, even behind an article, *the disable button*."""
    found = _counts("disable", capitals=4, lower=6, titles=3)
    assert score_word(_base("", disable=found), "disable", found, 2.0) == 0


@pytest.mark.parametrize(("word", "expected"), [("issues", False), ("webpage", True)])
def test_nouns_that_name_no_topic_are_no_terms(word: str, *, expected: bool) -> None:
    """However often questions repeat them."""
    found = _counts(word, titles=3)
    assert (score_word(_base("", **{word: found}), word, found, 2.0) > 0) is expected


@pytest.mark.parametrize("language", ["", "es"])
@pytest.mark.parametrize(("opens", "closes", "expected"), [(2, 10, True), (1, 10, False), (10, 2, True), (10, 1, False)])
def test_names_do_not_always_stand_within_longer_ones(opens: int, closes: int, language: str, *, expected: bool) -> None:
    """*York* and *San* do, *AMD* may."""
    found = _counts("Zyxx", kinds="p", capitals=10, opens=opens, closes=closes)  # type: ignore[arg-type]
    assert (score_word(_base(language), "zyxx", found, 0.0) > 0) is expected
    acronym = _counts("ZYX", kinds="P", capitals=10, opens=10, closes=closes)  # type: ignore[arg-type]
    assert score_word(_base(language), "zyx", acronym, 0.0) > 0


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
    """*sistema cerrado* needs no article of its own, but its noun does: *algunos casos*."""
    base = _base("es", sistem=_counts("sistema", **head))
    found = _counts("sistema cerrado", kinds="cu", **{"marked": 1, **counted})  # type: ignore[arg-type]
    assert is_noun_phrase(base, ["sistem", "cerrad"], found, ratio, sticky) is expected


@pytest.mark.parametrize(
    ("marked", "governed", "opens", "expected"), [(1, 0, 4, True), (0, 1, 4, True), (0, 0, 4, False), (1, 0, 3, False)]
)
def test_what_begins_phrases(marked: int, governed: int, opens: int, *, expected: bool) -> None:
    """A noun has a quarter of the articles that words usually have, or prepositions instead."""
    base = _base("es")
    assert begins_phrases(base, _counts("fiebre", marked=marked, governed=governed, opens=opens)) is expected


@pytest.mark.parametrize(("ratio", "sticky", "expected"), [(100.0, 0.33, True), (99.9, 0.33, False), (100.0, 0.32, False)])
def test_joined_nouns_that_are_certain_need_no_article(ratio: float, sticky: float, *, expected: bool) -> None:
    """*dolor de cabeza* stands in lists."""
    found = _counts("dolor de cabeza", kinds="cfc", marked=0)  # type: ignore[arg-type]
    assert is_linked_noun(found, ratio, sticky) is expected


@pytest.mark.parametrize(("text", "key"), [("Muscles are old.", "muscle"), ("The Muscles are old.", "muscles")])
def test_plurals_that_begin_a_sentence(text: str, key: str) -> None:
    """Their capital makes no name of a listed noun, as it does within a sentence."""
    passage = SimpleNamespace(
        text=f"{text} It is what you need for it.", role=PassageRole.TEXT, is_prose=True, is_head=False, may_name=True
    )
    question: Any = SimpleNamespace(title="", passages=[passage])
    assert key in keys_of(count_candidates(question))
