"""Work shared among processes: the same results in the same order, errors raised, nobody left behind."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import TYPE_CHECKING

import pytest
from zhiku.runtime import processes
from zhiku.runtime.processes import WorkerError, at_once, beside, in_turn, runs, shares, spread

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def _three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "workers", lambda: 3)


def test_runs_are_all_numbers_in_order() -> None:
    """Nothing is left out or done twice, no run is much longer than another, and little work is not cut."""
    assert runs(10, 2) == [range(3), range(3, 6), range(6, 10)]
    assert runs(5, 2) == [range(2), range(2, 5)]
    assert runs(0, 2) == [range(0)]


def test_results_keep_the_order_of_the_items() -> None:
    """Whoever does the work, the results stand where their items stood."""
    assert spread(lambda number: (number * number, "x" * number), range(100), least=1) == [
        (number * number, "x" * number) for number in range(100)
    ]


def test_the_work_is_done_by_several_processes() -> None:
    """Three processes share what is enough for three; what is not stays here."""
    assert len(set(spread(lambda _: os.getpid(), range(30), least=10))) == 3
    assert set(spread(lambda _: os.getpid(), range(29), least=15)) == {os.getpid()}
    assert spread(lambda item: item, [], least=10) == []


def test_shares_hold_every_item_once() -> None:
    """Items are dealt out in turn."""
    assert shares("abcdefg", least=2) == (("a", "d", "g"), ("b", "e"), ("c", "f"))
    assert shares("", least=2) == ((),)


def test_large_results_come_back() -> None:
    """More than a pipe holds, from every child."""
    assert spread(lambda number: bytes(1_000_000 + number), range(6), least=1) == [bytes(1_000_000 + n) for n in range(6)]


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process ids of all children, as they are started."""
    started: list[int] = []
    start = processes._start  # noqa: SLF001 - looks on

    def noted(task: Callable[[], object]) -> tuple[int, int]:
        child, pipe = start(task)
        started.append(child)
        return child, pipe

    monkeypatch.setattr(processes, "_start", noted)
    return started


def fail(number: int) -> int:
    """Raise at 4."""
    if number == 4:
        message = "four"
        raise ValueError(message)
    return number


def test_an_error_in_a_child_is_raised_here() -> None:
    """With its type and message."""
    with pytest.raises(ValueError, match="four"):
        spread(fail, range(6), least=1)


def test_an_error_here_ends_the_children(children: list[int]) -> None:
    """No child works on for a result that nobody wants."""

    def wait() -> None:
        signal.pause()

    with pytest.raises(ZeroDivisionError):
        at_once([lambda: 1 // 0, wait, wait])
    assert len(children) == 2
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, 0)


def test_a_killed_child_is_an_error() -> None:
    """A child that the system ended has no result, and that is said."""
    with pytest.raises(WorkerError, match="killed"):
        at_once([lambda: 0, lambda: os.kill(os.getpid(), signal.SIGKILL)])


def test_children_do_not_hold_what_the_parent_has_open() -> None:
    """A child has neither the parent's locks nor its pipes."""
    reading, writing = os.pipe()

    def is_open() -> bool:
        try:
            os.fstat(writing)
        except OSError:
            return False
        return True

    assert at_once([is_open, is_open]) == [True, False]
    os.close(reading)
    os.close(writing)


def test_tasks_in_turn_keep_their_order() -> None:
    """More tasks than processes: a few at a time, each in a process of its own, and the results in the order of the tasks."""
    found = in_turn([partial(lambda number: (number, os.getpid()), number) for number in range(8)])
    assert [number for number, _ in found] == [*range(8)]
    assert len({process for _, process in found}) == 8


def test_an_error_in_turn_is_raised() -> None:
    """Whichever task it comes from."""
    with pytest.raises(ValueError, match="four"):
        in_turn([partial(fail, number) for number in range(6)])


def test_what_is_begun_beside_is_waited_for() -> None:
    """Another process does it; its result or its error comes when it is asked for."""
    found = beside(os.getpid)
    assert found() != os.getpid()
    with pytest.raises(ValueError, match="four"):
        beside(partial(fail, 4))()


def test_what_nobody_waits_for_ends(children: list[int]) -> None:
    """A child whose result is not wanted any more is not left behind."""
    waiting = beside(signal.pause)
    del waiting
    with pytest.raises(ChildProcessError):
        os.waitpid(children[0], 0)
