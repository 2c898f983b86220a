"""What has no say in why two questions are related, because most of the base has it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from zhiku.analysis.related.cohesion import cohesion, members_of
from zhiku.analysis.related.features import Features, features_of
from zhiku.analysis.related.neighbours import Neighbor
from zhiku.analysis.related.reasons import ReasonFinder, Reasons, _unnamed
from zhiku.analysis.related.words import Feature, candidates_of_lines, words_of_question
from zhiku.analysis.subject import is_named_by

from tests.support.read import base, classify_all, questions

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Kiln.js Basics", "kiln.js", True),
        ("Kiln.js Basics", "KilnJS", True),
        ("Kiln.js Basics", "Kiln", True),
        ("kilnjs-questions", "kiln", True),
        ("关于Kiln的题", "Kiln", True),
        ("茶艺面试题", "茶艺", True),
        ("Kiln.js Basics", "basic kiln", False),
        ("Kiln.js Basics", "ln", False),
        ("Tea Ceremony", "tea ceremony", True),
        ("TC FAQ", "tea ceremony", True),
        ("TCs", "tea ceremony", False),
        ("T", "tea", False),
        ("Приёмная комиссия: вопросы", "приемная комиссия", True),
        ("", "kiln", False),
        ("Kiln", "", False),
    ],
)
def test_names_in_the_title_of_a_base(title: str, name: str, *, expected: bool) -> None:
    """In any spelling, at the beginning of a word, or by their initials."""
    assert is_named_by(title, name) is expected


@pytest.mark.parametrize(
    ("title", "having", "expected"), [("Kiln basics", 3, True), ("Kiln basics", 2, False), ("Basics", 3, False)]
)
def test_the_subject_of_a_base_is_no_feature(title: str, having: int, *, expected: bool) -> None:
    """What the title of the base and more than a twentieth of its questions name says nothing of two of them."""
    texts = [f"How hot is a {'kiln' if number < having else 'cup'} {number}?|x" for number in range(40)]
    features = features_of(classify_all(questions(base(texts))[0]), (), (), title)
    place = next(place for place, feature in enumerate(features.features) if feature.key == "kiln")
    assert (place in features.of_base, place not in features.words[0]) == (expected, expected)


def test_a_title_has_the_words_within_its_compounds() -> None:
    """链表 stands in 单链表, which is cut into 单链 and 表, and in the vector of its question."""
    others = [f"{letter}怎么洗？|{letter}" for letter in "杯盘碗筷勺刀叉"]
    texts = ["链表怎么排？|无", "链表怎么存？|好", "单链表怎么拆？|甲", *others]
    features = features_of(classify_all(questions(base(texts))[0]), (), ())
    place = next(place for place, feature in enumerate(features.features) if feature.key == "链表")
    assert [place in words for words in features.words[:4]] == [True, True, True, False]
    assert place in features.titles[2]


def groups_of(alike: float) -> Features:
    """Twenty questions, of which two are in a part and share a word of this weight."""
    feature = Feature("part", "p", "General", telling=False), Feature("word", "w", "", telling=False)
    nothing = (dict[int, float](),) * 18
    subjects = ({0: 0.1}, {0: 0.1}, *nothing)
    words = ({1: alike**0.5}, {1: alike**0.5}, *nothing)
    return Features(feature, subjects, words, (frozenset(),) * 20, (frozenset(),) * 20, {0: 2, 1: 2})


def test_cohesion_is_likeness_beyond_that_of_the_base() -> None:
    """Of the 190 pairs one is alike; groups of one question have none."""
    features = groups_of(0.19)
    assert members_of(features, {"part"}) == {0: [0, 1]}
    assert cohesion({0: [0, 1], 1: [2]}, features, None) == {0: pytest.approx(0.189), 1: pytest.approx(-0.001)}


@pytest.mark.parametrize(("alike", "expected"), [(0.026, True), (0.024, False)])
def test_a_part_without_cohesion_is_no_reason(alike: float, *, expected: bool) -> None:
    """Whatever it is called."""
    finder = ReasonFinder([], groups_of(alike), [], None)
    finder._questions = [SimpleNamespace(passages=(), title="")] * 20  # type: ignore[list-item]  # noqa: SLF001 - their number counts
    assert finder.find(0, Neighbor(1, 0.3)) == Reasons(domains=("General",) if expected else ())


@pytest.mark.parametrize(("score", "name", "expected"), [(0.25, "Kilns", True), (0.24, "Kilns", False), (0.25, "", False)])
def test_a_topic_is_a_reason_where_there_is_no_other(score: float, name: str, *, expected: bool) -> None:
    """If it has a name to show, and the questions are near."""
    features = groups_of(1.0)
    topic = Feature("topic", "p", name, telling=False)
    finder = ReasonFinder([], replace(features, features=(topic, *features.features[1:])), [], None)
    finder._questions = [SimpleNamespace(passages=(), title="")] * 20  # type: ignore[list-item]  # noqa: SLF001 - their number counts
    assert finder.find(0, Neighbor(1, score)).domains == ((name,) if expected else ())


def test_lines_of_most_answers_are_read_in_the_language_of_their_question() -> None:
    """A line of three nouns tells no language, but its words are united by the endings of the text around it."""
    line = "Kategorie: Rechnungen, Verträge"
    text = f"Die Anzahl der Konten steht in der Liste, und der Versand ist für die Kunden frei.\n\n{line}"
    item = classify_all(questions(f"### Wo ist das Konto der Kunden?\n\n**Answer:** {text}\n")[0])[0]
    keys = {"rechnung", "vertrag", "kont"}
    assert words_of_question(item, candidates_of_lines(item.question, []), set(), keys).keys() == keys
    assert words_of_question(item, candidates_of_lines(item.question, [line]), set(), keys).keys() == {"kont"}


@pytest.mark.parametrize(
    ("concept", "expected"),
    [(True, Reasons(("tannin",))), (False, Reasons(phrases=("bitter taste",)))],
)
def test_words_are_no_reasons_beside_a_concept(concept: bool, expected: Reasons) -> None:  # noqa: FBT001 - a parameter of the test
    """They are shown where there is nothing surer."""
    shared = Feature("concept", "t", "tannin", telling=True), Feature("word", "b", "bitter taste", telling=True)
    places = dict.fromkeys(range(0 if concept else 1, 2), 0.5)
    vectors = (places, places, *((dict[int, float](),) * 38))
    asking = (frozenset(places),) * 2 + (frozenset[int](),) * 38
    features = Features(shared, ({},) * 40, vectors, asking, asking, {0: 2, 1: 2})
    finder = ReasonFinder([SimpleNamespace(title="x", passages=())] * 40, features, [()] * 40, None)  # type: ignore[list-item]
    assert finder.find(0, Neighbor(1, 0.5)) == expected


@pytest.mark.parametrize(("score", "expected"), [(0.25, ("glaze", "raku kiln")), (0.24, ("glaze",))])
def test_what_one_asks_about_and_the_other_mentions_stands_beside_a_better_reason(
    score: float, expected: tuple[str, ...]
) -> None:
    """If the questions are near: it says more of them than what both treat may."""
    shared = Feature("concept", "g", "glaze", telling=True), Feature("concept", "r", "raku kiln", telling=True)
    vectors = ({0: 0.5, 1: 0.4},) * 2 + (dict[int, float](),) * 38
    titles = frozenset({0}), frozenset({1}), *((frozenset[int](),) * 38)
    treated = frozenset({0}), frozenset({0, 1}), *((frozenset[int](),) * 38)
    features = Features(shared, vectors, ({},) * 40, titles, treated, {0: 2, 1: 2})
    finder = ReasonFinder([SimpleNamespace(title="x", passages=())] * 40, features, [()] * 40, None)  # type: ignore[list-item]
    assert finder.find(0, Neighbor(1, score)).concepts == expected


def reasons_of(
    shared: Sequence[Feature], having: Sequence[int], asking: Sequence[set[int]], treating: Sequence[set[int]]
) -> Reasons:
    """The reasons between the first two of a hundred near questions, which mention all features, as ``having`` questions do."""
    nothing = (dict[int, float](),) * 98
    subjects, words = (
        ({place: 0.5 for place, feature in enumerate(shared) if (feature.kind == "word") is is_word},) * 2 + nothing
        for is_word in (False, True)
    )
    titles, treated = ((*map(frozenset, found), *((frozenset[int](),) * 98)) for found in (asking, treating))
    features = Features(tuple(shared), subjects, words, titles, treated, dict(enumerate(having)))
    finder = ReasonFinder([SimpleNamespace(title="x", passages=())] * 100, features, [()] * 100, None)  # type: ignore[list-item]
    finder._no_reasons = frozenset()  # noqa: SLF001 - parts and topics of questions that have no words in common
    return finder.find(0, Neighbor(1, 0.5))


MERGE, MERGE_RULE = Feature("concept", "m", "Merge", telling=True), Feature("concept", "r", "Merge Rule", telling=True)


@pytest.mark.parametrize(
    ("longer", "having", "asking", "expected"),
    [
        (MERGE_RULE, 30, {0, 1}, "Merge Rule"),
        (MERGE_RULE, 30, {0}, "Merge"),
        (MERGE_RULE, 34, {0, 1}, "Merge"),
        (MERGE_RULE._replace(name="Mergers"), 30, {0, 1}, "Merge"),
        (MERGE_RULE._replace(kind="word"), 30, {0, 1}, "Merge"),
    ],
    ids=["whole", "only one asks about it", "the subject of the base", "no whole word", "no concept"],
)
def test_a_name_that_both_ask_about_is_not_cut(longer: Feature, having: int, asking: set[int], expected: str) -> None:
    """However many questions have it: what it is cut to says less, or something else."""
    found = reasons_of((MERGE, longer), (2, having), ({0, 1}, asking), ({0, 1}, asking))
    assert found.concepts == (expected,)


def test_a_name_within_another_reason_is_not_completed() -> None:
    """*Merge* of *Merge Rule* brings no *Auto Merge* beside it."""
    other = Feature("concept", "o", "Auto Merge", telling=True)
    everything = {0, 1, 2}
    found = reasons_of((MERGE, MERGE_RULE, other), (2, 2, 30), (everything, everything), (everything, everything))
    assert found.concepts == ("Merge Rule",)


@pytest.mark.parametrize(("both", "expected"), [({0}, ("Navigator",)), ({0, 2}, ("file", "editor"))])
def test_everyday_words_come_after_what_one_asks_about(both: set[int], expected: tuple[str, ...]) -> None:
    """Though both ask about them, if that is all: *file* says less than *Navigator*, and may stand beside *editor*."""
    names = {"file": False, "Navigator": True, "editor": True}
    shared = [Feature("concept", name, name, telling=telling) for name, telling in names.items()]
    assert reasons_of(shared, (20, 2, 20), ({*both, 1}, both), ({*both, 1}, both)).concepts == expected


@pytest.mark.parametrize(("both", "expected"), [(False, Reasons(domains=("Kilns",))), (True, Reasons(("kilns",)))])
def test_a_part_is_no_concept_beside_it(both: bool, expected: Reasons) -> None:  # noqa: FBT001 - a parameter of the test
    """What one question asks about is no reason if it has the name of the part of both, unless the other asks about it, too."""
    shared = Feature("concept", "c", "kilns", telling=True), Feature("part", "k", "Kilns", telling=False)
    assert reasons_of(shared, (2, 20), ({0}, {0} if both else set()), ({0}, {0})) == expected


@pytest.mark.parametrize(
    ("name", "having", "alike", "titles", "score", "expected"),
    [
        ("file", 4, 0.0, 1, 0.3, False),
        ("file", 3, 0.0, 1, 0.3, True),
        ("file", 4, 0.1, 1, 0.3, True),
        ("kilnjs", 4, 0.0, 1, 0.3, True),
        ("file", 4, 0.0, 2, 0.25, True),
        ("file", 4, 0.0, 2, 0.24, False),
        ("file", 10, 0.0, 2, 0.25, True),
        ("file", 11, 0.0, 2, 0.25, False),
    ],
)
def test_an_everyday_word_of_questions_that_have_nothing_in_common_is_no_reason(  # noqa: PLR0913 - parameters of the test
    name: str, having: int, alike: float, titles: int, score: float, *, expected: bool
) -> None:
    """Unless both of two near questions ask about it, and few others have it."""
    shared = Feature("concept", "f", name, telling=True), Feature("word", "w", "", telling=False)
    subjects = ({0: 0.5},) * having + (dict[int, float](),) * (100 - having)
    words = ({1: alike**0.5},) * having + (dict[int, float](),) * (100 - having)
    asking = (frozenset({0}),) * titles + (frozenset[int](),) * (100 - titles)
    treating = (frozenset({0}),) * 2 + (frozenset[int](),) * 98
    features = Features(shared, subjects, words, asking, treating, {0: having, 1: having})
    finder = ReasonFinder([SimpleNamespace(title="x", passages=())] * 100, features, [()] * 100, None)  # type: ignore[list-item]
    assert finder.find(0, Neighbor(1, score)).concepts == ((name,) if expected else ())


def everyday_of(names: Sequence[str], having: int, language: str) -> dict[str, int]:
    """The everyday words among names that so many questions have, and how many of these are looked at."""
    features = tuple(Feature("word", name, name, telling=True) for name in names)
    words = (dict.fromkeys(range(len(names)), 0.1),) * having
    finder = ReasonFinder([], Features(features, ({},) * having, words, (), (), {}), [()] * having, None)
    known = {"номер", "number"}
    finder._meaning = SimpleNamespace(table=SimpleNamespace(word_weight=lambda name: float(name in known)))  # type: ignore[assignment]  # noqa: SLF001
    finder._language = language  # noqa: SLF001
    return {names[place]: len(group) for place, group in finder._everyday_words().items()}  # noqa: SLF001


def test_everyday_words_of_languages_without_a_list() -> None:
    """They are those that the table of word vectors has; short forms and phrases are none. Many questions are sampled."""
    names = "номер", "шифрование", "НОМЕР", "номер счёта"
    assert everyday_of(names, 63, "ru") == {"номер": 63}
    assert everyday_of(names, 64, "ru") == {"номер": 32}
    assert everyday_of(names, 63, "") == everyday_of(names, 63, "zh") == {}


@pytest.mark.parametrize(
    ("division", "expected"),
    [
        ("domain", Reasons(("glaze",), ("Kilns",))),
        ("part", Reasons(("glaze",))),
        ("topic", Reasons((), ("Kilns",))),
        (None, Reasons(("glaze",))),
    ],
)
def test_what_one_treats_is_the_last_reason(division: str | None, expected: Reasons) -> None:
    """It stands beside a domain, after a topic, and before a part, which both pages name already."""
    glaze = Feature("concept", "g", "glaze", telling=True)
    shared = (glaze, Feature(division, "k", "Kilns", telling=False)) if division else (glaze,)
    assert reasons_of(shared, (2, 20), (set(), set()), ({0}, set())) == expected


@pytest.mark.parametrize(("name", "expected"), [("port", ("port",)), ("shore", ()), ("Sea shore", ())])
def test_words_that_a_domain_names(name: str, expected: tuple[str, ...]) -> None:
    """As whole words: *port* is not named by *Support*."""
    assert _unnamed([name], ["Support", "Sea shore"]) == expected
