"""A thread that works on everything that is waiting at once, and answers an event loop."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

J = TypeVar("J")
R = TypeVar("R")
_Job = tuple[J, asyncio.Future[R], asyncio.AbstractEventLoop]

# A group is bounded so that one reply never waits for thousands of others.
_GROUP = 512
# What may wait. Beyond it the caller hears so at once instead of timing out.
_WAITING = 8192


class LaneFull(Exception):  # noqa: N818 - a state, told to callers as 503
    """More is waiting than can be answered in time."""


class LaneClosed(Exception):  # noqa: N818 - as above
    """The lane no longer takes work."""


class Lane(Generic[J, R]):
    """Calls `work(jobs)` in a thread of its own; an exception in the results is raised by `submit`.

    `linger` is how many seconds a busy lane waits for more company before it sets out; a lane that
    carried a single job last time sets out at once, so that a quiet server stays quick.

    What is submitted in one turn of an event loop is handed over when the turn ends, all at once: a
    thread that is woken by the first of sixteen carries that one alone, and the others pay for a flush of
    their own.

    The thread starts with the first job, so that a process that forks before serving has none.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[list[J]], Sequence[R | BaseException]],
        linger: float = 0.0,
    ) -> None:
        self._name, self._work, self._linger = name, work, linger
        self._jobs: deque[_Job[J, R]] = deque()
        # By loop: what was submitted in the turn that it is in, and which of it waits how long.
        self._turns: dict[asyncio.AbstractEventLoop, list[_Job[J, R]]] = {}
        self._patient: dict[asyncio.AbstractEventLoop, dict[float, list[asyncio.Future[R]]]] = {}
        self._ready = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    async def submit(self, job: J, patience: float | None = None) -> R:
        """The result of `job`, or `TimeoutError` after `patience` seconds. Neither that nor cancelling the caller takes
        the job back. One clock runs for all of a turn: each with one of its own costs as much as a look-up.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        with self._ready:
            if self._closed:
                raise LaneClosed(self._name)
            if self.waiting() >= _WAITING:
                raise LaneFull(self._name)
            turn = self._turns.get(loop)
            if turn is None:
                turn = self._turns[loop] = []
                loop.call_soon(self._hand_over, loop)
            turn.append((job, future, loop))
            if patience is not None:
                self._patient.setdefault(loop, {}).setdefault(patience, []).append(future)
        return await future

    def waiting(self) -> int:
        return len(self._jobs) + sum(map(len, self._turns.values()))

    def close(self) -> None:
        """Take no more, finish what was taken, and return when that is done."""
        with self._ready:
            self._closed = True
            for loop in list(self._turns):
                self._take(loop)
            self._ready.notify()
        if self._thread is not None:
            self._thread.join()

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        with self._ready:
            # Nothing is left of a turn in which the lane was closed.
            if loop in self._turns:
                self._take(loop)
                self._ready.notify()
        for patience, futures in self._patient.pop(loop, {}).items():
            loop.call_later(patience, _give_up, futures)

    def _take(self, loop: asyncio.AbstractEventLoop) -> None:
        self._jobs += self._turns.pop(loop)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        size = 1
        while True:
            if size > 1 and self._linger and not self._closed:
                time.sleep(self._linger)
            with self._ready:
                while not self._jobs and not self._closed:
                    self._ready.wait()
                if not self._jobs:
                    return
                group = [self._jobs.popleft() for _ in range(min(_GROUP, len(self._jobs)))]
                size = len(group)
            results: Sequence[R | BaseException]
            try:
                results = self._work([job for job, _, _ in group])
            except Exception as error:
                results = [error] * len(group)
            answers: dict[
                asyncio.AbstractEventLoop, list[tuple[asyncio.Future[R], R | BaseException]]
            ] = {}
            for (_, future, loop), result in zip(group, results, strict=True):
                answers.setdefault(loop, []).append((future, result))
            for loop, pairs in answers.items():
                try:
                    loop.call_soon_threadsafe(_settle, pairs)
                except RuntimeError:
                    # The loop has gone, and with it everybody who could have read the answer.
                    continue


def _give_up(futures: list[asyncio.Future[Any]]) -> None:
    for future in futures:
        if not future.done():
            future.set_exception(TimeoutError())


def _settle(pairs: list[tuple[asyncio.Future[R], R | BaseException]]) -> None:
    for future, result in pairs:
        if future.done():
            continue
        if isinstance(result, BaseException):
            future.set_exception(result)
        else:
            future.set_result(result)
