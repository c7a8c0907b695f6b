"""Opening the database: SQLite in a file by default, PostgreSQL by URL."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from commentguard.errors import DataError
from commentguard.storage.comment_tables import describe_for_postgresql
from commentguard.storage.letters import composed, spelled

# How long one process waits for another's commit. A commit takes milliseconds; a backup seconds.
_BUSY_MS = 10_000
_CONNECT_SECONDS = 3


def connect(url: str) -> Engine:
    """An engine for `url`. Raises `DataError` for anything but SQLite and PostgreSQL.

    SQLite runs in WAL mode with `synchronous=FULL`: a commit that returned survives a power
    cut, not only the death of the process.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DataError("the database URL cannot be read") from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        engine = create_engine(
            parsed.set(drivername="sqlite+pysqlite"),
            json_serializer=_dumps,
            json_deserializer=orjson.loads,
            connect_args={"check_same_thread": False, "timeout": _BUSY_MS / 1000},
            # An error message would otherwise carry the comment into the logs.
            hide_parameters=True,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        describe_for_postgresql()
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            json_serializer=_dumps,
            json_deserializer=orjson.loads,
            # A server that restarted is met again without a failed request.
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": _CONNECT_SECONDS},
        )
    raise DataError(f"the database must be SQLite or PostgreSQL, not {backend}")


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin late and never cover DDL; ours begin when we say.
    connection.isolation_level = None
    # PostgreSQL knows how to put letters together.
    connection.create_function("composed", 1, composed, deterministic=True)
    connection.create_function("spelled", 2, spelled, deterministic=True)
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        # A page of an index changes in nearly every commit: copied back less often, it is copied once
        # for many. 16 MB, with which a start after a crash takes a moment longer.
        "wal_autocheckpoint=4000",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
        # Erased text is overwritten, not left on a free page.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A reader that turns writer in mid-transaction fails at once when another writes: writers
    # say so at the start and wait in line instead.
    options = connection.get_execution_options()
    if not options.get("plain", False):
        writing = options.get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
