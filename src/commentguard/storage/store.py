"""One way to the database for async callers: reads in one lane, writes in another.

A request that stores must wait for the disk, and a disk flush costs the same for one row as for
five hundred. The writer therefore takes everything that is waiting, commits once, and only
then answers everybody (group commit). Handlers await; nothing blocks the event loop, not even a
database that hangs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Table, insert, text
from sqlalchemy.exc import SQLAlchemyError

from commentguard.storage.engine import connect
from commentguard.storage.lane import Lane
from commentguard.storage.migrate import upgrade
from commentguard.storage.tables import INSERT_ORDER

T = TypeVar("T")
Rows = Mapping[Table, Sequence[Mapping[str, Any]]]
"""Rows of one request by table; a group of requests becomes one statement a table."""

_Job = Callable[[Connection], Any]


class Store:
    """The database of one process.

    The trap: a function given to `write` may be run twice, because a group that failed as a
    whole is repeated one by one to find out whose fault it was. It must do nothing but SQL.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reads: Lane[_Job, Any] = Lane("reads", self._read_group)
        self._writes: Lane[_Job | dict[Table, Any], Any] = Lane("writes", self._write_group)

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

    async def write(self, job: Callable[[Connection], T]) -> T:
        """The result of `job`, once it is durable."""
        result: T = await self._writes.submit(job)
        return result

    async def append(self, rows: Rows) -> None:
        """Insert rows, returning once they are durable. Cheaper than `write`: groups merge."""
        await self._writes.submit(dict(rows))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A write transaction of one's own, for the command line and for tests."""
        writing = self.engine.connect().execution_options(writing=True)
        with writing as connection, connection.begin():
            yield connection

    def waiting(self) -> int:
        """How many writes are in line."""
        return self._writes.waiting()

    def ping(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
            return True
        except SQLAlchemyError:
            return False

    def close(self) -> None:
        """Finish what was accepted, then let go of the database."""
        self._reads.close()
        self._writes.close()
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
                _insert(connection, pending)
                pending = []
                results[k] = job(connection)
            _insert(connection, pending)
        return results


def insert_rows(connection: Connection, rows: Rows) -> None:
    """Insert rows inside a transaction that the caller holds."""
    _insert(connection, [rows])


def _insert(connection: Connection, requests: Sequence[Rows]) -> None:
    for table in INSERT_ORDER:
        rows = [row for request in requests for row in request.get(table, ())]
        if rows:
            connection.execute(insert(table), rows)
