"""Related questions: what they share, how much, and why they are shown."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.find import find_concepts
from zhiku.analysis.related.features import features_of
from zhiku.analysis.related.reasons import _shortened
from zhiku.model import (
    Classified,
    ConceptOverlay,
    Domain,
    DomainId,
    Entry,
    Lines,
    Passage,
    PassageRole,
    Question,
    QuestionFeatures,
    QuestionId,
    RelationKind,
    SectionKind,
)

from tests.support.read import base, classify_all, questions, relate_all

DOMAINS = (Domain(DomainId("tea"), "茶", "Tea", "", ("绿茶",)),)
FILLER = [f"无关的题目{number}是什么{'甲乙丙丁戊己庚辛'[number]}？|{'子丑寅卯辰巳午未'[number] * 9}" for number in range(8)]
LONG = "先把水烧到九十五度，再把杯子温一温，放入三克干叶，倒水，等待一分钟，倒出来喝，然后再泡第二次。"


def related(*texts: str) -> dict[str, Entry]:
    """Questions of ``title|answer`` texts with their relations, by id."""
    source = base(texts)
    classified = classify_all(questions(source)[0], DOMAINS)
    return {entry.question.id: entry for entry in relate_all(classified, find_concepts(classified, ConceptOverlay()), DOMAINS)}


def test_duplicates_are_told_apart_and_come_first() -> None:
    """Questions that share most of their text are duplicates of each other, and stand before what is only related."""
    entries = related(f"怎样泡第一杯？|{LONG}", f"如何泡好第一杯？|{LONG}好。", *FILLER)
    assert [(found.target, found.kind) for found in entries["1"].related][:1] == [("2", RelationKind.DUPLICATE)]
    assert [(found.target, found.kind) for found in entries["2"].related][:1] == [("1", RelationKind.DUPLICATE)]


def test_a_placeholder_makes_no_duplicates() -> None:
    """The same short answer stands where none is written yet; from twenty-five characters on it is an answer."""
    titles = ("怎样泡第一杯绿茶？", "怎样泡第二杯绿茶？")

    def kinds(answer: str) -> set[RelationKind]:
        return {found.kind for found in related(*(f"{title}|{answer}" for title in titles), *FILLER)["1"].related[:1]}

    assert RelationKind.DUPLICATE not in kinds(LONG[:24])
    assert kinds(LONG[:25]) == {RelationKind.DUPLICATE}


def test_a_rare_thing_in_common_relates() -> None:
    """Two questions that name the same rare thing are related, and the thing is the reason; others are not."""
    head = "1. **单宁酸（Tannin）**：{}"
    one, other = "入口发涩而且回味十分长久的那一种味道", "颜色变深之后慢慢沉到壶底成为褐黄薄膜"
    entries = related(f"甲事如何？|{head.format(one)}", f"乙物怎样？|{head.format(other)}", *FILLER)
    (relation,) = entries["1"].related
    assert (relation.target, relation.kind) == ("2", RelationKind.RELATED)
    assert any("单宁酸" in reason for reason in relation.reasons)
    assert all(entries[str(number)].related == () for number in range(3, 11))


def test_what_everybody_shares_relates_nobody() -> None:
    """Words of every question give no relation."""
    entries = related(*(f"题{name}？|这里都一样" for name in "甲乙丙丁戊己庚辛"))
    assert all(relation.kind is RelationKind.DUPLICATE for entry in entries.values() for relation in entry.related)


def test_few_are_shown() -> None:
    """However many questions share a thing, a reader is shown a few."""
    head = "1. **单宁酸（Tannin）**：{}\n2. **水**：x"
    entries = related(
        *(f"题{number}如何？|{head.format(name * 12)}" for number, name in enumerate("甲乙丙丁戊己")), *FILLER, *FILLER
    )
    assert 0 < max(len(entry.related) for entry in entries.values()) <= 4


def test_a_base_of_one_or_none() -> None:
    """A single question is related to nothing; no question is no problem."""
    assert related("绿茶？|x")["1"].related == ()
    assert relate_all((), (), DOMAINS) == ()


ASKED = (
    "Doctor prescribed pills|Take them after supper.",
    "Medicine ordered by a physician|Swallow it with water in the evening.",
    "Which soup is best in January?|Pumpkin with ginger keeps you warm.",
    "Where can I park near the museum?|The garage on the north side opens at eight.",
    "How many goals did the team score?|Three in the first half.",
    "Why is the sky blue?|Air scatters short waves of light more.",
)


def test_questions_of_one_meaning_are_related_and_quoted() -> None:
    """Two questions that ask the same without a word in common are related; the reason is what they say, not what they share."""
    (relation, *_) = related(*ASKED)["1"].related
    assert relation.target == "2"
    assert relation.concepts == relation.domains == relation.phrases == ()
    assert relation.passages == ("Doctor prescribed pills", "Medicine ordered by a physician")


def test_sentences_are_quoted_rather_than_heads() -> None:
    """The heads of lists are too short to show what two questions have in common."""
    bed = "\n2. Lie down in your bed, close the curtains, put out the light."
    one = f"First of all?|1. **Doctor prescribed pills**: Swallow the tablets in the evening with water.{bed}"
    other = f"What comes next?|1. **Medicine ordered by a physician**: Swallow your tablets in the evening with much water.{bed}"
    (relation, *_) = related(one, other, *ASKED[2:])["1"].related
    assert (relation.target, len(relation.passages)) == ("2", 2)
    assert all("ablets" in text for text in relation.passages)


def test_equal_sentences_are_no_reason() -> None:
    """A title that both questions have says nothing of either."""
    entries = related("What is the output?|Zero.", "What is the output?|One.", *ASKED)
    quoted = [found.passages for entry in entries.values() for found in entry.related if found.passages]
    assert all(one != other for one, other in quoted)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("El formulario cambia. Cada formulario vive. Devuelve formulario.", {"formulario"}),
        ("Devuelve algo. Devuelve nada. Devuelve todo.", set()),
    ],
)
def test_verbs_are_no_reasons_where_no_list_knows_them(text: str, marked: set[str]) -> None:
    """In a language with articles a noun has them before it; what never has them is no reason."""
    passages = [
        Passage(SectionKind.ANSWER, PassageRole.TEXT, f"La casa {n} es de las personas del barrio. {text}", 0, 1)
        for n in range(3)
    ]
    questions = [
        Question(QuestionId(str(n)), n, "¿Qué hace la casa del barrio?", "a.md", Lines(1, 2), (), (passage,), ())
        for n, passage in enumerate(passages)
    ]
    classified = [
        Classified(question, QuestionFeatures((), "", b"", b"", count_candidates(question)), ()) for question in questions
    ]
    shown = {feature.name.casefold() for feature in features_of(classified, (), ()).features}
    assert marked <= shown
    assert "devuelve" not in shown


def test_one_reason_in_two_spellings_is_one() -> None:
    """Case and width do not tell reasons apart."""
    assert _shortened(["Event Loop", "event loop", "Ｅvent", "Queue"], 3) == ("Event Loop", "Queue")


def test_the_longer_of_two_reasons_is_shown() -> None:
    """A name that another one contains as whole words says nothing more, whichever weighs more."""
    assert _shortened(["deposit", "port", "Savings deposit", "support"], 3) == ("port", "Savings deposit", "support")
    assert _shortened(["蓝牙", "经典蓝牙", "模组"], 1) == ("经典蓝牙",)
