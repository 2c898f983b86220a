"""Share work among processes: a function and items in, the results in the order of the items out.

Children are forks, so they have all that the parent has read and get nothing sent; what they find comes back pickled. Where the
system cannot fork, or one process would be as fast, the work is done in place. A child whose parent ends is ended, too.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import weakref
from dataclasses import dataclass
from functools import partial
from select import select
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")
MANY_FILES = 500
"""Files that make a process to write them worth its while."""
_DIE_WITH_PARENT = 1
"""``PR_SET_PDEATHSIG`` of prctl(2)."""


class WorkerError(RuntimeError):
    """A child ended without a result, killed from outside or out of memory."""


@dataclass(frozen=True)
class _Failure:
    """What a task raised."""

    error: Exception


def workers() -> int:
    """How many processes are worth having: one for each processor this one may use."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shares(items: Sequence[Item], least: int, most: int | None = None) -> tuple[tuple[Item, ...], ...]:
    """The items dealt out in turn to as many processes as are worth having, each with at least ``least``; never none."""
    count = max(1, min(most or workers(), len(items) // max(1, least)))
    return tuple(tuple(items[start::count]) for start in range(count))


def runs(count: int, least: int) -> list[range]:
    """The numbers below ``count``, cut into as many runs as processes are worth having, each of at least ``least`` numbers."""
    dealt = len(shares(range(count), least))
    return [range(count * run // dealt, count * (run + 1) // dealt) for run in range(dealt)]


def spread(work: Callable[[Item], Result], items: Sequence[Item], least: int = 64) -> list[Result]:
    """``[work(item) for item in items]``, by as many processes as are worth having, each with at least ``least`` items."""
    dealt = shares(items, least)
    done = at_once([partial(_all, work, share) for share in dealt])
    results: list[Result] = [None] * len(items)  # type: ignore[list-item] # each is filled below
    for start, found in enumerate(done):
        results[start :: len(dealt)] = found
    return results


def _all(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


def at_once(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all tasks: the first is done here, the others by children at the same time, one each."""
    children = [_start(task) for task in tasks[1:]]
    try:
        first = [task() for task in tasks[:1]]
    except BaseException:
        _end(children)
        raise
    return [*first, *_results([_collect(child, pipe) for child, pipe in children])]


def beside(task: Callable[[], Result]) -> Callable[[], Result]:
    """The task, begun in a child where there are processors for it; calling what is returned waits for its result."""
    return task if workers() == 1 else Beside(task)


class Beside(Generic[Result]):
    """A task begun in a child; without ``fork`` it is done in place when its result is asked for. Nobody need ask for it."""

    def __init__(self, task: Callable[[], Result]) -> None:
        self._task = task
        self._child = _start(task) if hasattr(os, "fork") else None
        # A child that nobody waits for is not left behind.
        self._abandon = weakref.finalize(self, _end, [self._child] if self._child else [])

    def __call__(self) -> Result:
        """Its result, which is there once."""
        if self._child is None:
            return self._task()
        if self._abandon.detach() is None:
            message = "the result has been taken already"
            raise RuntimeError(message)
        result: Result = _results([_collect(*self._child)])[0]
        return result

    def done(self) -> bool:
        """Whether the result can be had without waiting for long."""
        return self._child is None or not self._abandon.alive or bool(select([self._child[1]], [], [], 0)[0])

    def end(self) -> None:
        """End the child, whatever it does."""
        self._abandon()


def in_turn(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all tasks, each done by a child, as many at a time as pay: what a task needs of memory ends with it."""
    if len(tasks) == 1 or workers() == 1:
        return [task() for task in tasks]
    waiting = [*range(len(tasks))]
    running: dict[int, tuple[int, int]] = {}
    outcomes: dict[int, Any] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers():
                number = waiting.pop(0)
                running[number] = _start(tasks[number])
            ready = select([pipe for _, pipe in running.values()], [], [])[0]
            for number, (child, pipe) in [*running.items()]:
                if pipe in ready:
                    outcomes[number] = _collect(child, pipe)
                    del running[number]
    except BaseException:
        _end(running.values())
        raise
    return _results([outcomes[number] for number in range(len(tasks))])


def _results(outcomes: Sequence[Any]) -> list[Any]:
    for outcome in outcomes:
        if isinstance(outcome, _Failure):
            raise outcome.error
    return [*outcomes]


def _end(children: Iterable[tuple[int, int]]) -> None:
    for child, pipe in children:
        os.kill(child, signal.SIGKILL)
        os.close(pipe)
        os.waitpid(child, 0)


def _start(task: Callable[[], Result]) -> tuple[int, int]:
    """A child that does the task; its process id, and the pipe its result comes from."""
    reading, writing = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        tie_to(parent)
        # The parent's locks and pipes are not the child's to hold open.
        os.closerange(3, writing)
        os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else 4096)
        try:
            outcome: object = task()
        except Exception as error:  # noqa: BLE001 - raised again in the parent
            outcome = _Failure(error)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(outcome, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def tie_to(parent: int) -> None:
    """Have the system end this process when the parent ends, where it can."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None) if sys.platform.startswith("linux") else None
    if prctl is not None:
        prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _collect(child: int, pipe: int) -> Any:  # noqa: ANN401 - whatever the task returns
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    if not data:
        return _Failure(WorkerError("a worker process was killed before it had a result"))
    return pickle.loads(data)  # noqa: S301 - what this very program has written
