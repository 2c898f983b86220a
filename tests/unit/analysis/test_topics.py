"""Topics: the text's parts, the owner's, and those that are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.salience import is_everyday
from zhiku.analysis.topics.anchors import Anchor, _by_echo, _rare, _rarities, anchors_of, longer_names
from zhiku.analysis.topics.find import (
    _faded,
    _greedy,
    _is_subject,
    _large_enough,
    _Wanted,
    _widened,
)
from zhiku.analysis.topics.parts import _without_label
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


DOMAINS = "domains:\n  mail: {name: Mail, terms: [Betamail]}\n"
"""An owner's domain."""


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


def test_what_the_owner_wrote_is_never_moved(tmp_path: Path) -> None:
    """She merges two topics and bans the rest; none is found beside hers."""
    mine = "topics:\n  letters:\n    name: Letters\n    terms: [Alphabox, Betamail]\n"
    base = _base(tmp_path, _text(), mine)
    assert _topics(base) == {"Letters": 18}
    assert base.entries[-1].about == (GENERAL,)


def test_parts_are_topics_by_membership(tmp_path: Path) -> None:
    """A part has the questions in it, whatever their words, and no topics are found beside four parts."""
    questions = _text()
    for name, place in (("Letters", 0), ("Papers", 9), ("Pens", 18), ("The rest", 27)):
        questions[place] = f"## {name}\n\n{questions[place]}"
    base = _base(tmp_path, questions)
    assert [(domain.name, domain.kind, len(base.of_domain(domain.id))) for domain in base.domains] == [
        ("Letters", DomainKind.PART, 9),
        ("Papers", DomainKind.PART, 9),
        ("Pens", DomainKind.PART, 9),
        ("The rest", DomainKind.PART, 18),
    ]
    assert base.entries[0].tags[0].evidence[0].line == 1


def test_topics_beside_parts_on_wish(tmp_path: Path) -> None:
    """Where parts have all questions, topics are found on wish, and questions stay in their parts."""
    questions = _text()
    for name, place in (("Letters", 0), ("Papers", 7), ("Pens", 20), ("The rest", 30)):
        questions[place] = f"## {name}\n\n{questions[place]}"
    base = _base(tmp_path, questions, on_request=True)
    assert _topics(base) == dict.fromkeys(_PRODUCTS, 9)
    assert [len(base.of_domain(domain.id)) for domain in base.domains if domain.kind is DomainKind.PART] == [7, 13, 10, 15]


@pytest.mark.parametrize(("domains", "expected"), [("domains: {}\n", True), (DOMAINS, False)])
def test_topics_are_found_beside_halves_of_a_text(tmp_path: Path, domains: str, *, expected: bool) -> None:
    """Two parts are no topics of a base, unless the owner divides it herself."""
    questions = _text()
    questions[0] = "## Letters\n\n" + questions[0]
    questions[18] = "## The rest\n\n" + questions[18]
    base = _base(tmp_path, questions, domains)
    assert _topics(base) == (dict.fromkeys(_PRODUCTS, 9) if expected else {})
    assert sum(domain.kind is DomainKind.PART for domain in base.domains) == 2


@pytest.mark.parametrize(("places", "expected"), [((0, 5, 10, 15), True), ((0, 7, 14, 23), False)])
def test_topics_are_found_beside_a_part_with_most_questions(tmp_path: Path, places: tuple[int, ...], *, expected: bool) -> None:
    """Of 45 questions, 30 and 22 are in the last part."""
    questions = _text()
    for number, place in enumerate(places):
        questions[place] = f"## Part {number}\n\n{questions[place]}"
    assert _topics(_base(tmp_path, questions)) == (dict.fromkeys(_PRODUCTS, 9) if expected else {})


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("🚀 Deployment 🚀", "Deployment"),
        ("C++", "C++"),
        ("C#", "C#"),
        (".NET", ".NET"),
        ("Error «not found»", "Error «not found»"),
        ("¿Qué es?", "¿Qué es?"),
        ("“Play” and “Stop”", "“Play” and “Stop”"),
        ("— Networks —", "Networks"),
        ("Networks:", "Networks"),
        ("网络：", "网络"),
        ("❤️ Health", "Health"),
        ("หนังสือ", "หนังสือ"),
        ("R&D (old)", "R&D (old)"),
        ("⭐", "⭐"),
    ],
)
def test_names_of_parts(tmp_path: Path, heading: str, name: str) -> None:
    """A part is named by its heading without what decorates it."""
    text = f"# {heading}\n\n## 1. How?\n\nSo.\n\n# Other\n\n## 2. Why?\n\nBecause.\n"
    (tmp_path / "text.md").write_text(text, encoding="utf-8")
    (tmp_path / "kb.yml").write_text("format: {question: {level: 2, numbered: true}, parts: 1}\n", encoding="utf-8")
    assert [domain.name for domain in prepare(tmp_path, lambda _: None)[0].base.domains] == [name, "Other"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["SECTION 1 - Tea", "Section 2 - Cups", "Section 10 - Pots"], ["Tea", "Cups", "Pots"]),
        (["Teil 1: Tee", "Teil II: Tassen", "Teil 3. Kannen"], ["Tee", "Tassen", "Kannen"]),
        (["Part 1 - Tea", "Part 2 - Cups"], None),
        (["Part 1 - Tea", "Part 2 - Cups", "Pots"], None),
        (["Part 1 - Tea", "Unit 2 - Cups", "Part 3 - Pots"], None),
        (["Day 1 - Tea", "Day 2 - Tea", "Day 3 - Pots"], None),
        (["Part 1 -", "Part 2 - Cups", "Part 3 - Pots"], None),
        (["Python 2", "Python 3", "Python 4"], None),
        (["Preface", *(f"Part {number} - {name}" for number, name in enumerate("ABCDEFGHI"))], ["Preface", *"ABCDEFGHI"]),
        (["Preface", *(f"Part {number} - {name}" for number, name in enumerate("ABCDEFGH"))], None),
    ],
)
def test_labels_of_parts(names: list[str], expected: list[str] | None) -> None:
    """A word and a number that nine of ten begin with are left out, if what is left tells them apart."""
    assert _without_label(names) == (expected or names)


@pytest.mark.parametrize(
    ("total", "each", "expected"), [(44, 2, False), (45, 3, True), (30, 2, True)], ids=["pairs", "threes", "pairs of few"]
)
def test_parts_with_a_question_or_two_divide_only_small_bases(tmp_path: Path, total: int, each: int, *, expected: bool) -> None:
    """Half as many topics as questions are a second list of titles, where others can be found."""
    text = "".join(
        (f"# Chapter {number // each}\n\n" if number % each == 0 else "") + f"## {number + 1}. How?\n\nSo.\n\n"
        for number in range(total)
    )
    (tmp_path / "text.md").write_text(text, encoding="utf-8")
    (tmp_path / "kb.yml").write_text("format: {question: {level: 2, numbered: true}, parts: 1}\n", encoding="utf-8")
    kinds = {domain.kind for domain in prepare(tmp_path, lambda _: None)[0].base.domains}
    assert (DomainKind.PART in kinds) is expected


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


@pytest.mark.parametrize(("name", "weight"), [("Kiln", 1.0), ("training", 0.8), ("decision trees", 1.0)])
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


def test_nouns_that_name_no_topic_are_no_anchors() -> None:
    """*Modificación* and *inconveniente* stand behind an article as *renderizado* does."""
    questions = _titles(*("¿Hay una modificación del renderizado?", "¿Cuál es el inconveniente del renderizado?") * 3)
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


def test_answers_repeat_what_titles_are_about_and_not_how_they_ask() -> None:
    """Of eight titles with a word that three answers repeat, and eight with one that all do."""
    asking, about = Anchor("설명해주세요", (), 1.0, {}, 8, 0), Anchor("Sort", (), 0.8, {}, 8, 8)
    assert [anchor.weight for anchor in _by_echo([asking, about])] == [pytest.approx(0.2 / 0.7), 0.8]
    silent = [anchor._replace(echoes=0) for anchor in (asking, about)]
    assert _by_echo(silent) == silent


@pytest.mark.parametrize(("named", "weight"), [(10, 1.0), (15, 1.0), (24, 0.4), (30, 0.0), (40, 0.0)])
def test_what_many_questions_name_weighs_less_and_less(named: int, weight: float) -> None:
    """From half of the most on."""
    assert _rare(named, 30) == pytest.approx(weight)


def test_a_name_is_as_common_as_all_longer_ones_that_it_stands_in() -> None:
    """Four questions name *Node.js*, two others *Node*, and one a thing that is part of neither."""
    concepts = []
    for name, numbers in (("Node.js", range(4)), ("Node", range(4, 6)), ("nodes", range(1))):
        named = (Mention(QuestionId(f"q{number}"), None, name, 1, defining=False) for number in numbers)
        concepts.append(Concept(ConceptId(name), name, (), tuple(named), (), linked=True))
    assert _rarities(concepts, 8) == {"Node.js": 1.0, "Node": 0.5, "nodes": 1.0}


def test_weights_fade_out_towards_the_least() -> None:
    """So that one question more makes or unmakes no topic."""
    assert _faded(np.array([0.2, 0.3, 0.4, 0.5, 0.9])) == pytest.approx(np.array([0.0, 0.0, 0.2, 0.5, 0.9]))


def test_longer_names_count_for_the_name_that_stands_in_them() -> None:
    """A question about the router state is about the router."""
    router, state = (
        Anchor(name, (name,), 1.0, {QuestionId(question): 3.0}) for name, question in (("router", "1"), ("router state", "2"))
    )
    assert longer_names(["router", "router state"]) == {"router": ["router state"], "router state": []}
    assert set(_widened(router, [state]).strength) == {"1", "2"}


def test_each_anchor_adds_to_those_before_it() -> None:
    """The second one is not the second largest, which has the same questions as the largest."""
    gains = np.array([[3.0, 2.9, 0.0], [3.0, 2.9, 0.0], [0.0, 0.0, 2.0], [0.0, 0.2, 0.0]])
    nothing = np.zeros((4, 1))
    assert _greedy(gains, nothing, 0.3) == [0, 2]
    assert _greedy(gains, nothing, 0.2) == [0, 2, 1]
    assert _greedy(gains, np.array([[3.0], [3.0], [0.0], [0.0]]), 0.3) == [2]
    assert len(_greedy(np.eye(30), np.zeros((30, 1)), 0.1)) == 24


@pytest.mark.parametrize(("second", "expected"), [(0.71, 1), (0.69, 0)])
def test_of_anchors_that_add_nearly_the_same_the_best_by_itself_is_taken(second: float, expected: int) -> None:
    """Whatever was chosen before: what the second one has in the first row, a stored topic has, too."""
    gains = np.array([[0.0, 1.0], [1.0, second]])
    assert _greedy(gains, np.array([[1.0], [0.0]]), 0.1)[0] == expected


@pytest.mark.parametrize(("title", "about", "expected"), [("Kilns", 3, True), ("Kilns", 2, False), ("Pots", 3, False)])
def test_what_the_title_of_a_base_names_is_no_topic(title: str, about: int, *, expected: bool) -> None:
    """If more than a twentieth of forty questions name it."""
    wanted = _Wanted(_titles("?") * 40, frozenset(), frozenset(), [], title)
    anchor = Anchor("kiln", ("kiln",), 1.0, {}, named=about)
    assert _is_subject(anchor, wanted) is expected


@pytest.mark.parametrize(("inside", "expected"), [(True, {"General": 3, "Tea": 3}), (False, {"Tea": 3})])
def test_a_part_called_general(tmp_path: Path, *, inside: bool, expected: dict[str, int]) -> None:
    """It is a topic; but where questions are in no part, it is what they are in, else there would be two of that name."""
    questions = [f"### What is asked {number}?\n\n**Answer:** It is text {number}.\n" for number in range(7 - inside)]
    places = (0, 3) if inside else (1, 4)
    for name, place in zip(("General", "Tea"), places, strict=True):
        questions[place] = f"## {name}\n\n{questions[place]}"
    base = _base(tmp_path, questions)
    parts = [domain for domain in base.domains if domain.kind is DomainKind.PART]
    assert {domain.name: len(base.of_domain(domain.id)) for domain in parts} == expected
    assert len(base.of_domain(GENERAL)) == (0 if inside else 4)


def test_too_small_topics_are_dropped_and_their_questions_choose_again() -> None:
    """One by one, the smallest first; what a stored topic fits better is not counted."""
    fits = np.array([[1.0, 0.0, 0.0]] * 3 + [[0.0, 1.0, 0.9]] + [[0.0, 0.0, 1.0]] * 2)
    assert _large_enough(fits, np.zeros((6, 1)), [0, 1, 2], 3) == {0: [0, 1, 2], 2: [3, 4, 5]}
    stored = np.array([[2.0]] + [[0.0]] * 5)
    assert _large_enough(fits, stored, [0, 1, 2], 2) == {0: [1, 2], 2: [3, 4, 5]}
    assert _large_enough(fits, stored, [0, 1, 2], 7) == {}


@pytest.mark.parametrize(
    ("total", "stored", "expected"),
    [(39, 0, (2, 1, 2)), (40, 0, (2, 2, 3)), (400, 0, (2, 4, 7)), (400, 1, (2, 8, 14)), (2100, 0, (3, 9.165, 16.04))],
)
def test_topics_of_larger_bases_are_larger(total: int, stored: int, expected: tuple[float, ...]) -> None:
    """By the root of the number of questions, and twice as large beside stored topics."""
    wanted = _Wanted(_titles("?") * total, frozenset(), frozenset(), [{}] * stored, "")
    assert (wanted.least_seeds, wanted.least_gain, wanted.least_size) == pytest.approx(expected, rel=1e-3)


def test_topics_are_found_for_what_parts_leave(tmp_path: Path) -> None:
    """Questions in the part get a topic only where they name it."""
    part = [f"### What is hidden behind door {number}?\n\n**Answer:** Look at the menu.\n" for number in range(70)]
    part[0] = "## Doors\n\n" + part[0]
    part[-1] = "## Windows\n\n### How do I shut Alphabox?\n\n**Answer:** Turn Alphabox off.\n"
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "more.md").write_text("\n".join(_text()), encoding="utf-8")
    base = _base(tmp_path / "content", part)
    assert _topics(base) == {**dict.fromkeys(_PRODUCTS, 9), "Alphabox": 10}
    kinds = {domain.id: domain.kind for domain in base.domains}
    tagged = {
        len(entry.about): [kinds[domain] for domain in entry.about] for entry in base.entries if entry.question.file == "text.md"
    }
    assert tagged == {1: [DomainKind.PART], 2: [DomainKind.PART, DomainKind.TOPIC]}
