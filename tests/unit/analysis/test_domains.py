"""Domains of questions: places count, not words."""

from __future__ import annotations

import pytest
from zhiku.content.annotations import Overlay
from zhiku.model import Classified, Domain, DomainId, QuestionId, Strength

from tests.support.read import base, classify_all, questions

TEA, CUP = DomainId("tea"), DomainId("cup")
DOMAINS = (Domain(TEA, "茶", "Tea", "", ("茶叶", "绿茶", "tea", "AI")), Domain(CUP, "杯", "Cup", "", ("茶杯", "杯子")))


def classified(*texts: str, overlays: tuple[Overlay, ...] = ()) -> tuple[Classified, ...]:
    """Questions of ``title|answer`` texts, classified."""
    source = base(texts)
    return classify_all(questions(source)[0], DOMAINS, overlays)


def tags(item: Classified) -> dict[str, str]:
    """The domains of a question with their strength."""
    return {tag.domain: tag.strength.value for tag in item.tags}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绿茶怎样泡？|热水", {"tea": "about"}),
        ("绿茶用什么杯子？|玻璃", {"tea": "about", "cup": "about"}),
        ("怎样泡？|用茶叶。", {"general": "about", "tea": "mentions"}),
        ("有哪些领域？|1. **茶叶：** x\n2. **杯子领域**：y", {"tea": "about", "cup": "about"}),
        ("有哪些领域？|1. **茶叶（Tea）**：x", {"tea": "about"}),
        ("Which fields?|1. **Tea industry:** x", {"tea": "about"}),
        ("有哪些领域？|1. **茶叶数据：** x", {"general": "about", "tea": "mentions"}),
        ("绿茶？|1. **杯子：** x", {"tea": "about", "cup": "mentions"}),
        ("Team 与 steam？|TEA time", {"general": "about", "tea": "mentions"}),
        ("用AI做什么？|x", {"tea": "about"}),
        ("MAIN？|x", {"general": "about"}),
        ("茶|没有", {"general": "about"}),
        ("x|`茶叶` 与 \\(\\text{茶叶}\\)", {"general": "about", "tea": "mentions"}),
    ],
)
def test_where_a_term_stands_decides(text: str, expected: dict[str, str]) -> None:
    """Titles and heads that are a term are *about*, other places *mention*; Latin terms are whole words, but beside Chinese."""
    (item,) = classified(text)
    assert tags(item) == expected


def test_clauses_that_recur_say_nothing() -> None:
    """A long clause in three or more questions is boilerplate; a short one, as in an enumeration, never is."""
    three = [f"题{number}|茶叶要放在阴凉干燥的地方保存。" for number in range(3)]
    assert [tags(item) for item in classified(*three)] == [{"general": "about"}] * 3
    assert [tags(item) for item in classified(*three[:2])] == [{"general": "about", "tea": "mentions"}] * 2
    short = [f"题{number}|茶叶、水" for number in range(3)]
    assert [tags(item) for item in classified(*short)] == [{"general": "about", "tea": "mentions"}] * 3


def test_evidence_is_the_words_and_their_line() -> None:
    """A tag says which term was found, in what words and in which line; each term once."""
    (item,) = classified("怎样泡？|先放茶叶，再放茶叶。\n\n绿茶用玻璃杯子")
    tea = next(tag for tag in item.tags if tag.domain == TEA)
    assert [(found.term, found.text, found.line) for found in tea.evidence] == [
        ("茶叶", "先放茶叶", 5),
        ("绿茶", "绿茶用玻璃杯子", 7),
    ]
    assert all(tag.strength is Strength.MENTIONS for tag in item.tags if tag.domain in {TEA, CUP})


def test_evidence_is_where_its_clause_stands() -> None:
    """The line is that of the clause, not of boilerplate that has the same words within it."""
    boilerplate = "大家都要记得先放茶叶再倒水"
    item, *_ = classified(f"甲？|{boilerplate}\n\n先放茶叶", f"乙？|{boilerplate}", f"丙？|{boilerplate}")
    evidence = next(tag for tag in item.tags if tag.domain == TEA).evidence
    assert [(found.text, found.line) for found in evidence] == [("先放茶叶", 7)]


def test_an_owner_decides() -> None:
    """A pin makes a domain *about* with the evidence there is, a ban takes it away whatever the text says."""
    overlay = Overlay(QuestionId("1"), pinned=(CUP,), banned=(TEA,))
    (item,) = classified("绿茶？|茶杯", overlays=(overlay,))
    assert tags(item) == {"cup": "about"}
    assert [found.term for found in item.tags[0].evidence] == ["茶杯"]


def test_tags_follow_the_taxonomy() -> None:
    """Domains a question is about come first, in the order of the taxonomy, whatever the order in the text."""
    (item,) = classified("杯子与绿茶？|x")
    assert [tag.domain for tag in item.tags] == [TEA, CUP]
