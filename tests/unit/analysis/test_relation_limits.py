"""Each limit of relations by a base that stands on both sides of it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.concepts.find import find_concepts
from zhiku.analysis.related.features import Features, features_of
from zhiku.analysis.related.neighbours import Neighbor, Neighbors
from zhiku.analysis.related.reasons import ReasonFinder, Reasons
from zhiku.analysis.related.words import Feature
from zhiku.model import (
    Concept,
    ConceptId,
    ConceptOverlay,
    Domain,
    DomainId,
    DomainKind,
    DomainTag,
    Evidence,
    Mention,
    QuestionId,
    RelationKind,
    Strength,
)

from tests.support.read import base, classify_all, questions, relate_all
from tests.unit.analysis.test_relate import ASKED, FILLER, LONG, related

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhiku.model import Relation

PREFIX = "先把水烧到九十五度再温杯"


def first_relation(*texts: str) -> Relation | None:
    """The best relation of the first of some questions, among others of which none belongs to it."""
    return next(iter(related(*texts, *FILLER)["1"].related), None)


def is_duplicate(*texts: str) -> bool:
    """Whether the second question is a duplicate of the first."""
    found = first_relation(*texts)
    return found is not None and found.kind is RelationKind.DUPLICATE


@pytest.mark.parametrize(("times", "expected"), [(1, True), (2, True), (4, False)])
def test_a_duplicate_is_no_much_longer_text(times: int, expected: bool) -> None:  # noqa: FBT001 - the outcome
    """The shorter text has two fifths of the longer one's length: of three times as much it says the same no more."""
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    more = "".join(f"{letters[number % 20]}{letters[number // 20]}事" for number in range((times - 1) * len(LONG) // 3))
    assert is_duplicate(f"怎样泡第一杯？|{LONG}", f"如何泡好第一杯？|{LONG}{more}") is expected


def test_the_weightiest_names_and_phrases_are_shown() -> None:
    """Three names at most, and two phrases."""
    heads = "\n".join(f"{number}. **{name}（{latin}）**：无" for number, (name, latin) in enumerate(
        (("单宁酸", "Tannin"), ("咖啡因", "Caffeine"), ("茶多酚", "Polyphenol"), ("茶氨酸", "Theanine")), 1
    ))  # fmt: skip
    found = first_relation(f"甲事如何？|{heads}", f"乙物怎样？|{heads}")
    assert found is not None
    assert len(found.concepts) == 3


@pytest.mark.parametrize(
    ("title", "answer", "expected"),
    [
        ("甲事如何？", "含 Tannin 。", False),
        ("甲事如何？", "含 Tannin 。加 Tannin 。", True),
        ("甲 Tannin 如何？", "无。", True),
    ],
)
def test_a_reason_is_treated_by_one_of_two(title: str, answer: str, *, expected: bool) -> None:
    """Words that both answers have in passing give no reason: one title has them, or one text more than once."""
    texts = [f"{title}|{answer}", "乙物怎样？|含 Tannin 。", *FILLER]
    features = features_of(classify_all(questions(base(texts))[0]), (), ())
    tannin = next(place for place, feature in enumerate(features.features) if feature.key == "tannin")
    assert (tannin in features.treated[0]) is expected
    assert tannin not in features.treated[1]


def test_russian_reasons_are_in_the_nominative() -> None:
    """A word without one is not shown, and neither is what is asked of any topic."""
    answer = "Разница в том, что здесь для монитора и с монитором. Это не о том, что на складе."
    one = f"Как работает монитор и отправка монитора?|{answer}"
    two = (
        "Что делает монитор и для чего о мониторах?|Разница в том, что здесь о складах и о мониторе. Это не о том, что в складах."
    )
    found = shown(one, two, filler=[])
    assert "монитор" in found
    assert not {"складах", "складе", "Разница", "мониторах"} & found


def shown(*texts: str, filler: Sequence[str] = FILLER) -> set[str]:
    """What may be shown as a reason in a base of these questions."""
    features = features_of(classify_all(questions(base([*texts, *filler]))[0]), (), ()).features
    return {feature.name for feature in features if feature.name}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("NAME", False),
        ("CLAY", False),
        ("URL", True),
        ("setState", False),
        ("Kiln_1", False),
        ("www.kiln.example/pots", False),
        ("高血压患者", False),
        ("Kiln 协议", True),
        ("协议 Kiln", False),
        ("Kiln", True),
        ("Kiln2", False),
        ("GB", False),
        ("file", False),
        ("export", False),
        ("clay", True),
        ("clay shelf", True),
        ("export shelf", False),
        ("clean shelf", False),
        ("xs shelf", False),
        ("臭患者", False),
        ("治疗高血压", False),
    ],
)
def test_what_is_no_reason(words: str, *, expected: bool) -> None:
    """Placeholders, code and units, words of any text, Chinese words that no concept joins, phrases with a verb or adjective."""
    assert (words in shown(f"甲事：{words} ？|无", f"乙物：{words} ？|无")) is expected


def test_a_topic_named_like_a_concept_is_no_second_reason() -> None:
    """*Tannin* beside *tannin* says the same twice."""
    texts = ["甲事如何？|1. **tannin（单宁酸）**：无", "乙物怎样？|1. **tannin（单宁酸）**：好", *FILLER]
    topic = Domain(DomainId("tannin"), "Tannin", "", "", ("tannin",), DomainKind.TOPIC)
    classified = [
        replace(item, tags=(DomainTag(topic.id, Strength.ABOUT, ()),)) if item.question.id in {"1", "2"} else item
        for item in classify_all(questions(base(texts))[0])
    ]
    entries = relate_all(classified, find_concepts(classified, ConceptOverlay()), [topic])
    (found, *_) = next(entry.related for entry in entries if entry.question.id == "1")
    assert [name.casefold() for name in found.reasons].count("tannin") <= 1
    assert found.domains == ()


def test_a_link_relates_what_shares_nothing() -> None:
    """With a score of three tenths, and before what is less alike."""
    entries = related("甲事如何？|见[乙](#2)。", "乙物怎样？|全无", *FILLER)
    (found, *_) = entries["1"].related
    assert (found.target, found.linked, found.score) == ("2", True, 0.3)


@pytest.mark.parametrize(("count", "expected"), [(10, True), (11, False)])
def test_a_table_of_contents_relates_nothing(count: int, *, expected: bool) -> None:
    """A question with more than ten links says of none of their targets that it belongs to it."""
    links = " ".join(f"[x](#{number})" for number in range(2, 2 + count))
    more = [f"无关的题目{letter}是什么？|{letter * 9}" for letter in "一二三四五六"]
    entries = related(f"甲事如何？|{links}", "乙物怎样？|全无", *FILLER, *more)
    assert any(found.linked for found in entries["2"].related) is expected


def test_long_sentences_are_cut() -> None:
    """A quoted sentence has sixty characters at most, and an ellipsis says that it went on."""
    one, other = " and ".join(["Doctor prescribed pills"] * 4), " and ".join(["Medicine ordered by a physician"] * 4)
    entries = related(f"{one}|x", f"{other}|x", *ASKED[2:])
    quoted = [text for entry in entries.values() for found in entry.related for text in found.passages]
    assert quoted
    assert max(map(len, quoted)) == 60
    assert all(text.endswith("…") for text in quoted if len(text) == 60)


def test_a_word_of_the_title_counts_three_times() -> None:
    """The weight of a word in the title and of one in the text, of the same rarity."""
    texts = ("龙井茶？|碧螺春茶", "龙井茶！|碧螺春茶", "雨？|猫", "雪？|狗", "风？|马", "云？|牛")
    features = features_of(classify_all(questions(base(texts))[0]), (), ())
    weights = {features.features[word].key: weight for word, weight in features.words[0].items()}
    in_title = [weight for key, weight in weights.items() if "龙井" in key]
    in_text = [weight for key, weight in weights.items() if "碧螺" in key]
    assert in_title
    assert max(in_title) == pytest.approx(3 * max(in_text))


def test_two_dozen_are_compared_by_meaning() -> None:
    """Besides those that share most features, the questions most alike in meaning are compared, and sixteen of them kept."""
    counts: list[int] = []

    class Counting:
        share = 0.5

        def nearest(self, count: int) -> list[list[int]]:
            counts.append(count)
            return [[other for other in range(40) if other != question][:count] for question in range(40)]

        def similarities(self, _: int, others: list[int]) -> list[float]:
            return [0.4 for _ in others]

    feature = Feature("concept", "茶", "茶", telling=True)
    features = Features((feature,), ({},) * 40, ({},) * 40, (frozenset(),) * 40, (frozenset(),) * 40, {})
    found = Neighbors(features, [str(number) for number in range(40)], Counting()).nearest(0)  # type: ignore[arg-type] # a double
    assert counts == [24]
    assert len(found) == 16


def reasons_between(  # noqa: PLR0913 - what both questions have, and how near they are
    feature: Feature,
    having: int,
    *,
    asking: tuple[bool, bool],
    treating: tuple[bool, bool],
    others_asking: int = 0,
    score: float = 0.3,
) -> Reasons:
    """The reasons between the first two of a hundred questions, which share one feature; the titles of others have it, too."""
    titles = [frozenset({0}) if asks else frozenset[int]() for asks in (*asking, *[True] * others_asking)]
    titles += [frozenset()] * (100 - len(titles))
    treated = [frozenset({0}) if treats else frozenset[int]() for treats in treating] + [frozenset()] * 98
    having_it, nothing = ({0: 0.1},) * 100, (dict[int, float](),) * 100
    subjects, words = (nothing, having_it) if feature.kind == "word" else (having_it, nothing)
    features = Features((feature,), subjects, words, tuple(titles), tuple(treated), {0: having})
    finder = ReasonFinder([], features, [], None)
    finder._questions = [SimpleNamespace(passages=(), title="")] * 100  # type: ignore[list-item]  # noqa: SLF001 - their number counts
    return finder.find(0, Neighbor(1, score))


CONCEPT, EVERYDAY = Feature("concept", "kiln", "kiln", telling=True), Feature("concept", "clay", "clay", telling=False)
WORD = Feature("word", "clay", "clay", telling=False)
ONE, BOTH, NONE = (True, False), (True, True), (False, False)


@pytest.mark.parametrize(
    ("feature", "having", "asking", "treating", "expected"),
    [
        (CONCEPT, 10, ONE, BOTH, True),
        (CONCEPT, 11, ONE, BOTH, False),
        (CONCEPT, 10, ONE, ONE, False),
        (CONCEPT, 5, ONE, ONE, True),
        (EVERYDAY, 5, ONE, ONE, False),
        (CONCEPT, 5, NONE, BOTH, True),
        (CONCEPT, 6, NONE, BOTH, False),
        (CONCEPT, 5, NONE, ONE, True),
        (CONCEPT, 6, NONE, ONE, False),
        (CONCEPT, 5, NONE, NONE, False),
        (WORD._replace(telling=True), 5, NONE, ONE, False),
        (EVERYDAY, 5, NONE, BOTH, False),
        (EVERYDAY, 10, ONE, BOTH, False),
        (WORD, 10, ONE, BOTH, False),
        (WORD, 10, BOTH, BOTH, True),
        (EVERYDAY, 10, BOTH, BOTH, True),
        (CONCEPT, 33, BOTH, BOTH, True),
        (CONCEPT, 34, BOTH, BOTH, False),
    ],
)
def test_what_is_a_reason(
    feature: Feature, having: int, asking: tuple[bool, bool], treating: tuple[bool, bool], *, expected: bool
) -> None:
    """Of a hundred questions: what ten have and one of two asks about, what five have and one treats, what both ask about."""
    found = reasons_between(feature, having, asking=asking, treating=treating)
    assert (feature.name in (*found.concepts, *found.phrases)) is expected


@pytest.mark.parametrize(
    ("feature", "having", "treating"), [(EVERYDAY, 10, (True, True)), (CONCEPT, 11, (True, True)), (CONCEPT, 5, (True, False))]
)
def test_what_tells_little_needs_near_questions(feature: Feature, having: int, treating: tuple[bool, bool]) -> None:
    """An everyday word, what many questions have, and what one names in passing, from a score of a quarter on."""
    asking = ONE if treating == ONE else BOTH
    near, far = (reasons_between(feature, having, asking=asking, treating=treating, score=score) for score in (0.25, 0.24))
    assert near.concepts == (feature.name,)
    assert far == Reasons()


@pytest.mark.parametrize(("name", "others", "expected"), [("kiln", 23, True), ("kiln", 24, False), ("Kiln", 24, True)])
def test_what_most_titles_have_is_no_reason(name: str, others: int, *, expected: bool) -> None:
    """A quarter of the titles at most, unless it is written as a name is; such questions are related all the same."""
    feature = CONCEPT._replace(name=name)
    found = reasons_between(feature, 33, asking=BOTH, treating=BOTH, others_asking=others)
    assert (found.concepts == (name,)) is expected


@pytest.mark.parametrize(
    ("kind", "name", "share", "expected"),
    [
        (DomainKind.PART, "Glazes", 3, True),
        (DomainKind.PART, "Glazes", 4, False),
        (DomainKind.DOMAIN, "Glazes", 4, True),
        (DomainKind.TOPIC, "Celadon", 4, True),
        (DomainKind.TOPIC, "Service", 4, False),
    ],
)
def test_domains_that_are_shown(kind: DomainKind, name: str, share: int, *, expected: bool) -> None:
    """No part with more than a quarter of the questions, such as a level of difficulty, and no topic with an everyday name."""
    domain = Domain(DomainId("glazes"), name, "", "", ("glaze",), kind)
    classified = [
        replace(item, tags=(DomainTag(domain.id, Strength.ABOUT, ()),)) if place < share else item
        for place, item in enumerate(
            classify_all(questions(base(["甲事如何？|无", "乙物怎样？|好", *FILLER, "丙？|无", "丁？|无"]))[0])
        )
    ]
    assert (name in {feature.name for feature in features_of(classified, (), [domain]).features}) is expected


@pytest.mark.parametrize(
    ("evidence", "title", "expected"),
    [
        (("glaze", "How to glaze?"), True, True),
        (("glaze", "Then glaze."), False, True),
        (("fire", "How to glaze?"), False, False),
    ],
)
def test_a_topic_is_asked_about_by_its_terms(evidence: tuple[str, str], *, title: bool, expected: bool) -> None:
    """Its title has a term; a text with one treats the topic, and what is only like the topic does neither."""
    topic = Domain(DomainId("glazes"), "Celadon", "", "", ("glaze",), DomainKind.TOPIC)
    (item, *others) = classify_all(questions(base(["How to glaze?|Then glaze.", "甲事如何？|无"]))[0])
    tagged = replace(item, tags=(DomainTag(topic.id, Strength.ABOUT, (Evidence(*evidence, 1),)),))
    features = features_of([tagged, *others], (), [topic])
    place = next(place for place, feature in enumerate(features.features) if feature.kind == "topic")
    assert (place in features.titles[0], place in features.treated[0]) == (title, expected)


def test_a_title_has_what_stands_in_a_longer_name() -> None:
    """*shared module* asks about modules, though only the longer concept is linked there."""
    texts = ["What is a shared kiln?|x", "What is a kiln?|x", "What is a shared kiln for?|y", *FILLER]
    classified = classify_all(questions(base(texts))[0])
    kiln, shared = (
        Concept(ConceptId(name), name, (), (Mention(QuestionId(number), None, text, 1, defining=False),), (), linked=True)
        for name, number, text in (("kiln", "2", texts[1]), ("shared kiln", "1", texts[0]))
    )
    features = features_of(classified, [kiln, shared], ())
    place = next(place for place, feature in enumerate(features.features) if feature.key == "kiln")
    assert place in features.titles[0]


def test_what_stands_in_a_longer_name_is_a_reason() -> None:
    """Although it is no subject of the question with the longer name."""
    titles = (frozenset({0}), frozenset({0}), *(frozenset[int](),) * 98)
    nothing = (dict[int, float](),) * 100
    finder = ReasonFinder([], Features((CONCEPT,), nothing, nothing, titles, titles, {0: 2}), [], None)
    finder._questions = [SimpleNamespace(passages=(), title="")] * 100  # type: ignore[list-item]  # noqa: SLF001 - their number counts
    assert finder.find(0, Neighbor(1, 0.3)).concepts == ("kiln",)
