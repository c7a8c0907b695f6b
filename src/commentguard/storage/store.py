"""One way to the database for async callers: reads in one lane, writes in another.

A request that stores must wait for the disk, and a disk flush costs the same for one row as for
five hundred. The writer therefore takes everything that is waiting, commits once, and only
then answers everybody (group commit). Handlers await; nothing blocks the event loop, not even a
database that hangs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Table

from commentguard.storage.engine import connect, is_sqlite
from commentguard.storage.errand import Errand
from commentguard.storage.lane import Lane, LaneClosed
from commentguard.storage.many import Rows, insert_many
from commentguard.storage.migrate import upgrade

T = TypeVar("T")
# A flush of the disk takes a few milliseconds; waiting half of that doubles what shares it.
_LINGER = 0.003
# Searches at once, each with a connection; more of them wait, and none of them holds up anything else.
_SEARCHES = 4
_Job = Callable[[Connection], Any]


class Store:
    """The database of one process.

    The trap: a function given to `write` may be run twice, because a group that failed as a
    whole is repeated one by one to find out whose fault it was. It must do nothing but SQL.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._embedded = is_sqlite(engine)
        self._near: Connection | None = None
        self._closed = False
        self._reads: Lane[_Job, Any] = Lane("reads", self._read_group)
        self._writes: Lane[_Job | dict[Table, Any], Any] = Lane(
            "writes", self._write_group, _LINGER
        )
        self._searches = ThreadPoolExecutor(_SEARCHES, "searches")

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect and bring the schema up to date."""
        engine = connect(url)
        upgrade(engine)
        return cls(engine)

    async def read(self, job: Callable[[Connection], T]) -> T:
        """The result of `job` in a read transaction."""
        result: T = await self._reads.submit(job)
        return result

    async def search(self, job: Callable[[Connection], T], seconds: float) -> T:
        """The result of a read that may look at every text, which nothing else waits behind.

        Raises `TimeoutError` after `seconds`; then it is ended, too.
        """
        if self._closed:
            raise LaneClosed("searches")
        errand = Errand(self.engine, job, seconds)
        try:
            async with asyncio.timeout(seconds):
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._searches, errand.run)
        except (TimeoutError, asyncio.CancelledError):
            errand.end()
            raise

    @property
    def at_hand(self) -> bool:
        """Whether a `glance` is answered here and now, so that there is nothing to wait for."""
        return self._embedded

    async def glance(self, job: Callable[[Connection], T]) -> T:
        """The result of a short, bounded look-up, without a transaction.

        With SQLite it is done here and now: the answer takes less time than handing the question
        to another thread. With PostgreSQL it is `read`, because a network can hang.
        """
        if not self._embedded:
            return await self.read(job)
        if self._closed:
            raise LaneClosed("reads")
        if self._near is None:
            self._near = self.engine.connect().execution_options(plain=True)
        try:
            return job(self._near)
        except Exception:
            # What state the connection is in is not worth finding out.
            self._near.invalidate()
            self._near = None
            raise

    async def write(self, job: Callable[[Connection], T]) -> T:
        """The result of `job`, once it is durable."""
        result: T = await self._writes.submit(job)
        return result

    async def append(self, rows: Rows, patience: float | None = None) -> None:
        """Insert rows, returning once they are durable. Cheaper than `write`: groups merge.

        Raises `TimeoutError` after `patience` seconds; they may become durable later.
        """
        await self._writes.submit(dict(rows), patience)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A write transaction of one's own, for the command line and for tests."""
        writing = self.engine.connect().execution_options(writing=True)
        with writing as connection, connection.begin():
            yield connection

    def waiting(self) -> int:
        """How many writes are in line."""
        return self._writes.waiting()

    def close(self) -> None:
        """Finish what was accepted, then let go of the database."""
        self._closed = True
        self._searches.shutdown(cancel_futures=True)
        self._reads.close()
        self._writes.close()
        if self._near is not None:
            self._near.close()
            self._near = None
        self.engine.dispose()

    def _read_group(self, jobs: list[_Job]) -> list[Any]:
        if len(jobs) > 1:
            try:
                return self._look(jobs)
            except Exception:
                # In PostgreSQL one failed statement ends the transaction for all.
                pass
        results: list[Any] = []
        for job in jobs:
            try:
                results += self._look([job])
            except Exception as error:
                results.append(error)
        return results

    def _look(self, jobs: list[_Job]) -> list[Any]:
        with self.engine.connect() as connection, connection.begin():
            return [job(connection) for job in jobs]

    def _write_group(self, jobs: list[_Job | dict[Table, Any]]) -> list[Any]:
        if len(jobs) > 1:
            try:
                return self._commit(jobs)
            except Exception:
                # Somebody's row broke the whole group: each on its own tells whose.
                pass
        return [self._alone(job) for job in jobs]

    def _alone(self, job: _Job | dict[Table, Any]) -> Any:
        try:
            return self._commit([job])[0]
        except Exception as error:
            return error

    def _commit(self, jobs: list[_Job | dict[Table, Any]]) -> list[Any]:
        results: list[Any] = [None] * len(jobs)
        with self.transaction() as connection:
            pending: list[dict[Table, Any]] = []
            for k, job in enumerate(jobs):
                if isinstance(job, dict):
                    pending.append(job)
                    continue
                insert_many(connection, pending)
                pending = []
                results[k] = job(connection)
            insert_many(connection, pending)
        return results
