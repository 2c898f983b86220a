"""Work divided among processes: ordered results, errors, no remaining children."""

from __future__ import annotations

import multiprocessing
import os
import signal
from functools import partial
from multiprocessing import active_children

import pytest
from zhiku.runtime import processes
from zhiku.runtime.processes import WorkerError, deal, gather, parallel_map, run_isolated, split_range, submit, worker_count


@pytest.fixture(autouse=True)
def _three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "worker_count", lambda: 3)


def test_the_environment_sets_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """``KB_PROCESSES`` is used if it is a positive number; otherwise the processors that this process may use are counted."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {2, 3, 5}, raising=False)
    for value, count in (("7", 7), ("1", 1), ("", 3), ("0", 3), ("many", 3)):
        monkeypatch.setenv("KB_PROCESSES", value)
        assert worker_count() == count
    monkeypatch.delenv("KB_PROCESSES")
    assert worker_count() == 3


def test_ranges_are_all_numbers_in_order() -> None:
    """Ranges are complete, disjoint and of similar length; little work is not divided."""
    assert split_range(10, 2) == [range(3), range(3, 6), range(6, 10)]
    assert split_range(5, 2) == [range(2), range(2, 5)]
    assert split_range(0, 2) == [range(0)]


def test_results_keep_the_order_of_the_items() -> None:
    """Results are in the order of the items, whichever process computes them."""
    assert parallel_map(lambda number: (number * number, "x" * number), range(100), min_items=1) == [
        (number * number, "x" * number) for number in range(100)
    ]


def test_the_work_is_done_by_several_processes() -> None:
    """Three processes share enough work for three; too little work stays in this process."""
    assert len(set(parallel_map(lambda _: os.getpid(), range(30), min_items=10))) == 3
    assert set(parallel_map(lambda _: os.getpid(), range(29), min_items=15)) == {os.getpid()}
    assert parallel_map(lambda item: item, [], min_items=10) == []


def test_groups_hold_every_item_once() -> None:
    """Items are distributed in turn."""
    assert deal("abcdefg", min_items=2) == (("a", "d", "g"), ("b", "e"), ("c", "f"))
    assert deal("", min_items=2) == ((),)


def test_large_results_come_back() -> None:
    """Results may exceed the capacity of a pipe."""
    assert parallel_map(lambda number: bytes(1_000_000 + number), range(6), min_items=1) == [
        bytes(1_000_000 + n) for n in range(6)
    ]


def fail(number: int) -> int:
    """Raise at 4."""
    if number == 4:
        message = "four"
        raise ValueError(message)
    return number


def test_an_error_in_a_child_is_raised_here() -> None:
    """With its type and message."""
    with pytest.raises(ValueError, match="four"):
        parallel_map(fail, range(6), min_items=1)


def test_an_error_here_ends_the_children() -> None:
    """No child continues to work on an unneeded result."""
    seen: list[int] = []

    def fail_when_others_run() -> None:
        seen.append(len(active_children()))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        gather([fail_when_others_run, signal.pause, signal.pause])
    assert seen == [2]
    assert active_children() == []


def test_a_killed_child_is_an_error() -> None:
    """A child that was killed has no result, which is an error."""
    with pytest.raises(WorkerError, match="killed"):
        gather([lambda: 0, lambda: os.kill(os.getpid(), signal.SIGKILL)])


def test_isolated_tasks_keep_their_order() -> None:
    """With more tasks than processes, each task has its own process, and results are in the order of tasks."""
    found = run_isolated([partial(lambda number: (number, os.getpid()), number) for number in range(8)])
    assert [number for number, _ in found] == [*range(8)]
    assert len({process for _, process in found}) == 8


def test_an_error_of_an_isolated_task_is_raised() -> None:
    """Whichever task raises it."""
    with pytest.raises(ValueError, match="four"):
        run_isolated([partial(fail, number) for number in range(6)])


def test_a_future_gives_the_result_of_another_process() -> None:
    """``result`` returns the value or raises the error."""
    found = submit(os.getpid)
    assert found.result() != os.getpid()
    assert found.done()
    with pytest.raises(RuntimeError, match="taken already"):
        found.result()
    with pytest.raises(ValueError, match="four"):
        submit(partial(fail, 4)).result()


def test_a_discarded_future_ends_its_child() -> None:
    """The child of a discarded future is killed."""
    waiting = submit(signal.pause)
    assert not waiting.done()
    del waiting
    assert active_children() == []


def test_a_child_ends_when_its_parent_is_killed() -> None:
    """The pipe that the child holds open is closed, although the child would wait forever."""
    receiver, sender = multiprocessing.get_context("fork").Pipe(duplex=False)

    def be_killed() -> None:
        def wait_for_ever() -> None:
            sender.send(os.getpid())
            signal.pause()

        child = submit(wait_for_ever)
        signal.pause()
        child.cancel()

    parent = multiprocessing.get_context("fork").Process(target=be_killed)
    parent.start()
    sender.close()
    assert receiver.recv() > 0
    parent.kill()
    parent.join()
    with pytest.raises(EOFError):
        receiver.recv()
