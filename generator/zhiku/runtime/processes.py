"""Parallel work in forked processes: functions in, results in the order of the inputs out.

A child is a fork, so it sees everything that its parent has loaded; only results are pickled. Without ``fork``, or where one
process would be as fast, the work runs in the calling process. A child ends when its parent does, even if that is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import weakref
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerError(RuntimeError):
    """A child ended without a result: it was killed from outside or ran out of memory."""


@dataclass(frozen=True)
class _Failure:
    """The exception that a task raised."""

    error: Exception


def worker_count() -> int:
    """The number of processes worth running at the same time: the processors this process may use; 1 without ``fork``.

    The environment variable ``KB_PROCESSES`` sets another number, for machines that run several builds at the same time.
    """
    if not hasattr(os, "fork"):
        return 1
    if (chosen := os.environ.get("KB_PROCESSES", "")).isdecimal() and int(chosen):
        return int(chosen)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def deal(items: Sequence[Item], min_items: int, max_groups: int | None = None) -> tuple[tuple[Item, ...], ...]:
    """The items distributed in turn over groups of at least ``min_items``: at most one group per worker, or ``max_groups``.

    There is always at least one group, which may be empty.
    """
    count = max(1, min(max_groups or worker_count(), len(items) // max(1, min_items)))
    return tuple(tuple(items[start::count]) for start in range(count))


def split_range(count: int, min_items: int) -> list[range]:
    """The numbers below ``count`` as consecutive ranges of at least ``min_items`` numbers, at most one per worker."""
    groups = len(deal(range(count), min_items))
    return [range(count * group // groups, count * (group + 1) // groups) for group in range(groups)]


def parallel_map(function: Callable[[Item], Result], items: Sequence[Item], min_items: int = 64) -> list[Result]:
    """``[function(item) for item in items]``, shared among workers that get at least ``min_items`` items each."""
    groups = deal(items, min_items)
    found = gather([partial(_map, function, group) for group in groups])
    results: list[Result] = [None] * len(items)  # type: ignore[list-item] # each is filled below
    for start, part in enumerate(found):
        results[start :: len(groups)] = part
    return results


def _map(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def gather(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all tasks, run at the same time: the first in this process, each of the others in a child."""
    children = [_Child(task) for task in tasks[1:]]
    try:
        first = [task() for task in tasks[:1]]
    except BaseException:
        _kill(children)
        raise
    return [*first, *_results([child.receive() for child in children])]


def run_isolated(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all tasks, each run in a child of its own, ``worker_count()`` at a time: its memory is freed with it."""
    if len(tasks) == 1 or worker_count() == 1:
        return [task() for task in tasks]
    waiting = [*range(len(tasks))]
    running: dict[int, _Child[Result]] = {}
    outcomes: dict[int, Result | _Failure] = {}
    try:
        while waiting or running:
            while waiting and len(running) < worker_count():
                number = waiting.pop(0)
                running[number] = _Child(tasks[number])
            ready = wait([child.connection for child in running.values()])
            for number, child in [*running.items()]:
                if child.connection in ready:
                    outcomes[number] = child.receive()
                    del running[number]
    except BaseException:
        _kill(running.values())
        raise
    return _results([outcomes[number] for number in range(len(tasks))])


def submit(task: Callable[[], Result], *, worthwhile: bool = True) -> Future[Result]:
    """Start a task in a child where that is ``worthwhile`` and there is a processor for it.

    Otherwise it runs when its result is asked for.
    """
    return Future(task, in_child=worthwhile and worker_count() > 1)


class Future(Generic[Result]):
    """The result of a task that runs in a child; without a child, the task runs in ``result``.

    A future that is discarded kills its child.
    """

    def __init__(self, task: Callable[[], Result], *, in_child: bool = True) -> None:
        # Once a child has the task, this process need not keep what the task holds.
        self._source = _Child(task) if in_child and hasattr(os, "fork") else task
        self._finalizer = weakref.finalize(self, _kill, [self._source] if isinstance(self._source, _Child) else [])

    def result(self) -> Result:
        """Wait for the result and return it, or raise what the task raised. It can be taken once."""
        if not isinstance(self._source, _Child):
            return self._source()
        if self._finalizer.detach() is None:
            message = "the result has been taken already"
            raise RuntimeError(message)
        return _results([self._source.receive()])[0]

    def done(self) -> bool:
        """Whether ``result`` would return without waiting for the child."""
        return not isinstance(self._source, _Child) or not self._finalizer.alive or self._source.connection.poll()

    def cancel(self) -> None:
        """Kill the child."""
        self._finalizer()


class _Child(Generic[Result]):
    """A task running in a forked process; ``connection`` is readable as soon as there is a result or the process has ended."""

    def __init__(self, task: Callable[[], Result]) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(task, sender))
        self._process.start()
        sender.close()

    def receive(self) -> Result | _Failure:
        """Wait for the outcome of the task."""
        try:
            outcome: Result | _Failure = self.connection.recv()
        except EOFError:
            outcome = _Failure(WorkerError("a worker process was killed before it had a result"))
        self.connection.close()
        self._process.join()
        return outcome

    def kill(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _results(outcomes: Iterable[Result | _Failure]) -> list[Result]:
    """The results; raises the first failure."""
    results: list[Result] = []
    for outcome in outcomes:
        if isinstance(outcome, _Failure):
            raise outcome.error
        results.append(outcome)
    return results


def _kill(children: Iterable[_Child[Result]]) -> None:
    for child in children:
        child.kill()


def _run(task: Callable[[], Result], sender: Connection) -> None:
    end_with_parent()
    try:
        outcome: Result | _Failure = task()
    except Exception as error:  # noqa: BLE001 - raised again in the parent
        outcome = _Failure(error)
    except KeyboardInterrupt:  # the parent also receives it, and reports it
        return
    sender.send(outcome)
    sender.close()


def end_with_parent() -> None:
    """Have this child of ``multiprocessing`` end when its parent ends, however that happens."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
