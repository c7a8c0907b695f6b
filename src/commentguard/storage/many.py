"""Rows of many requests, inserted by one statement a table.

With SQLite each *row* of an `executemany` lets go of the interpreter lock and waits to get it back
while the event loop is busy scoring: sixteen comments then wait sixty times. One statement with all
rows waits once. PostgreSQL's driver already sends a batch in one go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

from commentguard.storage.tables import INSERT_ORDER

Rows = Mapping[Table, Sequence[Mapping[str, Any]]]
"""Rows of one request by table. All rows of a table have the same keys."""

# SQLite's own limit is 32,766; above a few hundred rows nothing is saved any more.
_PARAMETERS = 8_000


def insert_many(connection: Connection, requests: Sequence[Rows]) -> None:
    """Insert the rows of all requests, what is pointed at before what points."""
    for table in INSERT_ORDER:
        rows = [row for request in requests for row in request.get(table, ())]
        if not rows:
            continue
        if connection.dialect.name != "sqlite":
            connection.execute(insert(table), rows)
            continue
        names = tuple(rows[0])
        step = max(1, _PARAMETERS // len(names))
        for start in range(0, len(rows), step):
            _insert_chunk(connection, table, names, rows[start : start + step])


def _insert_chunk(
    connection: Connection,
    table: Table,
    names: tuple[str, ...],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    head, group, writers = _statement(table, names, connection.dialect)
    values = [
        writer(row[name]) if writer is not None else row[name]
        for row in rows
        for name, writer in zip(names, writers, strict=True)
    ]
    connection.exec_driver_sql(head + ", ".join([group] * len(rows)), tuple(values))


@lru_cache(64)
def _statement(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[str, str, tuple[Any, ...]]:
    """The beginning of the statement, the place of one row, and what turns values into SQL's."""
    quote = dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in names)
    head = f"INSERT INTO {quote(table.name)} ({columns}) VALUES "
    group = f"({', '.join('?' * len(names))})"
    writers = tuple(
        table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names
    )
    return head, group, writers
