"""Nearest neighbours, and how alike they are."""

from __future__ import annotations

import pytest
from zhiku.analysis.related.features import Features, features_of
from zhiku.analysis.related.neighbours import Neighbors
from zhiku.analysis.related.words import Feature

from tests.support.read import base, classify_all, questions


def neighbors(*texts: str) -> Neighbors:
    """The neighbours of ``title|answer`` texts, by their words alone."""
    found = classify_all(questions(base(texts))[0])
    return Neighbors(features_of(found, (), ()), [item.question.id for item in found])


def test_what_is_the_same_is_most_alike() -> None:
    """Questions of the same words have the whole score of words, the others less, best first."""
    others = [f"题？|{word}" for word in ("全然无关", "别的事情", "一场大雨", "三只小猫", "五座高山", "七色彩虹")]
    text = "水壶烧开然后茶叶泡茶，茶杯和茶盘要洗"
    first, second = neighbors(f"甲？|{text}", f"乙？|{text}", "丙？|水壶倒掉", *others).nearest(0)
    assert (first.other, second.other) == (1, 2)
    assert first.score == pytest.approx(0.55)
    assert first.score > second.score > 0


def test_nobody_is_a_neighbour_by_what_many_share() -> None:
    """A thing of more than 64 questions makes none of them neighbours, or the cost would be quadratic; one of 64 does."""
    feature = Feature("concept", "茶", "茶", telling=True)

    def found(having: int) -> int:
        things = tuple({0: 0.5} if question < having else {} for question in range(200))
        features = Features((feature,), things, ({},) * 200, (frozenset(),) * 200, (frozenset(),) * 200, {})
        return len(Neighbors(features, [str(question) for question in range(200)]).nearest(0))

    assert (found(65), found(64)) == (0, 16)


@pytest.mark.parametrize(("shared", "certainty"), [(1, 0.375), (2, 0.5), (5, 0.875), (6, 1), (7, 1)])
def test_what_shares_little_is_less_alike(shared: int, certainty: float) -> None:
    """One rare thing may be chance, however much of two short texts it is; six are none."""
    nothing: dict[int, float] = {}
    things = (dict.fromkeys(range(shared), (0.5 / shared) ** 0.5),) * 2 + (nothing,) * 8
    named = tuple(Feature("concept", str(feature), str(feature), telling=True) for feature in range(shared))
    features = Features(named, things, (nothing,) * 10, (frozenset(),) * 10, (frozenset(),) * 10, {})
    (found,) = Neighbors(features, [str(question) for question in range(10)]).nearest(0)
    assert found.score == pytest.approx(0.5 * certainty)
