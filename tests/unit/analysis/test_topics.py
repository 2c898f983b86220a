"""Topics: the text's parts, the owner's, and those that are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.find import _id_of
from zhiku.analysis.concepts.salience import is_everyday
from zhiku.analysis.topics.anchors import Anchor, anchors_of
from zhiku.analysis.topics.find import _name_of, _second_names, _title_of, free_id
from zhiku.commands.init import init
from zhiku.commands.lint import identify
from zhiku.content.stored_topics import read_stored_topics, topic_lines
from zhiku.model import (
    GENERAL,
    Classified,
    Concept,
    ConceptId,
    DomainId,
    DomainKind,
    DomainTag,
    KnowledgeBase,
    Lines,
    Mention,
    Passage,
    PassageRole,
    Question,
    QuestionFeatures,
    QuestionId,
    SectionKind,
    Strength,
)
from zhiku.parsing.ids import read_lock
from zhiku.pipeline.prepare import prepare
from zhiku.source.text import SourceText

if TYPE_CHECKING:
    from pathlib import Path

_PRODUCTS = ("Alphabox", "Betamail", "Gammadocs", "Deltachat", "Epsilonmaps")
_ASKED = (
    "delete files in",
    "log out of",
    "share a link from",
    "find entries of",
    "pay for",
    "install",
    "trust",
    "rename",
    "leave",
)


def _text(products: tuple[str, ...] = _PRODUCTS, times: int = 9) -> list[str]:
    """Questions on products, and one that names none but speaks like those on the first."""
    return [
        f"### How do I {asked} {product}?\n\n**Answer:** Open {product} and look at its menu. It is an entry in {product}.\n"
        for product in products
        for asked in _ASKED[:times]
    ]


def _base(folder: Path, questions: list[str], domains: str = "domains: {}\n", *, on_request: bool = False) -> KnowledgeBase:
    folder.mkdir(exist_ok=True)
    (folder / "kb.yml").write_text("format:\n  question: {level: 3, numbered: false}\n", encoding="utf-8")
    (folder / "domains.yml").write_text(domains, encoding="utf-8")
    (folder / "text.md").write_text("\n".join(questions), encoding="utf-8")
    return prepare(folder, lambda _: None, topics_on_request=on_request)[0].base


def _topics(base: KnowledgeBase) -> dict[str, int]:
    return {domain.name: len(base.of_domain(domain.id)) for domain in base.domains if domain.kind is DomainKind.TOPIC}


def test_topics_are_named_by_the_terms_of_the_text(tmp_path: Path) -> None:
    """Every question is in the topic that it names, and says by which words."""
    base = _base(tmp_path, _text())
    assert _topics(base) == dict.fromkeys(_PRODUCTS, 9)
    (tag,) = base.entries[0].tags
    assert tag.evidence[0].term == "Alphabox"
    assert tag.evidence[0].text == base.entries[0].question.title


def test_a_small_base_has_topics_on_wish_only(tmp_path: Path) -> None:
    """Below forty questions a list is enough."""
    questions = _text(times=7)
    assert _topics(_base(tmp_path, questions)) == {}
    assert _topics(_base(tmp_path, questions, on_request=True)) == dict.fromkeys(_PRODUCTS, 7)


def test_one_question_more_moves_no_other(tmp_path: Path) -> None:
    """Neither a new question nor a lost one changes where the rest belongs."""
    questions = _text()
    before = {entry.question.title: entry.about for entry in _base(tmp_path, questions).entries}
    after = _base(tmp_path, [*questions[5:], "### Is it raining?\n\n**Answer:** It is.\n"])
    assert all(entry.about == before.get(entry.question.title, (GENERAL,)) for entry in after.entries)


def test_stored_topics_keep_address_and_name_while_two_questions_are_about_them(tmp_path: Path) -> None:
    """``kb ids --store`` writes what was found; three votes would be needed anew."""
    questions = _text()
    _base(tmp_path, questions)
    identify(tmp_path, store=True)
    lock = tmp_path / "ids.lock"
    assert '{"topic": "alphabox", "name": "Alphabox", "terms": ["Alphabox"]}' in lock.read_text(encoding="utf-8")
    lock.write_text(lock.read_text(encoding="utf-8").replace('"alphabox", "name": "Alphabox"', '"letters", "name": "Letters"'))
    assert _topics(_base(tmp_path, questions[7:])) == {**dict.fromkeys(_PRODUCTS[1:], 9), "Letters": 2}
    assert "Letters" not in _topics(_base(tmp_path, [*questions[8:], *_text(("Zetapost",), 3)]))


@pytest.mark.parametrize(("times", "expected"), [(5, False), (6, True)])
def test_beside_stored_topics_a_new_one_needs_twice_the_votes(tmp_path: Path, times: int, *, expected: bool) -> None:
    """Of what the stored ones leave."""
    questions = _text()
    _base(tmp_path, questions)
    identify(tmp_path, store=True)
    found = _topics(_base(tmp_path, [*questions, *_text(("Zetapost",), times)]))
    assert ("Zetapost" in found) is expected
    assert {name: found[name] for name in _PRODUCTS} == dict.fromkeys(_PRODUCTS, 9)


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ('{"topic": "a", "name": "A", "terms": ["a", "b"]}', True),
        ('{"topic": "a", "name": "A", "terms": []}', False),
        ('{"topic": "a", "name": "A", "terms": "a"}', False),
        ('{"topic": "a"}', False),
        ("[1]", False),
        ("{", False),
    ],
)
def test_lines_of_topics_in_the_lock(line: str, *, topic: bool) -> None:
    """What is no topic is reported by the reader of ids."""
    lock = SourceText("content/ids.lock", line + "\n")
    assert bool(read_stored_topics(lock)) is topic
    assert [problem.code for problem in read_lock(lock)[1]] == ([] if topic else ["KB307"])
    if topic:
        assert topic_lines(read_stored_topics(lock)) == line + "\n"


def _anchor(name: str, questions: int) -> Anchor:
    return Anchor(name, (name,), 1.0, {QuestionId(str(number)): 3.0 for number in range(questions)})


@pytest.mark.parametrize(("longer", "expected"), [(7, "neural nets"), (6, "nets")])
def test_a_longer_name_of_most_of_its_questions_names_a_topic(longer: int, expected: str) -> None:
    """It says more than the word around which the group is."""
    assert _name_of([_anchor("nets", 10), _anchor("neural nets", longer)]) == expected


@pytest.mark.parametrize(
    ("name", "title"), [("data", "Data"), ("dbt", "dbt"), ("learning rate", "Learning rate"), ("ключ", "Ключ")]
)
def test_topics_begin_with_a_capital(name: str, title: str) -> None:
    """But for short names that may be written without one."""
    assert _title_of(name) == title


@pytest.mark.parametrize(("name", "address"), [("Aplicación", "aplicacion"), ("数据", "shu-ju"), ("Über Git", "uber-git")])
def test_addresses_of_topics_and_concepts(name: str, address: str) -> None:
    """Accents go, and leave no gap."""
    assert free_id(name, set()) == address
    assert _id_of([name]) == address


def test_what_the_owner_wrote_is_never_moved(tmp_path: Path) -> None:
    """She merges two topics and bans the rest; none is found beside hers."""
    mine = "topics:\n  letters:\n    name: Letters\n    terms: [Alphabox, Betamail]\n"
    base = _base(tmp_path, _text(), mine)
    assert _topics(base) == {"Letters": 18}
    assert base.entries[-1].about == (GENERAL,)


def test_parts_are_topics_by_membership(tmp_path: Path) -> None:
    """A part has the questions in it, whatever their words, and no topics are found beside parts."""
    questions = _text()
    questions[0] = "## Letters\n\n" + questions[0]
    questions[9] = "## The rest\n\n" + questions[9]
    base = _base(tmp_path, questions)
    assert [(domain.name, domain.kind, len(base.of_domain(domain.id))) for domain in base.domains] == [
        ("Letters", DomainKind.PART, 9),
        ("The rest", DomainKind.PART, 36),
    ]
    assert base.entries[0].tags[0].evidence[0].line == 1


def test_one_part_around_everything_divides_nothing(tmp_path: Path) -> None:
    """A title above all questions is no topic."""
    questions = _text()
    questions[0] = "## All of it\n\n" + questions[0]
    assert {domain.kind for domain in _base(tmp_path, questions).domains} == {DomainKind.TOPIC}


@pytest.mark.parametrize("topics", [False, True])
def test_init_proposes_what_a_build_would_find(tmp_path: Path, *, topics: bool) -> None:
    """The proposal is written under ``topics`` and gives the same topics again."""
    text = tmp_path / "text.md"
    text.write_text("\n".join(_text(times=9 if not topics else 7)), encoding="utf-8")
    init([text], tmp_path / "content", topics=topics)
    assert "topics:\n  alphabox:\n" in (tmp_path / "content" / "domains.yml").read_text(encoding="utf-8")
    base = prepare(tmp_path / "content", lambda _: None)[0].base
    assert set(_topics(base)) == set(_PRODUCTS)
    assert {domain.id for domain in base.domains} == {DomainId(name.casefold()) for name in _PRODUCTS}


def _titles(*titles: str) -> list[Classified]:
    """Questions with these titles and one text for all of them."""
    passage = Passage(SectionKind.ANSWER, PassageRole.TEXT, "La respuesta está en la documentación de los autores.", 0, 1)
    questions = [
        Question(QuestionId(str(n)), n, title, "a.md", Lines(1, 2), (), (passage,), ()) for n, title in enumerate(titles, 1)
    ]
    return [
        Classified(item, QuestionFeatures((), "", b"", b"", count_candidates(item)), (DomainTag(GENERAL, Strength.ABOUT, ()),))
        for item in questions
    ]


def test_a_small_base_is_divided_by_what_its_titles_ask_about() -> None:
    """Actions and what is asked of any topic count there, everyday verbs (处理) do not, nor what all titles have."""
    titles = [
        "数据集有什么",
        "怎么处理数据",
        "如何处理数据",
        "评估指标",
        "如何评估",
        "如何优化",
        "优化算法",
        "医疗领域",
        "金融领域",
        "教育领域",
    ]
    questions = _titles(*(f"大模型的{title}" for title in titles))
    found = {anchor.name for anchor in anchors_of(questions, (), 2, 6, small=True)}
    assert found == {"数据", "评估", "优化", "领域"}
    assert not {"评估", "领域"} & {anchor.name for anchor in anchors_of(questions, (), 2, 6)}


@pytest.mark.parametrize(("name", "weight"), [("Kiln", 1.0), ("training", 0.5), ("decision trees", 1.0)])
def test_a_common_word_is_a_lighter_anchor(name: str, weight: float) -> None:
    """A name or a phrase says better what a group is about."""
    questions = _titles(*(f"How is the {name} here?" for _ in range(4)))
    mentions = tuple(Mention(item.question.id, None, item.question.title, 1, defining=False) for item in questions)
    concept = Concept(ConceptId("x"), name, (), mentions, (), linked=True)
    assert [(anchor.name, anchor.weight) for anchor in anchors_of(questions, [concept], 3, 9) if anchor.name == name] == [
        (name, weight)
    ]


def test_question_words_of_a_language_without_lists_are_no_anchors() -> None:
    """*Cómo* and *puedes* begin titles, and no article stands before them."""
    questions = _titles(
        *("¿Cómo puedes cambiar el renderizado?", "¿Cómo puedes leer el renderizado?", "¿Cómo borrar el renderizado?") * 2
    )
    assert {anchor.name for anchor in anchors_of(questions, (), 3, 9)} == {"renderizado"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Words", True),
        ("Gmail", False),
        ("文件", True),
        ("幽门螺杆菌", False),
        ("elementos", False),
        ("HTTP", False),
        ("neural nets", False),
    ],
)
def test_common_words(name: str, *, expected: bool) -> None:
    """A single word of a list; no name, acronym or phrase."""
    assert is_everyday(name) is expected


@pytest.mark.parametrize(
    ("name", "second", "others", "expected"),
    [("words", 5, 5, True), ("words", 4, 0, False), ("words", 5, 6, False), ("gmail", 5, 5, False)],
)
def test_a_common_word_gets_a_second_name(name: str, second: int, others: int, *, expected: bool) -> None:
    """A quarter of the topic's questions speak of it, and no more of the others."""

    def anchor(own: str, ids: list[str]) -> Anchor:
        return Anchor(own, (own,), 1.0, dict.fromkeys(map(QuestionId, ids), 3.0))

    voters = [f"v{number}" for number in range(20)]
    beside = anchor("embeddings", [*voters[:second], *(f"o{number}" for number in range(others))])
    groups = {name: [anchor(name, voters)], "embeddings": [beside]}
    found = _second_names(groups, {name: set(map(QuestionId, voters))})
    assert found == ({name: ("embeddings",)} if expected else {})
