"""Addresses that another question has taken since the last build."""

from __future__ import annotations

from zhiku.pipeline.moved_addresses import moved_addresses


def test_renumbered_questions_are_told_once() -> None:
    """The first of them is named with its old and its new address, the others are counted."""
    before = {"1": "Wo?", "2": "Wann?", "3": "Wer?"}
    now = {"1": "Wo?", "2": "Wie?", "3": "Wann?", "4": "Wer?"}
    (problem,) = moved_addresses(before, now, "content/ids.lock")
    assert (problem.code, problem.path) == ("KB127", "content/ids.lock")
    assert problem.message == "`Wann?` and 1 other question moved: questions/2/ is now `Wie?`, and it is at questions/3/"


def test_nothing_is_told_where_addresses_stay() -> None:
    """New, removed and reworded questions move none; an address that nobody has taken is a redirect or gone."""
    before = {"1": "Wo?", "2": "Wann?"}
    assert moved_addresses({}, before, "") == ()
    assert moved_addresses(before, {**before, "3": "Wer?"}, "") == ()
    assert moved_addresses(before, {"1": "Wo genau?", "2": "WANN?"}, "") == ()
    assert moved_addresses(before, {"2": "Wann?", "wo": "Wo?"}, "") == ()
