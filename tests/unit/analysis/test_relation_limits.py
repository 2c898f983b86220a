"""Each limit of relations by a base that stands on both sides of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.concepts.find import find_concepts
from zhiku.analysis.related.features import Feature, Features, features_of
from zhiku.analysis.related.neighbours import Neighbors
from zhiku.analysis.related.relate import _Relations, relate
from zhiku.model import ConceptOverlay, Domain, DomainId, DomainKind, DomainTag, RelationKind, Strength

from tests.support.read import base, classify_all, questions
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
    assert is_duplicate(f"怎样泡第一杯？|{LONG}", f"如何泡第二壶？|{LONG}{more}") is expected


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
    entries = relate(classified, find_concepts(classified, ConceptOverlay()), [topic])
    (found, *_) = next(entry.related for entry in entries if entry.question.id == "1")
    assert [name.casefold() for name in found.reasons].count("tannin") <= 1
    assert found.domains == ()


def test_a_link_relates_what_shares_nothing() -> None:
    """With a score of three tenths, and before what is less alike."""
    entries = related("甲事如何？|见[乙](#2)。", "乙物怎样？|全无", *FILLER)
    (found, *_) = entries["1"].related
    assert (found.target, found.linked, found.score) == ("2", True, 0.3)


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
    features = Features((feature,), ({},) * 40, ({},) * 40, (frozenset(),) * 40, (frozenset(),) * 40)
    found = Neighbors(features, [str(number) for number in range(40)], Counting()).nearest(0)  # type: ignore[arg-type] # a double
    assert counts == [24]
    assert len(found) == 16


def test_a_common_concept_is_a_reason_where_a_question_asks_about_it_and_the_other_treats_it() -> None:
    """Not where both only name it, and not where one asks and the other names it once."""
    titles = (frozenset({1}), frozenset[int](), frozenset[int]())
    treated = (frozenset({1, 2}), frozenset({1, 2}), frozenset({2}))
    features = SimpleNamespace(titles=titles, treated=treated)
    asked = partial(_Relations._asked, SimpleNamespace(_features=features))  # type: ignore[arg-type]  # noqa: SLF001 - the rule itself
    assert asked(0, 1) == asked(1, 0) == {1}
    assert asked(0, 2) == asked(1, 2) == frozenset()
