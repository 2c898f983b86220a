"""Which questions meet, and how alike they are."""

from __future__ import annotations

import pytest
from zhiku.analysis.related.features import Feature, Things, Words, words_of_all
from zhiku.analysis.related.neighbours import Meetings

from tests.support.read import base, questions


def meetings(*texts: str) -> Meetings:
    """The meetings of ``title|answer`` texts, by their words alone."""
    found, _ = questions(base(texts))
    return Meetings(Things((), tuple({} for _ in found)), words_of_all(found), [question.id for question in found])


def test_what_is_the_same_is_most_alike() -> None:
    """Questions of the same words have half the score by them, the others less, best first."""
    others = [f"题？|{word}" for word in ("全然无关", "别的事情", "一场大雨", "三只小猫", "五座高山", "七色彩虹")]
    first, second = meetings("甲？|先把水烧开然后泡茶", "乙？|先把水烧开然后泡茶", "丙？|先把水倒掉", *others).nearest(0)
    assert (first.other, second.other) == (1, 2)
    assert first.score == pytest.approx(0.5)
    assert first.score > second.score > 0


def test_nobody_meets_by_what_many_share() -> None:
    """A thing of more than 64 questions makes none of them meet, or the cost would be quadratic; one of 64 does."""
    feature = Feature("subject", "茶", "茶")

    def met(having: int) -> int:
        bags = tuple({0: 0.5} if question < having else {} for question in range(200))
        words = Words((), (frozenset(),) * 200, (1.0,) * 200)
        return len(Meetings(Things((feature,), bags), words, [str(question) for question in range(200)]).nearest(0))

    assert (met(65), met(64)) == (0, 16)
