"""The thresholds of relations and duplicates, each from both sides, on numbers instead of texts."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from zhiku.analysis.related.neighbours import Neighbor
from zhiku.analysis.related.reasons import _ANY, _OF_CLOSE, _OF_OTHERS, ReasonFinder, Reasons, _Sentences, _Shared
from zhiku.analysis.related.relate import _Relations
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def bind_choices(relations: SimpleNamespace) -> None:
    """Let a double choose what is shown where nothing is near as the class does."""
    for name in ("_next_best", "_explained", "_quoted", "_with_same_thing"):
        setattr(relations, name, partial(getattr(_Relations, name), relations))


@pytest.mark.parametrize(
    ("scores", "shown"),
    [
        ([0.9] * 6, 4),
        ([0.9, 0.59], 2),
        ([0.9, 0.58], 1),
        ([0.3, 0.25, 0.24], 2),
        ([0.24, 0.23], 1),
    ],
    ids=["four at most", "two thirds of the best", "less than that", "a quarter at least", "else the best alone"],
)
def test_relations_that_are_shown(scores: Sequence[float], shown: int) -> None:
    """How many are shown depends on their own scores and on that of the best."""
    relations: Any = SimpleNamespace(
        _nearest=lambda _: [Neighbor(place, score) for place, score in enumerate(scores, 1)],
        _is_duplicate=lambda *_: False,
        _least_score=_Relations._least_score,  # noqa: SLF001
        _reasons=SimpleNamespace(find=lambda *_, **__: Reasons(("tea",))),
        _relation=lambda _, neighbor, reasons: SimpleNamespace(score=neighbor.score, reasons=reasons),
    )
    bind_choices(relations)
    assert len(_Relations.of(relations, 0)) == shown


@pytest.mark.parametrize(
    ("reasons", "shown"),
    [
        (Reasons(("error",)), 0),
        (Reasons(phrases=("learning",)), 0),
        (Reasons(("Outlook",)), 1),
        (Reasons(("error code",)), 1),
        (Reasons(("密码",)), 1),
        (Reasons(("프로세스",)), 1),
        (Reasons(domains=("mail",)), 1),
    ],
)
def test_a_common_noun_is_no_reason_where_nothing_is_near(reasons: Reasons, shown: int) -> None:
    """A weak reason stands for a name, a term of several words or a topic."""
    relations: Any = SimpleNamespace(
        _reasons=SimpleNamespace(
            find=lambda *_, strict=True: Reasons() if strict else reasons,
            quote=lambda *_: (),
            same_thing=lambda *_: None,
        ),
        _relation=lambda _, neighbor, reasons: SimpleNamespace(score=neighbor.score, reasons=reasons),
    )
    bind_choices(relations)
    assert len(relations._next_best(0, [Neighbor(1, 0.24)])) == shown  # noqa: SLF001


def say_the_same(one: int, other: int, shared: int) -> bool:
    """Whether texts of so many shingles, of which they share some, are the same."""
    shingles = [frozenset(map(str, range(one))), frozenset(map(str, range(one - shared, one - shared + other)))]
    relations: Any = SimpleNamespace(_shingles=shingles.__getitem__)
    return _Relations._compare(relations, 0, 1)  # noqa: SLF001


@pytest.mark.parametrize(
    ("one", "other", "shared", "expected"),
    [
        (100, 100, 60, True),
        (100, 100, 59, False),
        (41, 100, 41, True),
        (40, 100, 40, False),
        (21, 21, 21, True),
        (20, 20, 20, False),
    ],
)
def test_texts_that_say_the_same(one: int, other: int, shared: int, *, expected: bool) -> None:
    """They share three fifths of the shorter one, which has more than two fifths of the longer one, and twenty shingles."""
    assert say_the_same(one, other, shared) is expected


def test_shingles_are_five_characters() -> None:
    """Across the passages of an answer, not of a prompt."""
    passages = tuple(
        Passage(section, PassageRole.TEXT, text, 0, 1)
        for section, text in [(SectionKind.PROMPT, "prompt"), (SectionKind.ANSWER, "abc"), (SectionKind.ANSWER, "def")]
    )
    question = Question(QuestionId("1"), 1, "t", "a.md", Lines(1, 2), (), passages, ())
    relations: Any = SimpleNamespace(_questions=[question], _standing=[frozenset()])
    assert _Relations._cut(relations, 0) == {"abcde", "bcdef"}  # noqa: SLF001


@pytest.mark.parametrize(("score", "expected"), [(0.25, True), (0.24, False)])
def test_duplicates_are_alike_in_words(score: float, *, expected: bool) -> None:
    """However much of their texts is the same."""
    relations: Any = SimpleNamespace(_ask_same_question=lambda *_: True, _say_the_same=lambda *_: True)
    assert _Relations._is_duplicate(relations, 0, Neighbor(1, score)) is expected  # noqa: SLF001


@pytest.mark.parametrize(
    ("shared", "said", "expected"),
    [
        (0.41, ("abc", "abcdefg"), True),
        (0.39, ("abc", "abcdefg"), False),
        (0.41, ("abc", "abcdefgh"), False),
        (0.41, ("", ""), True),
        (0.41, ("a", ""), False),
    ],
)
def test_duplicates_have_like_titles(shared: float, said: tuple[str, str], *, expected: bool) -> None:
    """Two fifths of the weight of the shorter title, and three fifths of all that both say."""
    titles = [{1: shared, 2: 1 - shared}, {1: shared, 3: 5.0}]
    words = [*map(frozenset, said)]
    relations: Any = SimpleNamespace(_title_weights=titles.__getitem__, _said=words.__getitem__)
    assert _Relations._ask_same_question(relations, 0, 1) is expected  # noqa: SLF001


@pytest.mark.parametrize(
    ("product", "beside", "close", "expected"),
    [
        (0.5, 0.5, False, True),
        (0.49, 0.9, False, False),
        (0.9, 0.09, False, False),
        (0.4, 0.15, True, True),
        (0.39, 0.9, True, False),
        (0.4, 0.14, True, False),
    ],
)
def test_sentences_that_are_quoted(product: float, beside: float, *, close: bool, expected: bool) -> None:
    """They are alike as a whole, and with the words that they do not share; less so where their questions are close."""
    meaning: Any = SimpleNamespace(similarity_of_differences=lambda *_: beside)
    one = _Sentences(("One", "Two"), np.array([[1.0], [0.0]]))
    other = _Sentences(("Three", "Four"), np.array([[product], [0.0]]))
    least = _OF_CLOSE if close else _OF_OTHERS
    assert bool(ReasonFinder._similar_in_meaning(meaning, least, one, other)) is expected  # noqa: SLF001
    assert ReasonFinder._similar_in_meaning(meaning, _ANY, one, other)  # noqa: SLF001


@pytest.mark.parametrize(("subjects", "words", "expected"), [((1,), (2,), True), ((), (2, 3), True), ((), (2,), False)])
def test_questions_without_a_reason_share_two_things(
    subjects: tuple[int, ...], words: tuple[int, ...], *, expected: bool
) -> None:
    """Else their sentences are not quoted."""
    found = Reasons(passages=("one", "other"))
    finder: Any = SimpleNamespace(_shared=lambda *_: _Shared(subjects, words), _from_sentences=lambda *_: found)
    assert ReasonFinder.quote(finder, 0, Neighbor(1, 0.9)) == (found if expected else Reasons())


_QUOTED = Reasons(passages=("What is tea?", "How is tea made?"))


@pytest.mark.parametrize(
    ("titles", "questions", "treated", "expected"),
    [
        (_QUOTED.passages, 5, {0}, Reasons(concepts=("tannin",))),
        (_QUOTED.passages, 6, {0}, _QUOTED),
        (_QUOTED.passages, 5, set(), _QUOTED),
        (("What is tea?", "Who makes it?"), 5, {0}, _QUOTED),
    ],
    ids=["titles", "a frequent concept", "a concept that both only mention", "other sentences"],
)
def test_a_concept_stands_for_two_titles(titles: tuple[str, str], questions: int, treated: set[int], expected: Reasons) -> None:
    """Which a reader sees anyway: one that hardly any other question has, and that one of the two treats."""
    features: Any = SimpleNamespace(
        features=[SimpleNamespace(kind="concept", name="tannin", telling=True)],
        frequencies={0: questions},
        treated=[frozenset(treated), frozenset()],
        titles=(),
        of_base=frozenset(),
    )
    asked: Any = [SimpleNamespace(title=title) for title in titles]
    features.subjects = features.words = ()
    finder = ReasonFinder(asked, features, (), None)
    finder._quoted = lambda *_: _QUOTED.passages  # type: ignore[method-assign]  # noqa: SLF001
    assert finder._from_sentences(0, Neighbor(1, 0.9), _Shared((0,), ()), _ANY) == expected  # noqa: SLF001


@pytest.mark.parametrize(("product", "expected"), [(0.2, True), (0.19, False), (None, True)])
def test_titles_that_are_alike(product: float | None, *, expected: bool) -> None:
    """By their vectors, if the language has any."""
    vectors = [None, None] if product is None else [np.array([[1.0]]), np.array([[product]])]
    finder: Any = SimpleNamespace(_title=lambda place: _Sentences(("title",), vectors[place]))
    assert ReasonFinder._are_titles_alike(finder, 0, 1) is expected  # noqa: SLF001


@pytest.mark.parametrize(
    ("scores", "explained", "weak", "same", "shown"),
    [
        ([0.9, 0.8], {1}, set(), set(), [(1, "tea")]),
        ([0.9, 0.8], {2}, set(), set(), [(2, "tea")]),
        ([0.08], {1}, set(), set(), [(1, "tea")]),
        ([0.07], {1}, set(), set(), []),
        ([0.2, 0.14], {2}, {1}, set(), [(2, "tea")]),
        ([0.2, 0.12], {2}, {1}, set(), [(1, "tea pot")]),
        ([0.9], set(), {1}, set(), [(1, "tea pot")]),
        ([0.2, 0.2], set(), set(), set(), [(1, "one other")]),
        ([0.2, 0.13], {2}, set(), set(), [(2, "tea")]),
        ([0.2, 0.129], {2}, set(), set(), [(1, "one other")]),
        ([0.19, 0.1], {2}, set(), set(), [(2, "tea")]),
        ([0.19, 0.1], {2}, set(), {1}, [(2, "tea")]),
        ([0.19], set(), set(), set(), []),
        ([0.2, 0.1], set(), set(), {2}, [(1, "one other")]),
        ([0.19, 0.1], set(), set(), {2}, [(2, "")]),
        ([0.07], set(), set(), {1}, []),
    ],
    ids=[
        "explained only",
        "the weaker one",
        "a weak one",
        "unless it is too weak",
        "a weak reason counts two thirds",
        "and may be better",
        "or the only one",
        "the nearest if there is none",
        "one that is nearly as near",
        "but no farther one",
        "if the nearest is near",
        "before one of one thing",
        "unless it is far",
        "the nearest before one of one thing",
        "the nearest of one thing",
        "unless that is too far",
    ],
)
def test_relations_where_none_is_near(
    scores: list[float], explained: set[int], weak: set[int], same: set[int], shown: list[tuple[int, str]]
) -> None:
    """Only where there is no other: one with a reason, the nearest one with sentences, or both titles have a thing."""

    def find(_: int, neighbor: Neighbor, *, strict: bool = True) -> Reasons:
        named = {"tea": neighbor.other in explained, "tea pot": neighbor.other in weak and not strict}
        return Reasons(tuple(name for name, is_named in named.items() if is_named)[:1])

    def thing_of(_: int, other: int) -> Reasons | None:
        return Reasons() if other in same else None

    relations: Any = SimpleNamespace(
        _nearest=lambda _: [Neighbor(place, score) for place, score in enumerate(scores, 1)],
        _is_duplicate=lambda *_: False,
        _least_score=_Relations._least_score,  # noqa: SLF001
        _reasons=SimpleNamespace(same_thing=thing_of, find=find, quote=lambda *_: Reasons(passages=("one", "other"))),
        _relation=lambda _, neighbor, reasons: SimpleNamespace(
            score=neighbor.score, target=neighbor.other, linked=False, reasons=reasons.concepts + reasons.passages
        ),
    )
    bind_choices(relations)
    assert [(int(found.target), " ".join(found.reasons)) for found in _Relations.of(relations, 0)] == shown


@pytest.mark.parametrize(
    ("shared", "of_base", "expected"),
    [
        ({0, 1, 2}, set(), Reasons(concepts=("Tea pot",))),
        ({1, 2}, set(), None),
        ({1, 2, 3}, set(), Reasons(phrases=("leaf",))),
        ({1, 3}, set(), Reasons(concepts=("tea",))),
        ({1, 3}, {1}, Reasons()),
        ({3}, set(), Reasons()),
        (set(), set(), None),
    ],
)
def test_what_both_titles_have(shared: set[int], of_base: set[int], expected: Reasons | None) -> None:
    """A name before a noun, the rarer of two, no part; common nouns alone are too little, what a base is about is no reason."""
    kinds = (("concept", "Tea pot"), ("concept", "tea"), ("word", "leaf"), ("part", "Hot drinks"))
    features = SimpleNamespace(
        titles=(frozenset(shared), frozenset(shared)),
        features=[SimpleNamespace(kind=kind, name=name) for kind, name in kinds],
        frequencies={0: 9, 1: 8, 2: 7, 3: 3},
    )
    finder: Any = SimpleNamespace(
        _features=features, _no_reasons=frozenset(of_base), _is_subject=lambda _: False, _say_alike=lambda *_: True
    )
    assert ReasonFinder.same_thing(finder, 0, 1) == expected


@pytest.mark.parametrize(("alike", "expected"), [(True, Reasons()), (False, None)])
def test_what_all_are_about_relates_only_what_says_something_else_alike(*, alike: bool, expected: Reasons | None) -> None:
    """Two questions on tea in a base on tea."""
    features = SimpleNamespace(titles=(frozenset({0}),) * 2, features=[SimpleNamespace(kind="concept", name="Green Tea")])
    finder: Any = SimpleNamespace(
        _features=features, _no_reasons=frozenset(), _is_subject=lambda _: True, _say_alike=lambda *_: alike
    )
    assert ReasonFinder.same_thing(finder, 0, 1) == expected


@pytest.mark.parametrize(
    ("one", "other", "product", "expected"),
    [
        (("license", "released"), ("mailing", "lists"), 0.2, True),
        (("license", "released"), ("mailing", "lists"), 0.19, False),
        (("Guiyang",), ("Changchun",), 0.9, False),
        (("stack",), ("stack",), 0.1, True),
        (("license",), (), 0.9, False),
        ((), (), 0.1, True),
    ],
)
def test_titles_say_something_alike(one: tuple[str, ...], other: tuple[str, ...], product: float, *, expected: bool) -> None:
    """Beside what asks; two names of cities are alike in any text, and titles that say nothing else tell nothing."""
    table = SimpleNamespace(text_vectors=lambda _: np.array([[1.0], [product]]))
    content = [one, other]
    finder: Any = SimpleNamespace(_content=content.__getitem__, _meaning=SimpleNamespace(table=table, common=0.0))
    assert ReasonFinder._say_alike(finder, 0, 1) is expected  # noqa: SLF001
