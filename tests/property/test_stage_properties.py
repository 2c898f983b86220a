"""Stages over a whole base: the order of its questions does not matter, and equal input gives equal output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st
from zhiku.analysis.concepts.find import find_concepts
from zhiku.diagnostics.diagnostic import Diagnostic, Severity
from zhiku.diagnostics.report import Format, in_order, show
from zhiku.markdown.katex import Refused, Typesetter
from zhiku.model import ConceptOverlay, Domain, DomainId, Entry, Question
from zhiku.source.text import SourceText

from tests.support.read import classify_all, relate_all, rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

DOMAINS = (
    Domain(DomainId("tea"), "茶", "Tea", "", ("茶叶", "绿茶", "tea")),
    Domain(DomainId("cup"), "杯", "Cup", "", ("茶杯", "杯子", "GREEN TEA")),
)
WORDS = (
    "茶叶",
    "绿茶",
    "茶杯",
    "发酵",
    "水温",
    "Green Tea",
    "Oolong（乌龙）",
    "水温（Temperature）",
    "，",
    "。",
    "冲泡时间",
    "都要注意安全卫生问题。",
)
_sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
_item = st.tuples(_sentence, _sentence).map(lambda pair: f"1. **{pair[0]}**：{pair[1]}\n   - {pair[1]}\n")
_answer = st.lists(_sentence.map("{}\n\n".format) | _item, min_size=1, max_size=4).map("".join)
bases = st.lists(st.tuples(_sentence, _answer), min_size=2, max_size=6)


def questions_of(parts: Sequence[tuple[str, str]]) -> tuple[Question, ...]:
    """Questions with these titles and answers, numbered from 1."""
    text = "".join(f"### {number}. {title}\n\n**答案：**\n\n{answer}\n\n" for number, (title, answer) in enumerate(parts, 1))
    source = SourceText("text.md", text)
    return rendered(source)[0]


def related(questions: Sequence[Question]) -> dict[str, Entry]:
    """Every question, classified and related, by its id."""
    classified = classify_all(questions, DOMAINS)
    return {entry.question.id: entry for entry in relate_all(classified, find_concepts(classified, ConceptOverlay()), DOMAINS)}


@given(bases, st.data())
def test_the_order_of_questions_does_not_matter(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    """In any order of the questions, each has the same domains, evidence and relations."""
    questions = questions_of(parts)
    shuffled = data.draw(st.permutations(questions))
    one, other = related(questions), related(shuffled)
    for identity, entry in one.items():
        assert other[identity].tags == entry.tags
        assert other[identity].related == entry.related


@given(bases)
def test_relations_are_sound(parts: list[tuple[str, str]]) -> None:
    """No question is related to itself or twice to another; scores lie in 0..1, duplicates first, then descending."""
    entries = related(questions_of(parts))
    for identity, entry in entries.items():
        targets = [relation.target for relation in entry.related]
        assert identity not in targets
        assert len(set(targets)) == len(targets)
        assert set(targets) <= entries.keys()
        keys = [(relation.kind == "related", -relation.score) for relation in entry.related]
        assert keys == sorted(keys)
        assert all(0 <= relation.score <= 1 for relation in entry.related)


@given(bases)
def test_every_question_has_a_domain_and_its_evidence(parts: list[tuple[str, str]]) -> None:
    """A question has a domain or is general; evidence names a term of the domain inside the quote."""
    terms = {domain.id: {term.casefold() for term in domain.terms} for domain in DOMAINS}
    for entry in related(questions_of(parts)).values():
        assert entry.about
        assert "general" not in entry.about or len(entry.about) == 1
        for tag in entry.tags:
            for evidence in tag.evidence:
                assert evidence.term in terms[tag.domain]
                assert evidence.term in evidence.text.casefold()
                assert entry.question.lines.first <= evidence.line <= entry.question.lines.last


TEX = st.lists(
    st.sampled_from(
        [
            r"\frac{a}{b}",
            "x_1",
            "^2",
            r"\sum_{i}",
            "{",
            "}",
            r"\text{汉}",
            "汉",
            r"\left(",
            r"\right)",
            "&",
            r"\\",
            "\n",
            "😀",
            r"\oops",
            "%",
            "#",
        ]
    ),
    max_size=6,
).map("".join)


@given(st.lists(st.tuples(TEX, st.booleans()), max_size=6), st.data())
@example([(r"\gdef\a{x}\a", False), (r"\a", False)], None)
def test_typesetting_does_not_depend_on_earlier_formulas(formulas: list[tuple[str, bool]], data: st.DataObject | None) -> None:
    """A formula gives the same result alone, again, and after any other formulas."""
    order = list(range(len(formulas)))
    if data is not None:
        order = data.draw(st.permutations(order))
    behind_others = {index: SHARED.typeset(formulas[index][0], display=formulas[index][1]) for index in order}
    for index, (tex, display) in enumerate(formulas):
        FRESH._done.clear()  # noqa: SLF001 - what it remembers would hide a difference
        assert FRESH.typeset(tex, display=display) == behind_others[index]


SHARED, FRESH = Typesetter(), Typesetter()


@given(TEX, st.booleans())
def test_a_refusal_points_into_the_formula(tex: str, display: bool) -> None:  # noqa: FBT001 - drawn
    """KaTeX's error has an offset within the TeX (or at its end), counted in code points."""
    result = SHARED.typeset(tex, display=display)
    if isinstance(result, Refused):
        assert 0 <= result.offset <= len(tex)
        assert result.length >= 1
        result.message.encode()


diagnostics = st.builds(
    Diagnostic,
    path=st.sampled_from(["a.md", "b.md", "a,b:%.md"]),
    line=st.integers(0, 3),
    column=st.integers(1, 9),
    code=st.sampled_from(["KB101", "KB201"]),
    severity=st.sampled_from(Severity),
    message=st.text(max_size=5),
    hint=st.text(max_size=5),
    excerpt=st.text(max_size=120),
    length=st.integers(1, 200),
)


@given(st.lists(diagnostics, max_size=6), st.data())
def test_diagnostics_are_shown_in_the_order_of_places(items: list[Diagnostic], data: st.DataObject) -> None:
    """They are sorted by place and unique, in every format, in whatever order stages report them."""
    shuffled = data.draw(st.permutations(items + items))
    assert set(in_order(shuffled)) == set(items)
    places = [(item.path, item.line, item.column) for item in in_order(shuffled)]
    assert places == sorted(places)
    if len({(item.path, item.line, item.column, item.code, item.message) for item in items}) == len(set(items)):
        for form in Format:
            assert show(items, form) == show(shuffled, form)


@given(st.lists(diagnostics, min_size=1, max_size=3))
def test_annotations_are_one_line_each(items: list[Diagnostic]) -> None:
    """GitHub parses workflow commands by line: no message, hint or path breaks its line."""
    shown = show(items, Format.GITHUB)
    lines = shown.split("\n")
    assert len(lines) == len(in_order(items))
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    assert "\r" not in shown
