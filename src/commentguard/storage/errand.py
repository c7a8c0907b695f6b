"""A read that may take long: on a connection of its own, and ended when nobody waits for it any more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine

from commentguard.storage.engine import is_sqlite

T = TypeVar("T")
# How SQLite and PostgreSQL say that a statement was ended from outside.
_ENDED = frozenset({"SQLITE_INTERRUPT", "57014"})


class Errand(Generic[T]):
    """`job` in a read transaction, within `seconds` from now.

    The trap: a thread cannot be cancelled. Left to itself, a search that nobody waits for would go on
    reading, and the next ones behind it would find every thread taken.
    """

    def __init__(self, engine: Engine, job: Callable[[Connection], T], seconds: float) -> None:
        self._engine, self._job = engine, job
        self._until = time.monotonic() + seconds
        self._over = False
        self._raw: Any = None
        # Only what runs is interrupted: the connection is somebody else's a moment later.
        self._lock = threading.Lock()

    def run(self) -> T:
        """The result, on the calling thread. Raises `TimeoutError` where its time was over before it began."""
        with self._engine.connect() as connection, connection.begin():
            left = self._until - time.monotonic()
            if self._over or left <= 0:
                raise TimeoutError
            if not is_sqlite(self._engine):
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(left * 1000) + 1}")
                return self._job(connection)
            raw = connection.connection.driver_connection
            with self._lock:
                self._raw = raw
            try:
                return self._job(connection)
            finally:
                with self._lock:
                    self._raw = None

    def end(self) -> None:
        """Nobody waits for it any more; from any thread. PostgreSQL ends it by itself."""
        with self._lock:
            self._over = True
            if self._raw is not None:
                self._raw.interrupt()


def was_ended(error: BaseException) -> bool:
    """Whether a statement failed because it was ended from outside."""
    cause = getattr(error, "orig", None)
    return (
        _ENDED & {getattr(cause, "sqlite_errorname", ""), getattr(cause, "sqlstate", "")} != set()
    )
